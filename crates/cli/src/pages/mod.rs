//! A page of its own for every route, with its text in it: deep links and refreshes find a file
//! on any host, and there is something to read before the app runs and without it.
//!
//! Every page but a post's is that of a list (`lists.rs`).

mod embed;
mod head;
mod lists;
mod markup;
mod post;

use std::{collections::HashSet, sync::Arc};

use inkstone_catalogue::{PageRecord, Summary};
use inkstone_content::{
    PostPath, Severity, Site,
    address::{decode_path, encode_path, folder_of},
};
use inkstone_views::{
    Failure as Reason, Links, Messages, Route, Setting, failure_notice, frame, language::direction_of, lines_skeleton,
    list_skeleton, list_title,
};
use jiff::Timestamp;
use rayon::prelude::*;
use yew::prelude::*;

use crate::{
    BasePath, Blog, Failure, FileProblem, Progress,
    blog::Posts,
    claims::Refusal,
    key::Recipe,
    output::Output,
    pictures::Pictures,
    publish::Published,
    read::Shown as ShownPost,
    service_worker::Offline,
    shell::{First, Page, Shell, escape_into},
    taken::Taken,
};
pub(crate) use embed::{PAGE_SCRIPT, STYLE as FRAME_STYLE, script as frame_script};
pub(crate) use head::address;
use head::{Head, Kind, Robots};
use lists::Shown;
pub(crate) use lists::{Lists, Place};
use post::Neighbours;

/// The longest name of a folder, in bytes, as file systems have it.
const LONGEST_NAME: usize = 255;

/// The longest description of a list, in characters: search engines show about as many.
const MOST_DESCRIPTION: usize = 150;

/// What a page holds before the app runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageText {
    /// All that the app would show.
    #[default]
    Whole,
    /// The shape of it; the app reads the raw posts. Without JavaScript there are links to them.
    Skeleton,
}

/// The pages of a site.
pub(crate) struct Pages<'a> {
    /// The app's index.html.
    pub(crate) shell: &'a Shell,
    /// The blog.
    pub(crate) blog: &'a Blog,
    /// Its configuration, which all pages share.
    pub(crate) site: Arc<Site>,
    /// The interface's texts in its language.
    pub(crate) messages: Arc<Messages>,
    /// Where on its host the site will live; only 404.html names it.
    pub(crate) base: BasePath,
    /// What the pages hold.
    pub(crate) text: PageText,
    /// What every page is made of. What else a page shows, its own recipe adds, or the page
    /// would stay as it was when that changes.
    pub(crate) recipe: Recipe,
    /// What time it is, by which a post is old.
    pub(crate) now: Timestamp,
    /// Whether readers may keep posts.
    pub(crate) offline: Offline,
    /// Whether the app has what the page `/embed` runs.
    pub(crate) has_embed_page: bool,
    /// The sizes of the site's pictures.
    pub(crate) pictures: &'a Pictures,
    /// Files of the site's own, which stay.
    pub(crate) taken: &'a Taken,
    /// Where they are written.
    pub(crate) output: &'a Output<'a>,
}

