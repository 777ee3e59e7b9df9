//! What the keys of front matter mean: the contract's table, row by row.

use std::collections::BTreeMap;

use super::{
    KeyLines, clean, heading,
    known::{self, Known},
    picture::{Picture, picture},
    truth::truth,
    value::Value,
};
use crate::{
    Body, BodyKind, CategoryPath, Dialect, Direction, PostDate, PostMeta, PostPath, Problem, Site, Zone, address, date,
    order::once,
    site::language_tag,
    sort_by,
    taxonomy::{self, Number},
};

/// The day before which a post stays hidden.
pub(super) const EMBARGO: [&str; 2] = ["publishdate", "pubdate"];

/// Front matter, and what its meaning depends on.
pub(super) struct Keys<'a> {
    pub(super) path: &'a PostPath,
    pub(super) keys: &'a Value,
    /// Those of them that mean something, and the same of the tables where theme settings may stand: `params`
    /// (Hugo) and `extra` (Zola).
    pub(super) known: [Known<'a>; 3],
    pub(super) site: &'a Site,
    pub(super) zone: &'a Zone,
    pub(super) lines: &'a KeyLines<'a>,
    pub(super) body: &'a Body,
    pub(super) problems: &'a mut Vec<Problem>,
}

impl<'a> Keys<'a> {
    /// Makes sense of all keys.
    pub(super) fn meta(mut self) -> PostMeta {
        self.duplicates();
        self.warn_of_passwords();
        let (date, embargo) = self.dates();
        let (thumbnail, no_thumbnail) =
            match self.image(&["thumbnail", "index_img", "cover", "image", "images", "headimg"]) {
                Picture::Forbidden => (None, true),
                Picture::Found(image) => (Some(image), false),
                Picture::None => (None, false),
            };
        let hero = match self.image(&["headimg", "top_img", "banner_img", "banner", "cover"]) {
            Picture::Found(image) => Some(image),
            Picture::Forbidden | Picture::None => None,
        };
        PostMeta {
            title: self.title(),
            date,
            embargo,
            updated: self.date(&["updated", "lastmod", "modified", "last_modified_at"]),
            expires: self.date(&["expirydate", "unpublishdate", "expires"]),
            categories: self.categories(),
            tags: self.tags(),
            authors: self.authors(),
            hero,
            thumbnail,
            no_thumbnail,
            excerpt: self.text(&["excerpt", "description", "summary"]),
            pinned: self.pinned(),
            draft: self.draft(),
            unlisted: self.unlisted(),
            page: self.path.is_page(),
            language: self.language(),
            direction: self.direction(),
            toc: self.switch(&["toc"]),
            math: self.switch(&["mathjax", "math", "katex"]),
            mermaid: self.switch(&["mermaid"]),
            comments: self.switch(&["comments", "comment"]).unwrap_or(true),
            copyright: match self.get("copyright") {
                // Here a bare switch says something.
                Some(Value::Bool(says, _)) => Some(says.to_string()),
                _ => self.text(&["copyright"]),
            },
            license: self.text(&["license"]),
            series: self.series(),
            original: self.original(),
            permalink: self.permalink(),
            slug: self.text(&["slug"]).filter(|slug| !matches!(slug.as_str(), "." | "..")),
            aliases: self.aliases(),
            unknown: self.unknown(),
        }
    }

