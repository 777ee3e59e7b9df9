//! A page of its own for every route, so that deep links and refreshes find a file on any host.

use inkstone_catalogue::{Summary, SummaryPage};
use inkstone_content::{PostPath, Site, address::encode_path};
use inkstone_views::{Messages, Route};
use rayon::prelude::*;

use crate::{
    BasePath, Failure, Progress,
    output::Output,
    publish::Published,
    shell::{Page, Shell},
    skeleton::Skeletons,
};

/// The pages of a site.
pub(crate) struct Pages<'a> {
    shell: &'a Shell,
    site: &'a Site,
    skeletons: Skeletons,
    output: &'a Output,
}

impl<'a> Pages<'a> {
    /// Pages that are the `shell` of `site`, written to `output`.
    pub(crate) fn new(shell: &'a Shell, site: &'a Site, output: &'a Output) -> Self {
        Self { shell, site, skeletons: Skeletons::new(site), output }
    }

    /// Writes all: home and the list's other pages, one a post, and 404.html, which stands for
    /// any address and so names the site's root by `base`.
    pub(crate) fn write(&self, published: &Published, base: &BasePath, progress: Progress) -> Result<(), Failure> {
        let posts = &published.posts.shown;
        let work = progress.begin("Writing pages", posts.len());
        posts.par_iter().try_for_each(|post| {
            work.step();
            self.write_post(&post.summary)
        })?;
        let first = self.write_list(&published.pages)?;
        self.write_page("404.html", Page { base: base.as_str(), ..self.list_page(&self.site.title, &first) })
    }

    fn write_post(&self, summary: &Summary) -> Result<(), Failure> {
        let Ok(path) = PostPath::new(summary.path.as_str()) else { return Ok(()) };
        let path = format!("{}/index.html", Route::folder_of(&path));
        let page = Page {
            base: &to_root(&path),
            language: summary.language.as_deref().unwrap_or(&self.site.language),
            title: &format!("{} · {}", summary.title, self.site.title),
            description: &summary.excerpt,
            site: &self.site.title,
            file: summary.file.as_deref(),
            skeleton: &self.skeletons.post,
            links: &[link(summary)],
        };
        self.write_page(&path, page)
    }

    /// Writes the pages of the list, newest first, and returns what the first of them links to.
    fn write_list(&self, pages: &[SummaryPage]) -> Result<Vec<(String, String)>, Failure> {
        let messages = Messages::for_language(&self.site.language);
        let empty = [SummaryPage(Vec::new())];
        let pages = if pages.is_empty() { &empty } else { pages };
        let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
        let mut first = None;
        for (number, page) in (1..=count).zip(pages) {
            let links: Vec<_> = page.0.iter().map(link).collect();
            let path = format!("page/{number}/index.html");
            let title = format!("{} · {}", messages.page_of(number, count), self.site.title);
            self.write_page(&path, Page { base: &to_root(&path), ..self.list_page(&title, &links) })?;
            if number == 1 {
                self.write_page("index.html", self.list_page(&self.site.title, &links))?;
            }
            first.get_or_insert(links);
        }
        Ok(first.unwrap_or_default())
    }

    fn list_page<'b>(&'b self, title: &'b str, links: &'b [(String, String)]) -> Page<'b> {
        Page {
            base: "",
            language: &self.site.language,
            title,
            description: &self.site.description,
            site: &self.site.title,
            file: None,
            skeleton: &self.skeletons.list,
            links,
        }
    }

    fn write_page(&self, path: &str, page: Page<'_>) -> Result<(), Failure> {
        self.output.write(path, self.shell.page(&page).as_bytes())
    }
}

/// A step up for every folder of `path`; empty at the root.
fn to_root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// A post's title and the address of its raw text.
fn link(summary: &Summary) -> (String, String) {
    (summary.title.clone(), format!("posts/{}", encode_path(&summary.file())))
}