impl Pages<'_> {
    /// Writes all: one a post, those of `lists` at `places`, that of what is saved, and 404.html, which
    /// stands for any address.
    pub(crate) fn write(
        &self,
        published: &Published,
        lists: &Lists<'_>,
        places: &[Place],
        progress: Progress,
    ) -> Result<(), Failure> {
        let pageless = &published.posts.pageless;
        let posts = published.posts.shown.iter().filter(|post| !pageless.contains(&post.summary.path));
        let posts: Vec<_> = posts.collect();
        let neighbours = Neighbours::of(&published.posts);
        let work = progress.begin("Writing pages", posts.len());
        posts.par_iter().try_for_each_init(
            || self.blog.zone(),
            |zone, post| {
                work.step();
                self.write_post(post, &neighbours, zone)
            },
        )?;
        let work = progress.begin("Writing lists", places.len());
        places.par_iter().try_for_each(|place| {
            work.step();
            self.write_list(lists, place)
        })?;
        self.write_saved(lists)?;
        if self.has_embed_page {
            self.write_embed_page()?;
        }
        self.write_missing(lists)
    }

    fn site(&self) -> &Site {
        &self.site
    }

    fn write_list(&self, lists: &Lists<'_>, Place { route, fingerprint }: &Place) -> Result<(), Failure> {
        let mut shown = None;
        // Home is also the first page of the list.
        let also = (*route == Route::HOME).then(|| At::folder("page/1"));
        for at in At::route(route).into_iter().chain(also).filter(|at| self.taken.leaves(&at.file)) {
            let parts = (route.to_string(), &at.base, fingerprint);
            let key = self.recipe.clone().with_form(&parts).key();
            if self.output.keep(&at.file, &key)? {
                continue;
            }
            if shown.is_none() {
                shown = lists.shown(route)?;
            }
            if let Some(shown) = &shown {
                self.output.write_as(&at.file, &key, self.list_page(&at, route, fingerprint, shown).as_bytes())?;
            }
        }
        Ok(())
    }

    fn list_page(&self, at: &At, route: &Route, fingerprint: &str, shown: &Shown) -> String {
        let site = self.site();
        let title = match list_title(&self.setting(at), route, shown.pages()) {
            Some(title) => format!("{title} · {}", site.title),
            None => site.title.clone(),
        };
        let description = description(site, route, shown);
        let record = PageRecord::new(route.to_string(), fingerprint.to_owned(), None);
        let (previous, next) = around(route, shown.pages());
        let head = Head {
            title: &title,
            description: &description,
            route: Some(route),
            kind: Kind::List,
            previous: previous.as_ref(),
            next: next.as_ref(),
            record: (self.text == PageText::Whole).then_some(&record),
            ..Head::new(site, &at.base)
        };
        let (frame, noscript) = match self.text {
            PageText::Whole => (self.frame(at, Some(route), |setting| shown.view(setting)), String::new()),
            PageText::Skeleton => {
                let sketch = |setting: &Setting| match shown {
                    Shown::Home(_) => list_skeleton(setting),
                    _ => lines_skeleton(setting, None),
                };
                (self.frame(at, Some(route), sketch), self.raw_texts(at, shown.entries()))
            }
        };
        self.shell.page(&Page {
            base: &at.base,
            language: &site.language,
            direction: direction_of(&site.language),
            theme: site.theme.as_deref(),
            title: &title,
            description: &description,
            head: &head.html(),
            frame: &frame,
            first: if self.text == PageText::Whole { First::List } else { First::Nothing },
            noscript: &noscript,
        })
    }

    /// The page that stands for every other when there is no network: nothing of any post is in
    /// it, so that it stays the same while posts come and go.
    pub(crate) fn shell_of_all(&self) -> String {
        let at = At { file: String::new(), base: "./".to_owned() };
        self.sketch(&at, None, "", list_skeleton)
    }

    /// 404.html has no text of its own: only the app can tell what its address means.
    fn write_missing(&self, lists: &Lists<'_>) -> Result<(), Failure> {
        let at = At { file: "404.html".to_owned(), base: self.base.as_str().to_owned() };
        let noscript = self.noscript(&at, lists, |setting| failure_notice(setting, &Reason::NotFound, None))?;
        self.output.write(&at.file, self.sketch(&at, None, &noscript, list_skeleton).as_bytes())
    }

    /// The page of what a reader has saved, which only the reader's browser knows.
    fn write_saved(&self, lists: &Lists<'_>) -> Result<(), Failure> {
        let Some(at) = At::route(&Route::Saved).filter(|at| self.taken.leaves(&at.file)) else { return Ok(()) };
        let noscript = self.noscript(&at, lists, |setting| html! { <p>{setting.messages.keep_posts_none}</p> })?;
        let page = self.sketch(&at, Some(&Route::Saved), &noscript, |setting| lines_skeleton(setting, None));
        self.output.write(&at.file, page.as_bytes())
    }

    /// A page whose text only the app can tell, which search engines leave alone.
    fn sketch(&self, at: &At, here: Option<&Route>, noscript: &str, lines: impl FnOnce(&Setting) -> Html) -> String {
        let site = self.site();
        let title = match here {
            Some(Route::Saved) => format!("{} · {}", self.setting(at).messages.saved_posts, site.title),
            _ => site.title.clone(),
        };
        let head = Head { title: &title, robots: Robots::Stay, ..Head::new(site, &at.base) };
        self.shell.page(&Page {
            base: &at.base,
            language: &site.language,
            direction: direction_of(&site.language),
            theme: site.theme.as_deref(),
            title: &title,
            description: &site.description,
            head: &head.html(),
            frame: &self.frame(at, here, lines),
            first: First::Nothing,
            noscript,
        })
    }

    /// What readers without JavaScript get on a page that has no text: `notice`, or, where no page has
    /// one, the raw posts.
    fn noscript(&self, at: &At, lists: &Lists<'_>, notice: impl FnOnce(&Setting) -> Html) -> Result<String, Failure> {
        if self.text == PageText::Whole {
            return Ok(markup::of(notice(&self.setting(at))));
        }
        let home = lists.shown(&Route::HOME)?;
        Ok(self.raw_texts(at, home.as_ref().map(Shown::entries).unwrap_or_default()))
    }

    /// The whole frame with `page` in it.
    fn frame(&self, at: &At, here: Option<&Route>, page: impl FnOnce(&Setting) -> Html) -> String {
        let setting = self.setting(at);
        markup::of(frame(&setting, here, page(&setting)))
    }

    fn setting(&self, at: &At) -> Setting {
        let (site, messages) = (self.site.clone(), self.messages.clone());
        Setting { links: Links::Folders, ..Setting::with_messages(at.base.clone(), site, messages) }
    }

    /// A sentence and the raw texts, for readers without JavaScript on pages without a text.
    fn raw_texts(&self, at: &At, posts: &[Summary]) -> String {
        let mut html = String::from("<p>");
        html.push_str(without_script(&self.site().language));
        html.push_str("</p><ul>");
        for post in posts {
            html.push_str("<li><a href=\"");
            escape_into(&format!("{}posts/{}", at.below(), encode_path(&post.file())), &mut html);
            html.push_str("\">");
            escape_into(&post.title, &mut html);
            html.push_str("</a></li>");
        }
        html.push_str("</ul>");
        html
    }
}

