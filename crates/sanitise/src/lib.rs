//! Raw HTML in, a body that is safe to show out.
//!
//! The only maker of [`SafeBody`]. In the browser the platform's own Sanitizer API does
//! the work, or DOMPurify where that is missing; natively ammonia. All three are
//! configured from `inkstone_content::policy`, and after each of them one short pass
//! judges every element that is left by the same rules: ids, addresses, classes.
//! In the browser nothing is serialised and parsed again, which is where mutation XSS lives.

mod addresses;
mod body;
mod effort;
mod error;
mod frames;
mod prepare;
mod tag;
mod verdict;

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod native;

pub use addresses::Origin;
pub use body::SafeBody;
pub use error::{Limit, SanitiseError};

#[cfg(target_arch = "wasm32")]
pub use browser::{
    DomPurify, Engine, Module, Platform, Sanitising, Work, begin, dompurify, has_engine, platform, sanitise,
};
#[cfg(not(target_arch = "wasm32"))]
pub use native::{PictureSize, sanitise, sized, try_sanitise, typeset};
