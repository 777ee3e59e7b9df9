//! Any body at all: no panic, nothing left of the machinery, the same result twice.

use inkstone_content::{
    BodyKind, Dialect, Place, Post, PostPath, Rendered, Replaced, Site, Zone, render, render_known,
};
use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Renders `body` as it would be read from a file without front matter.
fn shown(body: &str, kind: BodyKind, site: &Site) -> (Post, Rendered) {
    let path = PostPath::new("a/b.md").expect("a plain path");
    let mut post = Post::read(path, b"---\ntitle: x\n---\n", site, &Zone::default());
    body.clone_into(&mut post.body.text);
    post.body.kind = kind;
    let rendered = render(&post, site, &Place::new("/blog/", site));
    (post, rendered)
}

/// The pieces that Markdown, HTML and tags are made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "> ",
        "- ",
        "1. ",
        "# ",
        "[",
        "](",
        ")",
        "]",
        "![",
        "[^a]",
        "[^a]: ",
        "[a]: ",
        "<",
        ">",
        "</",
        "<p>",
        "<pre>",
        "</pre>",
        "<h2>",
        "</h2>",
        "<img src=",
        "<a href='",
        "\"",
        "'",
        "<!--",
        "-->",
        "<!-- more -->",
        "<!-- tab a -->",
        "<!-- endtab -->",
        "<script>",
        "</script>",
        "data-src=a",
        " srcset=\"a 1x, b\"",
        "=",
        "&amp;",
        "&#x0;",
        "&#55555;",
        "&notit;",
        "{%",
        "%}",
        "{% raw %}",
        "{% endraw %}",
        "{% note a %}",
        "{% endnote %}",
        "{% tabs a %}",
        "{% endtabs %}",
        "{% codeblock a lang:b %}",
        "{% endcodeblock %}",
        "{% asset_img a %}",
        "{% img %}",
        "{% blockquote a, b %}",
        "{% endblockquote %}",
        "{{",
        "}}",
        "{{<",
        ">}}",
        "{{< figure src=a >}}",
        "{{< highlight go >}}",
        "{{< /highlight >}}",
        "|",
        "|-|",
        "$",
        "$$",
        ":",
        ": ",
        "https://a.b/",
        "www.a.b",
        "a@b.c",
        "真",
        "，",
        "。",
        "“",
        "한",
        "😀",
        "e\u{301}",
        "\u{0}",
        "\u{FDD0}",
        "\u{FDD0}0\u{FDD1}",
        "\u{FDD2}",
        "\u{2E4F}",
        "\u{E0100}",
        "\u{FE00}",
        "\\",
        "a",
        "1",
        " ",
        "\r",
        "\u{A0}",
        "\u{3000}",
        "{1,3} title=\"",
        "[!NOTE]",
        "[ ] ",
        "[x] ",
        "/../",
        "%",
        "%E4",
        "?",
        "#",
        "\u{FFFD}",
        "---",
        "===",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn check(body: &str) -> Result<(), TestCaseError> {
    for dialect in [Dialect::Auto, Dialect::Hexo, Dialect::Jekyll] {
        let site =
            Site { dialect, smart_punctuation: dialect == Dialect::Jekyll, post_asset_folder: true, ..Site::default() };
        for kind in [BodyKind::Markdown, BodyKind::Html] {
            let (post, first) = shown(body, kind, &site);
            let html = first.html.as_str();
            if kind == BodyKind::Markdown {
                prop_assert!(!html.contains(['\u{FDD0}', '\u{FDD1}', '\u{FDD2}']), "a placeholder is left: {html:?}");
            }
            prop_assert!(first.minutes >= 1);
            prop_assert!(!first.excerpt.contains('\n'));
            let mut ids: Vec<_> = first.outline.iter().map(|heading| &heading.id).collect();
            ids.sort();
            ids.dedup();
            prop_assert_eq!(ids.len(), first.outline.len(), "two headings of one id");
            let again = render(&post, &site, &Place::new("/blog/", &site));
            prop_assert_eq!(first, again);
        }
    }
    told_by_another_module(body)
}

/// What another module has made of a post's tags, told as a text, comes to what is made at once; and so does a body that
/// needs none.
fn told_by_another_module(body: &str) -> Result<(), TestCaseError> {
    let site = Site { post_asset_folder: true, ..Site::default() };
    let place = Place::new("/blog/", &site);
    let path = PostPath::new("a/b.md").expect("a plain path");
    let bytes = format!("---\ntitle: x\n---\n{body}");
    let post = Post::read(path.clone(), bytes.as_bytes(), &site, &Zone::default());
    let whole = render(&post, &site, &place);
    let replaced = Replaced::read(&path, bytes.as_bytes(), &site, &place);
    let told = Replaced::from_text(&replaced.to_text().expect("a text"));
    prop_assert_eq!(told.as_ref(), Some(&replaced));
    let rendered = render_known(&post, &site, &place, told);
    prop_assert_eq!(rendered.as_ref(), Some(&whole));
    match render_known(&post, &site, &place, None) {
        Some(plain) => prop_assert_eq!(plain, whole),
        None => prop_assert!(body.contains("{%") || body.contains("{{"), "it has no tag: {:?}", body),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(body in "\\PC{0,300}") {
        check(&body)?;
    }

    #[test]
    fn any_arrangement_of_markup(body in pieces()) {
        check(&body)?;
    }
}
