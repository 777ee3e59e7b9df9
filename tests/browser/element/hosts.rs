//! Pages that allow little, and pages that are hostile without meaning to be.

use serde_json::json;

use super::{Around, blog, inside, post, shows_its_link, texts_inside, wait_inside};
use crate::{
    accessible::complaints,
    page::{Page, Screen, browse},
};

/// A `<meta>` with this policy.
fn policy(directives: &str) -> String {
    format!("<meta http-equiv=Content-Security-Policy content=\"{directives}\">")
}

#[test]
fn under_a_strict_policy_with_trusted_types_it_works() {
    let blog = blog("shapes");
    let origin = blog.origin();
    let head = policy(&format!(
        "default-src 'none'; script-src {origin} 'wasm-unsafe-eval'; connect-src {origin}; img-src http: https: data:; \
         require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'"
    ));
    let list = format!("<inkstone-list src=\"{}\"></inkstone-list>", blog.url("/"));
    let around = Around::of(&blog, &head, &format!("{}{list}", post(&blog, "markdown")));
    browse(Screen::LAPTOP, |page| {
        around.open(page);
        wait_inside(page, "inkstone-post", ".post-body table");
        wait_inside(page, "inkstone-list", ".summary");
        // The style sheet has come as well: nothing of it needs the page's leave.
        assert_eq!(
            page.eval(&format!("getComputedStyle({}).maxInlineSize !== 'none'", inside("inkstone-post", "article"))),
            json!(true)
        );
    });
}

#[test]
fn where_wasm_is_forbidden_the_frame_comes_or_the_link_stays() {
    let blog = blog("shapes");
    let origin = blog.origin();
    for (case, directives, lacks, frame) in [
        (
            "frames are allowed",
            format!("script-src {origin}; connect-src {origin}; frame-src {origin}"),
            "lacks 'wasm-unsafe-eval' in script-src",
            true,
        ),
        (
            "frames are forbidden",
            format!("script-src {origin}; connect-src {origin}; frame-src 'none'"),
            "in frame-src",
            false,
        ),
        (
            "nothing may be fetched",
            format!("script-src {origin} 'wasm-unsafe-eval'; connect-src 'none'; frame-src {origin}"),
            "in connect-src",
            true,
        ),
    ] {
        let around = Around::of(&blog, &policy(&directives), &post(&blog, "hexo"));
        browse(Screen::LAPTOP, |page| {
            for text in ["Content-Security-Policy lacks", "Content Security Policy", "Refused to", "violates"] {
                page.expect_in_console(text);
            }
            around.open(page);
            if frame {
                wait_inside(page, "inkstone-post", "iframe");
                let src = page.eval(&format!("{}.src", inside("inkstone-post", "iframe")));
                assert_eq!(src, json!(blog.url("/embed/posts/hexo/")), "{case}");
                page.wait_until(
                    "the frame has been sized",
                    &format!("{}.style.height", inside("inkstone-post", "iframe")),
                );
            } else {
                // The element has its link before it begins as well; what it says comes just before it is back.
                page.wait_for_console(lacks);
                page.wait_until("the link is back", &inside("inkstone-post", "slot"));
                assert!(shows_its_link(page, "inkstone-post"), "{case}");
            }
            let said: Vec<_> = page.console().into_iter().filter(|entry| entry.message.contains("inkstone:")).collect();
            assert!(said.iter().any(|entry| entry.message.contains(lacks)), "{case}: {said:?}");
            let once: std::collections::BTreeSet<_> = said.iter().map(|entry| &entry.message).collect();
            assert_eq!(once.len(), said.len(), "{case}: each once: {said:?}");
        });
    }
}

/// What every element of the page looks like, the elements of ours left out.
const STYLES: &str = "JSON.stringify([...document.querySelectorAll('*')].filter((one) => !one.localName.startsWith('inkstone-') \
                      && !one.closest('inkstone-post, inkstone-list')).map((one) => \
                      [one.localName, ...['', '::before', '::after'].map((part) => [...getComputedStyle(one, part)].filter((name) => \
                      !/^(height|block-size|perspective-origin|transform-origin|inset|top|bottom)/.test(name)).map((name) => \
                      name + getComputedStyle(one, part).getPropertyValue(name)).join(';'))]))";

#[test]
fn the_page_around_stays_as_it_was() {
    let blog = blog("article");
    let body = "<p id=own>Own <a href=#own>text</a></p><button>Own</button><h2>Own</h2><table><tr><td>1</table>";
    let globals = "JSON.stringify([Object.getOwnPropertyNames(window).filter((name) => !/^\\$?cdc|__/.test(name)).sort(), \
                   document.styleSheets.length, document.adoptedStyleSheets.length, document.fonts.size, \
                   document.head.innerHTML, location.href, history.length, document.title, document.activeElement.localName])";
    let around = Around::of(&blog, "<style>html { overflow-y: scroll } p { color: green }</style>", body);
    browse(Screen::LAPTOP, |page| {
        around.open(page);
        page.wait_until(
            "the element has its class",
            "customElements.get('inkstone-post') && document.readyState === 'complete'",
        );
        let before = (page.eval_text(STYLES), page.eval_text(globals));
        page.eval(&format!(
            "document.querySelector('main').insertAdjacentHTML('beforeend', {})",
            json!(format!("{}<inkstone-list src=\"{}\"></inkstone-list>", post(&blog, "sections"), blog.url("/")))
        ));
        wait_inside(page, "inkstone-post", ".post-body p");
        wait_inside(page, "inkstone-list", ".summary");
        let after = (page.eval_text(STYLES), page.eval_text(globals));
        assert_eq!(after.1, before.1);
        assert!(after.0 == before.0, "computed styles differ");
    });
}

