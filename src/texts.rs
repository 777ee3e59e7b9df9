//! The interface's texts. The app holds English; the language that a reader needs is a file of its own,
//! which the boot script begins to fetch beside the app where it can tell which one that is.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use inkstone_views::{Failure, Messages};
use yew::prelude::*;

use crate::{
    boot::Boot,
    hooks::{Load, use_load},
};

thread_local! {
    /// Those that have been read: whoever goes from one language to another and back fetches neither twice.
    static READ: RefCell<Vec<Arc<Messages>>> = RefCell::new(vec![Arc::new(Messages::english())]);
}

/// The texts of a language that has been read.
fn at_hand(language: &str) -> Option<Arc<Messages>> {
    READ.with_borrow(|read| read.iter().find(|messages| messages.language == language).cloned())
}

async fn load(boot: &Boot, language: &'static str) -> Result<Arc<Messages>, Failure> {
    let text = boot.messages(language).await.map_err(|_| Failure::Offline)?;
    // As long as the app: a language is read once.
    let messages = Arc::new(Messages::read(Box::leak(text.into_boxed_str())));
    READ.with_borrow_mut(|read| read.push(messages.clone()));
    Ok(messages)
}

/// The texts for a BCP 47 tag, once they are there; English where they cannot be had.
#[hook]
pub(crate) fn use_messages(boot: &Rc<Boot>, tag: &str) -> Option<Arc<Messages>> {
    let boot = boot.clone();
    let (load, _) = use_load(
        Messages::tag_for(tag),
        |language| at_hand(language),
        move |language| async move { load(&boot, language).await },
    );
    match load {
        Load::Ready(messages) => Some(messages),
        Load::Loading => None,
        Load::Failed(_) => at_hand("en"),
    }
}
