//! The texts that are measured: posts in the shapes of real ones, and families of texts
//! that some reader of Markdown or HTML was slow on.

use inkstone_content::BodyKind;

/// A family of texts that grow.
pub(crate) struct Family {
    pub(crate) name: &'static str,
    pub(crate) kind: BodyKind,
    /// How long the shorter text is, in bytes, about.
    pub(crate) size: usize,
    pub(crate) text: fn(usize) -> String,
}

/// A family of whole files that grow.
pub(crate) struct FileFamily {
    pub(crate) name: &'static str,
    /// How long the shorter file is, in bytes, about.
    pub(crate) size: usize,
    pub(crate) text: fn(usize) -> String,
}

/// A post as a mirror writes it: one line of HTML, pictures between paragraphs.
pub(crate) fn mirrored_post() -> String {
    let mut post = String::from(
        "\n---\ntitle: '街道：筑牢防线'\ncategories: \n - 新媒体\n - 头条\n - 分类\nheadimg: 'https://img.example/h.jpg'\nauthor: 头条\ncomments: false\ndate: Thu, 07 Apr 2022 06:38:50 GMT\nthumbnail: 'https://img.example/h.jpg'\n---\n\n<div>   \n",
    );
    for number in 0..20 {
        post.push_str("<p> 街道各级组织和广大志愿者发挥作用，认真落实各项机制，走访每一户居民，张贴联系卡六千多张，宣传最新政策和防护知识。</p>");
        post.push_str(&format!(
            "<p><img src=\"https://img.example/2022/04/07/{number}water.jpg\" data-size=\"670,457\" alt referrerpolicy=\"no-referrer\"></p>"
        ));
    }
    post + "  \n</div>\n            "
}

/// A post as a Chinese Hexo blog holds them.
pub(crate) fn chinese_post() -> String {
    let section = "## 小节标题：入门\n\n这是一段正文，里面有**强调，**也有[链接](https://example.org/文档)和`代码`。\n换行之后继续写下去，直到这一段足够长，像真正的文章一样。\n\n- 第一项，带有*着重*\n- 第二项\n\n```rust\nfn main() {\n    println!(\"你好\");\n}\n```\n\n| 名称 | 数量 |\n| --- | ---: |\n| 砚 | 3 |\n\n";
    format!("---\ntitle: 文章\ndate: 2022-04-07 06:38:50\ntags: [甲, 乙]\n---\n{}", section.repeat(12))
}

/// A post as an English blog holds them.
pub(crate) fn english_post() -> String {
    let section = "## A section with a *title*\n\nSome text with **emphasis**, a [link](other-post.md) and `code`, long enough to be a paragraph that wraps a few times on a narrow screen.\n\n> A quotation, which says something worth quoting.\n\n1. First, see https://example.org/a_b?c=d.\n2. Second\n\n```js\nconst a = 1;\n```\n\n";
    format!("---\ntitle: A post\ndate: 2022-04-07T06:38:50Z\n---\n{}", section.repeat(20))
}

/// Pieces one after the other, each as often as it says.
fn repeats(pieces: &[(&str, usize)]) -> String {
    pieces.iter().map(|(piece, count)| piece.repeat(*count)).collect()
}

/// A family of one piece, repeated.
macro_rules! repeated {
    ($kind:ident, $name:literal, $piece:expr) => {
        repeated!($kind, $name, 50_000, $piece)
    };
    ($kind:ident, $name:literal, $size:expr, $piece:expr) => {
        Family { name: $name, kind: BodyKind::$kind, size: $size, text: |size| $piece.repeat(size / $piece.len()) }
    };
}

/// A family that a function makes.
macro_rules! made {
    ($kind:ident, $name:literal, $text:expr) => {
        Family { name: $name, kind: BodyKind::$kind, size: 50_000, text: $text }
    };
}

