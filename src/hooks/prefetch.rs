//! Getting what the reader will probably want next, once this page is there.

use std::future::Future;

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::use_effect_with;

use crate::ahead::may_spend;

/// Milliseconds after which a page counts as settled: its own pictures go first.
const SETTLED: u32 = 300;

/// Gets what `next` names after this page has settled; nothing on a network that is slow or has to be spared.
#[hook]
pub(crate) fn use_prefetch<K, F>(next: Option<K>, get: impl FnOnce(K) -> F + 'static)
where
    K: Clone + PartialEq + 'static,
    F: Future<Output = ()> + 'static,
{
    use_effect_with(next, move |next| {
        let wanted = next.clone().filter(|_| may_spend());
        let waiting = wanted.map(|next| Timeout::new(SETTLED, move || spawn_local(get(next))));
        // A page that is left before that wants nothing.
        move || drop(waiting)
    });
}
