//! What of an element's attributes stays: the rules of the policy, asked once for the
//! nodes of the browser and for ammonia's output alike.

use inkstone_content::policy::{
    self, ID_PREFIX, OUTBOUND_REL, PLAYER, Rule, UrlRole, align_class, candidates, class_allowed, needs_rewriting,
    style_classes, url_allowed,
};

use crate::addresses::{Addresses, Shown};

/// Ids that one attribute may refer to.
const MOST_REFERENCES: usize = 32;

/// An attribute's name and value.
pub(crate) type Attribute = (String, String);

/// What becomes of an element that the engine let stay.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It goes.
    Remove,
    /// It stays, with exactly these attributes.
    Keep(Vec<Attribute>),
}

/// Elements that are judged even when they have no attributes, since they must have some.
#[cfg(target_arch = "wasm32")]
pub(crate) fn always_judged(element: &str) -> bool {
    matches!(element, "input" | "pre" | "video" | "audio")
}

/// Judges an element by its name and attributes.
pub(crate) fn judge(element: &str, attributes: Vec<Attribute>, addresses: &Addresses) -> Verdict {
    let mut kept = Kept { element, addresses, list: Vec::with_capacity(attributes.len()), leaves: false };
    let mut classes = String::new();
    let mut anchor = None;
    for (name, value) in attributes {
        match policy::rule(element, &name) {
            None => {}
            Some(Rule::Classes) => add_classes(&mut classes, value.split_ascii_whitespace()),
            Some(Rule::Align) => add_classes(&mut classes, align_class(&value).into_iter()),
            Some(Rule::Style) => add_classes(&mut classes, style_classes(&value).into_iter()),
            Some(Rule::AnchorName) => anchor = id(&value),
            Some(rule) => {
                if let Some(value) = kept.value(rule, value) {
                    kept.list.push((name, value));
                }
            }
        }
    }
    if !classes.is_empty() {
        kept.list.push(("class".to_owned(), classes));
    }
    if let Some(anchor) = anchor
        && !kept.has("id")
    {
        kept.list.push(("id".to_owned(), anchor));
    }
    kept.finish()
}

struct Kept<'a> {
    element: &'a str,
    addresses: &'a Addresses,
    list: Vec<Attribute>,
    /// Whether an address among them leaves the site (links) or its origin (what is loaded).
    leaves: bool,
}

