//! A published site as its readers' browsers find it: some thirty requests, one after the other.

use std::{cell::RefCell, future::Future, rc::Rc};

use futures::executor::block_on;
use inkstone_catalogue::{Catalogue, FileError, Root, Shelf, Summary, fingerprint, write::is_shard};
use inkstone_content::address::{decode_path, encode_path};

use super::{
    answer::Answer,
    curl::{Curl, Lost},
    demands::judge,
    findings::{Finding, Findings},
    markup::{Markup, Named, Role, named_in_script, named_in_worker},
    policy::{forbidden, weaker},
    recipe::recipe_for,
    site_address::{SiteAddress, origin_of, resolve},
};
use crate::{
    manifest::MANIFEST,
    pages::post_address,
    service_worker::{WORKER, is_named},
};

/// The most requests of a visit.
const MOST_REQUESTS: usize = 60;
/// The most redirections that are followed for one file.
const MOST_REDIRECTIONS: usize = 5;
/// After so many requests without an answer nobody asks further.
const MOST_SILENT: usize = 2;
/// Addresses that no site has: hosts answer them with 404.html.
const MISSING_PAGE: &str = "inkstone-check/there-is-no-such-page";
const MISSING_POST: &str = "posts/inkstone-check/there-is-no-such-post.md";

/// What was found out about a published site.
pub(super) struct Visited {
    pub(super) findings: Findings,
    /// How many posts are listed.
    pub(super) posts: usize,
    /// How many requests it took.
    pub(super) requests: usize,
}

/// Looks at the site at `site`.
pub(super) fn visit(site: &SiteAddress, curl: Curl) -> Visited {
    let mut visit =
        Visit { curl, site, findings: Findings::default(), requests: 0, silent: 0, recipe: recipe_for(""), boot: None };
    let posts = visit.all();
    Visited { findings: visit.findings, posts, requests: visit.requests }
}

struct Visit<'a> {
    curl: Curl,
    site: &'a SiteAddress,
    findings: Findings,
    requests: usize,
    silent: usize,
    recipe: &'static str,
    /// What the first page starts the app with.
    boot: Option<String>,
}

