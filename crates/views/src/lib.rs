//! What a page looks like: props in, `Html` out.
//!
//! No fetch, no router and no browser call while rendering, so that the same views render in
//! the browser, inside an element's shadow root and natively. Links are plain `<a href>`.

pub mod article;
pub mod body;
pub mod choices;
pub mod crumbs;
pub mod date;
pub mod frame;
pub mod list;
pub mod menu;
pub mod messages;
pub mod notice;
pub mod route;
pub mod setting;
pub mod shortcuts;
pub mod skeleton;
pub mod summary;
pub mod tools;

pub use article::{Article, ArticlePage};
pub use body::PostBody;
pub use choices::{Choices, Scheme};
pub use frame::Frame;
pub use list::{ListPage, Listing};
pub use messages::Messages;
pub use notice::{Failure, FailureNotice};
pub use route::{Route, RouteError};
pub use setting::{Setting, use_setting};
pub use skeleton::{ArticleSkeleton, ListSkeleton};
