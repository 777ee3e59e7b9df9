//! `inkstone.yaml`: every key, checked.

use super::{
    NavigationLink, Site,
    hosts::{self, Purpose},
    plug_ins,
};
use crate::{
    Dialect, PostPath, Problem, address,
    front_matter::{KeyLines, clean, truth, value::Value},
};

/// The themes of the app's style sheet (web/style/themes.css); the first is how it looks without one.
const THEMES: [&str; 3] = ["paper", "ink", "terminal"];

/// The keys of `inkstone.yaml`, as they are documented.
const KEYS: [&str; 29] = [
    "title",
    "subtitle",
    "description",
    "author",
    "language",
    "time_zone",
    "url",
    "root",
    "permalink",
    "per_page",
    "dialect",
    "breaks",
    "future",
    "post_asset_folder",
    "smart_punctuation",
    "license",
    "outdated_after",
    "theme",
    "stylesheet",
    "scripts",
    "scripts_write_html",
    "navigation",
    "post_hosts",
    "media_hosts",
    "comment_hosts",
    "analytics_hosts",
    "timezone",
    "menu",
    "nav",
];

pub(super) fn read(site: &mut Site, keys: &Value, lines: &KeyLines<'_>, problems: &mut Vec<Problem>) {
    let mut reader = Reader { keys, lines, problems };
    reader.unknown();
    reader.text("title", &mut site.title);
    reader.text("subtitle", &mut site.subtitle);
    reader.text("description", &mut site.description);
    reader.text("author", &mut site.author);
    reader.language(site);
    reader.time_zone(site);
    reader.url(site);
    if let Some(permalink) = reader.one("permalink") {
        site.permalink = Some(permalink);
    }
    reader.per_page(site);
    reader.dialect(site);
    reader.switch("future", &mut site.future);
    reader.switch("post_asset_folder", &mut site.post_asset_folder);
    reader.switch("smart_punctuation", &mut site.smart_punctuation);
    let mut breaks = site.breaks.unwrap_or_default();
    if reader.switch("breaks", &mut breaks) {
        site.breaks = Some(breaks);
    }
    if let Some(license) = reader.one("license") {
        site.license = Some(license);
    }
    reader.outdated_after(site);
    reader.theme(site);
    reader.stylesheet(site);
    reader.scripts(site);
    reader.switch("scripts_write_html", &mut site.plug_ins.write_html);
    reader.navigation(site);
    reader.hosts("post_hosts", Purpose::Data, &mut site.hosts.posts);
    reader.hosts("media_hosts", Purpose::Data, &mut site.hosts.media);
    reader.hosts("comment_hosts", Purpose::Script, &mut site.hosts.comments);
    reader.hosts("analytics_hosts", Purpose::Script, &mut site.hosts.analytics);
}

struct Reader<'a, 'm> {
    keys: &'a Value,
    lines: &'a KeyLines<'m>,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_, '_> {
    fn warn(&mut self, key: &str, message: impl Into<String>, hint: impl Into<String>) {
        self.problems.push(Problem::warning("configuration-value", self.lines.value(key), message, hint));
    }

    /// The text of a scalar that is not empty.
    fn one(&mut self, key: &str) -> Option<String> {
        let value = self.keys.get(key)?;
        let text = value.text().map(clean);
        if text.is_none() {
            self.warn(key, format!("`{key}` is no text"), format!("Write `{key}: text`."));
        }
        text.filter(|text| !text.is_empty())
    }

    fn text(&mut self, key: &str, field: &mut String) {
        if let Some(text) = self.one(key) {
            *field = text;
        }
    }

    /// Whether the key is there and says yes or no.
    fn switch(&mut self, key: &str, field: &mut bool) -> bool {
        let Some(value) = self.keys.get(key) else { return false };
        match truth(value) {
            Some(says) => *field = says,
            None => {
                self.warn(
                    key,
                    format!("`{key}` is neither true nor false"),
                    format!("Write `{key}: true` or `{key}: false`."),
                );
            }
        }
        truth(value).is_some()
    }

