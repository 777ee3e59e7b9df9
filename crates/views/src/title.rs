//! The title of a page that is a list, for the document and for search engines.

use crate::{Route, Setting, archive, term, terms};

/// The title of the list at `route`, which has `pages` pages, without the blog's name; `None` for home, which
/// has that name alone, and for a post and the page of what is kept, which have their own.
pub fn list_title(setting: &Setting, route: &Route, pages: u32) -> Option<String> {
    let messages = &setting.messages;
    let (title, page) = match route {
        Route::List { page } => return (*page > 1).then(|| messages.page_of(*page, pages)),
        Route::Archive { span, page } => (archive::title(setting, *span), *page),
        Route::Terms { taxonomy, page } => (terms::title(setting, *taxonomy).to_owned(), *page),
        Route::Term { taxonomy, path, page } => (term::title(*taxonomy, path), *page),
        Route::Post { .. } | Route::Saved => return None,
    };
    Some(if page > 1 { format!("{title} · {}", messages.page_of(page, pages)) } else { title })
}
