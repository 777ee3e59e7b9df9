//! The generated files that describe a blog: a small root that revalidates, and immutable
//! shards for summaries, the archive, terms, series and addresses.
//!
//! The builder writes them, the app reads them; they meet only at these formats, which
//! carry a version. Pure: the same posts give the same bytes anywhere.

pub mod addresses;
pub mod archive;
pub mod file;
mod fingerprint;
mod hash;
pub mod index;
pub mod line;
pub mod neighbours;
pub mod page;
pub mod read;
pub mod record;
pub mod root;
pub mod series;
mod shares;
pub mod summary;
pub mod terms;
pub mod write;

pub use addresses::Address;
pub use archive::{ArchivePage, Month, Span};
pub use file::FileError;
pub use fingerprint::fingerprint;
pub use index::Index;
pub use line::Line;
pub use neighbours::Neighbours;
pub use page::SummaryPage;
pub use read::{Catalogue, Shelf};
pub use record::{PageRecord, RECORD_ID};
pub use root::{FORMAT, Root, RootError};
pub use series::Parts;
pub use summary::Summary;
pub use terms::{Taxonomy, TermCount, TermPage, TermsPage};
pub use write::{CatalogueFile, Writer, write};
