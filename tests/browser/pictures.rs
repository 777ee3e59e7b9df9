//! The pictures of the documentation: the demo blog as it looks, taken by `cargo xtask screenshots`.

use std::{env, fs, path::PathBuf};

use crate::{
    blog::{Blog, project},
    page::{Page, Screen, browse},
};

/// A page of the demo blog that is shown.
struct View {
    name: &'static str,
    address: &'static str,
    /// The language of the interface.
    language: &'static str,
    /// What is there once the page is.
    shows: &'static str,
}

const VIEWS: [View; 6] = [
    View { name: "home-en", address: "/", language: "en", shows: "article.summary" },
    View {
        name: "post-en",
        address: "/posts/essays/a-short-history-of-the-inkstone/",
        language: "en",
        shows: "article.post",
    },
    // A post in the shape of a mirrored feed: raw HTML with its own pictures.
    View {
        name: "post-zh",
        address: "/posts/%E6%96%87%E6%88%BF/%E7%A0%9A/%E8%AE%A4%E8%AF%86%E4%B8%80%E6%96%B9%E7%A0%9A/",
        language: "zh-Hans",
        shows: "article.post",
    },
    View { name: "post-ar", address: "/posts/ar/ink-and-paper/", language: "ar", shows: "article.post" },
    View { name: "archive-zh", address: "/archive", language: "zh-Hans", shows: ".line" },
    View { name: "tags-ar", address: "/tags", language: "ar", shows: ".cloud a" },
];

/// The narrowest phone, a tablet and a laptop.
const SCREENS: [Screen; 3] = [Screen::PHONE, Screen { width: 768, height: 1024, dark: false }, Screen::LAPTOP];

/// Where pictures go: the folder that the command names, else one that nobody keeps.
fn folder() -> PathBuf {
    env::var_os("INKSTONE_SCREENSHOTS").map_or_else(|| project().join("target/screenshots"), PathBuf::from)
}

#[test]
fn the_demo_blog_can_be_shown() {
    let blog = Blog::of_posts(&project().join("posts"), "/");
    let folder = folder();
    fs::create_dir_all(&folder).expect("a folder for pictures");
    browse(Screen::PHONE, |page| {
        // A host shows 404.html for a list that has no file.
        page.expect_in_console("status of 404");
        for view in &VIEWS {
            page.open(&blog.url(view.address));
            page.eval(&format!("localStorage.setItem('inkstone:language', '{}')", view.language));
            for screen in SCREENS.into_iter().flat_map(|light| [light, Screen { dark: true, ..light }]) {
                let scheme = if screen.dark { "dark" } else { "light" };
                let name = format!("{}-{}-{scheme}", view.name, screen.width);
                page.show_on(screen);
                page.open(&blog.url(view.address));
                wait_until_whole(page, view);
                let wide = page.eval("document.documentElement.scrollWidth - innerWidth").as_f64().unwrap_or(1.0);
                assert!(wide <= 0.0, "{name}: nothing is wider than the screen, by {wide} px");
                let picture = page.screenshot();
                assert!(picture.len() > 5_000, "{name}: a blank page has {} bytes", picture.len());
                fs::write(folder.join(format!("{name}.png")), picture).expect("a writable folder");
            }
        }
    });
}

#[track_caller]
fn wait_until_whole(page: &Page, view: &View) {
    page.wait_for("html[data-inkstone=ready]");
    page.wait_for(view.shows);
    page.wait_without("[aria-busy=true]");
    page.wait_for(&format!(".site-head[lang={}]", view.language));
    page.wait_until(
        "every picture on the screen is there",
        "[...document.images].every(image => image.complete || image.getBoundingClientRect().top > innerHeight)",
    );
}
