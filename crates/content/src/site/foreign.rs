//! The keys of other systems' configuration files that mean the same here.

use super::{
    Site,
    own::{is_zone_name, language_tag, links, with_root},
};
use crate::{
    address,
    front_matter::{clean, truth, value::Value},
};

/// Hexo, <https://hexo.io/docs/configuration>.
pub(super) fn hexo(site: &mut Site, keys: &Value) {
    common(site, keys);
    set_text(&mut site.author, author(keys));
    set_language(site, keys.get("language"));
    set_zone(site, keys.get("timezone"));
    set_url(site, text(keys.get("url")), text(keys.get("root")));
    set_permalink(site, keys.get("permalink"), ":year/:month/:day/:title/");
    set_per_page(
        site,
        keys.get("index_generator").and_then(|index| index.get("per_page")).or_else(|| keys.get("per_page")),
    );
    set_switch(&mut site.future, keys.get("future"));
    set_switch(&mut site.post_asset_folder, keys.get("post_asset_folder"));
    let renderer = keys.get("marked").or_else(|| keys.get("markdown")?.get("render"));
    if let Some(breaks) = renderer.and_then(|renderer| renderer.get("breaks")).and_then(truth) {
        site.breaks = Some(breaks);
    }
    set_switch(&mut site.smart_punctuation, keys.get("marked").and_then(|marked| marked.get("smartypants")));
}

/// Jekyll, <https://jekyllrb.com/docs/configuration/>.
pub(super) fn jekyll(site: &mut Site, keys: &Value) {
    common(site, keys);
    set_text(&mut site.subtitle, text(keys.get("tagline")));
    set_text(&mut site.author, author(keys));
    set_language(site, keys.get("lang").or_else(|| keys.get("locale")).or_else(|| keys.get("language")));
    set_zone(site, keys.get("timezone"));
    set_url(site, text(keys.get("url")), text(keys.get("baseurl")));
    set_permalink(site, keys.get("permalink"), "date");
    if let Some((_, pattern)) = JEKYLL_STYLES.iter().find(|(name, _)| site.permalink.as_deref() == Some(name)) {
        site.permalink = Some((*pattern).into());
    }
    set_per_page(site, keys.get("paginate"));
    set_switch(&mut site.future, keys.get("future"));
}

/// Jekyll's named patterns, <https://jekyllrb.com/docs/permalinks/>.
const JEKYLL_STYLES: [(&str, &str); 4] = [
    ("date", "/:categories/:year/:month/:day/:title.html"),
    ("pretty", "/:categories/:year/:month/:day/:title/"),
    ("ordinal", "/:categories/:year/:y_day/:title.html"),
    ("none", "/:categories/:title.html"),
];

/// Hugo, <https://gohugo.io/configuration/all/>.
pub(super) fn hugo(site: &mut Site, keys: &Value) {
    let language = keys.get("defaultContentLanguage").and_then(Value::text).unwrap_or("en");
    // What is written for the default language counts more than what is written for all.
    let own = keys.get("languages").and_then(|languages| languages.get(language));
    for table in [Some(keys), own].into_iter().flatten() {
        common(site, table);
        if let Some(params) = table.get("params") {
            set_text(&mut site.subtitle, text(params.get("subtitle")));
            set_text(&mut site.description, text(params.get("description")));
            set_text(&mut site.author, author(params));
        }
        set_text(&mut site.author, author(table));
        set_language(
            site,
            table.get("locale").or_else(|| table.get("languageCode")).or_else(|| keys.get("defaultContentLanguage")),
        );
        set_zone(site, table.get("timeZone"));
        let menus = table.get("menus").or_else(|| table.get("menu"));
        if let Some(entries) = menus.and_then(|menus| menus.get("main")) {
            site.navigation = links(&by_weight(entries));
        }
    }
    set_url(site, text(keys.get("baseURL")), None);
    let permalinks = keys.get("permalinks").map(|table| table.get("page").unwrap_or(table));
    let sections = ["posts", "post", "blog", "articles"];
    let own = permalinks.and_then(|table| sections.iter().find_map(|section| table.get(section)));
    set_permalink(site, own, "/:sections/:slugorcontentbasename/");
    set_per_page(
        site,
        keys.get("pagination").and_then(|table| table.get("pagerSize")).or_else(|| keys.get("paginate")),
    );
    set_switch(&mut site.future, keys.get("buildFuture"));
}