impl Visit<'_> {
    /// Looks at everything; returns how many posts there are.
    fn all(&mut self) -> usize {
        let Some(home) = self.home() else { return 0 };
        self.app(&home);
        let root = self.catalogue();
        if let Some(root) = &root {
            self.built_for(root);
            for (number, post) in self.sample(root).iter().enumerate() {
                self.post(post);
                if number == 0 {
                    self.frame(post);
                }
            }
        }
        self.deep_link("archive");
        if root.as_ref().is_some_and(|root| root.page_count() > 1) {
            self.page("page/2/");
        }
        self.missing();
        for feed in home.files.iter().filter(|file| file.role == Role::Feed) {
            self.named("", feed);
        }
        if root.as_ref().is_some_and(|root| root.site.url.is_some()) {
            self.file("sitemap.xml");
        }
        self.file(MANIFEST);
        self.file("embed-frame.js");
        root.map_or(0, |root| usize::try_from(root.posts).unwrap_or(usize::MAX))
    }

    /// The first page, if it is one of ours.
    fn home(&mut self) -> Option<Markup> {
        let answer = self.get("")?;
        self.recipe = recipe_for(&answer.header("server").unwrap_or_default());
        if !self.is_ok(&answer, "") {
            return None;
        }
        let markup = Markup::read(&answer.text());
        if !markup.is_ours {
            let hint = "name the address of the blog's first page, as --site-url has it at a build";
            self.add("", Finding::error("not-ours", "is no page that Inkstone has written", hint));
            return None;
        }
        self.judge(&answer, "");
        if !self.site.is_secure() {
            let hint = "get a certificate (Let's Encrypt gives them away) and lead from http:// to https://";
            let message = "is not encrypted: what readers save is not kept for times without a network";
            self.add("", Finding::warning("insecure", message, hint));
        }
        self.policy(&answer, &markup, "");
        self.boot = markup.boot().map(|boot| boot.address.clone());
        Some(markup)
    }

    /// Compares the host's policy with the page's.
    fn policy(&mut self, answer: &Answer, markup: &Markup, below: &str) {
        let Some(pages) = &markup.policy else {
            let hint = "send the page as it was built";
            self.add(below, Finding::error("policy-missing", "has lost its Content-Security-Policy", hint));
            return;
        };
        let Some(host) = answer.header("content-security-policy") else { return };
        let hint = format!("send the policy that stands in the site's file _headers, or none ({})", self.recipe);
        let forbidden = forbidden(&host, pages, self.site.origin());
        if !forbidden.is_empty() {
            let message = format!(
                "has a Content-Security-Policy of the host that forbids what the page needs: {}",
                forbidden.join("; ")
            );
            self.add(below, Finding::error("policy-forbids", message, hint.clone()));
        }
        let weaker = weaker(&host, pages);
        if !weaker.is_empty() {
            let message = format!(
                "has a Content-Security-Policy of the host that is weaker than the page's own: {}",
                weaker.join("; ")
            );
            self.add(below, Finding::warning("policy-weak", message, hint));
        }
    }

    /// The files that start the app: what the first page names, what the boot script names, the worker.
    fn app(&mut self, home: &Markup) {
        let mut named = Vec::new();
        for file in home.files.iter().filter(|file| matches!(file.role, Role::Script | Role::StyleSheet)) {
            let answer = self.named("", file);
            if let Some(answer) = answer.filter(|_| home.boot() == Some(file)) {
                named = named_in_script(&answer.text());
            }
        }
        // The first script and module are the app itself; one file of each other kind tells of all.
        let mut kinds = Vec::new();
        for (name, integrity) in named {
            let kind = name.rsplit('.').next().unwrap_or_default().to_owned();
            if !kinds.contains(&kind) {
                kinds.push(kind);
                let file = Named { address: encode_path(&name), integrity: Some(integrity), role: Role::Script };
                self.named("", &file);
            }
        }
        let Some(worker) = self.file(WORKER) else { return };
        let known = named_in_worker(&worker.text());
        let boot = home.boot().map(|boot| boot.address.trim_start_matches("./").to_owned());
        if let (Some(known), Some(boot)) = (known, boot)
            && !known.iter().any(|(name, _)| *name == boot)
        {
            self.add(WORKER, mixed(&boot));
        }
    }

    /// The catalogue's root.
    fn catalogue(&mut self) -> Option<Root> {
        let answer = self.file("catalogue.json")?;
        let root = Root::from_json(&answer.text());
        if let Err(error) = &root {
            let hint = "build the site and upload all of it with one version of Inkstone";
            self.add("catalogue.json", Finding::error("catalogue", error.to_string(), hint));
        }
        root.ok()
    }

    fn built_for(&mut self, root: &Root) {
        let Some(url) = root.site.url.as_deref() else { return };
        let is_there = SiteAddress::parse(url).is_ok_and(|built| built == *self.site);
        if !is_there && !self.site.is_loopback() {
            let message = format!("was built for {url}: feeds, the map of the site and previews lead there");
            let hint = "build it with the address that it has: --site-url, or `url` in inkstone.yaml";
            self.add("catalogue.json", Finding::warning("other-address", message, hint));
        }
    }

    /// The newest post, and one whose address is not of plain letters.
    fn sample(&mut self, root: &Root) -> Vec<Summary> {
        let mut pages = vec![1];
        pages.extend((root.page_count() > 1).then(|| root.page_count()));
        let mut posts = Vec::new();
        for page in pages {
            let shelf = Shards(RefCell::new(&mut *self));
            match block_on(Catalogue::new(root, &shelf).home(page)) {
                Ok(found) => posts.extend(found.into_iter().flat_map(|page| page.0)),
                // It has been told why.
                Err(Unread::Lost) => {}
                Err(Unread::Damaged(error)) => {
                    let hint = "upload the whole folder `catalogue` anew";
                    self.add("catalogue/", Finding::error("catalogue", error.to_string(), hint));
                }
            }
        }
        // The app alone shows posts with longer names.
        posts.retain(|post: &Summary| post.path.split('/').all(|part| part.len() <= 200));
        let foreign = posts.iter().skip(1).find(|post| !post.path.is_ascii()).cloned();
        posts.truncate(1);
        posts.extend(foreign);
        posts
    }

    /// A post's page, by both of its addresses, and the post as it was written.
    fn post(&mut self, post: &Summary) {
        let address = post_address(post);
        let page = self.deep_link(address.trim_end_matches('/'));
        let raw = format!("posts/{}", encode_path(&post.file()));
        let Some(raw_answer) = self.file(&raw) else { return };
        let made_of = page.and_then(|page| page.record).map(|record| record.source);
        if raw_answer.media_type() != "text/html"
            && made_of.is_some_and(|made_of| made_of != fingerprint(&raw_answer.body))
        {
            let message = "is another file than its page was made of";
            let hint = "upload the whole site; if that does not help, the host changes files on their way: it must not";
            self.add(&raw, Finding::error("post-changed", message, hint));
        }
    }

    /// A post's page for frames, unless the site was built without.
    fn frame(&mut self, post: &Summary) {
        let below = format!("embed/{}", post_address(post));
        let Some(answer) = self.get(&below) else { return };
        if answer.status != 404 && self.is_ok(&answer, &below) {
            self.judge(&answer, &below);
        }
    }

    /// The page at `below/`, to which `below` must lead: addresses in pages are relative.
    fn deep_link(&mut self, below: &str) -> Option<Markup> {
        let with_slash = format!("{below}/");
        let page = self.page(&with_slash);
        let answer = self.ask(&self.site.at(below))?;
        let leads_to = answer.redirection().and_then(|to| resolve(&answer.url, &to));
        // Not all hosts encode the same letters.
        if leads_to.as_deref().and_then(decode_path) != decode_path(&self.site.at(&with_slash)) {
            let hint =
                format!("let the host redirect from a folder's address to the same with a slash ({})", self.recipe);
            let finding = match leads_to {
                Some(to) => Finding::error("slash", format!("leads to {to} instead of to itself with a slash"), hint),
                None if answer.status == 200 => Finding::error(
                    "slash",
                    "shows the page without leading to its address with a slash, so that its links are wrong",
                    hint,
                ),
                None => Finding::error(
                    "slash",
                    format!("is answered with status {} instead of leading to itself with a slash", answer.status),
                    hint,
                ),
            };
            self.add(below, finding);
        }
        page
    }

    /// A page that the app takes over.
    fn page(&mut self, below: &str) -> Option<Markup> {
        let answer = self.file(below)?;
        let markup = Markup::read(&answer.text());
        if !markup.is_ours {
            let hint = format!("let the host answer the address of a folder with its index.html ({})", self.recipe);
            self.add(below, Finding::error("not-ours", "is no page that Inkstone has written", hint));
            return None;
        }
        self.policy(&answer, &markup, below);
        self.same_build(&markup, below);
        Some(markup)
    }

    /// Whether the page starts the app that the first page starts.
    fn same_build(&mut self, markup: &Markup, below: &str) {
        let address_of = |page: &str, reference: &str| resolve(&self.site.at(page), reference);
        let Some(first) = self.boot.as_deref().and_then(|boot| address_of("", boot)) else { return };
        let Some(boot) = markup.boot().and_then(|boot| address_of(below, &boot.address)) else { return };
        let name = |address: &str| address.rsplit('/').next().unwrap_or_default().to_owned();
        if name(&first) != name(&boot) {
            self.add(below, mixed(&name(&first)));
        } else if first != boot {
            let message = format!("starts the app from {boot}, where it is not: the site was built for another path");
            let hint = "build with the address that the site has: --site-url, or --base-path for the path alone";
            self.add(below, Finding::error("base-path", message, hint));
        }
    }

    /// What the host says of what is not there.
    fn missing(&mut self) {
        let hint =
            format!("let the host answer what is not there with status 404 and the site's 404.html ({})", self.recipe);
        for below in [MISSING_PAGE, MISSING_POST] {
            let Some(answer) = self.ask(&self.site.at(below)) else { continue };
            if answer.status != 404 {
                let message = format!("is not there, and is answered with status {}", answer.status);
                self.add(below, Finding::error("soft-404", message, hint.clone()));
                continue;
            }
            let markup = Markup::read(&answer.text());
            if markup.is_ours {
                self.same_build(&markup, below);
            } else {
                let message = "is not there, and the host shows a page of its own: old addresses lead nowhere";
                self.add(below, Finding::error("not-found-page", message, hint.clone()));
            }
        }
    }

    /// A file that a page names, unless it is of another site.
    fn named(&mut self, page: &str, file: &Named) -> Option<Answer> {
        let url = resolve(&self.site.at(page), &file.address)?;
        let below = self.site.below(&url)?.to_owned();
        let answer = self.file(&below)?;
        // Of a page in its place it has been told.
        let is_other = |digest: &String| answer.media_type() != "text/html" && !is_named(digest, &answer.body);
        if file.integrity.as_ref().is_some_and(is_other) {
            let message = "is not the file that the page names: its digest is another, and browsers refuse it";
            let hint = "upload the whole site anew; a host must not change files (minify, rewrite, add scripts)";
            self.add(&below, Finding::error("damaged", message, hint));
        }
        Some(answer)
    }

    /// A file of the site, which must be there.
    fn file(&mut self, below: &str) -> Option<Answer> {
        let answer = self.get(below)?;
        if !self.is_ok(&answer, below) {
            return None;
        }
        self.judge(&answer, below);
        Some(answer)
    }

    fn is_ok(&mut self, answer: &Answer, below: &str) -> bool {
        if answer.status != 200 {
            let message = format!("is answered with status {}", answer.status);
            let hint = format!("upload the whole site, and see that the host may read it ({})", self.recipe);
            self.add(below, Finding::error("status", message, hint));
        }
        answer.status == 200
    }

    fn judge(&mut self, answer: &Answer, below: &str) {
        for finding in judge(answer, below, self.recipe) {
            self.add(below, finding);
        }
    }

    /// The answer for what is `below` the site's root. Redirections within its host are followed.
    fn get(&mut self, below: &str) -> Option<Answer> {
        let mut url = self.site.at(below);
        for _ in 0..=MOST_REDIRECTIONS {
            let answer = self.ask(&url)?;
            let Some(to) = answer.redirection() else { return Some(answer) };
            let to = resolve(&url, &to);
            match to {
                Some(to) if origin_of(&to).as_deref() == Some(self.site.origin()) => url = to,
                to => {
                    let to = to.unwrap_or_default();
                    let message = format!("leads to another site, {to}, where nobody has looked");
                    let hint = match below {
                        "" => format!("check that one, if it is yours: `inkstone check --site {to}`"),
                        _ => format!("let the host send all files of a site from one place ({})", self.recipe),
                    };
                    self.add(below, Finding::error("other-site", message, hint));
                    return None;
                }
            }
        }
        let hint = format!("see what the host is told of redirections ({})", self.recipe);
        self.add(below, Finding::error("redirections", "leads from one address to the next without an end", hint));
        None
    }

    /// The host's answer for `url`.
    fn ask(&mut self, url: &str) -> Option<Answer> {
        if self.silent >= MOST_SILENT || self.requests >= MOST_REQUESTS {
            return None;
        }
        self.requests += 1;
        match self.curl.get(url, self.site.is_loopback()) {
            Ok(answer) => Some(answer),
            Err(Lost { reason, is_silence }) => {
                self.silent += usize::from(is_silence);
                let hint = match is_silence {
                    true => "see whether the host is up and can be reached from here; --timeout waits longer",
                    false => "see whether the address is right, and what the host's log says",
                };
                self.findings.add(url, Finding::error("no-answer", format!("does not come: {reason}"), hint));
                None
            }
        }
    }

    fn add(&mut self, below: &str, finding: Finding) {
        self.findings.add(self.site.at(below), finding);
    }
}