impl Kept<'_> {
    /// The value that an attribute keeps; `None`: the attribute goes.
    fn value(&mut self, rule: Rule, value: String) -> Option<String> {
        match rule {
            Rule::Text => Some(value),
            Rule::Flag => Some(String::new()),
            Rule::Integer => value.trim().parse::<i32>().ok().map(|number| number.to_string()),
            Rule::Count { max } => count(&value, max),
            Rule::OneOf(words) => {
                let word = words.iter().find(|word| word.eq_ignore_ascii_case(value.trim()));
                word.map(|word| (*word).to_owned())
            }
            Rule::Exactly(words) => words.contains(&value.as_str()).then_some(value),
            Rule::Id => id(&value),
            Rule::IdRefs => {
                let ids = value.split_ascii_whitespace().take(MOST_REFERENCES);
                let ids: Vec<_> = ids.map(|id| format!("{ID_PREFIX}{id}")).collect();
                (!ids.is_empty()).then(|| ids.join(" "))
            }
            Rule::Url(role) => self.url(role, value),
            Rule::Player => policy::embed(&value).map(|player| player.frame),
            Rule::Srcset => self.srcset(&value),
            Rule::Classes | Rule::Align | Rule::Style | Rule::AnchorName => None,
        }
    }

    fn url(&mut self, role: UrlRole, text: String) -> Option<String> {
        if role == UrlRole::Link
            && let Some(fragment) = text.trim_ascii().strip_prefix('#')
        {
            return Some(local_link(fragment));
        }
        if text.trim_ascii().is_empty() {
            return None;
        }
        let href = self.addresses.resolve(&text)?;
        let is_elsewhere = self.addresses.shown() == Shown::Elsewhere;
        // Somebody else's page is left for the web, and opens no program.
        if !url_allowed(role, &href) || (is_elsewhere && role == UrlRole::Link && !href.starts_with("http")) {
            return None;
        }
        if is_elsewhere && self.addresses.is_nowhere(&href) {
            return None;
        }
        self.leaves |= match role {
            UrlRole::Link => href.starts_with("http") && !self.addresses.in_site(&href),
            UrlRole::Image | UrlRole::Media => href.starts_with("http") && !self.addresses.same_origin(&href),
            UrlRole::Cite => false,
        };
        if is_elsewhere || needs_rewriting(&text) { Some(self.addresses.written(&href)) } else { Some(text) }
    }

    fn srcset(&mut self, text: &str) -> Option<String> {
        let mut written = String::new();
        for candidate in candidates(text) {
            let Some(url) = self.url(UrlRole::Image, candidate.url.to_owned()) else {
                continue;
            };
            if !written.is_empty() {
                written.push_str(", ");
            }
            written.push_str(&url);
            if !candidate.descriptor.is_empty() {
                written.push(' ');
                written.push_str(candidate.descriptor);
            }
        }
        (!written.is_empty()).then_some(written)
    }

    fn has(&self, name: &str) -> bool {
        self.list.iter().any(|(kept, _)| kept == name)
    }

    fn require(&mut self, name: &str, value: &str) {
        if !self.has(name) {
            self.list.push((name.to_owned(), value.to_owned()));
        }
    }

    /// Only a link to the very player's page may become the player: nobody who presses it gets
    /// something else than who follows it.
    fn check_player(&mut self) {
        let value = |wanted: &str| self.list.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
        let page = value(PLAYER).and_then(policy::embed).map(|player| player.page);
        if page.as_deref() != value("href") {
            self.list.retain(|(name, _)| name != PLAYER);
        }
    }

    fn finish_link(&mut self) {
        if self.leaves {
            self.require("rel", OUTBOUND_REL);
        }
        let leads_out = |(name, value): &Attribute| name == "href" && !value.starts_with('#');
        if self.addresses.shown() == Shown::Elsewhere && self.list.iter().any(leads_out) {
            self.list.retain(|(name, _)| name != "target");
            self.list.push(("target".to_owned(), "_top".to_owned()));
        }
    }

    /// What an element must have, whether the post gave it or not.
    fn finish(mut self) -> Verdict {
        if self.element == "a" && self.has(PLAYER) {
            self.check_player();
        }
        match self.element {
            "a" => self.finish_link(),
            // Whose page shows it is nobody's business, whatever the post says.
            "img" if self.addresses.shown() == Shown::Elsewhere => {
                self.list.retain(|(name, _)| name != "referrerpolicy");
                self.require("referrerpolicy", "no-referrer");
            }
            "img" if self.leaves => self.require("referrerpolicy", "no-referrer"),
            "input" if !self.has("type") => return Verdict::Remove,
            "input" => {
                self.require("disabled", "");
                // A box has no words of its own: a screen reader says the sign that others see.
                if !self.has("aria-label") && !self.has("aria-labelledby") {
                    let sign = if self.has("checked") { "☑" } else { "☐" };
                    self.require("aria-label", sign);
                }
            }
            // Its lines may be wider than the page, and not everybody scrolls with a pointer.
            "pre" => self.require("tabindex", "0"),
            "video" | "audio" => self.require("controls", ""),
            _ => {}
        }
        Verdict::Keep(self.list)
    }
}

fn add_classes<'a>(classes: &mut String, names: impl Iterator<Item = &'a str>) {
    for name in names.filter(|name| class_allowed(name)) {
        if classes.split(' ').any(|class| class == name) || classes.len() > 1000 {
            continue;
        }
        if !classes.is_empty() {
            classes.push(' ');
        }
        classes.push_str(name);
    }
}

/// An `id` with white space in it can be referred to by nothing, and goes.
fn id(value: &str) -> Option<String> {
    let value = value.trim_ascii();
    let refers = !value.is_empty() && !value.contains(|c: char| c.is_ascii_whitespace());
    refers.then(|| format!("{ID_PREFIX}{value}"))
}

/// A link within the post; `#` and `#top` stay what they are to every browser.
fn local_link(fragment: &str) -> String {
    if fragment.is_empty() || fragment.eq_ignore_ascii_case("top") {
        format!("#{fragment}")
    } else {
        format!("#{ID_PREFIX}{}", fragment.replace(|c: char| c.is_ascii_whitespace() || c.is_control(), ""))
    }
}

