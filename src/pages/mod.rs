//! One file a page: it loads, then shows a view.

mod beside;
mod catalogue;
mod list;
mod not_found;
mod post;
mod saved;
mod series;

pub(crate) use catalogue::CatalogueRoute;
pub(crate) use list::ListRoute;
pub(crate) use not_found::{NotFound, Nothing};
pub(crate) use post::{PostRoute, file_of};
pub(crate) use saved::SavedRoute;
