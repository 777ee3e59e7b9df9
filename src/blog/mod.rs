//! What the app knows of the blog: its catalogue, or a plain list of its posts' files.

mod kept;
mod look;

use std::{
    cell::RefCell,
    collections::{HashMap, VecDeque},
    ops::Deref,
    rc::Rc,
    sync::Arc,
};

use futures::{StreamExt, stream};
use inkstone_catalogue::{Catalogue, Root, RootError, Summary, SummaryPage, fingerprint};
use inkstone_content::{PostPath, Site, address::encode_path, distinct, sort_by};
use inkstone_sanitise::SafeBody;
use inkstone_views::{Article, Failure, Route, article::ArticleText};
use wasm_bindgen::JsValue;

use crate::{
    attendance,
    boot::Boot,
    pause::pause,
    prepare,
    renderer::{self, Renderer, SiteText},
    source::Source,
    unfold,
};

use kept::{Changes, Kept};
pub(crate) use look::Shown;

/// How many posts are fetched at a time while a list is being made.
const AT_A_TIME: usize = 6;
/// A post of more bytes is made ready in more pieces, so that the page answers in between (and web/boot.js).
const LONG: usize = 8 * 1024;
/// The longest list of files that the app reads by itself; a larger blog needs `inkstone index`.
const MOST_FILES: usize = 5_000;

/// How the posts are known.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Posts {
    /// The catalogue that `inkstone build` wrote.
    Catalogue(Rc<Root>),
    /// `posts/index.txt`: one path a line.
    Files(Vec<PostPath>),
}

/// The blog's configuration and how its posts are known.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// The configuration.
    pub site: Arc<Site>,
    /// The configuration and the time zone, as the renderer wants them.
    text: SiteText,
    /// How its posts are known.
    pub posts: Posts,
}

impl Known {
    /// What is known of a blog with this configuration, and the same for the renderer.
    pub(crate) fn new(site: Site, text: SiteText, posts: Posts) -> Self {
        Self { site: Arc::new(site), text, posts }
    }
}

/// A post's file as it was fetched.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Fetched {
    /// What the post's address names.
    key: PostPath,
    file: PostPath,
    bytes: Vec<u8>,
    /// What was known to have changed when it was asked for.
    changes: Changes,
}

impl Fetched {
    /// How many bytes the file has.
    pub(crate) fn length(&self) -> usize {
        self.bytes.len()
    }
}

/// The blog, shared by all pages; two handles are equal, since there is one blog.
#[derive(Clone)]
pub(crate) struct Shared(Rc<Blog>);

impl Shared {
    /// The blog that `boot` started.
    pub(crate) fn new(boot: Rc<Boot>) -> Self {
        Self(Rc::new(Blog {
            source: Source::new(boot.clone()),
            boot,
            known: RefCell::default(),
            shards: RefCell::default(),
            pages: RefCell::default(),
            kept: Kept::default(),
            files: RefCell::default(),
            summaries: RefCell::default(),
            entries: RefCell::default(),
            made: RefCell::default(),
            own_shards: RefCell::default(),
            shown: RefCell::default(),
            noted: RefCell::default(),
        }))
    }
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Shared {
    type Target = Blog;
    fn deref(&self) -> &Blog {
        &self.0
    }
}

/// The blog: what it knows and what it has at hand.
pub(crate) struct Blog {
    boot: Rc<Boot>,
    source: Source,
    /// What has been found out of it.
    known: RefCell<Option<Rc<Known>>>,
    shards: RefCell<HashMap<String, Rc<str>>>,
    pages: RefCell<Vec<(u32, SummaryPage)>>,
    kept: Kept,
    files: RefCell<HashMap<String, String>>,
    summaries: RefCell<Option<Vec<Summary>>>,
    /// The same as texts, each a page of summaries.
    entries: RefCell<Option<Rc<[String]>>>,
    /// The root of the catalogue that was made of them, and its files by name.
    made: RefCell<Option<Rc<Root>>>,
    own_shards: RefCell<HashMap<String, Rc<str>>>,
    shown: RefCell<VecDeque<(Route, Shown)>>,
    /// Files of the catalogue that were asked for, while they are noted.
    noted: RefCell<Option<Vec<String>>>,
}

impl Blog {
    /// What started the app, and loads its parts.
    pub(crate) fn boot(&self) -> &Rc<Boot> {
        &self.boot
    }

    /// The posts that are ready to be shown.
    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// Absolute address of the site's root, ending in `/`.
    pub(crate) fn base(&self) -> String {
        self.boot.base()
    }