/// The number at the start of `value`, in pixels or cells; relative lengths have none.
fn count(value: &str, max: u32) -> Option<String> {
    let value = value.trim_ascii();
    let digits = value.len() - value.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, rest) = value.split_at(digits);
    let unit = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    if number.is_empty() || !(unit.trim().is_empty() || unit.trim().eq_ignore_ascii_case("px")) {
        return None;
    }
    // Digits that do not fit are more than any limit.
    let number = number.parse::<u32>().unwrap_or(max).min(max);
    (number > 0).then(|| number.to_string())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::Origin;

    fn judged(element: &str, attributes: &[(&str, &str)]) -> String {
        let origin = Origin { site: "https://site.example/blog/".to_owned() };
        let list = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        match judge(element, list, &Addresses::new(&origin)) {
            Verdict::Remove => "removed".to_owned(),
            Verdict::Keep(list) => {
                let list: Vec<_> = list.iter().map(|(name, value)| format!("{name}={value}")).collect();
                list.join("|")
            }
        }
    }

    #[test]
    fn attributes_by_the_rules() {
        for (case, element, attributes, expected) in [
            ("id", "p", &[("id", "a")] as &[(&str, &str)], "id=user-content-a"),
            ("id with a blank", "p", &[("id", "a b")], ""),
            ("name of an anchor", "a", &[("name", "a")], "id=user-content-a"),
            ("id before name", "a", &[("name", "a"), ("id", "b")], "id=user-content-b"),
            ("name elsewhere", "img", &[("name", "getElementById")], ""),
            ("references", "td", &[("headers", "a  b")], "headers=user-content-a user-content-b"),
            ("described", "a", &[("aria-describedby", "x")], "aria-describedby=user-content-x"),
            ("local link", "a", &[("href", "#a")], "href=#user-content-a"),
            ("local link in Chinese", "a", &[("href", "#%E4%B8%AD")], "href=#user-content-%E4%B8%AD"),
            ("top", "a", &[("href", "#top")], "href=#top"),
            ("class", "p", &[("class", "post ink-center ink-center hero language-c")], "class=ink-center language-c"),
            ("align", "td", &[("align", "RIGHT"), ("class", "x")], "class=ink-right"),
            (
                "style",
                "p",
                &[("data-ink-style", "text-align:center;position:fixed"), ("class", "ink-indent")],
                "class=ink-center ink-indent",
            ),
            ("number", "img", &[("width", "670px"), ("height", "457.5")], "width=670|height=457"),
            ("relative number", "img", &[("width", "100%"), ("height", "0")], ""),
            ("huge number", "td", &[("colspan", "99999999999")], "colspan=1000"),
            ("word", "img", &[("loading", "LAZY"), ("decoding", "x")], "loading=lazy"),
            ("list type", "ol", &[("type", "A"), ("start", "-3")], "type=A|start=-3"),
            ("unlisted", "p", &[("style", "text-align:left"), ("onclick", "x"), ("data-x", "x")], ""),
            ("unsafe referrer", "img", &[("referrerpolicy", "unsafe-url")], ""),
        ] {
            assert_eq!(judged(element, attributes), expected, "{case}");
        }
    }

    #[test]
    fn links_by_where_they_lead() {
        let rel = format!("|rel={OUTBOUND_REL}");
        for (href, expected) in [
            ("/blog/posts/a", "href=/blog/posts/a".to_owned()),
            ("https://site.example/blog/a", "href=https://site.example/blog/a".to_owned()),
            ("https://site.example/else", format!("href=https://site.example/else{rel}")),
            ("//evil.example", format!("href=//evil.example{rel}")),
            ("\\\\evil.example\\a", format!("href=https://evil.example/a{rel}")),
            ("/\t/evil.example", format!("href=https://evil.example/{rel}")),
            ("mailto:a@b.example", "href=mailto:a@b.example".to_owned()),
            ("java\tscript:alert(1)", String::new()),
            (" \u{1}javascript:alert(1)", String::new()),
            ("JaVaScRiPt:alert(1)", String::new()),
            ("javascript&colon;alert(1)", "href=javascript&colon;alert(1)".to_owned()),
            ("data:text/html,x", String::new()),
            ("data:image/png,x", String::new()),
            ("blob:https://site.example/x", String::new()),
            ("https://[bad", String::new()),
            ("", String::new()),
        ] {
            assert_eq!(judged("a", &[("href", href)]), expected, "{href}");
        }
    }

    #[test]
    fn in_a_page_of_somebody_elses_nothing_resolves_against_it() {
        let origin = Origin { site: "https://site.example/blog/".to_owned() };
        let page = "https://site.example/blog/posts/a/";
        let silent = "referrerpolicy=no-referrer";
        let addresses = Addresses::elsewhere(&origin, page);
        let rel = format!("rel={OUTBOUND_REL}|target=_top");
        for (element, name, text, expected) in [
            ("a", "href", "/blog/posts/a", "href=https://site.example/blog/posts/a|target=_top".to_owned()),
            ("a", "href", "../b", "href=https://site.example/blog/posts/b|target=_top".to_owned()),
            ("a", "href", "?logout", "href=https://site.example/blog/posts/a/?logout|target=_top".to_owned()),
            ("a", "href", "https:logout", "href=https://site.example/blog/posts/a/logout|target=_top".to_owned()),
            ("a", "href", "//other.example/x", format!("href=https://other.example/x|{rel}")),
            ("a", "href", "#part", "href=#user-content-part".to_owned()),
            ("a", "href", "mailto:a@b.example", String::new()),
            ("a", "href", "magnet:?xt=urn", String::new()),
            // The host that stands for an unknown one: without it, these would be addresses of the page around.
            ("a", "href", "https://inkstone.invalid/account?logout", String::new()),
            ("img", "src", "https://inkstone.invalid/account?logout", silent.to_owned()),
            ("img", "srcset", "https://inkstone.invalid/a 1x, b 2x", format!("srcset={page}b 2x|{silent}")),
            ("img", "src", "?logout", format!("src={page}?logout|{silent}")),
            ("img", "src", "https:logout", format!("src={page}logout|{silent}")),
            ("img", "srcset", "/a 1x, b 2x", format!("srcset=https://site.example/a 1x, {page}b 2x|{silent}")),
            ("img", "src", "data:image/png;base64,AAAA", format!("src=data:image/png;base64,AAAA|{silent}")),
            ("img", "referrerpolicy", "unsafe-url", silent.to_owned()),
            ("blockquote", "cite", "x", "cite=https://site.example/blog/posts/a/x".to_owned()),
        ] {
            let kept = match judge(element, vec![(name.to_owned(), text.to_owned())], &addresses) {
                Verdict::Remove => "removed".to_owned(),
                Verdict::Keep(list) => {
                    list.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("|")
                }
            };
            assert_eq!(kept, expected, "{element} {text}");
        }
    }

    #[test]
    fn only_a_link_to_a_players_page_can_become_it() {
        let (page, frame) = ("https://vimeo.com/1", "https://player.vimeo.com/video/1?dnt=1");
        let kept = format!("href={page}|data-ink-player={frame}|rel={OUTBOUND_REL}");
        let link = |href: &str| format!("href={href}|rel={OUTBOUND_REL}");
        for (case, href, player, expected) in [
            ("ours", page, frame, kept.clone()),
            ("put together anew", page, "//PLAYER.vimeo.com/video/1?autoplay=1&x=\"", kept),
            ("another film's page", "https://vimeo.com/2", frame, link("https://vimeo.com/2")),
            ("another host", "https://evil.example/", frame, link("https://evil.example/")),
            ("no player", page, "https://evil.example/video/1", link(page)),
            ("a script", page, "javascript:alert(1)//player.vimeo.com/video/1", link(page)),
            ("a document", page, "data:text/html,<script>alert(1)</script>", link(page)),
        ] {
            assert_eq!(judged("a", &[("href", href), (PLAYER, player)]), expected, "{case}");
        }
        assert_eq!(judged("a", &[(PLAYER, frame)]), "");
        assert_eq!(judged("p", &[(PLAYER, frame)]), "");
    }

    #[test]
    fn pictures_and_players() {
        for (case, element, attributes, expected) in [
            ("own", "img", &[("src", "/x.png")] as &[(&str, &str)], "src=/x.png"),
            ("other", "img", &[("src", "//cdn.example/x.png")], "src=//cdn.example/x.png|referrerpolicy=no-referrer"),
            (
                "other, with its own policy",
                "img",
                &[("src", "//cdn.example/x"), ("referrerpolicy", "Origin")],
                "src=//cdn.example/x|referrerpolicy=origin",
            ),
            ("raster data", "img", &[("src", "data:image/png;base64,AA")], "src=data:image/png;base64,AA"),
            ("svg data", "img", &[("src", "data:image/svg+xml,<svg/>")], ""),
            (
                "srcset",
                "source",
                &[("srcset", "/a.png 1x, javascript:x 2x, data:image/svg+xml,x 3x, /b.png 4x")],
                "srcset=/a.png 1x, /b.png 4x",
            ),
            ("player", "video", &[("src", "/v.mp4"), ("autoplay", "")], "src=/v.mp4|controls="),
            (
                "box",
                "input",
                &[("type", "checkbox"), ("checked", "x")],
                "type=checkbox|checked=|disabled=|aria-label=☑",
            ),
            ("field", "input", &[("type", "password")], "removed"),
            ("field without a type", "input", &[], "removed"),
        ] {
            assert_eq!(judged(element, attributes), expected, "{case}");
        }
    }
}