    fn language(&mut self, site: &mut Site) {
        let Some(text) = self.one("language") else { return };
        match language_tag(&text) {
            Some(tag) => site.language = tag,
            None => {
                self.warn("language", format!("`{text}` is no language tag"), "Write a tag such as `zh-CN` or `en`.")
            }
        }
    }

    fn time_zone(&mut self, site: &mut Site) {
        let key = if self.keys.get("time_zone").is_some() { "time_zone" } else { "timezone" };
        let Some(name) = self.one(key) else { return };
        if is_zone_name(&name) {
            site.time_zone = Some(name);
        } else {
            let hint = "Write an IANA name such as `Asia/Shanghai` or `Europe/Berlin`.";
            self.warn(key, format!("`{name}` is no name of a time zone"), hint);
        }
    }

    fn url(&mut self, site: &mut Site) {
        if let Some(url) = self.one("url") {
            if let Some(url) = address::site_address(&url) {
                site.url = Some(with_root(&url, None));
            } else {
                self.warn(
                    "url",
                    format!("`{url}` is no address of a site on the web"),
                    "Write it with https:// and without blanks, `?` or `#`, for instance https://example.com/blog.",
                );
            }
        }
        if let Some(root) = self.one("root")
            && let Some(url) = &site.url
        {
            site.url = Some(with_root(url, Some(&root)));
        }
    }

    fn per_page(&mut self, site: &mut Site) {
        let Some(text) = self.one("per_page") else { return };
        match text.parse::<u32>() {
            Ok(number @ 1..=100) => site.per_page = number,
            _ => self.warn(
                "per_page",
                format!("`{text}` posts a page are not possible"),
                "Write a number from 1 to 100.",
            ),
        }
    }

    fn theme(&mut self, site: &mut Site) {
        let Some(name) = self.one("theme") else { return };
        if THEMES.contains(&name.as_str()) {
            site.theme = Some(name);
        } else {
            let hint = format!("Write one of {}; a `stylesheet` of your own changes it.", THEMES.join(", "));
            self.warn("theme", format!("there is no theme `{name}`"), hint);
        }
    }

    fn stylesheet(&mut self, site: &mut Site) {
        let Some(name) = self.one("stylesheet") else { return };
        match PostPath::new(name.as_str()) {
            Ok(path) if path.as_str().ends_with(".css") => site.stylesheet = Some(path.into()),
            _ => {
                let hint = "Name a file of the posts folder, such as `style.css`.";
                self.warn("stylesheet", format!("`{name}` is no style sheet in the posts folder"), hint);
            }
        }
    }

    fn scripts(&mut self, site: &mut Site) {
        let Some(value) = self.keys.get("scripts") else { return };
        let (scripts, refused) = plug_ins::scripts(value);
        for name in refused {
            let shown: String = name.chars().take(60).collect();
            let hint = "Name files of the posts folder, such as `plug-ins/comments.js`.";
            self.warn("scripts", format!("`{shown}` is no script in the posts folder"), hint);
        }
        site.plug_ins.scripts = scripts;
    }

    fn outdated_after(&mut self, site: &mut Site) {
        let Some(text) = self.one("outdated_after") else { return };
        match text.parse::<u32>() {
            Ok(days @ 1..=36_500) => site.outdated_after = Some(days),
            _ => self.warn(
                "outdated_after",
                format!("`{text}` is no number of days"),
                "Write a number from 1 to 36500, for instance 365.",
            ),
        }
    }

    fn dialect(&mut self, site: &mut Site) {
        let Some(text) = self.one("dialect") else { return };
        match Dialect::named(&text) {
            Some(dialect) => site.dialect = dialect,
            None => {
                self.warn(
                    "dialect",
                    format!("there is no dialect `{text}`"),
                    "Write one of auto, hexo, jekyll, hugo, zola.",
                );
            }
        }
    }

    /// A list of `label` and `address`, or a mapping from labels to addresses.
    fn navigation(&mut self, site: &mut Site) {
        let key = ["navigation", "menu", "nav"].into_iter().find(|key| self.keys.get(key).is_some());
        let Some((key, value)) = key.and_then(|key| Some((key, self.keys.get(key)?))) else { return };
        let links = links(value);
        let written = match value {
            Value::List(items) => items.len(),
            Value::Map(entries) => entries.len(),
            _ => 1,
        };
        if links.len() < written {
            let hint = "Write `- label: About` and `address: /posts/about` below `navigation:`; addresses begin with /, https:// or mailto:.";
            self.warn(
                key,
                format!("{} of {written} links have no label or no address that a page may use", written - links.len()),
                hint,
            );
        }
        site.navigation = links;
    }

