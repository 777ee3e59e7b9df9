//! The generated files that describe a blog: a small root, and pages of summaries.
//!
//! The builder writes them, the app reads them; they meet only at these formats, which
//! carry a version. Pure: the same posts give the same bytes anywhere.

pub mod page;
pub mod root;
pub mod summary;
pub mod write;

pub use page::SummaryPage;
pub use root::{FORMAT, Root, RootError};
pub use summary::Summary;
pub use write::{CatalogueFile, write};
