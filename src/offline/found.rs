//! Which posts belong to what a reader saves, and which files their lists are read from.

use inkstone_catalogue::{Catalogue, Root, Summary, Taxonomy};
use inkstone_content::address::encode_path;
use inkstone_views::{Failure, Route};

use super::saving::Wanted;
use crate::blog::{Blog, Known, Posts, Shared};

/// Minutes of a post of which the catalogue's list says none.
const USUAL_MINUTES: u32 = 4;

/// What a reader saves at once.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Which {
    /// All posts.
    Blog,
    /// Those of a category with all below it, or of a tag.
    Term(Taxonomy, Vec<String>),
}

impl Which {
    /// What is saved under `name`, which is the address of its page; `None` for a single post.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name.parse() {
            Ok(Route::List { page: 1 }) => Some(Self::Blog),
            Ok(Route::Term { taxonomy, path, .. }) => Some(Self::Term(taxonomy, path)),
            _ => None,
        }
    }
}

/// The posts, and what their lists need besides, absolute.
pub(super) struct Found {
    pub(super) posts: Vec<Wanted>,
    pub(super) others: Vec<String>,
}

/// Finds the posts of `which`.
pub(super) async fn posts_of(which: &Which, blog: &Shared, known: &Known) -> Result<Found, Failure> {
    let base = blog.base();
    match &known.posts {
        Posts::Catalogue(root) => {
            let catalogue = Catalogue::new(root, &**blog);
            blog.begin_noting();
            let posts = match which {
                Which::Blog => every_post(&catalogue, root, &base).await,
                Which::Term(taxonomy, path) => of_term(&catalogue, *taxonomy, path, &base).await,
            };
            let (names, posts) = (blog.noted(), posts?);
            let others = names.into_iter().map(|name| format!("{base}catalogue/{name}.json")).collect();
            Ok(Found { posts, others })
        }
        Posts::Files(files) => {
            if blog.summaries_at_hand().is_none() {
                blog.read_all(known, files, |_| ()).await;
            }
            let summaries = blog.summaries_at_hand().ok_or(Failure::Offline)?;
            let ours = summaries.iter().filter(|summary| is_of(which, summary));
            Ok(Found { posts: ours.map(|summary| Wanted::of(&base, summary)).collect(), others: Vec::new() })
        }
    }
}

async fn every_post(catalogue: &Catalogue<'_, Blog>, root: &Root, base: &str) -> Result<Vec<Wanted>, Failure> {
    let mut posts = Vec::new();
    for number in 1..=root.page_count() {
        let page = catalogue.home(number).await?;
        posts.extend(page.iter().flat_map(|page| &page.0).map(|summary| Wanted::of(base, summary)));
    }
    Ok(posts)
}

async fn of_term(
    catalogue: &Catalogue<'_, Blog>,
    taxonomy: Taxonomy,
    path: &[String],
    base: &str,
) -> Result<Vec<Wanted>, Failure> {
    let mut posts = Vec::new();
    let mut number = 1;
    while let Some(page) = catalogue.term(taxonomy, path, number).await? {
        for line in page.lines {
            // The list says where the post's page is, and its file may be another.
            let file = catalogue.address(&format!("posts/{}", line.path)).await?.and_then(|found| found.file);
            let file = file.unwrap_or_else(|| format!("{}.md", line.path));
            let address = format!("{base}posts/{}", encode_path(&file));
            posts.push(Wanted { address, title: line.title, minutes: USUAL_MINUTES });
        }
        if number >= page.pages {
            break;
        }
        number += 1;
    }
    Ok(posts)
}

fn is_of(which: &Which, summary: &Summary) -> bool {
    match which {
        Which::Blog => true,
        Which::Term(Taxonomy::Categories, path) => summary.categories.iter().any(|category| category.starts_with(path)),
        Which::Term(Taxonomy::Tags, path) => path.first().is_some_and(|tag| summary.tags.contains(tag)),
    }
}