/// As old libraries did it: methods replaced, and what everybody inherits enumerable.
pub(super) const PATCHED: &str = "<script>
    for (const name of ['map', 'filter', 'find', 'includes', 'forEach', 'flat', 'at', 'some', 'every', 'reduce', 'indexOf'])
        Array.prototype[name] = function () { throw new Error('patched ' + name); };
    Array.prototype.toJSON = function () { return 'patched'; };
    Array.prototype.each = function () {};
    String.prototype.strip = function () {};
    Object.defineProperty(Object.prototype, 'toQueryString', { value() {}, configurable: true });
</script>";

#[test]
fn hostile_styles_patched_arrays_and_quirks_change_nothing() {
    let blog = blog("shapes");
    let hostile = "<style>* { font: 40px cursive !important; color: red !important; display: block !important; \
                   margin: 50px !important; text-transform: uppercase !important; letter-spacing: 9px !important } \
                   html { font-size: 62.5% } a { display: none !important } \
                   .post-body, .summary, article, [part] { visibility: hidden !important }</style>";
    let list = format!("<inkstone-list src=\"{}\" tag=ink></inkstone-list>", blog.url("/"));
    let elements = format!("{}{list}", post(&blog, "markdown"));
    let script = format!("<script type=module src=\"{}\"></script>", blog.url("/embed.js"));
    let quirks = format!("<title>Quirks</title><link rel=icon href=data:,><body>{script}{elements}");
    let looks = "(() => { const style = getComputedStyle(ROOT.querySelector('.post-body p')); \
                 return [style.textTransform, style.letterSpacing, style.marginInlineStart, style.visibility, \
                 getComputedStyle(ROOT.querySelector('td')).display].join(); })()"
        .replace("ROOT", "document.querySelector('inkstone-post').shadowRoot");
    for (case, around) in [
        ("hostile styles", Around::of(&blog, hostile, &elements)),
        ("patched arrays", Around::of(&blog, PATCHED, &elements)),
        ("quirks", Around::written(&quirks)),
    ] {
        browse(Screen::LAPTOP, |page| {
            page.expect_in_console("status of 404");
            around.open(page);
            wait_inside(page, "inkstone-post", ".post-body table");
            // The driver itself fails on patched arrays where an expression gives nothing.
            page.eval("(document.querySelector('inkstone-list').scrollIntoView(), true)");
            wait_inside(page, "inkstone-list", ".summary");
            assert_eq!(page.eval_text(&looks), "none,normal,0px,visible,table-cell", "{case}");
            assert_eq!(
                page.eval("document.compatMode"),
                json!(if case == "quirks" { "BackCompat" } else { "CSS1Compat" })
            );
        });
    }
}

#[test]
fn a_page_that_runs_the_other_way_keeps_its_own_and_the_post_has_its_own() {
    let blog = blog("shapes");
    let around = Around::written(&format!(
        "<!doctype html><html lang=ar dir=rtl><meta charset=utf-8><title>صفحة</title><link rel=icon href=data:,>\
         <script type=module src=\"{}\"></script><h1>صفحة</h1>{}\
         <inkstone-list src=\"{}\"></inkstone-list><inkstone-post id=own><script type=text/markdown>نص بالعربية</script></inkstone-post>",
        blog.url("/embed.js"),
        post(&blog, "hexo"),
        blog.url("/")
    ));
    browse(Screen::PHONE, |page| {
        around.open(page);
        let direction = |element: &str, css: &str| {
            wait_inside(page, element, css);
            page.eval_text(&format!("getComputedStyle({}).direction", inside(element, css)))
        };
        assert_eq!(direction("inkstone-post", ".post-body p"), "ltr");
        assert_eq!(direction("inkstone-list", "ul"), "rtl");
        assert_eq!(direction("inkstone-list", ".summary"), "ltr");
        assert_eq!(direction("#own", ".post-body p"), "rtl");
        assert_eq!(page.eval("document.documentElement.scrollWidth <= innerWidth"), json!(true), "nothing sticks out");
    });
}

fn look(page: &Page, around: &Around, screen: Screen) {
    page.show_on(screen);
    around.open(page);
    wait_inside(page, "inkstone-post", ".post-body p");
    wait_inside(page, "inkstone-list", ".summary");
    assert_eq!(complaints(page), Vec::<String>::new(), "{screen:?}");
}

#[test]
fn axe_finds_nothing_and_the_keyboard_reaches_everything() {
    let blog = blog("shapes");
    let list = |layout: &str| {
        format!("<h2>{layout}</h2><inkstone-list src=\"{}\" layout={layout}></inkstone-list>", blog.url("/"))
    };
    let style = "<style>:root { color-scheme: light dark } body { background: Canvas; color: CanvasText }</style>";
    let around = Around::of(
        &blog,
        style,
        &format!("{}{}{}{}", post(&blog, "markdown"), list("list"), list("titles"), list("cards")),
    );
    browse(Screen::LAPTOP, |page| {
        for screen in crate::accessible::SCREENS {
            look(page, &around, screen);
        }
        let links = page.eval(
            "[...document.querySelector('inkstone-post').shadowRoot.querySelectorAll('a[href], [tabindex=\"0\"]')].length",
        );
        let expected = links.as_u64().expect("a number");
        assert!(expected >= 3, "{expected}");
        let in_post = |page: &Page| {
            page.press(thirtyfour::Key::Tab);
            page.eval("document.activeElement.localName === 'inkstone-post'") == json!(true)
        };
        // It is what comes first in the page.
        let reached = (0..40).take_while(|_| in_post(page)).count();
        assert_eq!(reached as u64, expected);
        assert_eq!(texts_inside(page, "inkstone-post", "input").len(), 2, "boxes that cannot be ticked");
    });
}
