//! The demo blog is the first thing that anybody sees: its posts read without a problem, its
//! links lead somewhere, and its pictures are small and have descriptions.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use inkstone_content::{Place, Post, PostPath, Rendered, Site, Zone, address::decode_path, render};

/// Bytes of the largest picture, and of all of them.
const PICTURE: u64 = 40_000;
const PICTURES: u64 = 500_000;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("posts")
}

/// Paths of all files below the posts folder, `/` between their parts.
fn files() -> BTreeSet<String> {
    fn collect(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let entry = entry.expect("a readable entry");
            let path = format!("{prefix}{}", entry.file_name().to_str().expect("names are UTF-8"));
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{path}/"), found);
            } else {
                found.insert(path);
            }
        }
    }
    let mut found = BTreeSet::new();
    collect(&folder(), "", &mut found);
    found
}

fn site() -> Site {
    let text = fs::read_to_string(folder().join("inkstone.yaml")).expect("the demo blog is configured");
    let (site, problems) = Site::from_yaml(&text);
    assert_eq!(problems, [], "posts/inkstone.yaml");
    site
}

/// Every post of the demo blog, rendered for a site at `/`.
fn posts() -> Vec<(Post, Rendered)> {
    let site = site();
    let place = Place { base: "/".into(), ..Place::default() };
    let read = |path: &String| {
        let bytes = fs::read(folder().join(path)).expect("a readable post");
        let path = PostPath::new(path.as_str()).expect("a path of a post");
        let post = Post::read(path, &bytes, &site, &Zone::default());
        let rendered = render(&post, &site, &place);
        (post, rendered)
    };
    files().iter().filter(|path| path.ends_with(".md")).map(read).collect()
}

/// The values of `attribute` in `html`, as our own renderer and its repair write them.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    html.split(opening.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_post_reads_without_a_problem() {
    for (post, rendered) in posts() {
        let path = post.path.as_str();
        assert_eq!(post.problems, [], "{path}");
        assert_eq!(rendered.problems, [], "{path}");
        // A page beside the posts stands in no list, so it needs none of what lists show.
        if post.path.is_page() {
            continue;
        }
        assert!(post.meta.date.is_some(), "{path} has no date");
        assert!(!post.meta.categories.is_empty(), "{path} has no category");
        assert!(!rendered.excerpt.is_empty(), "{path} has no excerpt");
    }
}

#[test]
fn a_first_visit_looks_like_a_blog() {
    let posts = posts();
    let count = |holds: fn(&Post) -> bool| posts.iter().filter(|(post, _)| holds(post)).count();
    assert!(posts.len() > 2 * 10, "one page of ten and an older one");
    assert_eq!(count(|post| post.meta.pinned != 0), 1, "one pinned post");
    assert_eq!(count(|post| post.meta.draft), 1, "one draft, which no reader sees");
    assert!(count(|post| post.meta.categories.iter().any(|path| path.0.len() == 3)) >= 3, "category paths of three");
    assert!(count(|post| post.body.text.len() > 25_000) >= 1, "a long read");
    assert!(count(|post| post.body.kind == inkstone_content::BodyKind::Html) >= 3, "bodies of HTML");
    for language in ["ja", "ar"] {
        assert!(posts.iter().any(|(post, _)| post.meta.language.as_deref() == Some(language)), "a post in {language}");
    }
}

#[test]
fn links_and_pictures_lead_somewhere() {
    let files = files();
    let pages: BTreeSet<String> = files
        .iter()
        .filter(|path| path.ends_with(".md"))
        .filter_map(|path| Some(PostPath::new(path.as_str()).ok()?.key().to_owned()))
        .collect();
    let mut followed = 0;
    for (post, rendered) in posts() {
        let place = Place { base: "/".into(), ..Place::default() };
        let named = [&post.meta.hero, &post.meta.thumbnail].into_iter().flatten();
        let named: Vec<String> = named.filter_map(|image| place.resolve(&post.path, &image.0)).collect();
        let html = rendered.html.as_str();
        let sources = values(html, "src").into_iter().chain(named.iter().map(String::as_str));
        let links = values(html, "href").into_iter();
        for address in sources.chain(links) {
            if address.starts_with("https://") || address.starts_with('#') {
                continue;
            }
            let target = address.strip_prefix("/posts/").and_then(|target| decode_path(target.split('#').next()?));
            let leads = target.is_some_and(|target| files.contains(&target) || pages.contains(&target));
            assert!(leads, "{}: {address} leads nowhere", post.path.as_str());
            followed += 1;
        }
    }
    assert!(followed > 60, "only {followed} links and pictures were found");
}

#[test]
fn pictures_are_small_and_described() {
    for (post, rendered) in posts() {
        for tag in rendered.html.as_str().split("<img").skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            let described = values(tag, "alt").first().is_some_and(|alt| !alt.trim().is_empty());
            assert!(described, "{}: <img{tag}> has no description", post.path.as_str());
        }
    }
    let pictures = files().into_iter().filter(|path| path.ends_with(".webp"));
    let mut all = 0;
    for path in pictures {
        let size = fs::metadata(folder().join(&path)).expect("a readable picture").len();
        assert!(size <= PICTURE, "{path} has {size} bytes, at most {PICTURE} are allowed");
        all += size;
    }
    assert!((1..=PICTURES).contains(&all), "all pictures together have {all} bytes");
}