    /// Where the site's links begin: the path of its root, for instance `/blog/`.
    pub(crate) fn base_path(&self) -> String {
        web_sys::Url::new(&self.base()).map_or_else(|_| "/".to_owned(), |url| url.pathname())
    }

    /// Finds out how the posts are known: by the catalogue, else by the plain list of files.
    pub(crate) async fn known(&self) -> Result<Rc<Known>, Failure> {
        let known = self.find_out().await?;
        self.known.replace(Some(known.clone()));
        Ok(known)
    }

    async fn find_out(&self) -> Result<Rc<Known>, Failure> {
        match self.source.text("catalogue.json").await {
            Ok(text) => {
                let root = Rc::new(Root::from_json(&text).map_err(|error| match error {
                    RootError::Newer { .. } => Failure::Newer,
                    error => Failure::Invalid(error.to_string()),
                })?);
                let site = SiteText::of_catalogue(&text).map_err(|error| Failure::Invalid(error.to_string()))?;
                Ok(Rc::new(Known::new(root.site.clone(), site, Posts::Catalogue(root))))
            }
            // A host that answers every address with a page has no catalogue either.
            Err(Failure::NotFound | Failure::NotMarkdown) => self.known_by_files().await,
            Err(failure) => Err(failure),
        }
    }

    async fn known_by_files(&self) -> Result<Rc<Known>, Failure> {
        let list = match self.source.text("posts/index.txt").await {
            Ok(list) => list,
            // A web page here as well is no empty blog: a sign-in page of the network, most likely.
            Err(Failure::NotFound) => String::new(),
            Err(failure) => return Err(failure),
        };
        let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (configurations, files): (Vec<&str>, Vec<&str>) = lines.partition(|line| *line == "inkstone.yaml");
        let (site, for_renderer) = match configurations.first() {
            Some(name) => match self.source.text(&format!("posts/{name}")).await {
                Ok(text) => Renderer::load(&self.boot).await?.configuration(&text).await?,
                Err(_) => Default::default(),
            },
            None => Default::default(),
        };
        if files.len() > MOST_FILES {
            return Err(Failure::Invalid(format!(
                "posts/index.txt names {} files; a browser can read {MOST_FILES} by itself, `inkstone index` makes a catalogue for more",
                files.len()
            )));
        }
        let files: Vec<PostPath> = files.into_iter().filter_map(|line| PostPath::new(line).ok()).collect();
        for file in &files {
            self.files.borrow_mut().insert(file.key().to_owned(), file.as_str().to_owned());
        }
        Ok(Rc::new(Known::new(site, for_renderer, Posts::Files(files))))
    }

    /// A page of summaries that has been read already.
    pub(crate) fn page_at_hand(&self, number: u32) -> Option<SummaryPage> {
        self.pages.borrow().iter().find(|(known, _)| *known == number).map(|(_, page)| page.clone())
    }

    /// Page `number` of the home list, from 1 for the newest; `None` when there is no such page.
    pub(crate) async fn page(&self, root: &Root, number: u32) -> Result<Option<SummaryPage>, Failure> {
        let page = self.forgetting_damage(Catalogue::new(root, self).home(number).await)?;
        let Some(page) = page else { return Ok(None) };
        for summary in &page.0 {
            self.files.borrow_mut().insert(summary.path.clone(), summary.file());
        }
        let mut pages = self.pages.borrow_mut();
        pages.retain(|(known, _)| *known != number);
        pages.push((number, page.clone()));
        Ok(Some(page))
    }

    /// The fingerprint of page `number` of the home list, which tells whether the builder's page shows the
    /// same; `None` when there is no such page.
    pub(crate) async fn page_fingerprint(&self, root: &Root, number: u32) -> Result<Option<String>, Failure> {
        self.forgetting_damage(Catalogue::new(root, self).home_fingerprint(number).await)
    }

    /// The summaries of all files, when they have all been read.
    pub(crate) fn summaries_at_hand(&self) -> Option<Vec<Summary>> {
        self.summaries.borrow().clone()
    }