/// Every family.
pub(crate) const ALL: &[Family] = &[
    repeated!(Markdown, "open brackets", "["),
    repeated!(Markdown, "open images", "!["),
    made!(Markdown, "nested brackets", |size| repeats(&[("[", size / 2), ("a", 1), ("]", size / 2)])),
    repeated!(Markdown, "open links", "[a](b"),
    repeated!(Markdown, "open link destinations", "[a](<b"),
    repeated!(Markdown, "brackets and parentheses", "[]("),
    repeated!(Markdown, "open emphasis", "*a "),
    repeated!(Markdown, "open strong emphasis", "**a "),
    repeated!(Markdown, "emphasis both ways", "a**b"),
    repeated!(Markdown, "emphasis of both kinds", "*a_ "),
    repeated!(Markdown, "emphasis that cannot close", "a_ "),
    repeated!(Markdown, "nested emphasis", "*a **a "),
    repeated!(Markdown, "a run of stars", "*"),
    repeated!(Markdown, "open strikethrough", "~~a "),
    repeated!(Markdown, "CJK emphasis", "真，**她"),
    repeated!(Markdown, "CJK emphasis beside other marks", "真_**她"),
    repeated!(Markdown, "soft breaks between CJK and marks", "真\n**"),
    made!(Markdown, "references to one definition", |size| repeats(&[("[a]: b\n\n", 1), ("[a]", size / 3)])),
    made!(Markdown, "definitions", |size| (0..size / 12).map(|at| format!("[{at}]: /u\n")).collect()),
    made!(Markdown, "a long definition, referred to often", |size| {
        format!("[a]: {}\n\n{}", "b".repeat(size / 2), "[a]".repeat(size / 6))
    }),
    repeated!(Markdown, "footnote marks before line ends", "[^\n"),
    repeated!(Markdown, "open footnote marks", "[^a"),
    repeated!(Markdown, "footnote definitions", "[^a]: b\n"),
    made!(Markdown, "footnotes of many names", |size| (0..size / 20)
        .map(|at| format!("[^{at}]\n\n[^{at}]: b\n\n"))
        .collect()),
    made!(Markdown, "references to one footnote", |size| repeats(&[("[^a]: b\n\n", 1), ("[^a]", size / 4)])),
    made!(Markdown, "a table of many rows", |size| repeats(&[("|a|b|\n|-|-|\n", 1), ("|c|d|\n", size / 6)])),
    made!(Markdown, "a table of many columns", |size| repeats(&[
        ("|a", size / 4),
        ("|\n", 1),
        ("|-", size / 4),
        ("|\n|b|\n", 1)
    ])),
    made!(Markdown, "a wide table of short rows", |size| {
        let columns = size / 40;
        repeats(&[("|a", columns), ("|\n", 1), ("|-", columns), ("|\n", 1), ("|\n", size / 40)])
    }),
    repeated!(Markdown, "tables", "|a|\n|-|\n|b|\n\n"),
    repeated!(Markdown, "headers of tables without their rule", "|a|\n"),
    repeated!(Markdown, "nested quotations", 10_000, ">"),
    repeated!(Markdown, "quotations", "> a\n"),
    made!(Markdown, "nested lists", |size| {
        let depth = size.isqrt();
        (0..depth).map(|at| " ".repeat(at) + "- a\n").collect()
    }),
    repeated!(Markdown, "list marks in one line", 10_000, "- "),
    repeated!(Markdown, "list items", "- a\n"),
    repeated!(Markdown, "items and blank lines", "- a\n\n"),
    repeated!(Markdown, "definition lists", "a\n: b\n\n"),
    repeated!(Markdown, "colons", ":\n"),
    made!(Markdown, "backticks of growing runs", |size| {
        (1..(size * 2).isqrt()).map(|run| "`".repeat(run) + "a").collect()
    }),
    repeated!(Markdown, "open code spans", "`a ``b "),
    repeated!(Markdown, "open fences", "```\n~~~\n"),
    repeated!(Markdown, "dollars", "$a "),
    repeated!(Markdown, "dollars and braces", "${a}$$ "),
    repeated!(Markdown, "quotes", "\"'a "),
    repeated!(Markdown, "headings with attributes", "# a {#b .c d=e}\n"),
    repeated!(Markdown, "open attributes", "# a {#b\n"),
    repeated!(Markdown, "headings of one text", "# a\n"),
    repeated!(Markdown, "underlines", "a\n=\n"),
    repeated!(Markdown, "addresses", "http://a.b/((( "),
    repeated!(Markdown, "addresses and closing brackets", "www.a.b))))"),
    repeated!(Markdown, "half addresses", "http://www."),
    repeated!(Markdown, "mail addresses", "a.b@"),
    repeated!(Markdown, "references of characters", "&amp;&nosuch;&#1234567;"),
    repeated!(Markdown, "backslashes", "\\"),
    repeated!(Markdown, "autolinks that do not end", "<http:a"),
    repeated!(Markdown, "raw tags that do not end", "<a b=\""),
    repeated!(Markdown, "raw comments that do not end", "<!-- a "),
    repeated!(Markdown, "raw processing instructions", "<?a "),
    repeated!(Markdown, "raw declarations", "<!A "),
    repeated!(Markdown, "raw CDATA", "<![CDATA[ "),
    repeated!(Markdown, "raw blocks", "<div>\n\n"),
    repeated!(Markdown, "task boxes", "- [ ] a\n"),
    repeated!(Markdown, "alerts", "> [!NOTE]\n> a\n\n"),
    repeated!(Markdown, "tags that do not end", "{% a "),
    repeated!(Markdown, "braces that do not end", "{{ a "),
    repeated!(Markdown, "braces", "{{ a }}"),
    repeated!(Markdown, "shortcodes that do not end", "{{< a {{% b "),
    repeated!(Markdown, "unknown tags", "{% a %}"),
    repeated!(Markdown, "blocks that do not end", "{% note %}\n"),
    repeated!(Markdown, "ends of blocks", "{% endnote %}\n"),
    made!(Markdown, "nested blocks", |size| {
        let count = size / 24;
        repeats(&[("{% note %}\n", count), ("{% endnote %}\n", count)])
    }),
    repeated!(Markdown, "raw that does not end", "{% raw %}"),
    repeated!(Markdown, "verbatim that does not end", "{% codeblock %}{% code %}{% highlight a %}"),
    repeated!(Markdown, "verbatim shortcodes that do not end", "{{< highlight a >}}{{% highlight b %}}"),
    repeated!(Markdown, "blocks in one line", "{% youtube a %}"),
    made!(Markdown, "blocks in one row of a table", |size| repeats(&[("|", 1), ("{% youtube a %}", size / 15)])),
    repeated!(Markdown, "blocks in indented code", "    {% youtube a %}\n"),
    repeated!(Markdown, "tabs", "{% tabs a %}<!-- tab b --><!-- endtab -->{% endtabs %}\n"),
    repeated!(Html, "open elements", "<div>"),
    repeated!(Html, "open headings", "<h2>"),
    repeated!(Html, "headings of one text", "<h2>a</h2>"),
    repeated!(Html, "headings of many ids", "<h2 id=a>a</h2>"),
    repeated!(Html, "pictures", "<img data-src=a>"),
    made!(Html, "a flood of attributes", |size| repeats(&[("<img src=a", 1), (" b=c", size / 4), (">", 1)])),
    repeated!(Html, "tags that do not end", "<a b='"),
    repeated!(Html, "brackets", "<"),
    repeated!(Html, "comments that do not end", "<!--"),
    repeated!(Html, "dashes in a comment", "<!-- --"),
    repeated!(Html, "scripts that do not end", "<script></scrip"),
    repeated!(Html, "code that does not end", "<pre><code>"),
    repeated!(Html, "marks that do not end", "<sup class=footnote-reference>"),
    repeated!(Html, "references of characters", "&hearts;&a"),
    repeated!(Html, "candidates", "<img srcset='a 1x, b 2x'>"),
    repeated!(Html, "one long srcset", "a 1x, "),
    repeated!(Html, "folders", "<a href='../../../../a'>"),
    made!(Html, "one long path", |size| format!("<a href='{}'>", "../a/".repeat(size / 5))),
    repeated!(Html, "line breaks", "a<br>"),
    repeated!(Html, "cells", "<td>a"),
    repeated!(Html, "more than one more", "<!-- more -->"),
    repeated!(Html, "tags and code", "{% a %}<pre>"),
];

