//! `<inkstone-post>` and `<inkstone-list>` in pages of other sites: what they show, what pages allow them, what
//! they leave behind, and what stands there when they cannot show anything.

mod failing;
mod frameworks;
mod hosts;
mod life;
mod showing;
mod snippets;

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    blog::Blog,
    host::{Fault, Host, Rule},
    page::Page,
};

/// A blog whose host lets every page read its files, as the recipes say.
fn blog(name: &str) -> Blog {
    let blog = Blog::of(name);
    blog.break_by(open_to_all());
    blog
}

fn open_to_all() -> Rule {
    Rule::always("*", Fault::Header("access-control-allow-origin", "*".to_owned()))
}

/// A page of another site.
struct Around {
    folder: TempDir,
    host: Host,
}

impl Around {
    /// With this in its head and its body, and the script of `blog`.
    fn of(blog: &Blog, head: &str, body: &str) -> Self {
        let script = format!("<script type=module src=\"{}\"></script>", blog.url("/embed.js"));
        Self::written(&format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>Somebody else</title><link rel=icon href=data:,>\
             <meta name=viewport content=\"width=device-width\">{head}{script}<main><h1>Somebody else</h1>{body}</main>"
        ))
    }

    /// Exactly this page.
    fn written(page: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        fs::write(folder.path().join("index.html"), page).expect("the folder is ours");
        let host = Host::serve(folder.path(), "/");
        Self { folder, host }
    }

    /// Puts a file beside the page.
    fn put(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("the folder is ours");
    }

    fn open(&self, page: &Page) {
        page.open(&self.host.url("/"));
    }
}

/// An element for the post of `blog` at `path`, with a link inside.
fn post(blog: &Blog, path: &str) -> String {
    let src = blog.url(&format!("/posts/{path}"));
    format!("<inkstone-post src=\"{src}\"><a href=\"{src}\">The post {path}</a></inkstone-post>")
}

/// JavaScript for the first element that `css` finds inside the first `element`.
fn inside(element: &str, css: &str) -> String {
    format!("document.querySelector({}).shadowRoot?.querySelector({})", json!(element), json!(css))
}

#[track_caller]
fn wait_inside(page: &Page, element: &str, css: &str) {
    page.wait_until(&format!("{css} is in {element}"), &inside(element, css));
}

/// The texts of all that `css` finds inside the first `element`, white space as one blank.
#[track_caller]
fn texts_inside(page: &Page, element: &str, css: &str) -> Vec<String> {
    let all = format!(
        "[...document.querySelector({}).shadowRoot.querySelectorAll({})].map((one) => \
         one.textContent.replace(/\\s+/g, ' ').trim())",
        json!(element),
        json!(css)
    );
    match page.eval(&all) {
        Value::Array(texts) => texts.iter().map(|text| text.as_str().unwrap_or_default().to_owned()).collect(),
        other => panic!("{css}: {other}"),
    }
}

/// Whether the first `element` shows what the page has put inside it, to the eye.
#[track_caller]
fn shows_its_link(page: &Page, element: &str) -> bool {
    page.eval(&format!(
        "(() => {{ const link = document.querySelector({}).querySelector('a'); \
         return link.checkVisibility() && link.getBoundingClientRect().height > 0; }})()",
        json!(element)
    )) == json!(true)
}