/// Takes the places of all pages in order: those of the lists at `places`, of which those are returned that
/// have one, then those of posts.
pub(crate) fn settle(mut places: Vec<Place>, posts: &mut Posts, taken: &Taken, output: &Output<'_>) -> Vec<Place> {
    let mut problems = Vec::new();
    let mut files = HashSet::new();
    places.retain(|place| {
        let Some(at) = At::route(&place.route) else {
            problems.extend((place.route.page() == 1).then(|| nameless(&path_of(&place.route), &place.route)));
            return false;
        };
        // Hosts find the second page of all categories, and a category `2` of a category `page`, in one folder.
        let is_first = files.insert(at.file.clone());
        // A file of the blog's own is in its place on purpose.
        if !taken.leaves(&at.file) {
            return is_first;
        }
        let claimed = if is_first { output.claim(&at.file) } else { Err(Refusal::Taken(at.file.clone())) };
        let so = "only the app shows the second";
        let problem = |refusal: Refusal| refusal.problem(&at.file, Severity::Warning, &at.file, so);
        claimed.map_err(|refusal| problems.push(problem(refusal))).is_ok()
    });
    let at = |post: &ShownPost| At::route(&Route::Post { path: PostPath::new(post.summary.path.as_str()).ok()? });
    let all: Vec<Option<At>> = posts.shown.par_iter().map(at).collect();
    for (post, at) in posts.shown.iter().zip(&all) {
        let placed = match at {
            Some(at) => output.claim(&at.file),
            None => Err(Refusal::TooLong(LONGEST_NAME)),
        };
        if let Err(refusal) = placed {
            let file = format!("{}/index.html", folder_of(&post.summary.path));
            let so = "this post has no page of its own: only the app shows it";
            problems.push(refusal.problem(&post.name, Severity::Warning, &file, so));
            posts.pageless.insert(post.summary.path.clone());
        }
    }
    posts.add_problems(problems);
    places
}

