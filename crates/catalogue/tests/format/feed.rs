//! A page of summaries is a feed by the rules of <https://www.jsonfeed.org/version/1.1/>.

use std::collections::HashSet;

use inkstone_catalogue::{Summary, SummaryPage};
use inkstone_content::{PostDate, Site};
use serde_json::Value;

use crate::blog::{files, summary};

fn feed(page: &SummaryPage, home: &str) -> Value {
    serde_json::from_str(&page.to_json("砚台", home).expect("JSON")).expect("JSON")
}

/// What the specification demands that `feed` does not keep.
fn complaints(feed: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut demand = |kept: bool, rule: &str, value: &Value| {
        if !kept {
            found.push(format!("{rule}: {value}"));
        }
    };
    let is_url =
        |value: &Value| value.as_str().is_some_and(|text| text.starts_with("https://") || text.starts_with("http://"));
    let is_date = |value: &Value| value.as_str().is_some_and(|text| PostDate::try_from(text.to_owned()).is_ok());
    let known = ["version", "title", "home_page_url", "items"];
    for (key, value) in feed.as_object().expect("an object") {
        demand(known.contains(&key.as_str()) || (key.starts_with('_') && value.is_object()), "unknown key", value);
    }
    demand(feed["version"] == "https://jsonfeed.org/version/1.1", "version is the URL of the version", feed);
    demand(feed["title"].is_string(), "title is a required string", feed);
    demand(feed.get("home_page_url").is_none_or(is_url), "home_page_url is a URL", feed);
    demand(feed["items"].is_array(), "items is a required array", feed);
    let mut ids = HashSet::new();
    for item in feed["items"].as_array().expect("an array") {
        demand(
            item["id"].as_str().is_some_and(|id| ids.insert(id.to_owned())),
            "id is a required, unique string",
            item,
        );
        demand(item["content_text"].is_string() || item["content_html"].is_string(), "an item has content", item);
        for key in ["url", "image"] {
            demand(item.get(key).is_none_or(is_url), "an address is a URL", item);
        }
        for key in ["date_published", "date_modified"] {
            demand(item.get(key).is_none_or(is_date), "dates are RFC 3339", item);
        }
        for key in ["title", "summary", "language"] {
            demand(item.get(key).is_none_or(Value::is_string), "texts are strings", item);
        }
        let is_author = |author: &Value| ["name", "url", "avatar"].iter().any(|key| author[key].is_string());
        let authors = item.get("authors").map(|authors| authors.as_array().expect("authors is an array"));
        demand(
            authors.is_none_or(|authors| authors.iter().all(is_author)),
            "an author has a name, a url or an avatar",
            item,
        );
        let tags = item.get("tags").map(|tags| tags.as_array().expect("tags is an array"));
        demand(tags.is_none_or(|tags| tags.iter().all(Value::is_string)), "tags are strings", item);
        for (key, value) in item.as_object().expect("an object") {
            let known = [
                "id",
                "url",
                "title",
                "summary",
                "content_text",
                "image",
                "date_published",
                "date_modified",
                "authors",
                "tags",
                "language",
            ];
            demand(known.contains(&key.as_str()) || (key.starts_with('_') && value.is_object()), "unknown key", value);
        }
    }
    found
}

#[test]
fn every_page_keeps_the_rules_of_json_feed() {
    let bare = Summary {
        file: None,
        date: None,
        tags: Vec::new(),
        authors: Vec::new(),
        excerpt: String::new(),
        thumbnail: None,
        language: None,
        ..summary(3)
    };
    let elsewhere = Summary { thumbnail: Some("https://img.example/a.png".into()), ..summary(2) };
    let page = SummaryPage(vec![summary(1), elsewhere, bare]);
    for home in ["", "https://blog.example/", "http://localhost/blog/"] {
        assert_eq!(complaints(&feed(&page, home)), Vec::<String>::new(), "{home}");
        let read = SummaryPage::from_json(&page.to_json("砚台", home).expect("JSON")).expect("our own page");
        assert_eq!(read, page, "{home}");
    }
    assert_eq!(complaints(&serde_json::json!({ "title": "t", "items": [{ "id": 1, "url": "a" }] })).len(), 4);
}

#[test]
fn a_page_names_the_blog_and_its_posts() {
    let files = files(&[summary(0)]);
    let feed: Value = serde_json::from_str(&files[0].text).expect("JSON");
    assert_eq!(feed["title"], "砚台");
    assert_eq!(feed["home_page_url"], "https://blog.example/");
    let item = &feed["items"][0];
    assert_eq!(item["id"], item["url"]);
    assert_eq!(item["url"], "https://blog.example/posts/news/%E7%AC%AC%200%20%E7%AF%87");
    assert_eq!(item["image"], "https://blog.example/posts/news/a.png");
    assert_eq!(item["authors"][0]["name"], "趣头条");
    assert_eq!(Site::default().url, None, "and where a site has no address its feeds have none");
}
