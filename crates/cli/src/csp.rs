//! The policy of content (CSP) of a site's pages: the wall behind the sanitiser. Whatever markup
//! should get past that one day, no script of its own runs here, no form of its own leaves, and
//! nothing comes from a host that the site does not name.
//!
//! No page has an inline script or style that is not named by the hash of its text. Trusted
//! Types let text become HTML nowhere but in DOMPurify, and an address become a script's only
//! through `web/boot.js`. What else a site opens, it opens host by host (`inkstone.yaml`).

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use inkstone_content::{Hosts, Site, policy::FRAME_ORIGINS};
use sha2::{Digest, Sha256};

use crate::pages::{FRAME_STYLE, frame_script};

/// What a page that leads elsewhere may do: nothing.
pub(crate) const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'";

/// Pictures and sound of any host: mirrored posts show those of everybody's.
const ANY_HOST: &str = "https: http:";

/// The policy of a site's pages.
#[derive(Clone, Debug)]
pub(crate) struct Csp {
    hosts: Hosts,
    /// Whether scripts of the owner's write HTML and styles.
    is_open: bool,
    /// Scheme and host of the site, where they are known.
    origin: Option<String>,
    scripts: Vec<String>,
    styles: Vec<String>,
}

impl Csp {
    /// The policy of pages without anything inline, with the hosts that the site names.
    pub(crate) fn new(site: &Site) -> Self {
        Self {
            hosts: site.hosts.clone(),
            is_open: site.plug_ins.write_html,
            origin: site.url.as_deref().and_then(origin_of),
            scripts: Vec::new(),
            styles: Vec::new(),
        }
    }

    /// The policy of posts in frames of other sites' pages: they ask nobody for anything but pictures,
    /// sound and styles, and run one script. In a sandbox they have no origin, and then `'self'` may be nobody.
    /// Their `<base>` is ours; a post has none.
    pub(crate) fn of_frames(&self) -> String {
        let own = match &self.origin {
            Some(origin) => format!("'self' {origin}"),
            None => format!("'self' {ANY_HOST}"),
        };
        let media = if self.hosts.media.is_empty() { ANY_HOST.to_owned() } else { self.hosts.media.join(" ") };
        format!(
            "default-src 'none'; script-src {}; style-src {own} {}; img-src {own} data: blob: {media}; \
             media-src {own} {media}; font-src {own}; form-action 'none'; require-trusted-types-for 'script'; \
             trusted-types 'none'",
            hash_of(frame_script()),
            hash_of(FRAME_STYLE),
        )
    }

    /// Lets pages hold a `<script>` of exactly this text, between its tags.
    pub(crate) fn allow_script(&mut self, text: &str) {
        add(&mut self.scripts, text);
    }

    /// The policy of every file of the site, for hosts that send headers. What pages may not have, their
    /// own says. It is also all that the service worker has, which fetches the pictures that pages
    /// show, to keep those that their hosts let it read. And a page that another page frames has a
    /// script, a style and a base of its own.
    pub(crate) fn of_every_file(&self) -> String {
        let mut policy = self.clone();
        policy.allow_script(frame_script());
        policy.allow_style(FRAME_STYLE);
        let any_host = [ANY_HOST.to_owned()];
        policy.hosts.posts.extend_from_slice(if self.hosts.media.is_empty() { &any_host } else { &self.hosts.media });
        policy.to_string().replace("base-uri 'none'; ", "")
    }

    /// Lets pages hold a `<style>` of exactly this text, between its tags.
    pub(crate) fn allow_style(&mut self, text: &str) {
        add(&mut self.styles, text);
    }
}

/// `https://blog.example/a/` as `https://blog.example`: what a policy can name, and nothing else.
fn origin_of(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    (matches!(scheme, "https" | "http") && !host.is_empty() && host.chars().all(is_plain))
        .then(|| format!("{scheme}://{host}"))
}