    /// Reads all `files`, a few at a time, and hands over what each gave as it arrives:
    /// a summary, nothing for a post that is not listed, or the failure to get it. In the end all
    /// come as texts, each a page of summaries.
    pub(crate) async fn read_all(
        &self,
        known: &Known,
        files: &[PostPath],
        mut arrived: impl FnMut(Result<Option<Summary>, Failure>),
    ) -> Rc<[String]> {
        let mut all = Vec::new();
        let mut entries = Vec::new();
        let mut complete = true;
        let mut reads = stream::iter(files).map(|file| self.summary(known, file)).buffer_unordered(AT_A_TIME);
        while let Some(result) = reads.next().await {
            arrived(match result {
                Ok(Some((summary, text))) => {
                    all.push(summary.clone());
                    entries.push(text);
                    Ok(Some(summary))
                }
                Ok(None) => Ok(None),
                Err(failure) => {
                    complete = false;
                    Err(failure)
                }
            });
        }
        let entries: Rc<[String]> = entries.into();
        if complete {
            sort_by(&mut all, inkstone_catalogue::summary::newest_first);
            self.summaries.replace(Some(all));
            self.entries.replace(Some(entries.clone()));
        }
        entries
    }

    /// `None`: the post is not listed.
    async fn summary(&self, known: &Known, file: &PostPath) -> Result<Option<(Summary, String)>, Failure> {
        let bytes = self.source.post(&format!("posts/{}", encode_path(file.as_str()))).await?;
        Renderer::load(&self.boot).await?.summary(file, &bytes, &known.text).await
    }

    /// A post's HTML as it is rendered, not sanitised: to look for something in it, never to show it.
    /// Empty where its page shows its text.
    pub(crate) async fn html(&self, known: &Known, file: &PostPath) -> Result<String, Failure> {
        let bytes = self.source.post(&format!("posts/{}", encode_path(file.as_str()))).await?;
        let page = Renderer::load(&self.boot).await?.page(file, &bytes, &known.text, &self.base_path()).await?;
        Ok(page.html.map(|html| html.as_str().to_owned()).unwrap_or_default())
    }

    /// Notes from now on which files of the catalogue are asked for.
    pub(crate) fn begin_noting(&self) {
        self.noted.replace(Some(Vec::new()));
    }

    /// The names of those that were asked for since.
    pub(crate) fn noted(&self) -> Vec<String> {
        distinct(self.noted.take().unwrap_or_default())
    }

    /// Asks for what makes posts ready, so that it comes beside a post's file and not after it.
    pub(crate) fn summon(&self) {
        for name in ["renderer", "article"] {
            self.boot.begin(name);
        }
    }

    /// Fetches a post's file; `key` is what its address names. Begins before anything else is
    /// known, so that the text does not wait for the catalogue. Only where the usual names lead
    /// nowhere the catalogue is asked, which knows every unusual one (`x.markdown`).
    pub(crate) async fn fetch(&self, key: &PostPath) -> Result<Fetched, Failure> {
        let changes = self.kept.changes(key);
        let (file, bytes) = self.found(key).await?;
        Ok(Fetched { key: key.clone(), file, bytes, changes })
    }

    async fn found(&self, key: &PostPath) -> Result<(PostPath, Vec<u8>), Failure> {
        let known = self.files.borrow().get(key.as_str()).cloned().or_else(|| named_by_page(key));
        let guesses = match known {
            Some(file) => vec![file],
            None => ["", "/index"].iter().map(|end| format!("{key}{end}.md", key = key.as_str())).collect(),
        };
        let mut failure = Failure::NotFound;
        for file in &guesses {
            match self.file(key, file).await {
                Err(Failure::NotFound) => {}
                // A host that answers every address with a page.
                Err(Failure::NotMarkdown) => failure = Failure::NotMarkdown,
                // What is kept for reading offline lies under its own name.
                Err(Failure::Offline) => {
                    failure = Failure::Offline;
                    break;
                }
                done => return done,
            }
        }
        match self.named_by_catalogue(key).await {
            Ok(Some(file)) if !guesses.contains(&file) => self.file(key, &file).await,
            Err(other) if failure == Failure::NotFound => Err(other),
            _ => Err(failure),
        }
    }

    /// Fetches the file of the post with this key, and remembers which it was.
    async fn file(&self, key: &PostPath, file: &str) -> Result<(PostPath, Vec<u8>), Failure> {
        let file = PostPath::new(file).map_err(|_| Failure::NotFound)?;
        let bytes = self.source.post(&format!("posts/{}", encode_path(file.as_str()))).await?;
        self.files.borrow_mut().insert(key.as_str().to_owned(), file.as_str().to_owned());
        Ok((file, bytes))
    }

    /// The file of the post with this key, where it is none that the address tells.
    async fn named_by_catalogue(&self, key: &PostPath) -> Result<Option<String>, Failure> {
        let at_hand = self.known.borrow().clone();
        let known = match at_hand {
            Some(known) => known,
            None => self.known().await?,
        };
        let Posts::Catalogue(root) = &known.posts else {
            return Ok(self.files.borrow().get(key.as_str()).cloned());
        };
        let address = format!("posts/{}", key.as_str());
        let found = self.forgetting_damage(Catalogue::new(root, self).address(&address).await)?;
        Ok(found.and_then(|found| found.file))
    }

