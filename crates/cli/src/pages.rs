//! A page of its own for every route, so that deep links and refreshes find a file on any host.

use inkstone_catalogue::{CatalogueFile, Summary, SummaryPage};
use inkstone_content::{Site, address::encode_path};
use inkstone_views::Messages;
use rayon::prelude::*;

use crate::{
    BasePath, Failure, Progress,
    output::Output,
    publish::Published,
    shell::{Page, Shell},
};

/// Writes the pages of `published`: home and the list's other pages, one a post, and 404.html.
pub(crate) fn write_pages(
    shell: &Shell,
    site: &Site,
    published: &Published,
    base: &BasePath,
    output: &Output,
    progress: Progress,
) -> Result<(), Failure> {
    let posts = &published.posts.shown;
    let work = progress.begin("Writing pages", posts.len());
    posts.par_iter().try_for_each(|post| {
        let path = format!("posts/{}/index.html", post.summary.path);
        output.write(&path, post_page(shell, site, &post.summary, &to_root(&path)).as_bytes())?;
        work.step();
        Ok(())
    })?;
    let first = list_pages(shell, site, &published.catalogue, output)?;
    let missing = shell.page(&Page { base: base.as_str(), ..first_page(site, &first) });
    output.write("404.html", missing.as_bytes())
}

/// A step up for every folder of `path`; empty at the root.
fn to_root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

fn post_page(shell: &Shell, site: &Site, summary: &Summary, base: &str) -> String {
    shell.page(&Page {
        base,
        language: summary.language.as_deref().unwrap_or(&site.language),
        title: &format!("{} · {}", summary.title, site.title),
        description: &summary.excerpt,
        site: &site.title,
        file: summary.file.as_deref(),
        skeleton: None,
        links: &[link(summary)],
    })
}

/// Writes the pages of the list and returns what the first of them links to.
fn list_pages(
    shell: &Shell,
    site: &Site,
    catalogue: &[CatalogueFile],
    output: &Output,
) -> Result<Vec<(String, String)>, Failure> {
    let messages = Messages::for_language(&site.language);
    // The root, then the list's pages from the oldest to the newest, which is page 1.
    let files = catalogue.get(1..).unwrap_or_default();
    let count = u32::try_from(files.len()).unwrap_or(u32::MAX).max(1);
    let links = |number: u32| -> Option<Vec<(String, String)>> {
        let file = files.iter().rev().nth(usize::try_from(number - 1).ok()?)?;
        Some(SummaryPage::from_json(&file.text).ok()?.0.iter().map(link).collect())
    };
    let first = links(1).unwrap_or_default();
    output.write("index.html", shell.page(&first_page(site, &first)).as_bytes())?;
    for number in 1..=count {
        let path = format!("page/{number}/index.html");
        let title = format!("{} · {}", (messages.page_of)(number, count), site.title);
        let links = links(number).unwrap_or_default();
        let page = Page { base: &to_root(&path), title: &title, ..first_page(site, &links) };
        output.write(&path, shell.page(&page).as_bytes())?;
    }
    Ok(first)
}

fn first_page<'a>(site: &'a Site, links: &'a [(String, String)]) -> Page<'a> {
    Page {
        base: "",
        language: &site.language,
        title: &site.title,
        description: &site.description,
        site: &site.title,
        file: None,
        skeleton: None,
        links,
    }
}

/// A post's title and the address of its raw text.
fn link(summary: &Summary) -> (String, String) {
    (summary.title.clone(), format!("posts/{}", encode_path(&summary.file())))
}
