//! Hooks that pages share.

mod arrival;
mod effect;
mod load;
mod prefetch;
mod title;

pub(crate) use arrival::use_arrival;
pub(crate) use effect::use_effect_with;
pub(crate) use load::{Load, use_load};
pub(crate) use prefetch::use_prefetch;
pub(crate) use title::use_title;
