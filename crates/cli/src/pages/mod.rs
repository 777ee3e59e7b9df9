//! A page of its own for every route, with its text in it: deep links and refreshes find a file
//! on any host, and there is something to read before the app runs and without it.
//!
//! Every page but a post's is a row of [`views`]: a route, what stands in the head, and a view.

mod head;
mod markup;
mod post;
mod views;

use std::rc::Rc;

use inkstone_catalogue::{PageRecord, Summary};
use inkstone_content::{
    PostPath, Site,
    address::{decode_path, encode_path},
};
use inkstone_views::{
    Failure as Reason, FailureNotice, Frame, Links, ListSkeleton, Route, Setting, language::direction_of,
};
use jiff::Timestamp;
use rayon::prelude::*;
use yew::prelude::*;

use crate::{
    BasePath, Blog, Failure, Progress,
    key::Recipe,
    output::Output,
    publish::Published,
    shell::{Page, Shell, escape_into},
};
pub(crate) use head::address;
use head::{Head, Kind, Robots};
use post::Neighbours;
pub(crate) use views::{View, all as views};

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
    /// Where on its host the site will live; only 404.html names it.
    pub(crate) base: BasePath,
    /// What the pages hold.
    pub(crate) text: PageText,
    /// What every page is made of. What else a page shows, its own recipe adds, or the page
    /// would stay as it was when that changes.
    pub(crate) recipe: Recipe,
    /// What time it is, by which a post is old.
    pub(crate) now: Timestamp,
    /// Where they are written.
    pub(crate) output: &'a Output,
}

impl Pages<'_> {
    /// Writes all: one a post, the lists, and 404.html, which stands for any address.
    /// `views`: those that are no posts, home first.
    pub(crate) fn write(&self, published: &Published, views: &[View], progress: Progress) -> Result<(), Failure> {
        let posts = &published.posts.shown;
        let neighbours = Neighbours::of(&published.posts);
        let work = progress.begin("Writing pages", posts.len());
        posts.par_iter().try_for_each_init(
            || self.blog.zone(),
            |zone, post| {
                work.step();
                self.write_post(post, &neighbours, zone)
            },
        )?;
        views.par_iter().try_for_each(|view| self.write_view(view))?;
        self.write_missing(views.first())
    }

    fn site(&self) -> &Site {
        &self.blog.site
    }

    fn write_view(&self, view: &View) -> Result<(), Failure> {
        let Some(at) = At::route(&view.route) else { return Ok(()) };
        self.write_view_at(view, &at)?;
        view.also.map_or(Ok(()), |folder| self.write_view_at(view, &At::folder(folder)))
    }

    fn write_view_at(&self, view: &View, at: &At) -> Result<(), Failure> {
        let key = view.recipe(self.recipe.clone()).with(at.base.as_bytes()).key();
        if self.output.keep(&at.file, &key)? {
            return Ok(());
        }
        let site = self.site();
        let title = match &view.title {
            Some(title) => format!("{title} · {}", site.title),
            None => site.title.clone(),
        };
        let record = PageRecord::new(view.route.to_string(), view.source.clone(), None);
        let head = Head {
            title: &title,
            description: &view.description,
            route: Some(&view.route),
            previous: view.previous.as_ref(),
            next: view.next.as_ref(),
            record: (self.text == PageText::Whole).then_some(&record),
            ..Head::new(site, &at.base)
        };
        let (frame, noscript) = match self.text {
            PageText::Whole => (self.frame(at, Some(&view.route), (view.view)()), String::new()),
            PageText::Skeleton => {
                (self.frame(at, Some(&view.route), html! { <ListSkeleton /> }), self.raw_texts(at, &view.posts))
            }
        };
        let page = Page {
            base: &at.base,
            language: &site.language,
            direction: direction_of(&site.language),
            theme: site.theme.as_deref(),
            title: &title,
            description: &view.description,
            head: &head.html(),
            frame: &frame,
            noscript: &noscript,
        };
        self.output.write_as(&at.file, &key, self.shell.page(&page).as_bytes())
    }

    /// 404.html has no text of its own: only the app can tell what its address means.
    fn write_missing(&self, home: Option<&View>) -> Result<(), Failure> {
        let site = self.site();
        let at = At { file: "404.html".to_owned(), base: self.base.as_str().to_owned() };
        let head = Head { robots: Robots::Stay, ..Head::new(site, &at.base) };
        let posts = home.map(|home| home.posts.as_slice()).unwrap_or_default();
        let noscript = match self.text {
            PageText::Whole => markup::of(self.setting(&at), html! { <FailureNotice failure={Reason::NotFound} /> }),
            PageText::Skeleton => self.raw_texts(&at, posts),
        };
        let page = Page {
            base: &at.base,
            language: &site.language,
            direction: direction_of(&site.language),
            theme: site.theme.as_deref(),
            title: &site.title,
            description: &site.description,
            head: &head.html(),
            frame: &self.frame(&at, None, html! { <ListSkeleton /> }),
            noscript: &noscript,
        };
        self.output.write(&at.file, self.shell.page(&page).as_bytes())
    }

    /// The whole frame with `page` in it.
    fn frame(&self, at: &At, here: Option<&Route>, page: Html) -> String {
        let here = here.cloned();
        markup::of(self.setting(at), html! { <Frame {here}>{page}</Frame> })
    }

    fn setting(&self, at: &At) -> Setting {
        Setting { links: Links::Folders, ..Setting::new(at.base.clone(), Rc::new(self.site().clone())) }
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
    /// Where the page of `route` is. Hosts decode addresses before they look for files.
    fn route(route: &Route) -> Option<Self> {
        Some(Self::folder(&folder_on_disk(route)?))
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
    let folder = decode_path(&route.to_string())?;
    let is_name = |part: &str| !matches!(part, "" | "." | "..") && part.len() <= 200;
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
