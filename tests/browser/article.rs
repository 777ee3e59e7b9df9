//! A post's page beyond its text: contents, notes, tables, pictures, code, formulas, players. What is
//! loaded for it is in parts.rs.

use serde_json::json;
use thirtyfour::Key;

use crate::{
    blog::{Blog, project},
    page::{Page, Screen, browse},
};

/// Opens a post of the fixture and waits until its script attends to it.
fn open(page: &Page, blog: &Blog, key: &str) {
    page.open(&blog.url(&format!("/posts/{key}")));
    page.wait_for(&format!("article.post[data-path={key}] .post-body"));
    page.wait_until("the script attends to the post", "document.querySelector('.ago')?.dataset.ago");
}

/// Does something, as a reader does.
fn act(page: &Page) {
    page.press(Key::Shift);
}

/// How many ranges are painted in the colour of `name`.
fn painted(name: &str) -> String {
    format!("(CSS.highlights.get('ink-code-{name}')?.size ?? 0)")
}

/// The texts painted in that colour.
fn painted_texts(name: &str) -> String {
    format!(
        "[...CSS.highlights.get('ink-code-{name}') ?? []].map((range) =>
            range.startContainer.data.slice(range.startOffset, range.endOffset))"
    )
}

/// What moved so far, by the browser's own measure (layout shift score).
pub(crate) const MOVED: &str = "new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
        .observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum))));
})";

#[test]
fn the_furniture_stands_around_the_text() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        open(page, &blog, "furniture");
        assert_eq!(page.attributes(".post-meta .ago", "data-ago")[0].split(' ').nth(1), Some("years"));
        assert_eq!(page.texts(".post-meta .author"), ["Ann", "Ben"]);
        assert_eq!(page.text(".post-notice.original a"), "elsewhere.example");
        assert!(page.text(".post-notice.outdated").contains("February 3, 2021"));
        assert_eq!(page.texts(".post-rights dd"), ["Ann, Ben", "blog.example/posts/furniture", "CC BY-NC 4.0"]);
        assert_eq!(
            page.attributes(".post-rights a[rel~=license]", "href"),
            ["https://creativecommons.org/licenses/by-nc/4.0/"]
        );
        assert_eq!(page.texts(".contents > ol > li > a"), ["Tables", "Chairs", "Lamps"]);
        assert_eq!(page.texts(".contents > ol > li:nth-child(2) li a"), ["Backs", "Seats"]);
        assert_eq!(page.count(".anchor"), 0, "the builder's text is as it was");
        act(page);
        page.wait_for("#user-content-chairs .anchor");
        assert_eq!(page.attributes("#user-content-chairs .anchor", "aria-label"), ["Link to this section: Chairs"]);
        open(page, &blog, "silent");
        assert_eq!(page.count(".post-rights, .contents"), 0);
        assert_eq!(page.attributes("article.post", "data-comments"), ["off"]);
        open(page, &blog, "plain");
        assert_eq!(page.texts(".post-rights dd").last().map(String::as_str), Some("CC BY-SA 4.0"), "the site's");
    });
}

