//! Addresses a post had in its old system: permalink patterns filled in, aliases.

use jiff::civil::DateTime;

use super::{SitePath, folder_of, sha1::hex_sha1, slug::slug};
use crate::{Dialect, Post, PostPath, Site, front_matter::Value};

impl Post {
    /// The addresses below the site's root, besides its own, that lead to this post: the one its
    /// front matter asks for, the one that the site's `permalink` pattern gives it, the one with
    /// its `slug`, and its aliases; each once, the ones it asks for first.
    pub fn addresses(&self, site: &Site) -> Vec<SitePath> {
        let own = self.meta.permalink.as_deref().and_then(|pattern| expand(pattern, self, site));
        let configured = match (&own, site.permalink.as_deref()) {
            (None, Some(pattern)) => expand(pattern, self, site),
            _ => None,
        };
        let slugged = self.meta.slug.as_deref().and_then(|slug| {
            let folder = self.path.key().rsplit_once('/').map_or("", |(folder, _)| folder);
            SitePath::normal(&format!("{folder}/{}", slug.replace('/', "-")))
        });
        let aliases = self.meta.aliases.iter().filter_map(|alias| SitePath::new(alias, site));
        let key = self.path.key();
        // A page beside the posts may ask for the address that it has, and often does.
        let own_folder = folder_of(key);
        let mut addresses: Vec<SitePath> = Vec::new();
        for address in own.into_iter().chain(configured).chain(slugged).chain(aliases) {
            let is_own = address.as_str() == own_folder || address.as_str().strip_prefix("posts/") == Some(key);
            if !is_own && !addresses.contains(&address) {
                addresses.push(address);
            }
        }
        addresses
    }
}

/// Fills in a pattern. `None`: it names something that this post has not (a date, for instance),
/// or the result would leave the site.
pub(super) fn expand(pattern: &str, post: &Post, site: &Site) -> Option<SitePath> {
    if !pattern.contains(':') {
        return SitePath::new(pattern, site);
    }
    let mut rest = pattern.split(['?', '#']).next().unwrap_or_default();
    let mut path = String::new();
    while let Some(at) = rest.find(':') {
        path.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let (name, after) = rest.split_at(length);
        match name {
            "" => path.push(':'),
            name => path.push_str(&value(name, post, site)?),
        }
        rest = after;
    }
    path.push_str(rest);
    // What is filled in is not percent-encoded, so that a `%` in a title is a `%`; and it may be
    // empty (a post without folder or category), so that slashes meet.
    SitePath::normal(&path)
}

/// What a placeholder stands for; `None` when this post has no such thing.
fn value(name: &str, post: &Post, site: &Site) -> Option<String> {
    let meta = &post.meta;
    if let Some(value) = meta.date.and_then(|date| of_date(name, date.civil(), site.dialect)) {
        return Some(value);
    }
    let file = post.path.name_without_date();
    let segment = |text: String| (!text.is_empty()).then_some(text);
    match name {
        "title" => match site.dialect {
            Dialect::Jekyll => segment(meta.slug.clone().unwrap_or_else(|| file.to_owned())),
            Dialect::Hugo | Dialect::Zola => segment(slug(&meta.title, site.dialect)),
            // Hexo's title in addresses is the file's path.
            Dialect::Hexo | Dialect::Auto => Some(post.path.key().to_owned()),
        },
        "post_title" => segment(slug(&meta.title, site.dialect)),
        "slug" => segment(meta.slug.clone().unwrap_or_else(|| match site.dialect {
            Dialect::Jekyll => slug(file, site.dialect),
            _ => slug(&meta.title, site.dialect),
        })),
        "name" | "filename" | "contentbasename" => Some(post.path.name().to_owned()),
        "slugorfilename" | "slugorcontentbasename" => {
            Some(meta.slug.clone().unwrap_or_else(|| post.path.name().to_owned()))
        }
        "category" | "categories" => Some(categories(post, site)),
        "section" => folders(&post.path).split('/').next().map(str::to_owned),
        "sections" => segment(folders(&post.path).to_owned()),
        "lang" => Some(meta.language.clone().unwrap_or_else(|| site.language.clone())),
        "timestamp" => meta.date.map(|date| date.instant().as_second().to_string()),
        "hash" => meta.date.map(|date| {
            let text = format!("{}{}", post.path.key(), date.instant().as_second());
            hex_sha1(text.as_bytes()).chars().take(12).collect()
        }),
        "output_ext" => Some(String::new()),
        // Hexo takes every other key of the front matter (`:abbrlink`, `:id`).
        other => match meta.unknown.get(other)? {
            Value::Text(text) => segment(text.clone()),
            // As the number is written, not its text: `1.50` is 1.5.
            number @ Value::Number(_) => match number.to_json() {
                serde_json::Value::Number(number) => Some(number.to_string()),
                _ => number.text().map(str::to_owned),
            },
            _ => None,
        },
    }
}

fn of_date(name: &str, date: DateTime, dialect: Dialect) -> Option<String> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let month_name = || usize::try_from(month - 1).ok().and_then(|month| MONTHS.get(month));
    Some(match name {
        "year" => format!("{year:04}"),
        "short_year" => format!("{:02}", year.rem_euclid(100)),
        "month" => format!("{month:02}"),
        "i_month" => month.to_string(),
        "short_month" => month_name()?.get(..3)?.to_owned(),
        "long_month" | "monthname" => {
            let name = (*month_name()?).to_owned();
            if dialect == Dialect::Hugo { name.to_ascii_lowercase() } else { name }
        }
        "day" => format!("{day:02}"),
        "i_day" => day.to_string(),
        "y_day" => format!("{:03}", date.day_of_year()),
        "yearday" => date.day_of_year().to_string(),
        "hour" => format!("{:02}", date.hour()),
        "minute" => format!("{:02}", date.minute()),
        "second" => format!("{:02}", date.second()),
        _ => return None,
    })
}

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

/// The last category's path in Hexo (`uncategorized` without one), all categories in Jekyll.
fn categories(post: &Post, site: &Site) -> String {
    let parts = |names: &[String]| names.iter().map(|name| slug(name, site.dialect)).collect::<Vec<_>>().join("/");
    let categories = &post.meta.categories;
    match site.dialect {
        Dialect::Hexo | Dialect::Auto => {
            categories.last().map_or_else(|| "uncategorized".into(), |category| parts(&category.0))
        }
        _ => categories.iter().map(|category| parts(&category.0)).collect::<Vec<_>>().join("/"),
    }
}

fn folders(path: &PostPath) -> &str {
    path.key().rsplit_once('/').map_or("", |(folders, _)| folders)
}