    /// Makes a fetched post ready to be shown, and keeps it.
    pub(crate) async fn prepare(&self, post: &Fetched, known: &Known) -> Result<Article, Failure> {
        let article = self.made(post, known).await?;
        if let ArticleText::Body(body) = &article.text {
            attendance::dress(body.element(), &self.boot).await;
        }
        self.kept.keep_if_fresh(&post.key, article.clone(), post.changes);
        Ok(article)
    }

    /// The same for a post that nobody has asked for yet, which may fail, and load nothing that only some posts
    /// need.
    pub(crate) async fn prepare_ahead(&self, post: &Fetched, known: &Known) {
        let Ok(article) = self.made(post, known).await else { return };
        if let ArticleText::Body(body) = &article.text
            && !attendance::needs_more(body.element())
        {
            attendance::dress(body.element(), &self.boot).await;
            self.kept.keep_ahead(&post.key, article, post.changes);
        }
    }

    /// A fetched post, rendered and sanitised.
    async fn made(&self, post: &Fetched, known: &Known) -> Result<Article, Failure> {
        let Fetched { key, file, bytes, .. } = post;
        if let Some(first) = self.boot.text(file).await
            && let Ok(page) = renderer::read(&first.page())
        {
            return Ok(prepare::shown(key, page, SafeBody::of_page(first.body()), &self.base_path()));
        }
        let renderer = Renderer::load(&self.boot).await?;
        let dompurify = self.dompurify(&renderer).await?;
        let base_path = self.base_path();
        let page = renderer.page(file, bytes, &known.text, &base_path).await;
        match page {
            Ok(_) => pause().await,
            // A part of the app did not come, which says nothing of the post.
            Err(Failure::Offline) => return Err(Failure::Offline),
            Err(_) => {}
        }
        let prepared = match page {
            Ok(page) => prepare::article(key, page, (&self.base(), &base_path), &renderer, &dompurify).await,
            Err(failure) => Err(failure),
        };
        let article =
            prepared.unwrap_or_else(|failure| prepare::unrendered(key, file.clone(), bytes, &failure, &base_path));
        if bytes.len() > LONG {
            // The page, and its layout, come in a task of their own.
            pause().await;
        }
        Ok(article)
    }

    /// Looks whether the post's file is another than the one with the fingerprint `source`, and
    /// if so makes it ready and keeps it. A file that cannot be had says nothing against the page
    /// that the reader has.
    pub(crate) async fn renew(&self, key: &PostPath, source: &str, known: &Known) -> Result<Option<Article>, Failure> {
        let post = self.fetch(key).await?;
        if fingerprint(&post.bytes) == source {
            return Ok(None);
        }
        self.prepare_again(&post, known).await.map(Some)
    }

    /// Fetches the file of a post that has changed, and makes it ready in the place of what is at hand.
    pub(crate) async fn read_again(&self, key: &PostPath, known: &Known) -> Result<Article, Failure> {
        self.kept.count_change(key);
        let post = self.fetch(key).await?;
        self.prepare_again(&post, known).await
    }

    /// Makes a post ready that takes the place of its older self: all of it, or its reader would lose theirs.
    async fn prepare_again(&self, post: &Fetched, known: &Known) -> Result<Article, Failure> {
        unfold::at_once();
        self.prepare(post, known).await
    }

    /// DOMPurify's module where the browser has no sanitiser of its own, or when the address asks for it;
    /// undefined elsewhere.
    async fn dompurify(&self, renderer: &Renderer) -> Result<JsValue, Failure> {
        if renderer.has_engine()? && !is_dompurify_asked_for() {
            return Ok(JsValue::UNDEFINED);
        }
        self.boot.load("dompurify").await.map_err(|_| Failure::Offline)
    }
}

/// Both engines keep to the same policy, so letting the address choose gives nothing away.
fn is_dompurify_asked_for() -> bool {
    let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    web_sys::UrlSearchParams::new_with_str(&search)
        .is_ok_and(|parameters| parameters.get("sanitizer").as_deref() == Some("dompurify"))
}

/// The file that the builder named in this page, when the page is the post's own.
fn named_by_page(key: &PostPath) -> Option<String> {
    let document = web_sys::window()?.document()?;
    let meta = document.query_selector("meta[name='inkstone:file']").ok()??;
    let file = PostPath::new(meta.get_attribute("content")?).ok()?;
    (file.key() == key.as_str()).then(|| file.into())
}
