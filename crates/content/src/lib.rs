//! The pure core of Inkstone: a post's bytes in, its metadata and its raw HTML out.
//!
//! No IO, no clock, no environment, no globals and no web APIs: the browser and the
//! command line call the same functions and get the same bytes.

pub mod address;
pub mod date;
pub mod front_matter;
pub mod limits;
pub mod meta;
pub mod policy;
pub mod post;
pub mod problem;
pub mod render;
pub mod site;
pub mod taxonomy;

pub use address::{PathError, PostPath, SitePath};
pub use date::{PostDate, Zone};
pub use meta::{Direction, Image, PostMeta, Visibility};
pub use post::{Body, BodyKind, Post};
pub use problem::{Problem, Severity};
pub use render::{Heading, Place, RawHtml, Rendered, render};
pub use site::{Dialect, Site};
pub use taxonomy::CategoryPath;
