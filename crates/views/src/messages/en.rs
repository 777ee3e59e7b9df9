//! English.

use inkstone_content::PostDate;

use super::Messages;
use crate::Failure;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) static MESSAGES: Messages = Messages {
    language: "en",
    skip: "Skip to the text",
    posts: "Posts",
    post_count: |count| if count == 1 { "1 post".into() } else { format!("{count} posts") },
    page_of: |page, pages| format!("Page {page} of {pages}"),
    newer: "Newer posts",
    older: "Older posts",
    pinned: "Pinned",
    minutes: |minutes| format!("{minutes} min read"),
    date,
    updated: "updated",
    categories: "Category",
    pages: "Pages",
    loading: "Loading…",
    reading_posts: |done, all| format!("Reading the posts: {done} of {all}"),
    posts_missing: |count| {
        if count == 1 { "1 post could not be fetched.".into() } else { format!("{count} posts could not be fetched.") }
    },
    empty: "Nothing has been written here yet.",
    empty_hint: "Put a Markdown file into the posts folder and build the site again.",
    retry: "Try again",
    home: "All posts",
    failure,
    problems: |count| {
        if count == 1 {
            "Something in this post’s file could not be read".into()
        } else {
            format!("{count} things in this post’s file could not be read")
        }
    },
    line: |line| format!("Line {line}"),
    plain_text: "This post is too large or too deeply nested to be shown as a page, so here is its text.",
    raw: "Markdown",
};

fn date(date: PostDate) -> String {
    let civil = date.civil();
    let month =
        usize::try_from(civil.month() - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default();
    format!("{} {}, {}", month, civil.day(), civil.year())
}

fn failure(failure: &Failure) -> (&'static str, String) {
    match failure {
        Failure::NotFound => ("Page not found", "There is no page at this address. It may have moved.".into()),
        Failure::Server(status) => {
            ("The server has a problem", format!("It answered with status {status}. It may work again in a moment."))
        }
        Failure::Timeout => ("No answer", "The server took too long. The connection may be slow.".into()),
        Failure::Offline => ("No connection", "The server could not be reached. Check the network.".into()),
        Failure::NotMarkdown => {
            ("Not a post", "The server answered with a web page where a post was expected. A sign-in page of the network may be in the way.".into())
        }
        Failure::NotUtf8 => ("Unreadable text", "The file is not UTF-8 text. Saving it as UTF-8 helps.".into()),
        Failure::Newer => {
            ("This site is newer than the app", "Reload the page to get the version that can read it.".into())
        }
        Failure::Invalid(reason) => ("A file of this site is damaged", format!("{reason}. Building the site again helps.")),
    }
}
