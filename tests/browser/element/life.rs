//! How elements come and go.

use serde_json::{Value, json};

use super::{Around, blog, inside, post, texts_inside, wait_inside};
use crate::page::{Page, Screen, browse};

#[test]
fn the_script_may_come_before_after_and_twice() {
    let blog = blog("shapes");
    let script = |kind: &str| format!("<script {kind} src=\"{}\"></script>", blog.url("/embed.js"));
    let element = post(&blog, "hexo");
    for (case, body) in [
        ("before", format!("{}{element}", script("async type=module"))),
        ("after", format!("{element}{}", script("type=module"))),
        ("twice", format!("{}{element}{}", script("type=module"), script("type=module"))),
        (
            "two instances",
            format!(
                "{}{element}<script type=module src=\"{}\"></script>",
                script("type=module"),
                blog.url("/embed.js?again")
            ),
        ),
        (
            "properties before the class",
            format!(
                "<inkstone-post></inkstone-post><script>document.querySelector('inkstone-post').src = '{}'</script>{}",
                blog.url("/posts/hexo"),
                script("type=module")
            ),
        ),
    ] {
        let around = Around::written(&format!(
            "<!doctype html><meta charset=utf-8><title>Somebody else</title><link rel=icon href=data:,>{body}"
        ));
        blog.forget_requests();
        browse(Screen::LAPTOP, |page| {
            around.open(page);
            wait_inside(page, "inkstone-post", ".post-body p");
            assert_eq!(texts_inside(page, "inkstone-post", "h2[part=title]"), ["A post as Hexo writes it"], "{case}");
            assert_eq!(blog.count("/inkstone-embed*.wasm"), 1, "{case}");
            assert_eq!(page.attributes("inkstone-post", "src").len(), 1, "a property is its attribute: {case}");
        });
    }
}

#[test]
fn events_bubble_out_and_say_what_was_shown() {
    let blog = blog("shapes");
    let around = Around::of(&blog, "", "<div id=place></div>");
    browse(Screen::LAPTOP, |page| {
        around.open(page);
        page.wait_until("the element has its class", "customElements.get('inkstone-post')");
        let said = page.eval_async(&format!(
            "new Promise((done) => {{
                const place = document.querySelector('#place');
                const root = place.attachShadow({{ mode: 'open' }});
                document.addEventListener('inkstone:rendered', (event) =>
                    done([event.target === place, event.detail.src, event.bubbles, event.composed]), {{ once: true }});
                const element = document.createElement('inkstone-post');
                element.src = '{}';
                root.append(element);
            }})",
            blog.url("/posts/hexo")
        ));
        assert_eq!(said, json!([true, blog.url("/posts/hexo"), true, true]));
    });
}

#[test]
fn an_element_that_is_moved_stays_as_it_is_and_one_that_is_changed_follows() {
    let blog = blog("shapes");
    let around = Around::of(&blog, "", &format!("{}<div id=other></div>", post(&blog, "hexo")));
    browse(Screen::LAPTOP, |page| {
        around.open(page);
        wait_inside(page, "inkstone-post", ".post-body p");
        let picture = format!("{}.naturalWidth > 0", inside("inkstone-post", "img.hero"));
        page.wait_until("its picture has come", &picture);
        let asked = blog.requests().len();
        page.eval(&format!(
            "window.body = {}, document.querySelector('#other').append(document.querySelector('inkstone-post'))",
            inside("inkstone-post", ".post-body")
        ));
        page.eval_async("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        assert_eq!(page.eval(&format!("{} === window.body", inside("inkstone-post", ".post-body"))), json!(true));
        assert_eq!(blog.requests().len(), asked);

        // Only the last of several changes is followed.
        page.eval(&format!(
            "['markdown', 'long', 'json'].forEach((name) => document.querySelector('inkstone-post').src = '{}' + name)",
            blog.url("/posts/")
        ));
        page.wait_until(
            "the last post is shown",
            &format!("{}?.textContent === 'A post as Hugo may write it'", inside("inkstone-post", "h2[part=title]")),
        );
        assert_eq!(blog.count("*/markdown/post.json") + blog.count("*/long/post.json"), 0);
    });
}

#[test]
fn an_element_that_is_changed_back_before_the_change_has_come_shows_what_it_says() {
    let blog = blog("shapes");
    let around = Around::of(&blog, "", &post(&blog, "hexo"));
    browse(Screen::LAPTOP, |page| {
        around.open(page);
        wait_inside(page, "inkstone-post", ".post-body p");
        page.eval(&format!(
            "(() => {{
                const {{ fetch }} = window;
                window.fetch = async (url, options) => {{
                    if (`${{url}}`.includes('/json/post.json')) await new Promise((go) => (window.go = go));
                    return fetch(url, options);
                }};
                window.shown = [];
                addEventListener('inkstone:rendered', ({{ detail }}) => shown.push(detail.src));
                document.querySelector('inkstone-post').src = '{}';
            }})()",
            blog.url("/posts/json")
        ));
        page.wait_until("the other post is on its way", "window.go");
        page.eval(&format!("document.querySelector('inkstone-post').src = '{}'", blog.url("/posts/hexo")));
        page.eval("new Promise((later) => setTimeout(later)).then(go)");
        page.wait_until("something is shown", "shown.length > 0");
        assert_eq!(page.eval("shown"), json!([blog.url("/posts/hexo")]));
        assert_eq!(texts_inside(page, "inkstone-post", "h2[part=title]"), ["A post as Hexo writes it"]);
    });
}

