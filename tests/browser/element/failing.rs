//! What stands there when an element cannot show anything.

use serde_json::json;

use super::{Around, blog, inside, open_to_all, post, shows_its_link, wait_inside};
use crate::{
    blog::Blog,
    host::{Fault, Rule},
    page::{Screen, browse},
};

/// Listens from the beginning for what elements say.
const LISTEN: &str = "<script>window.said = []; for (const name of ['inkstone:rendered', 'inkstone:error']) \
                      document.addEventListener(name, (event) => said.push(event.type + ' ' + event.target.id))</script>";

#[test]
fn what_is_inside_stands_there_before_and_when_nothing_comes() {
    let blog = Blog::of("shapes");
    let root = blog.url("/");
    let link = "<a href=\"/else\">Read it there</a>";
    let away = |id: &str, src: &str| format!("<inkstone-post id={id} src=\"{src}\">{link}</inkstone-post>");
    let around = Around::of(
        &blog,
        LISTEN,
        &[
            away("gone", &format!("{root}posts/nothing-here")),
            away("page", &format!("{root}archive/")),
            away("script", "javascript:alert(1)"),
            away("broken", "https://[bad"),
            away("down", "http://127.0.0.1:9/posts/a"),
            away("cut", &format!("{root}posts/long")),
            format!("<inkstone-list id=list src=\"{root}nowhere/\">{link}</inkstone-list>"),
            format!("<inkstone-list id=none src=\"{root}\" tag=nobody-has-it>{link}</inkstone-list>"),
        ]
        .concat(),
    );
    blog.break_by(Rule::always("/embed/posts/long/post.json", Fault::Truncated));
    blog.break_by(open_to_all());
    browse(Screen::LAPTOP, |page| {
        for text in ["status of 404", "net::ERR_", "Failed to load resource", "blocked by CORS"] {
            page.expect_in_console(text);
        }
        around.open(page);
        page.wait_until(
            "all have said that they failed",
            "said.filter((one) => one.startsWith('inkstone:error')).length >= 8",
        );
        for id in ["gone", "page", "script", "broken", "down", "cut", "list", "none"] {
            assert!(shows_its_link(page, &format!("#{id}")), "{id}");
        }
        assert_eq!(page.eval("said.length"), json!(8));
        assert_eq!(page.eval("document.querySelectorAll('#main, iframe').length"), json!(0));

        // Whoever asks again gets it once the host has recovered.
        blog.mend();
        blog.break_by(open_to_all());
        page.eval("document.querySelector('#cut').reload()");
        wait_inside(page, "#cut", ".post-body p");
        assert!(!shows_its_link(page, "#cut"));
    });
}

#[test]
fn without_a_network_the_link_stays() {
    let blog = blog("shapes");
    let around = Around::of(&blog, LISTEN, &format!("<div style=\"height: 9000px\"></div>{}", post(&blog, "hexo")));
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("net::ERR_INTERNET_DISCONNECTED");
        around.open(page);
        page.wait_until("the element has its class", "customElements.get('inkstone-post')");
        page.set_offline(true);
        page.eval("document.querySelector('div').remove()");
        page.wait_until("it has failed", "said.length === 1");
        assert!(shows_its_link(page, "inkstone-post"));
        page.set_offline(false);
        page.eval("document.querySelector('inkstone-post').reload()");
        wait_inside(page, "inkstone-post", ".post-body p");
    });
}

#[test]
fn an_element_without_anything_inside_shows_a_way_to_the_post() {
    let blog = blog("shapes");
    let src = blog.url("/posts/nothing-here");
    let around = Around::of(&blog, "", &format!("<inkstone-post src=\"{src}\" title=\"A lost post\"></inkstone-post>"));
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("status of 404");
        around.open(page);
        wait_inside(page, "inkstone-post", "slot a");
        assert_eq!(page.eval(&format!("{}.textContent", inside("inkstone-post", "slot a"))), json!("A lost post"));
        assert_eq!(page.eval(&format!("{}.href", inside("inkstone-post", "slot a"))), json!(src));
    });
}
