//! The interface's texts, one constant a language.

mod en;
mod zh_hans;

use inkstone_content::PostDate;

use crate::Failure;

/// Every text of the interface in one language.
pub struct Messages {
    /// BCP 47 tag of the language.
    pub language: &'static str,
    /// The link that jumps over the header.
    pub skip: &'static str,
    /// Title of the list of all posts, and its place in the navigation.
    pub posts: &'static str,
    /// How many posts there are.
    pub post_count: fn(u32) -> String,
    /// Title of list page N of M.
    pub page_of: fn(u32, u32) -> String,
    /// Link to newer posts.
    pub newer: &'static str,
    /// Link to older posts.
    pub older: &'static str,
    /// Mark of a pinned post.
    pub pinned: &'static str,
    /// How long a post takes.
    pub minutes: fn(u32) -> String,
    /// A calendar date.
    pub date: fn(PostDate) -> String,
    /// Label of the date of the last change.
    pub updated: &'static str,
    /// Name of the landmark with a post's category path.
    pub categories: &'static str,
    /// Name of the landmark that leads from page to page.
    pub pages: &'static str,
    /// What is said while something loads.
    pub loading: &'static str,
    /// How many of how many posts have been read, while a list is being made in the browser.
    pub reading_posts: fn(u32, u32) -> String,
    /// How many posts could not be fetched for a list.
    pub posts_missing: fn(u32) -> String,
    /// A list without entries.
    pub empty: &'static str,
    /// What the owner of an empty blog can do.
    pub empty_hint: &'static str,
    /// The button that tries again.
    pub retry: &'static str,
    /// The link that leads home.
    pub home: &'static str,
    /// Title and explanation of a failure.
    pub failure: fn(&Failure) -> (&'static str, String),
    /// Summary of the notice on a post with problems.
    pub problems: fn(u32) -> String,
    /// Line N of a file.
    pub line: fn(u32) -> String,
    /// Why a post is shown as plain text.
    pub plain_text: &'static str,
    /// Link to the raw Markdown file.
    pub raw: &'static str,
}

impl Messages {
    /// The texts for a BCP 47 tag; English where the language is not known.
    pub fn for_language(tag: &str) -> &'static Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("zh") { &zh_hans::MESSAGES } else { &en::MESSAGES }
    }
}

/// There is one value a language, so the language tells them apart.
impl PartialEq for Messages {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Messages({})", self.language)
    }
}
