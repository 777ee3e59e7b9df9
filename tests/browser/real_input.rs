//! Real posts: the seed's shape, and where ../shared is present the seed itself and its siblings.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::{
    blog::{Blog, fixture, shared},
    page::{Page, Screen, browse},
};

/// What a post in the seed's shape says, read from its file by the plainest means.
struct Expected {
    title: String,
    author: String,
    date: String,
    categories: Vec<String>,
    hero: String,
    /// White space as one blank; paragraphs without text left out.
    paragraphs: Vec<String>,
    images: Vec<String>,
}

impl Expected {
    fn read(file: &Path) -> Self {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let mut parts = text.splitn(3, "---\n");
        let (before, front, body) = (parts.next(), parts.next(), parts.next());
        assert_eq!(before, Some("\n"), "a blank line comes first");
        let (front, body) = (front.unwrap_or_default(), body.unwrap_or_default());
        let value = |key: &str| {
            let line = front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
            line.unwrap_or_default().trim_matches('\'').to_owned()
        };
        Self {
            title: one_blank(&value("title")),
            author: value("author"),
            date: value("date"),
            categories: front.lines().filter_map(|line| line.strip_prefix(" - ")).map(str::to_owned).collect(),
            hero: value("headimg"),
            paragraphs: between(body, "<p>", "</p>")
                .map(|paragraph| one_blank(&unescaped(&without_tags(paragraph))))
                .filter(|paragraph| !paragraph.is_empty())
                .collect(),
            images: between(body, "<img src=\"", "\"").map(unescaped).collect(),
        }
    }
}

fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start).skip(1).filter_map(move |rest| Some(rest.split_once(end)?.0))
}

fn without_tags(html: &str) -> String {
    let mut pieces = html.split('<');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.split_once('>').map_or("", |(_, after)| after))
}

