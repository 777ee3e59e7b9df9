//! What posts refer to inside of their site: links that lead nowhere or to a place that their post does not
//! have, pictures, sound and films that are not there, and pictures that nobody described.

mod places;

use std::collections::{HashMap, HashSet};

use inkstone_content::{Place, Post, Problem, Rendered, Severity, Site, address::decode_path};

use self::places::{Named, Places, place_of};
use crate::{FileNames, FileProblem, blog::Posts, read::Shown, walk::SourceFile};

/// First parts of addresses whose pages are made of all posts.
const MADE: [&str; 10] = [
    "archive",
    "catalogue.json",
    "categories",
    "feed.json",
    "feed.xml",
    "page",
    "saved",
    "search",
    "sitemap.xml",
    "tags",
];

/// What one post refers to.
#[derive(Clone, Debug, Default)]
pub(crate) struct References {
    /// Its file's name for messages.
    file: String,
    places: Places,
    inside: Vec<Reference>,
    undescribed: Vec<Spot>,
}

/// Something of this site that a post names.
#[derive(Clone, Debug)]
struct Reference {
    kind: Kind,
    /// Below the site's root, decoded; `None`: the post itself.
    path: Option<String>,
    /// The place in the page that it leads to, decoded.
    place: Option<String>,
    spot: Spot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Link,
    Picture,
    /// Sound or a film.
    Recording,
}

/// Where in the file, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spot {
    line: u32,
    column: u32,
}

impl References {
    /// What `post` of `site`, rendered for the site's own root, refers to.
    pub(crate) fn of(file: &SourceFile, post: &Post, rendered: &Rendered, site: &Site) -> Self {
        let mut finder = Finder { post, from: HashMap::new() };
        let Named { places, links, more_pictures, recordings } = Named::by(rendered);
        let mut found = Self { file: file.shown.clone(), places, ..Self::default() };
        let home = site.url.as_deref().map(|url| url.trim_end_matches('/')).unwrap_or_default();
        let reference = |kind: Kind, address: &str, spot: Spot| {
            let own = address.strip_prefix(home).filter(|rest| !home.is_empty() && rest.starts_with('/'));
            let address = own.unwrap_or(address);
            let path = if address.starts_with('#') { None } else { Some(inside(address)?) };
            Some(Reference { kind, path, place: place_of(address), spot })
        };
        for (kind, addresses) in [(Kind::Link, links), (Kind::Picture, more_pictures), (Kind::Recording, recordings)] {
            for address in addresses {
                let spot = finder.find(&address);
                found.inside.extend(reference(kind, &address, spot));
            }
            // A link to a picture and the picture itself are written alike: each is looked for anew.
            finder.from.clear();
        }
        let thumbnail = post.meta.thumbnail.as_ref().filter(|image| Some(*image) != post.meta.hero.as_ref());
        let of_head = post.meta.hero.iter().chain(thumbnail);
        for address in of_head.filter_map(|image| Place::new("", site).resolve(&post.path, &image.0)) {
            found.inside.extend(reference(Kind::Picture, &address, Spot { line: 1, column: 1 }));
        }
        for picture in &rendered.images {
            let spot = finder.find(&picture.address);
            found.inside.extend(reference(Kind::Picture, &picture.address, spot));
            if picture.alt.trim().is_empty() {
                found.undescribed.push(spot);
            }
        }
        found
    }

    /// What is wrong with them, where `site` holds all that there is.
    pub(crate) fn problems(&self, site: &Held<'_>) -> Vec<FileProblem> {
        let missing = self.inside.iter().filter_map(|reference| match (&reference.path, &reference.place) {
            (Some(path), _) => site.missing(reference, path),
            (None, Some(place)) => (!self.places.has(place)).then(|| placeless(reference.spot, place, "this post")),
            (None, None) => None,
        });
        let undescribed = self.undescribed.first().map(|spot| {
            let message = match self.undescribed.len() {
                1 => "this picture has no description (alt text)".to_owned(),
                count => format!("{count} pictures have no description (alt text); this is the first"),
            };
            let hint = "say what it shows, for readers who cannot see it: ![a bridge in the rain](bridge.jpg)";
            problem("picture-description", *spot, message, hint)
        });
        let problems = missing.chain(undescribed);
        problems.map(|problem| FileProblem { file: self.file.clone(), problem }).collect()
    }
}

fn problem(code: &str, spot: Spot, message: String, hint: &str) -> Problem {
    let Spot { line, column } = spot;
    Problem { severity: Severity::Warning, code: code.into(), line, column, message, hint: hint.into() }
}

fn placeless(spot: Spot, place: &str, page: &str) -> Problem {
    let message = format!("this link leads to #{place} of {page}, which has no such place");
    let hint = "headings get their ids from their words; the app shows them as links beside the headings";
    problem("link-place", spot, message, hint)
}

/// What hosts take for two files and an author may take for one.
const LIKE: FileNames = FileNames { ignore_case: true, ignore_form: true, ..FileNames::EXACT };

/// What a site holds, by paths below its root.
pub(crate) struct Held<'a> {
    pages: HashSet<String>,
    files: HashSet<String>,
    drafts: HashSet<String>,
    /// The places in posts, by their pages.
    places: HashMap<String, &'a Places>,
    /// Pages and files by what is left of their spelling.
    folded: HashMap<String, String>,
}

