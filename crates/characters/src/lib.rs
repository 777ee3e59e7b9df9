//! What Unicode and HTML say of single characters, small enough for a browser: each kilobyte of the renderer is 5 ms of
//! a slow line before a text (docs/adr/0017-markdown-parser.md).

mod case;
mod names;
mod search;

pub use case::{folded, lower};
pub use names::{Missing, named, with_names};
