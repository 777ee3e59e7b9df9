//! Texts which have places to be filled: with amounts, names and reasons.

use super::Messages;
use crate::Failure;

impl Messages {
    /// How many posts there are.
    pub fn post_count(&self, count: u32) -> String {
        self.counted(self.post_count, count)
    }

    /// Title of list page `page` of `pages`.
    pub fn page_of(&self, page: u32, pages: u32) -> String {
        filled(self.page_of, &[("page", &self.number(page)), ("pages", &self.number(pages))])
    }

    /// How many of how many posts have been read, while a list is being made in the browser.
    pub fn reading_posts(&self, done: u32, all: u32) -> String {
        filled(self.reading_posts, &[("done", &self.number(done)), ("all", &self.number(all))])
    }

    /// How many posts could not be fetched for a list.
    pub fn posts_missing(&self, count: u32) -> String {
        self.counted(self.posts_missing, count)
    }

    /// How many tags there are.
    pub fn tag_count(&self, count: u32) -> String {
        self.counted(self.tag_count, count)
    }

    /// How many categories there are.
    pub fn category_count(&self, count: u32) -> String {
        self.counted(self.category_count, count)
    }

    /// How long a post takes.
    pub fn minutes(&self, minutes: u32) -> String {
        self.counted(self.minutes, minutes)
    }

    /// Summary of the notice on a post with problems.
    pub fn problems(&self, count: u32) -> String {
        self.counted(self.problems, count)
    }

    /// Line N of a file.
    pub fn line(&self, line: u32) -> String {
        self.counted(self.line, line)
    }

    /// That a post is old; `date` is that of its last change.
    pub fn outdated(&self, date: &str) -> String {
        filled(self.outdated, &[("date", date)])
    }

    /// The texts of a post's scripts (web/article), by the names that they use.
    pub fn of_scripts(&self) -> [(&'static str, &'static str); 20] {
        [
            ("language", self.language),
            ("close", self.close),
            ("retry", self.retry),
            ("copied", self.copied),
            ("embed", self.embed),
            ("embedFrame", self.embed_frame),
            ("embedElement", self.embed_element),
            ("embedLists", self.embed_lists),
            ("copyCode", self.copy_code),
            ("wrapLines", self.wrap_lines),
            ("code", self.code),
            ("table", self.table),
            ("sectionLink", self.section_link),
            ("enlarge", self.enlarge),
            ("previousPicture", self.previous_picture),
            ("nextPicture", self.next_picture),
            ("pictureFailed", self.picture_failed),
            ("openPicture", self.open_picture),
            ("playHint", self.play_hint),
            ("footnote", self.footnote),
        ]
    }

    /// What is said when the colours have changed; `name` is one of the three choices.
    pub fn theme_now(&self, name: &str) -> String {
        filled(self.theme_now, &[("name", name)])
    }

    /// The button that leads to where a post was left, in percent of its length.
    pub fn resume(&self, percent: u32) -> String {
        filled(self.resume, &[("percent", &self.number(percent))])
    }

    /// Title and explanation of a failure.
    pub fn failure(&self, failure: &Failure) -> (&'static str, String) {
        let (title, text) = match failure {
            Failure::NotFound => (self.not_found, self.not_found_text),
            Failure::Server(_) => (self.server, self.server_text),
            Failure::Timeout => (self.timeout, self.timeout_text),
            Failure::Offline => (self.offline, self.offline_text),
            Failure::NotMarkdown => (self.not_markdown, self.not_markdown_text),
            Failure::NotUtf8 => (self.not_utf8, self.not_utf8_text),
            Failure::Newer => (self.newer_site, self.newer_site_text),
            Failure::Invalid(_) => (self.invalid, self.invalid_text),
        };
        let text = match failure {
            // A status is a name, not an amount: in the digits in which it can be looked up.
            Failure::Server(status) => filled(text, &[("status", &status.to_string())]),
            Failure::Invalid(reason) => filled(text, &[("reason", reason)]),
            _ => text.to_owned(),
        };
        (title, text)
    }
}

/// `pattern` with every `{name}` replaced.
pub(super) fn filled(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            text.push_str(value);
        }
        rest = after;
    }
    text.push_str(rest);
    text
}
