//! The elements in pages that React and Vue draw (tests/vendor/vendor.toml), with the recipes of
//! docs/guide/embedding.md: what draws a page again and again re-creates, moves and removes elements whenever it likes.

use serde_json::json;

use super::{Around, blog, texts_inside, wait_inside};
use crate::{
    host::Host,
    page::{Page, Screen, browse},
    recipes::recipe,
};

const REACT: &str = include_str!("../../vendor/react/react.production.min.js");
const REACT_DOM: &str = include_str!("../../vendor/react-dom/react-dom.production.min.js");
const VUE: &str = include_str!("../../vendor/vue/vue.global.prod.js");

/// The recipe's component as a compiler writes it, and a page of some, each with a key of its own.
const DRAW: &str = "
    const { createElement } = React;
    function Post({ src, title }) {
        return createElement('inkstone-post', { src }, createElement('a', { href: src }, title));
    }
    const root = ReactDOM.createRoot(document.querySelector('#root'));
    window.draw = (keys, src) => ReactDOM.flushSync(() => root.render(
        createElement(React.StrictMode, null, keys.map((key) => createElement(Post, { key, src: src + key, title: key })))));
    window.end = () => root.unmount();";

#[track_caller]
fn wait_for_posts(page: &Page, number: usize) {
    page.wait_until(
        &format!("{number} posts are shown"),
        &format!(
            "document.querySelectorAll('inkstone-post').length === {number} && \
             [...document.querySelectorAll('inkstone-post')].every((one) => one.shadowRoot?.querySelector('.post-body p'))"
        ),
    );
}

#[test]
fn react_draws_posts_again_and_again() {
    let jsx = recipe("embedding.md", "React", "jsx");
    assert!(jsx.contains("<inkstone-post src={src}><a href={src}>{title}</a></inkstone-post>"), "{jsx}");
    let blog = blog("shapes");
    let around = Around::of(
        &blog,
        "<script src=react.js></script><script src=react-dom.js></script><script defer src=draw.js></script>",
        "<div id=root></div>",
    );
    for (name, script) in [("react.js", REACT), ("react-dom.js", REACT_DOM), ("draw.js", DRAW)] {
        around.put(name, script);
    }
    let titles =
        "[...document.querySelectorAll('inkstone-post')].map((one) => one.shadowRoot.querySelector('h2').textContent)";
    browse(Screen::LAPTOP, |page| {
        around.open(page);
        page.wait_until("the element has its class", "customElements.get('inkstone-post')");
        let src = blog.url("/posts/");
        // Hidden again before anything has come, replaced by others, in another order.
        page.eval(&format!(
            "(() => {{ draw(['hexo', 'json', 'zola'], '{src}'); draw([], '{src}'); draw(['json', 'hexo'], '{src}'); \
             draw(['hexo', 'zola', 'json'], '{src}'); draw(['zola', 'hexo'], '{src}'); return true; }})()"
        ));
        wait_for_posts(page, 2);
        assert_eq!(page.eval(titles), json!(["A post as Zola writes it", "A post as Hexo writes it"]));

        // What is only moved still shows what it showed; what comes after it is all that is made.
        page.eval(
            "(window.shown = [], addEventListener('inkstone:rendered', ({ detail }) => shown.push(detail.src)), true)",
        );
        page.eval(&format!("(draw(['hexo', 'zola'], '{src}'), draw(['zola', 'hexo'], '{src}'), true)"));
        page.eval(&format!("(draw(['hexo', 'zola', 'json'], '{src}'), true)"));
        wait_for_posts(page, 3);
        page.wait_until("the third is told of", &format!("shown.includes('{src}json')"));
        assert_eq!(page.eval("shown"), json!([format!("{src}json")]));
        assert_eq!(
            page.eval(&format!("{titles}.slice(0, 2)")),
            json!(["A post as Hexo writes it", "A post as Zola writes it"])
        );

        page.eval("(end(), true)");
        assert_eq!(page.count("inkstone-post"), 0);
    });
}

/// A page of the recipe's template for a blog at `src`.
fn vue_page(src: &str) -> String {
    let template = recipe("embedding.md", "Vue", "html").replace("https://blog.example/", src);
    let is_ours = recipe("embedding.md", "Vue", "js");
    let is_ours =
        is_ours.split_once("isCustomElement: ").and_then(|(_, rest)| rest.split_once(" }")).expect("a rule").0;
    format!(
        "const app = Vue.createApp({{ data: () => ({{ tag: 'ink', failed: false }}), template: {template} }});\
         app.config.compilerOptions.isCustomElement = {is_ours};\
         window.view = app.mount('#root');",
        template = json!(format!("{template}<p v-if=\"failed\" id=failed>No list today.</p>")),
    )
}

#[test]
fn vue_binds_properties_and_hears_of_failures() {
    let blog = blog("shapes");
    let head = "<script src=vue.js></script><script defer src=view.js></script>";
    let around = Around::of(&blog, head, "<div id=root></div>");
    around.put("vue.js", VUE);
    around.put("view.js", &vue_page(&blog.url("/")));
    browse(Screen::LAPTOP, |page| {
        // Few terms have a feed of their own, which is asked for first.
        page.expect_in_console("status of 404");
        around.open(page);
        wait_inside(page, "inkstone-list", ".summary");
        assert_eq!(texts_inside(page, "inkstone-list", "h3"), ["A post as Hexo writes it"]);
        page.eval("(view.tag = '', true)");
        page.wait_until(
            "all are shown",
            "document.querySelector('inkstone-list').shadowRoot.querySelectorAll('.summary').length > 1",
        );
        assert_eq!(page.count("#failed"), 0);
    });

    // A host that has no blog.
    let nothing = tempfile::TempDir::new().expect("a temporary folder");
    let nobody = Host::serve(nothing.path(), "/");
    around.put("view.js", &vue_page(&nobody.url("/")));
    browse(Screen::LAPTOP, |page| {
        for text in ["blocked by CORS", "Failed to load resource", "inkstone-list"] {
            page.expect_in_console(text);
        }
        around.open(page);
        page.wait_for("#failed");
        assert_eq!(page.text("#failed"), "No list today.");
    });
}