/// A file whose front matter is one piece, repeated; the longer one is as long as front matter
/// may be.
macro_rules! matter {
    ($name:literal, $piece:expr) => {
        FileFamily {
            name: $name,
            size: 4_000,
            text: |size| repeats(&[("---\n", 1), ($piece, size / $piece.len()), ("\n---\nBody", 1)]),
        }
    };
}

/// A file that is one piece, repeated.
macro_rules! whole {
    ($name:literal, $piece:expr) => {
        FileFamily { name: $name, size: 50_000, text: |size| repeats(&[($piece, size / $piece.len()), (">", 1)]) }
    };
}

/// Every family of whole files.
pub(crate) const FILES: &[FileFamily] = &[
    matter!("YAML: open lists", "["),
    matter!("YAML: open mappings", "{"),
    matter!("YAML: open mappings with keys", "{a: "),
    matter!("YAML: lists that close in quotes", "[\"]\", "),
    matter!("YAML: lists in lists, in one line", "- "),
    matter!("YAML: complex keys", "? "),
    matter!("YAML: quotes", "\""),
    matter!("YAML: single quotes", "'"),
    matter!("YAML: anchors", "&a "),
    matter!("YAML: aliases", "*a "),
    matter!("YAML: tags", "!a "),
    matter!("YAML: one key many times", "a: 1\n"),
    matter!("YAML: bad keys", "a: @\n"),
    matter!("YAML: bad lists", "a:\n - @\n"),
    matter!("YAML: comments", "# "),
    matter!("YAML: colons", ": "),
    matter!("YAML: block texts", "a: |\n b\n"),
    matter!("YAML: directives", "%YAML\n"),
    matter!("YAML: ends of documents", "--- a\n"),
    matter!("YAML: other line ends", "a: \u{85}["),
    FileFamily {
        name: "YAML: many keys",
        size: 4_000,
        text: |size| {
            let keys: String = (0..size / 12).map(|at| format!("k{at}: {at}\n")).collect();
            format!("---\n{keys}---\nBody")
        },
    },
    FileFamily {
        name: "YAML: merges of one mapping",
        size: 2_000,
        text: |size| format!("---\na: &a {{{}}}\nb: {{<<: [{}]}}\n---\n", "x: 1, ".repeat(40), "*a,".repeat(size / 64)),
    },
    whole!("HTML or not: open tags", "<div>"),
    whole!("HTML or not: open quotes", "<a b=\""),
    whole!("HTML or not: open comments", "<!--"),
    whole!("HTML or not: stray ends", "<p>a</q>"),
    whole!("HTML or not: smaller-than", "<p><"),
    whole!("HTML or not: lines", "<p>\n"),
];