fn hash_of(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

fn add(hashes: &mut Vec<String>, text: &str) {
    let hash = hash_of(text);
    if !hashes.contains(&hash) {
        hashes.push(hash);
    }
}

/// As it stands in a page's `<meta>` and in a header: one line, without quotation marks.
impl fmt::Display for Csp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Hosts { posts, media, comments, analytics } = &self.hosts;
        let any_host = [ANY_HOST.to_owned()];
        let media: &[String] = if media.is_empty() { &any_host } else { media };
        let frames = FRAME_ORIGINS.map(str::to_owned);
        // Hashes would close what the word opens.
        let (own_styles, style_hashes) =
            if self.is_open { ("'self' 'unsafe-inline'", &[][..]) } else { ("'self'", self.styles.as_slice()) };
        let directives: [(&str, &str, &[&[String]]); 15] = [
            ("default-src", "'none'", &[]),
            ("script-src", "'self' 'wasm-unsafe-eval'", &[&self.scripts, comments, analytics]),
            ("style-src", own_styles, &[style_hashes, comments]),
            ("img-src", "'self' data: blob:", &[media, comments, analytics]),
            ("media-src", "'self'", &[media]),
            ("font-src", "'self'", &[]),
            ("connect-src", "'self'", &[posts, comments, analytics]),
            ("frame-src", "'self'", &[&frames, comments]),
            ("worker-src", "'self'", &[]),
            ("manifest-src", "'self'", &[]),
            ("base-uri", "'none'", &[]),
            ("object-src", "'none'", &[]),
            ("form-action", "'self'", &[]),
            ("require-trusted-types-for", "'script'", &[]),
            // `default` is made in web/boot.js, `dompurify` by the purifier itself.
            ("trusted-types", "default dompurify", &[]),
        ];
        let is_closing = |name: &str| name == "require-trusted-types-for" || name == "trusted-types";
        let directives = directives.iter().filter(|(name, ..)| !(self.is_open && is_closing(name)));
        for (number, (name, own, others)) in directives.enumerate() {
            f.write_str(if number == 0 { name } else { "; " })?;
            if number > 0 {
                f.write_str(name)?;
            }
            for source in std::iter::once(*own).chain(others.iter().flat_map(|list| list.iter().map(String::as_str))) {
                write!(f, " {source}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;

    fn directive(csp: &Csp, name: &str) -> String {
        let text = csp.to_string();
        let mut found = text.split("; ").filter(|directive| directive.split(' ').next() == Some(name));
        let only = found.next().expect("every directive is there").to_owned();
        assert_eq!(found.next(), None, "{name} stands once");
        only
    }

    #[test]
    fn a_site_that_names_nobody_trusts_nobody() {
        let csp = Csp::new(&Site::default());
        expect![[r#"
            default-src 'none'
            script-src 'self' 'wasm-unsafe-eval'
            style-src 'self'
            img-src 'self' data: blob: https: http:
            media-src 'self' https: http:
            font-src 'self'
            connect-src 'self'
            frame-src 'self' https://player.bilibili.com https://player.vimeo.com https://www.youtube-nocookie.com
            worker-src 'self'
            manifest-src 'self'
            base-uri 'none'
            object-src 'none'
            form-action 'self'
            require-trusted-types-for 'script'
            trusted-types default dompurify"#]]
        .assert_eq(&csp.to_string().replace("; ", "\n"));
    }

    #[test]
    fn a_host_opens_only_what_it_is_named_for() {
        for (line, opened) in [
            ("comment_hosts: giscus.app", "script-src style-src img-src connect-src frame-src"),
            ("analytics_hosts: [count.example]", "script-src img-src connect-src"),
            ("post_hosts: https://posts.example", "connect-src"),
            ("media_hosts: '*.sinaimg.cn'", "img-src media-src"),
        ] {
            let (site, problems) = Site::from_yaml(line);
            assert_eq!(problems, Vec::new(), "{line}");
            let (before, after) = (Csp::new(&Site::default()).to_string(), Csp::new(&site).to_string());
            let pairs = before.split("; ").zip(after.split("; "));
            let changed: Vec<_> = pairs.filter(|(before, after)| before != after).map(|(_, after)| after).collect();
            let names: Vec<_> = changed.iter().filter_map(|directive| directive.split(' ').next()).collect();
            assert_eq!(names.join(" "), opened, "{line}");
            assert!(!after.contains("unsafe-inline") && !after.contains("'unsafe-eval'"), "{line}");
        }
        let (site, _) = Site::from_yaml("media_hosts: '*.sinaimg.cn'");
        assert_eq!(directive(&Csp::new(&site), "media-src"), "media-src 'self' https://*.sinaimg.cn");
    }

    #[test]
    fn an_owner_may_let_scripts_write_html_and_opens_nothing_else() {
        let (site, problems) = Site::from_yaml("scripts: draw.js\nscripts_write_html: yes");
        assert_eq!(problems, Vec::new());
        let (mut closed, mut open) = (Csp::new(&Site::default()), Csp::new(&site));
        for csp in [&mut closed, &mut open] {
            csp.allow_style("p{}");
        }
        let (closed, open) = (closed.to_string(), open.to_string());
        let kept: Vec<_> = closed.split("; ").filter(|directive| !directive.contains("trusted-types")).collect();
        let changed: Vec<_> = kept.iter().zip(open.split("; ")).filter(|(one, other)| *one != other).collect();
        assert_eq!(open.split("; ").count(), kept.len(), "{open}");
        assert_eq!(changed.len(), 1, "{changed:?}");
        assert_eq!(changed[0].1, "style-src 'self' 'unsafe-inline'");
    }

    #[test]
    fn no_configuration_writes_a_directive_of_its_own() {
        for hostile in ["a.example; script-src *", "a.example\\n script-src *", "'unsafe-inline'", "*", "data:"] {
            for key in ["comment_hosts", "analytics_hosts", "post_hosts", "media_hosts"] {
                let (site, problems) = Site::from_yaml(&format!("{key}: \"{hostile}\""));
                assert_eq!(problems.len(), 1, "{key}: {hostile}");
                assert_eq!(Csp::new(&site).to_string(), Csp::new(&Site::default()).to_string(), "{key}: {hostile}");
            }
        }
    }

    #[test]
    fn the_worker_may_fetch_what_pages_show() {
        for (line, expected) in
            [("", "'self' https: http:"), ("media_hosts: '*.sinaimg.cn'", "'self' https://*.sinaimg.cn")]
        {
            let (site, problems) = Site::from_yaml(line);
            assert_eq!(problems, Vec::new(), "{line}");
            let csp = Csp::new(&site);
            let of_all = csp.of_every_file();
            assert!(of_all.contains(&format!("; connect-src {expected};")), "{of_all}");
            assert_eq!(directive(&csp, "connect-src"), "connect-src 'self'", "pages may not");
        }
    }

    #[test]
    fn what_is_inline_is_named_by_its_hash() {
        let mut csp = Csp::new(&Site::default());
        // The example of CSP, section 8.4.
        csp.allow_script("alert('Hello, world.');");
        csp.allow_script("alert('Hello, world.');");
        csp.allow_style("p{color:red}");
        let script = directive(&csp, "script-src");
        assert_eq!(
            script,
            "script-src 'self' 'wasm-unsafe-eval' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
        assert_eq!(directive(&csp, "style-src").matches("'sha256-").count(), 1);
        assert!(!csp.to_string().contains('"'));
    }
}