fn unescaped(html: &str) -> String {
    [("&#123;", "{"), ("&#125;", "}"), ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(html.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The article on the page says what its file says, all of it and in its order.
fn says(page: &Page, expected: &Expected) {
    assert_eq!(page.text("article.post h1"), expected.title);
    assert_eq!(page.texts(".post-meta .author"), [expected.author.as_str()]);
    assert_eq!(page.texts(".post-head .crumbs li"), expected.categories, "one path of three");
    let date = Value::from(expected.date.as_str());
    assert_eq!(
        page.eval("new Date(document.querySelector('.post-meta time').dateTime).getTime()"),
        page.eval(&format!("new Date({date}).getTime()")),
        "{}",
        expected.date
    );
    // Pictures of other hosts do not come here, and what stands in their places is no text of the post.
    let text = "[...document.querySelectorAll('.post-body p')].map((paragraph) => {
        const own = paragraph.cloneNode(true);
        own.querySelectorAll('.failed-picture').forEach((place) => place.remove());
        return own.textContent.replace(/\\s+/g, ' ').trim();
    }).filter(Boolean)";
    assert_eq!(page.eval(text), Value::from(expected.paragraphs.clone()));
    assert_eq!(page.attributes(".post-body img", "src"), expected.images);
    let policies: BTreeSet<_> = page.attributes(".post-body img", "referrerpolicy").into_iter().collect();
    assert_eq!(policies, BTreeSet::from(["no-referrer".to_owned()]));
    assert_eq!(page.attributes(".post-body img", "referrerpolicy").len(), expected.images.len());
    assert_eq!(
        page.eval("[...document.querySelectorAll('.post-body img')].every((image) => image.width && image.getAttribute('height'))"),
        true,
        "every image has its size, so that nothing jumps"
    );
    // The head image is not shown twice.
    let heroes = page.attributes("img.post-hero", "src");
    let all: Vec<_> = heroes.iter().chain(&expected.images).filter(|source| **source == expected.hero).collect();
    assert_eq!(all.len(), 1, "{heroes:?}");
    assert_eq!(page.count(".post-body :is(pre, code)"), 0, "blanks before a paragraph make no code");
}

/// Builds a blog of `file` alone and reads it from the list and by its address.
fn reads_whole(file: &Path) {
    let posts = tempfile::TempDir::new().expect("a temporary folder");
    let name = file.file_name().expect("a file has a name");
    fs::copy(file, posts.path().join(name)).expect("the folder is ours");
    let expected = Expected::read(file);
    assert!(expected.paragraphs.len() > 3 && expected.images.len() > 2, "{} is no post of the shape", file.display());
    let blog = Blog::of_posts(posts.path(), "/");
    for query in ["", "?sanitizer=dompurify"] {
        browse(Screen::LAPTOP, |page| {
            page.open(&blog.url(&format!("/{query}")));
            page.wait_for("article.summary");
            assert_eq!(page.texts("article.summary h2"), [expected.title.as_str()]);
            assert_eq!(page.texts(".summary .crumbs li"), expected.categories);
            assert_eq!(page.attributes(".summary-thumbnail", "src"), [expected.hero.as_str()]);
            page.click("article.summary h2 a");
            page.wait_for("article.post");
            says(page, &expected);
            page.reload();
            page.wait_for("article.post");
            says(page, &expected);
        });
    }
}

#[test]
fn a_post_of_the_seeds_shape_is_shown_whole() {
    reads_whole(&fixture("shapes").join("seed-shape.md"));
}

#[test]
fn the_seed_is_shown_whole() {
    let Some(folder) = shared("seeds") else { return };
    let mut seeds = markdown_files(&folder);
    assert!(!seeds.is_empty(), "{} holds a seed", folder.display());
    seeds.sort();
    for seed in seeds {
        reads_whole(&seed);
    }
}

#[test]
fn every_post_of_the_mirror_is_listed_and_opens() {
    let Some(folder) = shared("corpus/mirror") else { return };
    let files = markdown_files(&folder);
    let wanted: BTreeSet<_> = files.iter().map(|file| stem(file)).collect();
    assert!(wanted.len() > 30, "the mirror holds {} posts", wanted.len());
    let blog = Blog::of_posts(&folder, "/");
    browse(Screen::LAPTOP, |page| {
        // Some posts name pictures of their own site, which are not here.
        page.expect_in_console("Failed to load resource");
        let mut titles = BTreeMap::new();
        page.open(&blog.url("/"));
        for number in 1.. {
            page.wait_for("article.summary");
            page.wait_without("[aria-busy=true]");
            page.wait_until(
                "this page",
                &format!("location.pathname === '/' || location.pathname === '/page/{number}'"),
            );
            for path in page.attributes("article.summary", "data-path") {
                let entry = format!(".summary[data-path='{}'] h2 a", path.replace('\'', "\\'"));
                let title = page.text(&entry);
                page.click(&entry);
                page.wait_for("article.post");
                assert_eq!(page.attributes("article.post", "data-path"), [path.as_str()]);
                assert_eq!(page.text("article.post h1"), title);
                assert!(!page.text(".post-body").is_empty() || page.count(".post-body img") > 0, "{path} has a body");
                titles.insert(path, title);
                page.back();
                page.wait_for("article.summary");
            }
            if page.count("nav.pager a[rel=next]") == 0 {
                break;
            }
            page.click("nav.pager a[rel=next]");
            page.wait_until("the next page", &format!("location.pathname === '/page/{}'", number + 1));
            page.wait_until(
                "its list",
                &format!("document.querySelector('.pager [aria-current=page]')?.textContent === '{}'", number + 1),
            );
        }
        let listed: BTreeSet<_> = titles.into_keys().collect();
        assert_eq!(wanted.difference(&listed).collect::<Vec<_>>(), Vec::<&String>::new(), "not listed");
        assert_eq!(listed.difference(&wanted).collect::<Vec<_>>(), Vec::<&String>::new(), "from nowhere");
    });
}

fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let files = entries.map(|entry| entry.expect("a readable folder").path());
    files.filter(|file| file.extension().is_some_and(|extension| extension == "md")).collect()
}

fn stem(file: &Path) -> String {
    file.file_stem().and_then(|name| name.to_str()).expect("names are UTF-8").to_owned()
}
