//! Loading something a page needs: loading, ready or failed, and trying again.

use std::{cell::Cell, future::Future, rc::Rc};

use inkstone_views::Failure;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::use_effect_with;

/// How far a load is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Load<T> {
    /// Under way.
    Loading,
    /// Here.
    Ready(T),
    /// It failed; the page says why and offers to try again.
    Failed(Failure),
}

/// Loads what `key` names: at once from `at_hand`, else through `load`.
/// The callback tries again. A result that arrives after the key has changed is dropped.
#[hook]
pub(crate) fn use_load<K, T, F>(
    key: K,
    at_hand: impl FnOnce(&K) -> Option<T>,
    load: impl FnOnce(K) -> F + 'static,
) -> (Load<T>, Callback<()>)
where
    K: Clone + PartialEq + 'static,
    T: Clone + 'static,
    F: Future<Output = Result<T, Failure>> + 'static,
{
    let attempt = use_state(|| 0_u32);
    let loaded = use_state(|| None::<(K, u32, Load<T>)>);
    let at_hand = at_hand(&key);
    use_effect_with((key.clone(), *attempt), {
        let loaded = loaded.clone();
        let is_at_hand = at_hand.is_some();
        move |(key, attempt)| {
            let wanted = Rc::new(Cell::new(true));
            if !is_at_hand {
                let (key, attempt, wanted) = (key.clone(), *attempt, wanted.clone());
                spawn_local(async move {
                    let result = load(key.clone()).await;
                    if wanted.get() {
                        loaded.set(Some((key, attempt, result.map_or_else(Load::Failed, Load::Ready))));
                    }
                });
            }
            move || wanted.set(false)
        }
    });
    let retry = {
        let attempt = attempt.clone();
        use_callback(*attempt, move |(), now| attempt.set(now + 1))
    };
    let state = match (&*loaded, at_hand) {
        (_, Some(value)) => Load::Ready(value),
        (Some((of, at, state)), None) if *of == key && *at == *attempt => state.clone(),
        _ => Load::Loading,
    };
    (state, retry)
}