impl<'a> Held<'a> {
    /// What the site of `posts` holds, with the files of `statics`, where posts have the places that `references` say.
    pub(crate) fn new(posts: &Posts, statics: &[SourceFile], references: &'a [References]) -> Self {
        let page = |post: &Shown| format!("posts/{}", post.summary.path);
        let aliases = posts.shown.iter().flat_map(|post| post.aliases.paths().map(str::to_owned));
        let pages: HashSet<String> = posts.shown.iter().map(page).chain(aliases).collect();
        let raw = posts.shown.iter().map(|post| format!("posts/{}", post.summary.file()));
        let assets = posts.assets.iter().map(|file| format!("posts/{}", file.path.as_str()));
        let statics = statics.iter().map(|file| file.path.as_str().to_owned());
        let files: HashSet<String> = raw.chain(assets).chain(statics).collect();
        let drafts = posts.hidden.iter().map(|path| format!("posts/{}", path.key())).collect();
        // Of several that are alike the first is named.
        let mut all: Vec<&String> = pages.iter().chain(&files).collect();
        all.sort_unstable_by(|one, other| other.cmp(one));
        let folded = all.into_iter().map(|path| (LIKE.fold(path).into_owned(), path.clone())).collect();
        let of_file: HashMap<_, _> = references.iter().map(|post| (post.file.as_str(), &post.places)).collect();
        let places = posts.shown.iter().filter_map(|post| Some((page(post), *of_file.get(post.name.as_str())?)));
        let places = places.collect();
        Self { pages, files, drafts, places, folded }
    }

    fn missing(&self, reference: &Reference, path: &str) -> Option<Problem> {
        let page = path.trim_end_matches('/');
        let page = page.strip_suffix("/index.html").or_else(|| page.strip_suffix(".html")).unwrap_or(page);
        let first = page.split('/').next().unwrap_or(page);
        let is_made = page.is_empty() || page == "index" || page == "posts" || MADE.contains(&first);
        if let (Some(places), Some(place)) = (self.places.get(page), &reference.place)
            && !places.has(place)
        {
            return Some(placeless(reference.spot, place, &format!("/{page}")));
        }
        if is_made || self.files.contains(path) || self.pages.contains(page) {
            return None;
        }
        let (code, what) = match reference.kind {
            Kind::Link => ("link-broken", "link leads to"),
            Kind::Picture => ("picture-missing", "picture is"),
            Kind::Recording => ("recording-missing", "sound or film is"),
        };
        if self.drafts.contains(page) {
            let message = format!("this {what} /{page}, a draft or a post whose time has not come");
            return Some(problem(code, reference.spot, message, "publish it, or take the link out"));
        }
        let message = format!("this {what} /{path}, which is not in the site");
        let near = [path, page].iter().find_map(|path| self.folded.get(LIKE.fold(path).as_ref()));
        let hint = match near {
            Some(near) if near.to_lowercase() != path.to_lowercase() && near.to_lowercase() != page.to_lowercase() => {
                format!(
                    "there is /{near}, whose name is composed otherwise (macOS may write é as e and an accent, and \
                     한 as three letters): write both in the same way"
                )
            }
            Some(near) => format!("there is /{near}: capitals count in addresses"),
            None => "correct the address, or put the file there".to_owned(),
        };
        Some(problem(code, reference.spot, message, &hint))
    }
}

/// The path below the site's root that an address means, which was resolved for the root itself.
/// `None`: it leads elsewhere, or stays on the page.
pub(crate) fn inside(address: &str) -> Option<String> {
    let is_elsewhere = address.starts_with(['#', '?']) || address.starts_with("//") || has_scheme(address);
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix("./").unwrap_or(path);
    let path = path.strip_prefix('/').unwrap_or(path);
    if is_elsewhere { None } else { decode_path(path) }
}

fn has_scheme(address: &str) -> bool {
    let end = address.find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)));
    end.is_some_and(|end| address[end..].starts_with(':'))
}

/// Finds addresses in the text of a post, one after the other.
struct Finder<'a> {
    post: &'a Post,
    /// Where to look on for a name that was found before.
    from: HashMap<String, usize>,
}

impl Finder<'_> {
    /// Where the name at the end of `address` stands next; where the body begins, when the text
    /// does not hold it as it is.
    fn find(&mut self, address: &str) -> Spot {
        let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let encoded = if path.is_empty() { address } else { path.rsplit('/').next().unwrap_or(path) };
        let decoded = decode_path(encoded).unwrap_or_default();
        let text = self.post.body.text.as_str();
        for name in [encoded, decoded.as_str()].into_iter().filter(|name| !name.is_empty()) {
            let from = self.from.get(name).copied().unwrap_or(0);
            let found = text[from..].find(name).map(|at| from + at).or_else(|| text[..from].find(name));
            if let Some(at) = found {
                self.from.insert(name.to_owned(), at + name.len());
                return self.spot(at);
            }
        }
        Spot { line: self.post.body.first_line, column: 1 }
    }

    fn spot(&self, at: usize) -> Spot {
        let before = &self.post.body.text[..at];
        let line = before.matches('\n').count();
        let column = before.rsplit('\n').next().unwrap_or(before).chars().count();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Spot { line: self.post.body.first_line.saturating_add(count(line)), column: count(column).saturating_add(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_site_are_looked_for() {
        for (address, expected) in [
            ("posts/a/b", Some("posts/a/b")),
            ("posts/%E4%B8%AD", Some("posts/中")),
            ("./", Some("")),
            ("images/a.png?x#y", Some("images/a.png")),
            ("/images/a.png", Some("images/a.png")),
            ("https://example.com/", None),
            ("mailto:a@b", None),
            ("//cdn.example/x", None),
            ("#top", None),
            ("data:image/png;base64,x", None),
        ] {
            assert_eq!(inside(address).as_deref(), expected, "{address}");
        }
    }
}