#[test]
fn the_contents_follow_the_reader() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        open(page, &blog, "sections");
        page.wait_until(
            "the contents are beside the text",
            "document.querySelector('.contents').offsetLeft >= 0 &&
            document.querySelector('.contents').getBoundingClientRect().left >
            document.querySelector('.post-body').getBoundingClientRect().right",
        );
        page.eval("document.getElementById('user-content-section-5').scrollIntoView()");
        page.wait_until(
            "section 5 is marked",
            "document.querySelector('.contents a[aria-current=location]')?.textContent === 'Section 5'",
        );
        assert_eq!(page.count(".contents [aria-current]"), 1);
        page.click(".contents li:nth-child(7) a");
        page.wait_until("the page goes there", "location.hash === '#user-content-section-7'");
        page.wait_until(
            "and the mark with it",
            "document.querySelector('.contents [aria-current]')?.textContent === 'Section 7'",
        );
        page.wait_until(
            "the table stays in sight",
            "document.querySelector('.contents').getBoundingClientRect().top >= 0",
        );
    });
    browse(Screen::PHONE, |page| {
        open(page, &blog, "sections");
        page.wait_until("the table is put away", "!document.querySelector('.contents').checkVisibility()");
        page.click(".contents-open");
        page.wait_until("a button shows it", "document.querySelector('.contents').matches(':popover-open')");
        page.click(".contents li:nth-child(3) a");
        page.wait_until("it closes behind the reader", "!document.querySelector('.contents').checkVisibility()");
        page.wait_until(
            "who is there",
            "Math.abs(document.getElementById('user-content-section-3').getBoundingClientRect().top) < 100",
        );
        page.wait_until(
            "at the page's end its button lies on nothing",
            "(() => {
                scrollTo(0, document.documentElement.scrollHeight);
                const { top } = document.querySelector('.contents-open').getBoundingClientRect();
                const isFree = (one) => one.getBoundingClientRect().bottom <= top;
                return [...document.querySelectorAll('.site-foot *')].every(isFree);
            })()",
        );
    });
}

#[test]
fn footnotes_show_beside_their_numbers_and_lead_there_and_back() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        open(page, &blog, "furniture");
        blog.wait_for(&["/footnotes-*.js"]);
        let hover = "(() => { const link = document.querySelector('.footnote-reference a');
            link.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType: 'mouse' })); return true; })()";
        page.wait_until(
            "the note is shown",
            &format!("{hover} && document.querySelector('.footnote-popover:popover-open')"),
        );
        assert_eq!(page.text(".footnote-popover"), "Tables are older than chairs.");
        assert_eq!(page.count(".footnote-popover [id]"), 0, "no id is there twice");
        page.press(Key::Escape);
        page.wait_without(".footnote-popover");
        page.click("#user-content-fnref-2 , .footnote-reference a[href$='fn-2']");
        page.wait_until("the note itself", "document.querySelector('#user-content-fn-2:target')");
        page.click("#user-content-fn-2 .footnote-backref");
        page.wait_until("and back", "document.querySelector('#user-content-fnref-2:target')");
    });
}

#[test]
fn a_wide_table_scrolls_inside_with_keys() {
    let blog = Blog::of("article");
    browse(Screen::PHONE, |page| {
        open(page, &blog, "furniture");
        page.wait_for("table[tabindex='0'][aria-label=Table]");
        page.wait_until("the page itself does not scroll", "document.documentElement.scrollWidth <= innerWidth");
        page.show_on(Screen::LAPTOP);
        page.eval("document.querySelector('.post').style.maxInlineSize = '3000px'");
        page.wait_without("table[tabindex]");
    });
}

#[test]
fn pictures_keep_their_place_can_be_enlarged_and_fail_with_a_caption() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("/posts/gone.webp");
        open(page, &blog, "pictures");
        page.wait_for(".failed-picture");
        assert_eq!(page.count("img.post-hero"), 0, "the body begins with the same picture");
        assert_eq!(page.text(".failed-picture-caption"), "A picture that is gone");
        assert_eq!(page.count(".failed-picture a[href$='/posts/gone.webp']"), 1);
        let moved = page.eval_async(MOVED);
        assert_eq!(moved, json!(0), "nothing moves");
        assert_eq!(blog.count("/lightbox-*.js"), 0);

        page.click("img.enlargeable");
        page.wait_for("dialog.lightbox[open] img[alt='A lake']");
        page.press(Key::Right);
        page.wait_for("dialog.lightbox[open] img[alt=Bits]");
        assert_eq!(page.text(".lightbox-caption"), "2 / 2 Bits and pieces");
        page.press(Key::Right);
        page.wait_for("dialog.lightbox[open] img[alt='A lake']");
        page.eval("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: '+', bubbles: true }))");
        page.wait_for("dialog.lightbox.enlarged");
        page.press(Key::Escape);
        page.wait_without("dialog.lightbox");
        page.wait_until("the focus is where it was", "document.activeElement.matches('img[alt=\"A lake\"]')");
        page.press(Key::Enter);
        page.wait_for("dialog.lightbox[open]");
        page.back();
        page.wait_without("dialog.lightbox");
    });
}