/// Zola, <https://www.getzola.org/documentation/getting-started/configuration/>.
pub(super) fn zola(site: &mut Site, keys: &Value) {
    common(site, keys);
    if let Some(extra) = keys.get("extra") {
        set_text(&mut site.subtitle, text(extra.get("subtitle")));
        set_text(&mut site.author, author(extra));
    }
    set_text(&mut site.author, author(keys));
    set_language(site, keys.get("default_language"));
    set_url(site, text(keys.get("base_url")), None);
    set_permalink(site, None, "/:sections/:slugorfilename/");
    set_switch(
        &mut site.smart_punctuation,
        keys.get("markdown").and_then(|markdown| markdown.get("smart_punctuation")),
    );
}

fn common(site: &mut Site, keys: &Value) {
    set_text(&mut site.title, text(keys.get("title")));
    set_text(&mut site.subtitle, text(keys.get("subtitle")));
    set_text(&mut site.description, text(keys.get("description")));
}

/// The text of a scalar, or of a list's first item.
fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::List(items) => items.first()?.text()?,
        value => value.text()?,
    };
    Some(clean(text)).filter(|text| !text.is_empty())
}

/// `author`, `authors`: a text, a list's first, or a map with `name`.
fn author(keys: &Value) -> Option<String> {
    let value = keys.get("author").or_else(|| keys.get("authors"))?;
    match value {
        Value::Map(_) => text(value.get("name")),
        value => text(Some(value)),
    }
}

fn set_text(field: &mut String, text: Option<String>) {
    if let Some(text) = text {
        *field = text;
    }
}

fn set_language(site: &mut Site, value: Option<&Value>) {
    if let Some(tag) = text(value).and_then(|text| language_tag(&text)) {
        site.language = tag;
    }
}

fn set_zone(site: &mut Site, value: Option<&Value>) {
    if let Some(name) = text(value).filter(|name| is_zone_name(name)) {
        site.time_zone = Some(name);
    }
}

/// Addresses that the systems' starters ship with are nobody's.
const PLACEHOLDERS: [&str; 4] =
    ["http://example.com", "https://example.com", "http://yoursite.com", "https://example.org"];

fn set_url(site: &mut Site, url: Option<String>, root: Option<String>) {
    if let Some(url) =
        url.filter(|url| address::is_web_address(url) && !PLACEHOLDERS.contains(&url.trim_end_matches('/')))
    {
        site.url = Some(with_root(&url, root.as_deref()));
    }
}

/// The pattern that the file gives, or the system's own.
fn set_permalink(site: &mut Site, value: Option<&Value>, default: &str) {
    site.permalink = Some(text(value).unwrap_or_else(|| default.to_owned()));
}

/// Hexo's 0 means all on one page.
fn set_per_page(site: &mut Site, value: Option<&Value>) {
    if let Some(number) = text(value).and_then(|text| text.parse::<u32>().ok()) {
        site.per_page = if number == 0 { 100 } else { number.min(100) };
    }
}

fn set_switch(field: &mut bool, value: Option<&Value>) {
    if let Some(says) = value.and_then(truth) {
        *field = says;
    }
}

/// Hugo's menu entries, the lightest first; those without a weight stand last.
fn by_weight(entries: &Value) -> Value {
    let Value::List(items) = entries else { return entries.clone() };
    let weight = |item: &Value| {
        let weight = item.get("weight").and_then(|weight| weight.text()?.parse::<i64>().ok());
        weight.filter(|weight| *weight != 0).unwrap_or(i64::MAX)
    };
    let mut items = items.clone();
    crate::sort_by(&mut items, |one, other| weight(one).cmp(&weight(other)));
    Value::List(items)
}
