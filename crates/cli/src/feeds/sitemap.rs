//! Maps for search engines: sitemap.xml (sitemaps.org) and robots.txt (RFC 9309).

use std::io::{self, Write};

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};
use rayon::prelude::*;

use super::atom::clean;
use crate::{
    pages::{Place as Listed, address, post_address},
    publish::Published,
    read::Shown,
};

/// The most addresses that one map may hold.
const MOST: usize = 50_000;
/// How many of them one thread writes.
const AT_A_TIME: usize = 1_000;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Everything may be read; the map is named by its full address or not at all.
pub(super) fn robots(root: Option<&str>) -> String {
    let map = root.map(|root| format!("\nSitemap: {root}sitemap.xml\n")).unwrap_or_default();
    format!("User-agent: *\nAllow: /\n{map}")
}

/// The map of every page, as files with their paths: sitemap.xml, and from 50,001 pages on the
/// parts that it then names. `listed`: the posts that lists show; `lists`: their pages.
pub(super) fn files(
    root: &str,
    published: &Published,
    listed: &[&Shown],
    lists: &[Listed],
) -> io::Result<Vec<(String, String)>> {
    split(root, &places(root, published, listed, lists), MOST)
}

/// A page's full address, and when it has last changed.
struct Place {
    address: String,
    changed: Option<String>,
}

fn places(root: &str, published: &Published, listed: &[&Shown], lists: &[Listed]) -> Vec<Place> {
    let lists = lists.par_iter();
    let lists = lists.map(|list| Place { address: format!("{root}{}", address(&list.route)), changed: None });
    // Where a post has no page, hosts answer that there is none.
    let has_page = |post: &&Shown| !published.posts.pageless.contains(&post.summary.path);
    let pages = published.posts.shown.iter().filter(|post| post.found && !post.listed);
    let posts: Vec<&Shown> = listed.iter().copied().chain(pages).filter(has_page).collect();
    let posts = posts.into_par_iter().map(|post| Place {
        address: format!("{root}{}", post_address(&post.summary)),
        changed: post.summary.updated.or(post.summary.date).map(|date| date.to_string()),
    });
    lists.chain(posts).collect()
}

fn split(root: &str, places: &[Place], most: usize) -> io::Result<Vec<(String, String)>> {
    if places.len() <= most {
        return Ok(vec![("sitemap.xml".to_owned(), map("urlset", "url", places)?)]);
    }
    let mut files = Vec::new();
    let mut parts = Vec::new();
    for (number, places) in (1..).zip(places.chunks(most)) {
        let name = format!("sitemap-{number}.xml");
        let changed = places.iter().filter_map(|place| place.changed.clone()).max();
        parts.push(Place { address: format!("{root}{name}"), changed });
        files.push((name, map("urlset", "url", places)?));
    }
    files.push(("sitemap.xml".to_owned(), map("sitemapindex", "sitemap", &parts)?));
    Ok(files)
}

fn map(name: &str, item: &str, places: &[Place]) -> io::Result<String> {
    let parts: Vec<Vec<u8>> =
        places.par_chunks(AT_A_TIME).map(|places| items(item, places)).collect::<io::Result<_>>()?;
    let mut xml = Writer::new(Vec::with_capacity(parts.iter().map(Vec::len).sum::<usize>() + 256));
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    xml.create_element(name)
        .with_attribute(("xmlns", NAMESPACE))
        .write_inner_content(|xml| parts.iter().try_for_each(|part| xml.get_mut().write_all(part)))?;
    String::from_utf8(xml.into_inner()).map_err(io::Error::other)
}

fn items(item: &str, places: &[Place]) -> io::Result<Vec<u8>> {
    // The tags and the time are some ninety bytes.
    let length = places.iter().map(|place| place.address.len() + 96).sum();
    let mut xml = Writer::new(Vec::with_capacity(length));
    for place in places {
        xml.create_element(item).write_inner_content(|xml| {
            xml.create_element("loc").write_text_content(BytesText::new(&clean(&place.address)))?;
            if let Some(changed) = &place.changed {
                xml.create_element("lastmod").write_text_content(BytesText::new(changed))?;
            }
            io::Result::Ok(())
        })?;
    }
    Ok(xml.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_that_is_too_long_becomes_a_map_of_maps() {
        let place = |number: u32| Place {
            address: format!("https://a.example/{number}&"),
            changed: (number > 0).then(|| format!("2020-01-0{number}T00:00:00+00:00")),
        };
        let places: Vec<Place> = (0..5).map(place).collect();
        for (case, count, expected) in [
            ("none", 0, &["sitemap.xml"][..]),
            ("as many as one may hold", 2, &["sitemap.xml"]),
            ("one more", 3, &["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]),
            ("more", 5, &["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]),
        ] {
            let files = split("https://a.example/", &places[..count], 2).expect("memory can be written");
            assert_eq!(files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), expected, "{case}");
            if count == 5 {
                let expected = "<sitemap><loc>https://a.example/sitemap-2.xml</loc>\
                                <lastmod>2020-01-03T00:00:00+00:00</lastmod></sitemap>";
                assert!(files[3].1.contains(expected), "{}", files[3].1);
                assert!(files[0].1.contains("<loc>https://a.example/0&amp;</loc></url>"), "{}", files[0].1);
            }
        }
    }
}