#[test]
fn code_has_colours_lines_marks_a_title_and_can_be_copied() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        open(page, &blog, "code");
        page.wait_until("colours", &painted("keyword"));
        let block = "pre[data-title='src/main.rs']";
        page.wait_until("of the first block", &format!("{}.includes('fn')", painted_texts("keyword")));
        assert_eq!(
            page.eval(&format!("{}.filter((text) => text.startsWith('/*'))", painted_texts("comment"))),
            json!(["/* A comment\n   of two lines. */"])
        );
        assert_eq!(
            page.eval_text(&format!("document.querySelector(\"{block} > .code-numbers\").textContent")),
            "1\n2\n3\n4\n5\n6\n"
        );
        let marks = "[...document.querySelectorAll('.code-mark')].map((mark) => [mark.style.getPropertyValue('--row'), mark.style.getPropertyValue('--rows')])";
        assert_eq!(page.eval(marks), json!([["1", "1"], ["3", "1"], ["4", "1"]]));
        let beside = "(() => { const code = document.querySelector('pre > code'), mark = code.parentNode.querySelector('.code-mark');
            const range = document.createRange();
            const at = code.textContent.indexOf('of two');
            range.setStart(code.firstChild, at); range.setEnd(code.firstChild, at + 6);
            const line = range.getBoundingClientRect(), box = mark.getBoundingClientRect();
            return line.top >= box.top - 1 && line.bottom <= box.bottom + 1; })()";
        assert_eq!(page.eval(beside), true, "the mark is behind its line");
        assert_eq!(
            page.eval_text("document.querySelector('pre > code').textContent"),
            "/* A comment\n   of two lines. */\nfn main() {\n    let name = \"ink\";\n    println!(\"{name}\");\n}\n",
            "the text is as it was"
        );
        assert_eq!(page.count("pre > code *"), 0, "and has got no nodes");
        page.wait_until("HTML, and what it embeds", &format!("{}.includes('const')", painted_texts("keyword")));
        assert_eq!(page.count("pre:has(> code.language-mermaid) > .code-bar"), 0, "a diagram is left to its script");
        assert_eq!(page.eval_async(MOVED), json!(0), "nothing moves");

        page.cdp(
            "Browser.grantPermissions",
            json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
        );
        page.click(&format!("{block} [data-action=copy-code]"));
        page.wait_for("pre .said[role=status]");
        page.click(&format!("{block} [data-action=wrap-lines]"));
        page.wait_for(&format!("{block}.wrapped [aria-pressed=true]"));
        page.eval(&format!("document.querySelector(\"{block}\").style.inlineSize = '14em'"));
        page.wait_until(
            "numbers stand beside the first rows of their lines",
            &format!("document.querySelector(\"{block} > .code-numbers\").textContent.includes('\\n\\n')"),
        );
        let keywords = page.eval(&painted("keyword"));
        // Back at the post, its blocks are as they were left.
        page.click("a.brand");
        page.wait_for("article.summary");
        page.wait_until("nothing is painted", &format!("{} === 0", painted("keyword")));
        page.back();
        page.wait_until("the same is painted", &format!("{} === {keywords}", painted("keyword")));
        assert_eq!(page.count(".code-bar + .code-bar"), 0);
    });
}

