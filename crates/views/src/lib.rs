//! What a page looks like: props in, `Html` out.
//!
//! No fetch, no router and no browser call while rendering, so that the same views render in
//! the browser, inside an element's shadow root and natively. Links are plain `<a href>`.

pub mod archive;
pub mod article;
pub mod body;
pub mod choices;
pub mod crumbs;
pub mod date;
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

pub use archive::ArchiveView;
pub use article::{Article, ArticlePage};
pub use body::PostBody;
pub use choices::{Choices, Scheme};
pub use embed::EmbeddedPost;
pub use frame::{ANNOUNCEMENT_ID, Colophon, FOOT_ID, Frame, HEAD_ID, MAIN_ID, Masthead};
pub use lines::{Grouping, LineList};
pub use list::{ListPage, Listing};
pub use messages::Messages;
pub use notice::{Failure, FailureNotice};
pub use route::{Route, RouteError};
pub use setting::{Links, Setting, use_setting};
pub use skeleton::{ArticleSkeleton, LinesSkeleton, ListSkeleton};
pub use tags::Tags;
pub use term::TermView;
pub use terms::TermsView;
pub use title::list_title;
