//! Front matter: split from the body, parsed by its format, read key by key.

use crate::{Body, BodyKind, Post, PostMeta, PostPath, Site, Zone};

/// Reads a post (see [`Post::read`]).
pub fn read(path: PostPath, bytes: &[u8], _site: &Site, zone: &Zone) -> Post {
    let text = String::from_utf8_lossy(bytes);
    let trimmed = text.trim_start();
    let (front, body) = trimmed
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .unwrap_or(("", trimmed));
    let value: serde_json::Value = serde_yaml::from_str(front).unwrap_or_default();
    let string = |key: &str| value.get(key).and_then(|v| v.as_str()).map(str::to_owned);
    let list = |key: &str| -> Vec<String> {
        value
            .get(key)
            .and_then(|v| v.as_array())
            .map(|items| items.iter().filter_map(|v| v.as_str().map(str::to_owned)).collect())
            .unwrap_or_default()
    };
    let categories = list("categories");
    let meta = PostMeta {
        title: string("title").unwrap_or_else(|| path.key().to_owned()),
        date: string("date").and_then(|text| crate::date::parse(&text, zone)),
        updated: None,
        expires: None,
        categories: if categories.is_empty() { Vec::new() } else { vec![crate::CategoryPath(categories)] },
        tags: list("tags"),
        authors: string("author").into_iter().collect(),
        hero: string("headimg").map(crate::Image),
        thumbnail: string("thumbnail").map(crate::Image),
        no_thumbnail: false,
        excerpt: None,
        pinned: 0,
        draft: false,
        unlisted: false,
        language: None,
        direction: None,
        toc: None,
        math: None,
        mermaid: None,
        comments: true,
        copyright: None,
        license: None,
        series: None,
        original: None,
        permalink: None,
        slug: None,
        aliases: Vec::new(),
        unknown: Default::default(),
    };
    let kind = if body.trim_start().starts_with('<') { BodyKind::Html } else { BodyKind::Markdown };
    Post { path, meta, body: Body { text: body.to_owned(), first_line: 1, kind }, problems: Vec::new() }
}
