//! The pictures of the documentation: the demo blog as it looks, taken by `cargo xtask screenshots`.
//! Every view in three languages, on three screens, light and dark.

use std::{env, fs, path::PathBuf};

use crate::{
    blog::{Blog, project},
    page::{Page, Screen, browse},
};

/// A view of the demo blog that is shown.
struct View {
    name: &'static str,
    /// Where it is, in each of the languages.
    addresses: [&'static str; 3],
    /// What is there once the page is.
    shows: &'static str,
}

/// The languages of the interface: the short name of a picture, and the tag.
const LANGUAGES: [(&str, &str); 3] = [("zh", "zh-Hans"), ("en", "en"), ("ar", "ar")];

const VIEWS: [View; 5] = [
    View { name: "home", addresses: ["/"; 3], shows: "article.summary" },
    View {
        name: "post",
        addresses: [
            // A post in the shape of a mirrored feed: raw HTML with its own pictures.
            "/posts/%E6%96%87%E6%88%BF/%E7%A0%9A/%E8%AE%A4%E8%AF%86%E4%B8%80%E6%96%B9%E7%A0%9A/",
            "/posts/essays/a-short-history-of-the-inkstone/",
            "/posts/ar/ink-and-paper/",
        ],
        shows: "article.post",
    },
    View { name: "archive", addresses: ["/archive"; 3], shows: ".line" },
    View { name: "tags", addresses: ["/tags"; 3], shows: ".cloud a" },
    // An address that is nearly one of a post.
    View { name: "404", addresses: ["/essays/history-of-the-inkstone.html"; 3], shows: ".suggestions a" },
];

/// What a reader keeps who has read two posts and saved a third.
const SAVED: View = View { name: "saved", addresses: ["/saved"; 3], shows: ".saved-collection" };

/// The narrowest phone, a tablet and a laptop.
const SCREENS: [Screen; 3] = [Screen::PHONE, Screen { width: 768, height: 1024, dark: false }, Screen::LAPTOP];

/// Where pictures go: the folder that the command names, else one that nobody keeps.
fn folder() -> PathBuf {
    env::var_os("INKSTONE_SCREENSHOTS").map_or_else(|| project().join("target/screenshots"), PathBuf::from)
}

#[test]
fn the_demo_blog_can_be_shown() {
    let blog = Blog::of_posts(&project().join("posts"), "/");
    browse(Screen::PHONE, |page| {
        // A host shows 404.html for a list that has no file.
        page.expect_in_console("status of 404");
        for view in &VIEWS {
            take(page, &blog, view);
        }
    });
    let blog = Blog::offline(&project().join("posts"), "/");
    browse(Screen::PHONE, |page| {
        page.expect_in_console("status of 404");
        let [_, english, arabic] = VIEWS[1].addresses;
        for read in [english, arabic, "/posts/welcome/"] {
            page.open(&blog.url(read));
            page.wait_for("html[data-inkstone=ready][data-offline=kept] article.post");
        }
        page.click(".save-begin");
        page.wait_for(".save[data-state=asking]");
        page.click(".save-start");
        page.wait_for(".save[data-state=saved]");
        take(page, &blog, &SAVED);
    });
}

/// Takes a view's pictures.
fn take(page: &Page, blog: &Blog, view: &View) {
    let folder = folder();
    fs::create_dir_all(&folder).expect("a folder for pictures");
    for ((short, language), address) in LANGUAGES.into_iter().zip(view.addresses) {
        page.open(&blog.url(address));
        page.wait_for("html[data-inkstone=ready]");
        page.eval(&format!("localStorage.setItem('inkstone:language', '{language}')"));
        for screen in SCREENS.into_iter().flat_map(|light| [light, Screen { dark: true, ..light }]) {
            let scheme = if screen.dark { "dark" } else { "light" };
            let name = format!("{}-{short}-{}-{scheme}", view.name, screen.width);
            page.show_on(screen);
            page.open(&blog.url(address));
            wait_until_whole(page, view, language);
            let wide = page.eval("document.documentElement.scrollWidth - innerWidth").as_f64().unwrap_or(1.0);
            assert!(wide <= 0.0, "{name}: nothing is wider than the screen, by {wide} px");
            let picture = page.picture();
            assert!(picture.len() > 2_000, "{name}: a blank page has {} bytes", picture.len());
            fs::write(folder.join(format!("{name}.webp")), picture).expect("a writable folder");
        }
    }
}

#[track_caller]
fn wait_until_whole(page: &Page, view: &View, language: &str) {
    page.wait_for("html[data-inkstone=ready]");
    page.wait_for(view.shows);
    page.wait_without("[aria-busy=true]");
    page.wait_for(&format!(".site-head[lang={language}]"));
    page.wait_until(
        "every picture on the screen is there",
        "[...document.images].every(image => image.complete || image.getBoundingClientRect().top > innerHeight)",
    );
}