fn heap(page: &Page) -> f64 {
    for _ in 0..3 {
        page.cdp("HeapProfiler.collectGarbage", json!({}));
    }
    page.cdp("Runtime.getHeapUsage", json!({}))["usedSize"].as_f64().expect("a number")
}

/// How many listeners window and document have, and how many nodes the page holds in all.
fn left(page: &Page) -> (usize, u64) {
    let count = |expression: &str| {
        let object = page.cdp("Runtime.evaluate", json!({ "expression": expression }))["result"]["objectId"].clone();
        let listeners = page.cdp("DOMDebugger.getEventListeners", json!({ "objectId": object }));
        listeners["listeners"].as_array().map_or(0, Vec::len)
    };
    let nodes = page.cdp("Memory.getDOMCounters", json!({}));
    (count("window") + count("document"), nodes["nodes"].as_u64().unwrap_or_default())
}

#[test]
fn fifty_lives_leave_nothing_behind() {
    let blog = blog("shapes");
    let around = Around::of(&blog, "", "<div id=here></div><div id=there></div>");
    let cycles = |number: usize| {
        format!(
            "(async () => {{
                const [here, there] = ['here', 'there'].map((id) => document.getElementById(id));
                for (let at = 0; at < {number}; at += 1) {{
                    const elements = [['inkstone-post', '{post}'], ['inkstone-list', '{root}']].map(([name, src]) =>
                        Object.assign(document.createElement(name), {{ src }}));
                    const shown = elements.map((one) => new Promise((done) => one.addEventListener('inkstone:rendered', done, {{ once: true }})));
                    here.append(...elements);
                    await Promise.all(shown);
                    there.append(...elements);
                    const early = document.createElement('inkstone-post');
                    early.src = '{post}';
                    here.append(early);
                    await new Promise((done) => requestAnimationFrame(done));
                    here.replaceChildren();
                    there.replaceChildren();
                }}
            }})()",
            post = blog.url("/posts/markdown"),
            root = blog.url("/"),
        )
    };
    browse(Screen::LAPTOP, |page| {
        around.open(page);
        page.wait_until("the element has its class", "customElements.get('inkstone-post')");
        // What is loaded once, and what the engine keeps of code that has become hot, is there from then on.
        page.eval_async(&cycles(20));
        let (before, listeners) = (heap(page), left(page));
        page.eval_async(&cycles(50));
        let (after, now) = (heap(page), left(page));
        let growth = (after - before) / before;
        eprintln!("heap {before} → {after}: {:+.2}%; nodes {} → {}", 100.0 * growth, listeners.1, now.1);
        assert!(growth < 0.05, "{before} → {after}");
        assert_eq!(now.0, listeners.0, "listeners");
        assert!(now.1 <= listeners.1 + 20, "nodes: {} → {}", listeners.1, now.1);
        assert_eq!(page.eval("document.querySelectorAll('inkstone-post, inkstone-list').length"), Value::from(0));
    });
}
