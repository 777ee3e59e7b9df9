//! What a post may contain: one table for every sanitiser.
//!
//! The browser's Sanitizer API, DOMPurify and ammonia are all configured from here, and
//! the pass over their result asks the same rules again. Elements and attributes follow
//! html-pipeline's list (GitHub's), with what real posts need besides: ruby, media,
//! figures, `referrerpolicy`. Nothing here touches a document or the network.

mod attributes;
mod classes;
mod elements;
mod embeds;
mod excess;
mod srcset;
mod urls;

pub use attributes::{GLOBAL_ATTRIBUTES, Rule, rule};
pub use classes::{align_class, class_allowed, style_classes};
pub use elements::{DROPPED, ELEMENTS, Element, Treatment, UNWRAPPED, treatment};
pub use embeds::{Embed, FRAME_ORIGINS, PLAYER, Provider, embed};
pub use excess::Limit;
pub use srcset::{Candidate, candidates};
pub use urls::{IMAGE_SCHEMES, LINK_SCHEMES, RASTER_TYPES, UrlRole, needs_rewriting, url_allowed};

/// What stands before every `id` of a post, so that none of them can take the place of
/// an element or a global of the page (DOM clobbering); links within the post follow.
pub const ID_PREFIX: &str = "user-content-";

/// `rel` of every link that leaves the site: the target learns nothing of the reader's
/// page, and search engines do not take a mirrored post for the site's own voice.
pub const OUTBOUND_REL: &str = "noopener noreferrer nofollow ugc";

/// How much a post may hold; above it the page shows the post as plain text.
pub mod limits {
    /// Bytes of raw HTML. A body is at most 8 MiB; rendering at most doubles it, except in
    /// posts that are nothing but mark-up.
    pub const BYTES: usize = 16 * 1024 * 1024;
    /// Elements and texts.
    pub const NODES: usize = 50_000;
    /// Elements within elements.
    pub const DEPTH: usize = 256;
    /// Pictures: `<img>` elements.
    pub const IMAGES: usize = 2_000;
    /// Attributes of one element, whether they stay or not.
    pub const ATTRIBUTES: usize = 256;
}
