//! Hooks that pages share.

mod load;
mod title;

pub(crate) use load::{Load, use_load};
pub(crate) use title::use_title;
