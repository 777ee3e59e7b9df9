//! The pure core of Inkstone: a post's bytes in, its metadata and its raw HTML out.
//!
//! No IO, no clock, no environment, no globals and no web APIs: the browser and the
//! command line call the same functions and get the same bytes.

mod cjk;
mod count;
mod escape;
mod excerpt;
mod markdown;
mod order;
mod repair;
mod tags;
mod wire;

pub mod address;
pub mod date;
pub mod dialect;
pub mod front_matter;
pub mod json;
pub mod limits;
pub mod meta;
pub mod page;
pub mod policy;
pub mod post;
pub mod problem;
pub mod render;
pub mod rights;
pub mod site;
pub mod taxonomy;

pub use address::{PathError, PostPath, SitePath};
pub use count::{Count, reading_minutes};
pub use date::{PostDate, Zone, ZoneTable};
pub use dialect::Dialect;
pub use front_matter::FrontMatter;
pub use meta::{Direction, Image, PostMeta, Visibility};
pub use order::{distinct, sort_by};
pub use page::{PostHead, PostPage};
pub use post::{Body, BodyKind, Post};
pub use problem::{Problem, Severity};
pub use render::{
    Assets, BodyImage, Folder, Heading, KnownPost, KnownPosts, Place, RawHtml, Rendered, render, render_known,
};
pub use rights::Rights;
pub use site::{ConfigurationFile, Hosts, NavigationLink, PlugIns, Site};
pub use tags::Replaced;
pub use taxonomy::CategoryPath;
