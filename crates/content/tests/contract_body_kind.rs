//! When a body is HTML and when it is Markdown, and that it is otherwise left as it is.

use inkstone_content::{BodyKind, Post, PostPath, Site, Zone};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn read(text: &str) -> Post {
    let path = PostPath::new("folder/file.md").expect("a path");
    Post::read(path, text.as_bytes(), &Site::default(), &Zone::default())
}

#[test]
fn a_body_that_is_html_from_its_first_tag_to_its_last_is_html() {
    for (case, body, kind) in [
        ("the seed", "\n<div>   \n<p> 老城</p><p><img src=\"a\" alt></p>  \n</div>\n            ", BodyKind::Html),
        ("no-break spaces around", "\u{a0}\n<div>x</div>\u{a0}\u{a0}", BodyKind::Html),
        ("blank and indented lines inside", "<div>\n\n\n     <h2>A</h2>\n\n        text\n\n</div>", BodyKind::Html),
        ("no-break spaces inside", "<div>\n\u{a0}\u{a0}\n<p>\u{a0}</p></div>", BodyKind::Html),
        ("paragraphs", "<p>One</p>\n<p>Two</p>\n\n<h3>Three</h3>\n<p>Four</p>", BodyKind::Html),
        ("a code sample", "<p>One</p>\n<pre><code>\n\n# not a heading\n\n- no list\n</code></pre>", BodyKind::Html),
        ("a comment between", "<p>One</p>\n<!-- more -->\n<p>Two</p>", BodyKind::Html),
        ("open list items", "<ul>\n<li>One\n<li>Two\n</ul>", BodyKind::Html),
        ("a frame", "<iframe\n  src=\"https://a.example/?a>b\"\n></iframe>", BodyKind::Html),
        ("a hash tag", "<div>   \n#css #webdev  \n</div>", BodyKind::Html),
        ("entities", "<div>&#123; a &#125; &lt;b&gt;</div>", BodyKind::Html),
        ("a smaller-than sign", "<p>1 < 2</p>", BodyKind::Html),
        ("a line break, then Markdown", "<br>text **bold**", BodyKind::Markdown),
        ("a line break, Markdown, a tag", "<br>text **bold** <br>", BodyKind::Markdown),
        ("an inline tag in a sentence", "<b>A</b> and <i>B</i>", BodyKind::Markdown),
        ("a paragraph between", "<p>One</p>\n\nTwo\n\n<p>Three</p>", BodyKind::Markdown),
        ("Markdown in a box", "<div class=\"note\">\n\n**Read** [this](x).\n\n</div>", BodyKind::Markdown),
        ("a heading in a box", "<div>\n\n# Title\n\n</div>", BodyKind::Markdown),
        ("a list in a box", "<details>\n<summary>A</summary>\n\n- one\n- two\n\n</details>", BodyKind::Markdown),
        ("code in a box", "<div>\n\n```js\nx\n```\n\n</div>", BodyKind::Markdown),
        ("an autolink", "<https://a.example/>", BodyKind::Markdown),
        ("an address", "<a@b.example> <c@d.example>", BodyKind::Markdown),
        ("only a comment", "<!-- x -->", BodyKind::Markdown),
        ("plain Markdown", "# A\n\nText <br>\n", BodyKind::Markdown),
        ("a tag at the end", "Text <br>", BodyKind::Markdown),
        ("an open tag at the end", "<div>a</div><p", BodyKind::Markdown),
        ("nothing", "", BodyKind::Markdown),
    ] {
        assert_eq!(read(&format!("---\ntitle: A\n---\n{body}")).body.kind, kind, "{case}");
    }
}

#[test]
fn the_body_is_kept_as_it_is() {
    for body in ["a &#123;b&#125; {{ c }}\n", "\n\n  x\n\n", "a\u{0}b", "\u{a0}\n"] {
        assert_eq!(read(&format!("---\ntitle: A\n---\n{body}")).body.text, body, "{body:?}");
    }
}