/// The fault of a page or worker that does not know `boot`.
fn mixed(boot: &str) -> Finding {
    let message = format!("is of another build than the first page, which starts {boot}");
    let hint = "upload the whole site of one build; then empty the host's cache, if it has one";
    Finding::error("mixed-builds", message, hint)
}

/// The catalogue's other files, on the host.
struct Shards<'a, 'b>(RefCell<&'a mut Visit<'b>>);

/// Why a file of the catalogue cannot be read.
enum Unread {
    /// It did not come.
    Lost,
    /// It is none.
    Damaged(FileError),
}

impl From<FileError> for Unread {
    fn from(error: FileError) -> Self {
        Self::Damaged(error)
    }
}

impl Shelf for Shards<'_, '_> {
    type Error = Unread;

    fn text(&self, name: &str) -> impl Future<Output = Result<Rc<str>, Unread>> {
        let mut visit = self.0.borrow_mut();
        let below = format!("catalogue/{name}.json");
        let text = visit.file(&below).map(|answer| answer.text());
        if let Some(text) = &text
            && !is_shard(name, text)
        {
            let hint = "upload the whole folder `catalogue` anew; a host must not change files";
            visit.add(&below, Finding::error("damaged", "holds something else than its name says", hint));
        }
        std::future::ready(text.map(Rc::from).ok_or(Unread::Lost))
    }
}