    /// One host or a list of them.
    fn hosts(&mut self, key: &str, purpose: Purpose, field: &mut Vec<String>) {
        let Some(value) = self.keys.get(key) else { return };
        let (origins, refused) = hosts::origins(value, purpose);
        for (text, reason) in refused {
            let shown: String = text.chars().take(60).collect();
            self.warn(key, format!("`{shown}` cannot be one of `{key}`"), format!("{}.", capitalised(reason)));
        }
        *field = origins;
    }

    fn unknown(&mut self) {
        let Value::Map(entries) = self.keys else { return };
        for (key, _) in entries.iter().filter(|(key, _)| !KEYS.contains(&key.as_str())) {
            let plain =
                |name: &str| name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
            let hint = match KEYS.iter().find(|known| plain(known) == plain(key)) {
                Some(known) => format!("Did you mean `{known}`?"),
                None => format!("Known keys: {}.", KEYS[..KEYS.len() - 3].join(", ")),
            };
            let message = format!("Inkstone knows no key `{key}`");
            self.problems.push(Problem::warning("configuration-key", self.lines.key(key), message, hint));
        }
    }
}

/// What a link's label may be called, and then its address.
const LINK_FIELDS: [&str; 7] = ["label", "name", "title", "address", "url", "href", "pageRef"];

/// Lists that need no label in a navigation.
const OWN_LISTS: [&str; 4] = ["/", "/archive", "/categories", "/tags"];

/// Whether this address needs no label: the list has a name of its own, in the reader's language.
pub(super) fn is_own_list(address: &str) -> bool {
    OWN_LISTS.contains(&address)
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(chars).collect()
}

/// The links of a navigation that have a label and an address that a page may use.
pub(super) fn links(value: &Value) -> Vec<NavigationLink> {
    let link = |label: &str, address: &str| {
        let (label, address) = (clean(label), clean(address));
        (!label.is_empty() && address::is_link(&address)).then_some(NavigationLink { label, address })
    };
    let own =
        |address: &str| is_own_list(address).then(|| NavigationLink { label: String::new(), address: address.into() });
    match value {
        Value::Map(entries) => entries.iter().filter_map(|(label, address)| link(label, address.text()?)).collect(),
        Value::List(items) => items
            .iter()
            .filter_map(|item| {
                if let Some(address) = item.text() {
                    return own(&clean(address));
                }
                // MkDocs' way: a mapping of one.
                if let Value::Map(entries) = item
                    && let [(label, address)] = entries.as_slice()
                    && !LINK_FIELDS.contains(&label.as_str())
                {
                    return link(label, address.text()?);
                }
                let field = |names: &[&str]| names.iter().find_map(|name| item.get(name)?.text());
                link(field(&LINK_FIELDS[..3])?, field(&LINK_FIELDS[3..])?)
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// A BCP 47 tag, as far as its form goes; `zh_CN` is taken for `zh-CN`. Hexo's `default` is none.
pub(crate) fn language_tag(text: &str) -> Option<String> {
    let tag = text.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let language = parts.next()?;
    let fits = tag.len() <= 35
        && (2..=3).contains(&language.len())
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    fits.then_some(tag)
}

/// Whether this may be the IANA name of a zone; whether it is, only a database knows.
pub(super) fn is_zone_name(name: &str) -> bool {
    name.len() <= 64
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'_' | b'-' | b'+'))
}

/// A site's address without a slash at its end, with its root path below it (once).
pub(super) fn with_root(url: &str, root: Option<&str>) -> String {
    let url = url.trim_end_matches('/');
    match root.map(|root| root.trim_matches('/')).filter(|root| !root.is_empty() && !root.contains("..")) {
        Some(root) if !url.ends_with(&format!("/{root}")) => format!("{url}/{root}"),
        _ => url.to_owned(),
    }
}
