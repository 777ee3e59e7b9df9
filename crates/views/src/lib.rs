//! What a page looks like: a [`Setting`] and what to show in, `Html` out.
//!
//! Views are functions and not components: a component costs 1.7 KB of code whatever it shows, and a page is
//! made anew as a whole all the same (docs/adr/0004-two-modules.md).
//!
//! No fetch, no router and no browser call while rendering, so that the same views render in
//! the browser, inside an element's shadow root and natively. Links are plain `<a href>`.

pub mod archive;
pub mod article;
pub mod body;
pub mod choices;
pub mod crumbs;
pub mod date;
#[cfg(not(target_arch = "wasm32"))]
pub mod embed;
pub mod empty;
pub mod frame;
pub mod language;
pub mod lines;
pub mod list;
pub mod menu;
pub mod messages;
pub mod notice;
pub mod offline;
pub mod pager;
pub mod route;
pub mod setting;
pub mod shortcuts;
pub mod skeleton;
pub mod suggestions;
pub mod summary;
pub mod tags;
pub mod term;
pub mod terms;
pub mod title;
pub mod tools;

pub use archive::archive_view;
pub use article::{Article, ArticleView, article_page};
pub use choices::{Choices, Scheme};
#[cfg(not(target_arch = "wasm32"))]
pub use embed::{embed_page, embedded_post};
pub use frame::{ANNOUNCEMENT_ID, FOOT_ID, HEAD_ID, MAIN_ID, colophon, frame, masthead};
pub use list::{Listing, list_page};
pub use messages::Messages;
pub use notice::{Failure, failure_notice};
pub use route::{Route, RouteError};
pub use setting::{Links, Setting};
pub use skeleton::{PostToCome, article_skeleton, lines_skeleton, list_skeleton, post_skeleton};
pub use term::term_view;
pub use terms::terms_view;
pub use title::list_title;