/// A list whose name no folder can have, told of `file`.
pub(crate) fn nameless(file: &str, route: &Route) -> FileProblem {
    let path = path_of(route);
    let message = format!("`{path}` can be no folder, so only the app shows this list");
    let hint = "use a shorter name, without `\\` and control characters, none of its parts empty, `.` or `..`";
    FileProblem::whole(file, Severity::Warning, "file-name", message, hint)
}

fn path_of(route: &Route) -> String {
    decode_path(&route.to_string()).unwrap_or_default()
}

/// The pages before and after the one at `route` in a list of `pages` pages.
fn around(route: &Route, pages: u32) -> (Option<Route>, Option<Route>) {
    let page = route.page();
    ((page > 1).then(|| route.at_page(page - 1)), (page < pages).then(|| route.at_page(page + 1)))
}

/// What search engines and previews say of a list: home is the blog, another page is what stands on it.
fn description(site: &Site, route: &Route, shown: &Shown) -> String {
    if *route == Route::HOME && !site.description.is_empty() {
        return site.description.clone();
    }
    let mut text = String::new();
    for name in shown.names() {
        if !text.is_empty() {
            text.push_str(" · ");
        }
        text.push_str(name);
        if text.chars().count() >= MOST_DESCRIPTION {
            break;
        }
    }
    match text.char_indices().nth(MOST_DESCRIPTION) {
        Some((at, _)) => text[..at].trim_end().to_owned() + "…",
        None if text.is_empty() => site.description.clone(),
        None => text,
    }
}

/// What readers without JavaScript are told on a page without its text.
fn without_script(language: &str) -> &'static str {
    if language.to_ascii_lowercase().starts_with("zh") {
        "本站由浏览器生成页面，需要 JavaScript。文章的原文可以直接阅读："
    } else {
        "This blog is put together in the browser, which needs JavaScript. Its posts can be read as plain text:"
    }
}

/// Where a page is.
struct At {
    /// Its file below the site.
    file: String,
    /// What leads from it to the site's root: empty, `../`s, or an absolute path.
    base: String,
}

impl At {
    /// Where the page of `route` is. Hosts decode addresses before they look for files, browsers do
    /// not before they follow `../`: the tag `C/C++` lies in a folder of a folder, and below one
    /// part of its address, `C%2FC%2B%2B`.
    fn route(route: &Route) -> Option<Self> {
        let address = route.to_string();
        let at = Self::folder(&on_disk(&address)?);
        let parts = address.split('/').filter(|part| !part.is_empty()).count();
        Some(Self { base: "../".repeat(parts), ..at })
    }

    /// Where the page of this folder is; the empty one is the site's root.
    fn folder(folder: &str) -> Self {
        let file = if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") };
        let base = "../".repeat(file.matches('/').count());
        Self { file, base }
    }

    /// The base as an address that is never empty.
    fn below(&self) -> &str {
        if self.base.is_empty() { "./" } else { &self.base }
    }
}

/// The folder in which hosts look for the page of `route`: they decode an address before they
/// look for files. `None` where that would be no folder of the site.
pub(crate) fn folder_on_disk(route: &Route) -> Option<String> {
    on_disk(&route.to_string())
}

fn on_disk(address: &str) -> Option<String> {
    let folder = decode_path(address)?;
    let is_name = |part: &str| !matches!(part, "" | "." | "..") && part.len() <= LONGEST_NAME;
    let is_safe = folder.is_empty() || folder.split('/').all(is_name);
    (is_safe && !folder.contains(|c: char| c == '\\' || c.is_control())).then_some(folder)
}

/// The address of a post's page below the site's root.
pub(crate) fn post_address(post: &Summary) -> String {
    match PostPath::new(post.path.as_str()) {
        Ok(path) => address(&Route::Post { path }),
        Err(_) => String::new(),
    }
}
