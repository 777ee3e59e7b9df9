//! The pictures of the documentation: the demo blog as it looks, taken by `cargo xtask screenshots`.

use std::{env, fs, path::PathBuf};

use crate::{
    blog::{Blog, project},
    page::{Screen, browse},
};

/// What is shown, on which screen, under which name.
const PICTURES: [(&str, &str, Screen); 5] = [
    ("home-1280-light", "/", Screen::LAPTOP),
    ("home-320-dark", "/", Screen { dark: true, ..Screen::PHONE }),
    ("post-zh-1280-dark", HTML_POST, Screen { dark: true, ..Screen::LAPTOP }),
    ("post-zh-320-light", HTML_POST, Screen::PHONE),
    (
        "post-en-768-light",
        "/posts/essays/a-short-history-of-the-inkstone/",
        Screen { width: 768, height: 1024, dark: false },
    ),
];

/// A post in the shape of a mirrored feed: raw HTML with its own pictures.
const HTML_POST: &str = "/posts/%E6%96%87%E6%88%BF/%E7%A0%9A/%E8%AE%A4%E8%AF%86%E4%B8%80%E6%96%B9%E7%A0%9A/";

/// Where pictures go: the folder that the command names, else one that nobody keeps.
fn folder() -> PathBuf {
    env::var_os("INKSTONE_SCREENSHOTS").map_or_else(|| project().join("target/screenshots"), PathBuf::from)
}

#[test]
fn the_demo_blog_can_be_shown() {
    let blog = Blog::of_posts(&project().join("posts"), "/");
    let folder = folder();
    fs::create_dir_all(&folder).expect("a folder for pictures");
    for (name, address, screen) in PICTURES {
        browse(screen, |page| {
            page.open(&blog.url(address));
            page.wait_for(if address == "/" { ".summary h2" } else { "article.post .post-body" });
            page.wait_until(
                "every picture on the screen is there",
                "[...document.images].every(image => image.complete || image.getBoundingClientRect().top > innerHeight)",
            );
            let wide = page.eval("document.documentElement.scrollWidth - innerWidth").as_f64().unwrap_or(1.0);
            assert!(wide <= 0.0, "{name}: nothing is wider than the screen, by {wide} px");
            let picture = page.screenshot();
            assert!(picture.len() > 5_000, "{name}: a blank page has {} bytes", picture.len());
            fs::write(folder.join(format!("{name}.png")), picture).expect("a writable folder");
        });
    }
}
