//! Wrong answers of every kind for every kind of file: the good copy stays.

use super::{expect_failures, read, read_post, stop, wait_for_post};
use crate::{
    blog::Blog,
    host::{Fault, Rule},
    page::{Page, Screen, browse},
};

fn faults() -> Vec<Fault> {
    vec![
        Fault::Status(404),
        Fault::Status(500),
        Fault::Silent,
        Fault::Truncated,
        Fault::Portal,
        Fault::Type("text/html"),
        Fault::Redirect("http://elsewhere.example/".to_owned()),
    ]
}

/// The files that the worker keeps, one of each kind.
const FILES: [(&str, &str); 6] = [
    ("root", "/catalogue.json"),
    ("shard", "/catalogue/*.json"),
    ("post", "/posts/bundle/*.md"),
    ("image", "/posts/bundle/*.svg"),
    ("wasm", "/*.wasm"),
    ("worker", "/sw.js"),
];

/// What is kept, as a text that changes when anything of it does.
fn kept(page: &Page) -> String {
    let script = "(async () => { const found = []; \
        for (const name of await caches.keys()) { const cache = await caches.open(name); \
        for (const { url } of await cache.keys()) { \
        const bytes = await (await cache.match(url)).arrayBuffer(); \
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)); \
        found.push(name + ' ' + url + ' ' + [...hash.slice(0, 8)].join('.')); } } \
        return found.sort().join('\\n'); })()";
    page.eval_text(script)
}

/// Opens home and goes from there to the post, as far as what leads on from it.
fn look_around(page: &Page, blog: &Blog) {
    page.open(&blog.url("/"));
    page.wait_for("html[data-inkstone=ready] .summary[data-path=bundle]");
    page.wait_for("html[data-offline=kept]");
    // Where the bar at the foot of the screen does not lie over it.
    page.eval("void document.querySelector('.summary[data-path=bundle] h2 a').scrollIntoView({ block: 'center' })");
    page.click(".summary[data-path=bundle] h2 a");
    wait_for_post(page, "bundle");
    page.wait_until("the picture is shown", "document.querySelector('.post-body img').naturalWidth > 0");
    page.wait_for("nav.around a");
    page.wait_for("html[data-offline=kept]");
}

#[test]
fn a_wrong_answer_never_takes_the_place_of_a_good_one() {
    let blog = super::blog("shapes");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        page.expect_in_console("Refused to");
        read(page, &blog, "/");
        read_post(page, &blog, "bundle");
        page.wait_until("the picture is shown", "document.querySelector('.post-body img').naturalWidth > 0");
        // Without a fault first: then all is here that looking around asks for.
        look_around(page, &blog);
        look_around(page, &blog);
        let before = kept(page);
        assert!(before.contains(".svg"), "{before}");
        let (mut stayed, mut tried) = (0, 0);
        for (kind, path) in FILES {
            for fault in faults() {
                let case = format!("{kind}: {fault:?}");
                blog.break_by(Rule::always(path, fault));
                // A host that is silent is not waited for.
                page.eval("void navigator.serviceWorker.getRegistration().then((one) => one.update()).catch(() => {})");
                look_around(page, &blog);
                tried += 1;
                let after = kept(page);
                if after == before {
                    stayed += 1;
                } else {
                    eprintln!("{case}\nbefore:\n{before}\nafter:\n{after}");
                }
                blog.mend();
            }
        }
        eprintln!("good copies that stayed: {stayed} of {tried}");
        assert_eq!(stayed, tried);
        stop(&blog);
        page.open(&blog.url("/posts/bundle"));
        wait_for_post(page, "bundle");
    });
}

#[test]
fn a_root_that_comes_late_is_not_waited_for() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read(page, &blog, "/");
        blog.break_by(Rule::always("/catalogue.json", Fault::Silent));
        page.open(&blog.url("/"));
        page.wait_for("html[data-inkstone=ready] .summary[data-path=letter-10]");
    });
}