    /// The value under a key of its own.
    pub(super) fn own(&self, key: &str) -> Option<&'a Value> {
        self.known[0].get(key)
    }

    /// The same, or under that key of the tables for theme settings.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.known.iter().find_map(|known| known.get(key))
    }

    /// The texts of the first key that gives any: a scalar or a list's first.
    fn text(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| {
            let value = match self.own(key)? {
                Value::List(items) => items.first()?,
                value => value,
            };
            // A bare switch (`excerpt: false`) is no text.
            let text = if let Value::Bool(..) = value { None } else { value.text().map(clean) };
            text.filter(|text| !text.is_empty())
        })
    }

    fn title(&mut self) -> String {
        if let Some(value) = self.own("title") {
            let text = match value {
                Value::List(items) => items.iter().filter_map(Value::text).collect::<Vec<_>>().join(", "),
                value => value.text().unwrap_or_default().to_owned(),
            };
            let title = clean(&text);
            if !title.is_empty() {
                return title;
            }
            if !matches!(value, Value::Text(_)) {
                self.warn("title", "the title is no text", "Put the title in quotes.");
            }
        }
        if self.body.kind == BodyKind::Markdown
            && let Some(heading) = heading::first(&self.body.text)
        {
            return heading;
        }
        let jekyll = self.site.dialect == Dialect::Jekyll;
        let name = if jekyll { self.path.titleised_name() } else { self.path.name_without_date().to_owned() };
        match clean(&name) {
            name if name.is_empty() => "Untitled".into(),
            name => name,
        }
    }

    /// The date shown, and the later one before which the post stays hidden (Hugo's `publishDate`).
    fn dates(&mut self) -> (Option<PostDate>, Option<PostDate>) {
        let mut shown = self.date(&["date"]);
        let mut published = self.date(&EMBARGO);
        if published.is_none() && self.own("published").is_some_and(|value| truth(value).is_none()) {
            published = self.date(&["published"]);
        }
        if shown.is_none() {
            shown = published.take();
        }
        let shown = shown.or_else(|| date::parse(self.path.date_prefix()?, self.zone));
        (shown, published)
    }

    /// The date under the first key that has a value.
    fn date(&mut self, keys: &[&str]) -> Option<PostDate> {
        let (key, value) = keys.iter().find_map(|key| Some((*key, self.own(key)?)))?;
        let text = value.text().unwrap_or_default();
        if text.trim().is_empty() && matches!(value, Value::Text(_)) {
            return None;
        }
        let date = date::parse(text, self.zone);
        if date.is_none() {
            let shown: String = text.chars().take(60).collect();
            let so = if EMBARGO.contains(&key) { "; the post stays hidden" } else { "" };
            self.problems.push(Problem::error(
                "date-unreadable",
                self.lines.value(key),
                format!("`{shown}` under `{key}` is no date{so}"),
                "Write it as 2022-04-07 06:38:50, with +08:00 behind it when the zone matters.",
            ));
        }
        date
    }

    fn categories(&self) -> Vec<CategoryPath> {
        let dialect = self.site.dialect;
        let mut paths =
            self.first_terms(&["categories", "category"], |value, number| taxonomy::categories(value, number, dialect));
        if dialect == Dialect::Jekyll {
            // Folders above `_posts` are categories too.
            let mut above: Vec<CategoryPath> =
                self.path.folders_above_posts().filter_map(|folder| CategoryPath::new([folder])).collect();
            above.retain(|path| !paths.contains(path));
            paths.splice(0..0, above);
        }
        paths
    }

    fn tags(&self) -> Vec<String> {
        let dialect = self.site.dialect;
        let tags = self.first_terms(&["tags", "tag"], |value, number| taxonomy::tags(value, number, dialect));
        match self.own("keywords") {
            Some(keywords) if tags.is_empty() => taxonomy::keywords(keywords),
            _ => tags,
        }
    }

    /// The terms of the first of two keys (plural, singular) that has any, also in `[taxonomies]`.
    fn first_terms<T>(&self, keys: &[&str; 2], read: impl Fn(&Value, Number) -> Vec<T>) -> Vec<T> {
        let tables = [Some(self.keys), self.own("taxonomies")];
        for (key, number) in keys.iter().zip([Number::Plural, Number::Singular]) {
            for value in tables.iter().flatten().filter_map(|table| table.get(key)) {
                let terms = read(value, number);
                if !terms.is_empty() {
                    return terms;
                }
            }
        }
        Vec::new()
    }

    /// The first series that is named, also in `[taxonomies]`.
    fn series(&self) -> Option<String> {
        let named = || self.own("taxonomies")?.get("series");
        let first = |value| taxonomy::tags(value, Number::Singular, self.site.dialect).into_iter().next();
        self.text(&["series"]).or_else(|| named().and_then(first))
    }

    fn authors(&self) -> Vec<String> {
        let taxonomies = self.own("taxonomies");
        ["author", "authors"]
            .iter()
            .flat_map(|key| [self.get(key), taxonomies.and_then(|table| table.get(key))])
            .flatten()
            .map(|value| taxonomy::tags(value, Number::Singular, self.site.dialect))
            .find(|authors| !authors.is_empty())
            .unwrap_or_default()
    }

    fn image(&self, keys: &[&str]) -> Picture {
        keys.iter()
            .filter_map(|key| self.get(key))
            .map(picture)
            .find(|found| *found != Picture::None)
            .unwrap_or(Picture::None)
    }

    fn language(&mut self) -> Option<String> {
        let key = if self.own("lang").is_some() { "lang" } else { "language" };
        if let Some(text) = self.text(&[key]) {
            if let Some(tag) = language_tag(&text) {
                return Some(tag);
            }
            self.warn(key, &format!("`{text}` is no language tag"), "Write a tag such as `zh-CN` or `en`.");
        }
        let translated = matches!(self.site.dialect, Dialect::Hugo | Dialect::Zola);
        self.path.language_suffix().filter(|_| translated).map(str::to_owned)
    }

    fn direction(&self) -> Option<Direction> {
        match self.text(&["dir"])?.to_ascii_lowercase().as_str() {
            "rtl" => Some(Direction::Rtl),
            "ltr" => Some(Direction::Ltr),
            _ => None,
        }
    }

    /// Whether the first of the keys that has a value says yes; `enable` in a table says it too.
    fn switch(&mut self, keys: &[&str]) -> Option<bool> {
        let (key, value) = keys.iter().find_map(|key| Some((*key, self.get(key)?)))?;
        let says = truth(value.get("enable").unwrap_or(value));
        if says.is_none() && value.text().is_some_and(|text| !text.trim().is_empty()) {
            self.warn(
                key,
                &format!("`{key}` is neither true nor false"),
                &format!("Write `{key}: true` or `{key}: false`."),
            );
        }
        says
    }

    fn original(&mut self) -> Option<String> {
        let link = self.text(&["link"])?;
        if address::is_web_address(&link) {
            return Some(link);
        }
        self.warn("link", &format!("`{link}` is no address on the web"), "Write the full address with https://.");
        None
    }

    fn permalink(&mut self) -> Option<String> {
        for key in ["permalink", "url", "path"] {
            if let Some(written) = self.text(&[key]) {
                if address::SitePath::new(&written, self.site).is_some() {
                    return Some(written);
                }
                self.refuse(key, &written);
                return None;
            }
        }
        None
    }

    fn aliases(&mut self) -> Vec<String> {
        let mut aliases = Vec::new();
        for key in ["aliases", "alias", "redirect_from"] {
            let written: Vec<String> = match self.own(key) {
                Some(Value::List(items)) => items.iter().filter_map(Value::text).map(clean).collect(),
                Some(value) => value.text().map(clean).into_iter().collect(),
                None => continue,
            };
            for alias in written.into_iter().filter(|alias| !alias.is_empty()) {
                match address::SitePath::new(&alias, self.site) {
                    Some(path) => aliases.push(path.to_string()),
                    None => self.refuse(key, &alias),
                }
            }
        }
        once(aliases)
    }

    fn refuse(&mut self, key: &str, written: &str) {
        let shown: String = written.chars().take(60).collect();
        self.warn(
            key,
            &format!("`{shown}` under `{key}` leads out of this site"),
            "Write a path below the site's root, such as /2022/04/title/.",
        );
    }

    fn unknown(&self) -> BTreeMap<String, Value> {
        let Value::Map(entries) = self.keys else { return BTreeMap::new() };
        let mut unknown = BTreeMap::new();
        // The last of each counts.
        for (key, value) in entries.iter().rev().filter(|(key, _)| !known::is_used_up(key)) {
            if !unknown.contains_key(key) {
                unknown.insert(key.clone(), value.clone());
            }
        }
        unknown
    }

    fn duplicates(&mut self) {
        let Value::Map(entries) = self.keys else { return };
        let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
        sort_by(&mut keys, Ord::cmp);
        for same in keys.chunk_by(|one, other| one == other) {
            let (times, [key, _, ..]) = (same.len(), same) else { continue };
            self.problems.push(Problem::warning(
                "duplicate-key",
                self.lines.key(key),
                format!("the key `{key}` is there {times} times; the last one counts"),
                "Keep one of them.",
            ));
        }
    }

    /// Password plug-ins hide a post in its source system; here its file is as public as any.
    fn warn_of_passwords(&mut self) {
        if self.own("password").and_then(Value::text).is_some_and(|text| !text.trim().is_empty()) {
            self.warn(
                "password",
                "this post has a password in its source system; here everybody can read it",
                "Add `draft: true` to keep it out of the site.",
            );
        }
    }

    fn warn(&mut self, key: &str, message: &str, hint: &str) {
        self.problems.push(Problem::warning("front-matter-value", self.lines.value(key), message, hint));
    }

    pub(super) fn problem(&mut self, key: &str, message: &str, hint: &str) {
        self.problems.push(Problem::error("front-matter-value", self.lines.value(key), message, hint));
    }
}
