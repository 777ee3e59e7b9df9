//! JSON Feed 1.1.

use serde_json::{Value, json};

use super::{Feed, JSON, entry::Entry};
use crate::Failure;

/// The feed as JSON.
pub(super) fn text(feed: &Feed<'_>) -> Result<String, Failure> {
    let mut whole = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": format!("{}{JSON}", feed.page),
        "language": feed.site.language,
        "items": feed.entries.iter().map(item).collect::<Vec<_>>(),
    });
    if !feed.site.description.is_empty() {
        whole["description"] = feed.site.description.as_str().into();
    }
    if !feed.site.author.is_empty() {
        whole["authors"] = people(std::slice::from_ref(&feed.site.author));
    }
    serde_json::to_string(&whole).map_err(|error| super::unwritable(error.into()))
}

fn item(entry: &Entry) -> Value {
    let mut item = json!({
        "id": entry.address,
        "url": entry.address,
        "title": entry.title,
        "date_published": entry.date.to_string(),
        "date_modified": entry.updated.to_string(),
    });
    // The specification wants one of the two in every item.
    match &entry.text {
        Some(text) => item["content_html"] = text.as_str().into(),
        None => item["content_text"] = entry.excerpt.as_str().into(),
    }
    if !entry.excerpt.is_empty() {
        item["summary"] = entry.excerpt.as_str().into();
    }
    if let Some(image) = &entry.image {
        item["image"] = image.as_str().into();
    }
    if let Some(language) = &entry.language {
        item["language"] = language.as_str().into();
    }
    if !entry.authors.is_empty() {
        item["authors"] = people(&entry.authors);
    }
    let tags: Vec<&String> = entry.categories.iter().chain(&entry.tags).collect();
    if !tags.is_empty() {
        item["tags"] = json!(tags);
    }
    item
}

fn people(names: &[String]) -> Value {
    names.iter().map(|name| json!({ "name": name })).collect()
}