#[test]
fn formulas_are_set_and_what_is_none_stays() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        open(page, &blog, "formulas");
        page.wait_for(".math-display math[display=block] msqrt");
        assert_eq!(page.count(".math.typeset math"), 3);
        assert_eq!(page.text(".math-error"), "\\nosuchcommand{x}");
        assert_eq!(page.eval("document.querySelector('.math-error').title.length > 5"), true);
        assert_eq!(
            page.attributes("math[display=block]", "alttext"),
            ["\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}"]
        );
        let red = "getComputedStyle([...document.querySelectorAll('math')].at(-1).querySelector('mi')).color";
        assert_eq!(page.eval_text(red), "rgb(255, 0, 0)");
        assert_eq!(blog.count("/code-*.js"), 0);
    });
}

#[test]
fn a_player_loads_nothing_before_it_is_pressed() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("/posts/film.mp4");
        page.expect_in_console("/posts/song.mp3");
        open(page, &blog, "players");
        assert_eq!(page.count("iframe"), 0);
        assert_eq!(page.texts("a[data-ink-player]"), ["▶ Bilibili", "▶ YouTube"]);
        let hint = page.attributes("a[data-ink-player]", "data-hint");
        assert!(hint[0].contains("player.bilibili.com"), "{hint:?}");
        assert_eq!(page.count("a[href='https://maps.example/embed']:not([data-ink-player])"), 1);
        assert_eq!(page.count("video[controls], audio[controls]"), 2);
        page.expect_in_console("player.bilibili.com");
        page.click("a[data-ink-player]");
        page.wait_for("iframe.player[sandbox]");
        let frame = page.attributes("iframe.player", "src");
        assert_eq!(frame, ["https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&p=2&autoplay=1"]);
        assert_eq!(
            page.attributes("iframe.player", "sandbox"),
            ["allow-scripts allow-same-origin allow-popups allow-presentation"]
        );
        page.wait_until("the other is as it was", "document.querySelectorAll('a[data-ink-player]').length === 1");
    });
}

#[test]
fn what_ends_with_a_post_is_gone_with_it() {
    let blog = Blog::of("article");
    browse(Screen::LAPTOP, |page| {
        open(page, &blog, "pictures");
        page.expect_in_console("/posts/gone.webp");
        for _ in 0..2 {
            page.click("a.brand");
            page.wait_for("article.summary[data-path=pictures]");
            page.click(".summary[data-path=pictures] h2 a");
            page.wait_for("article.post[data-path=pictures] img.enlargeable");
            page.wait_for(".ago[data-ago]");
        }
        page.click("img.enlargeable");
        page.wait_for("dialog.lightbox[open]");
        assert_eq!(page.count("dialog.lightbox"), 1, "one visit answers, not three");
        assert_eq!(page.count(".anchor + .anchor, .failed-picture + .failed-picture"), 0);
    });
}

/// A Chinese face sets ’ and … a whole character wide.
#[test]
fn an_english_text_is_in_no_chinese_face() {
    let blog = Blog::of_posts(&project().join("posts"), "/");
    browse(Screen::LAPTOP, |page| {
        page.open(&blog.url("/posts/essays/a-short-history-of-the-inkstone/"));
        page.wait_for("html[data-inkstone=ready]");
        assert!(page.text(".post-body p").contains('’'), "{}", page.text(".post-body p"));
        page.cdp("DOM.enable", json!({}));
        page.cdp("CSS.enable", json!({}));
        for place in [".post-body p", "article.post h1", ".menu a"] {
            let root = page.cdp("DOM.getDocument", json!({}))["root"]["nodeId"].clone();
            let node = page.cdp("DOM.querySelector", json!({ "nodeId": root, "selector": place }));
            let faces = page.cdp("CSS.getPlatformFontsForNode", json!({ "nodeId": node["nodeId"] }))["fonts"].clone();
            let names: Vec<&str> =
                faces.as_array().expect("faces").iter().filter_map(|face| face["familyName"].as_str()).collect();
            assert!(!names.is_empty() && !names.iter().any(|name| name.contains("CJK")), "{place}: {names:?}");
        }
    });
}
