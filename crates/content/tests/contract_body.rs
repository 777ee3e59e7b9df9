//! The rules for bodies, one table each: `FRONT_MATTER.md`, "Body" and "Keys" (excerpt).

use inkstone_content::{Assets, BodyKind, Dialect, Place, Post, PostPath, Rendered, Site, Zone, render};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A post at `path` with this body, read as its file would be.
fn post(path: &str, body: &str) -> Post {
    let path = PostPath::new(path).expect("the tests name paths that are allowed");
    Post::read(path, format!("---\ntitle: A title\n---\n{body}").as_bytes(), &Site::default(), &Zone::default())
}

fn rendered(body: &str, site: &Site) -> Rendered {
    render(&post("news/2022/a.md", body), site, &Place::new("/blog/", site))
}

fn html(body: &str) -> String {
    rendered(body, &Site::default()).html.as_str().trim_end().to_owned()
}

fn html_in(body: &str, site: &Site) -> String {
    rendered(body, site).html.as_str().trim_end().to_owned()
}

fn dialect(dialect: Dialect) -> Site {
    Site { dialect, ..Site::default() }
}

#[test]
fn gfm_and_extensions_are_on() {
    for (case, body, expected) in [
        (
            "table",
            "| a | b |\n|:-|-:|\n| 1 | 2 |",
            "<table>\n<thead>\n<tr>\n<th align=\"left\">a</th>\n<th align=\"right\">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"left\">1</td>\n<td align=\"right\">2</td>\n</tr>\n</tbody>\n</table>",
        ),
        ("table without rows", "|a|\n|-|", "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>"),
        (
            "task list",
            "- [ ] a\n- [x] b",
            "<ul>\n<li class=\"task-list-item\"><input type=\"checkbox\" disabled=\"\" /> a</li>\n<li class=\"task-list-item\"><input type=\"checkbox\" disabled=\"\" checked=\"\" /> b</li>\n</ul>",
        ),
        (
            "task list with paragraphs",
            "- [ ] a\n\n- b",
            "<ul>\n<li class=\"task-list-item\">\n<p><input type=\"checkbox\" disabled=\"\" /> a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>",
        ),
        ("strikethrough", "~~a~~", "<p><del>a</del></p>"),
        ("autolink", "see www.a.org.", "<p>see <a href=\"http://www.a.org\">www.a.org</a>.</p>"),
        ("no autolink in a link", "[see www.a.org](/blog/x)", "<p><a href=\"/blog/x\">see www.a.org</a></p>"),
        (
            "no autolink in a raw link",
            "x <a href=\"/blog/x\">www.a.org</a>",
            "<p>x <a href=\"/blog/x\">www.a.org</a></p>",
        ),
        ("no autolink in code", "`www.a.org`", "<p><code>www.a.org</code></p>"),
        (
            "footnote",
            "a[^n] b[^n]\n\n[^n]: note\n",
            "<p>a<sup class=\"footnote-reference\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup> b<sup class=\"footnote-reference\"><a href=\"#fn-1\" id=\"fnref-1-2\" role=\"doc-noteref\">1</a></sup></p>\n<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li id=\"fn-1\">\n<p>note <a href=\"#fnref-1\" class=\"footnote-backref\" role=\"doc-backlink\">↩</a> <a href=\"#fnref-1-2\" class=\"footnote-backref\" role=\"doc-backlink\">↩</a></p>\n</li>\n</ol>\n</section>",
        ),
        (
            "a footnote nobody refers to is not lost",
            "a\n\n[^n]: note\n",
            "<p>a</p>\n<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li>\n<p>note</p>\n</li>\n</ol>\n</section>",
        ),
        (
            "alert",
            "> [!WARNING]\n> a",
            "<div class=\"alert alert-warning\" role=\"note\">\n<p class=\"alert-title\">Warning</p>\n<p>a</p>\n</div>",
        ),
        ("definition list", "a\n: b", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>"),
        ("heading attributes", "# a {#b .c}", "<h1 id=\"b\" class=\"c\">a</h1>"),
        ("inline math", "$a<b$", "<p><span class=\"math math-inline\">a&lt;b</span></p>"),
        ("display math", "$$\na_1*b_2*c\n$$", "<p><span class=\"math math-display\">\na_1*b_2*c\n</span></p>"),
        ("money is no math", "from $5 to $6", "<p>from $5 to $6</p>"),
        ("variables of a shell are no math", "$HOME/bin:$PATH and $A$B", "<p>$HOME/bin:$PATH and $A$B</p>"),
        ("CJK prices are no math", "价格$5，涨到了$。", "<p>价格$5，涨到了$。</p>"),
        (
            "code with marked lines and a title",
            "```js {1,3-5} title=\"a.js\"\nx\n```",
            "<pre data-lines=\"1,3-5\" data-title=\"a.js\"><code class=\"language-js\">x\n</code></pre>",
        ),
        ("diagram", "```mermaid\ngraph\n```", "<pre><code class=\"language-mermaid\">graph\n</code></pre>"),
        ("straight quotes stay", "\"a\" -- b...", "<p>&quot;a&quot; -- b...</p>"),
    ] {
        assert_eq!(html(body), expected, "{case}");
    }
}

#[test]
fn smart_punctuation_as_configured() {
    let site = Site { smart_punctuation: true, ..Site::default() };
    assert_eq!(html_in("\"a\" -- b...", &site), "<p>“a” – b…</p>");
}

#[test]
fn alerts_speak_the_language_of_the_post() {
    let site = Site { language: "zh-TW".into(), ..Site::default() };
    assert!(html_in("> [!NOTE]\n> a", &site).contains(">註</p>"));
    let site = Site { language: "ja".into(), ..Site::default() };
    assert!(html_in("> [!TIP]\n> a", &site).contains(">ヒント</p>"));
}

#[test]
fn breaks_are_on_in_the_hexo_dialect() {
    for (case, site, expected) in [
        ("nobody's dialect", dialect(Dialect::Auto), "<p>a\nb</p>"),
        ("Jekyll", dialect(Dialect::Jekyll), "<p>a\nb</p>"),
        ("Hexo", dialect(Dialect::Hexo), "<p>a<br />\nb</p>"),
        ("Hexo, switched off", Site { breaks: Some(false), ..dialect(Dialect::Hexo) }, "<p>a\nb</p>"),
        ("Hugo, switched on", Site { breaks: Some(true), ..dialect(Dialect::Hugo) }, "<p>a<br />\nb</p>"),
    ] {
        assert_eq!(html_in("a\nb", &site), expected, "{case}");
    }
}

#[test]
fn emphasis_next_to_cjk_emphasises_as_a_reader_expects() {
    for (body, expected) in [
        ("**真，**她", "<strong>真，</strong>她"),
        ("她**“真”**她", "她<strong>“真”</strong>她"),
        ("**「强调」**后", "<strong>「强调」</strong>后"),
        ("前**（强调）**后", "前<strong>（强调）</strong>后"),
        (
            "これは**私のやりたかったこと。**だからするの。",
            "これは<strong>私のやりたかったこと。</strong>だからするの。",
        ),
        ("*强调。*后", "<em>强调。</em>后"),
        ("***强调。***后", "<em><strong>强调。</strong></em>后"),
        ("~~删除。~~后", "<del>删除。</del>后"),
        ("**[链接](/blog/x)**后", "<strong><a href=\"/blog/x\">链接</a></strong>后"),
        ("**`代码`**后", "<strong><code>代码</code></strong>后"),
        ("**_强调_**后", "<strong><em>强调</em></strong>后"),
        ("**한국어(韓國語)**는", "<strong>한국어(韓國語)</strong>는"),
        ("价格**$5**元", "价格<strong>$5</strong>元"),
        ("**强调😀**后", "<strong>强调😀</strong>后"),
        ("**a，**b", "<strong>a，</strong>b"),
        ("a**b. **c", "a**b. **c"),
        ("**a.**b", "**a.**b"),
        ("_强调。_后", "_强调。_后"),
        ("`**真，**她`", "<code>**真，**她</code>"),
        ("[a](</blog/真，**她>)", "<a href=\"/blog/%E7%9C%9F%EF%BC%8C%2A%2A%E5%A5%B9\">a</a>"),
        (r"\**真，**她", "**真，**她"),
    ] {
        assert_eq!(html(body), format!("<p>{expected}</p>"), "{body}");
    }
}

#[test]
fn a_soft_break_between_han_or_kana_adds_no_space() {
    for (body, expected) in [
        ("老城\n街道", "老城街道"),
        ("これは\nテスト", "これはテスト"),
        ("老城，\n街道", "老城，街道"),
        ("老城\n**街道**", "老城<strong>街道</strong>"),
        ("**老城**\n街道", "<strong>老城</strong>街道"),
        ("한국\n어", "한국\n어"),
        ("老城\nabc", "老城\nabc"),
        ("abc\n老城", "abc\n老城"),
        ("老城\n`街道`", "老城\n<code>街道</code>"),
        ("a\nb", "a\nb"),
    ] {
        assert_eq!(html(body), format!("<p>{expected}</p>"), "{body}");
    }
}

#[test]
fn an_html_body_is_taken_as_html() {
    let body = "<div>   \n<p> 一</p>\n\n    <p>二 *三*</p>\n\n</div>\n            ";
    let mut post = post("a.md", body);
    assert_eq!(post.body.kind, BodyKind::Html);
    let shown = render(&post, &Site::default(), &Place::default());
    assert_eq!(shown.html.as_str(), post.body.text);
    assert_eq!(shown.text, "一\n二 *三*");
    post.body.kind = BodyKind::Markdown;
    assert!(render(&post, &Site::default(), &Place::default()).html.as_str().contains("<pre><code>&lt;p&gt;二"));
}

#[test]
fn relative_addresses_resolve_from_the_posts_own_file() {
    for (case, body, expected) in [
        ("picture", "![](img/b%20c.png)", "src=\"/blog/posts/news/2022/img/b%20c.png\""),
        ("picture above", "![](../../x.png)", "src=\"/blog/posts/x.png\""),
        ("never above the root", "![](../../../../../x.png)", "src=\"/blog/x.png\""),
        ("raw picture", "<img src='./中.png'>", "src=\"/blog/posts/news/2022/%E4%B8%AD.png\""),
        ("raw picture, no quotes", "<IMG SRC=b.png>", "src=\"/blog/posts/news/2022/b.png\""),
        ("percent, ampersand, quote", "<img src=\"100%&amp;'.png\">", "src=\"/blog/posts/news/2022/100%25%26%27.png\""),
        ("Windows' separator", "<img src=\"img\\b.png\">", "src=\"/blog/posts/news/2022/img/b.png\""),
        (
            "query and fragment stay",
            "<img src=\"b.svg?v=1&amp;w#x\">",
            "src=\"/blog/posts/news/2022/b.svg?v=1&amp;w#x\"",
        ),
        ("from the root", "![](/images/b.png)", "src=\"/blog/images/b.png\""),
        ("from the root, already below the base", "![](/blog/images/b.png)", "src=\"/blog/images/b.png\""),
        ("absolute", "![](https://x.org/b.png)", "src=\"https://x.org/b.png\""),
        ("no scheme", "![](//x.org/b.png)", "src=\"//x.org/b.png\""),
        ("data", "![](data:image/png;base64,AA==)", "src=\"data:image/png;base64,AA==\""),
        (
            "srcset",
            "<img src=a.png srcset='a.png, b.png 2x'>",
            "srcset=\"/blog/posts/news/2022/a.png, /blog/posts/news/2022/b.png 2x\"",
        ),
        ("source", "<picture><source srcset=a.webp></picture>", "<source srcset=\"/blog/posts/news/2022/a.webp\">"),
        (
            "video",
            "<video src=a.mp4 poster=p.png></video>",
            "src=\"/blog/posts/news/2022/a.mp4\" poster=\"/blog/posts/news/2022/p.png\"",
        ),
        ("link to a post", "[x](b.md)", "href=\"/blog/posts/news/2022/b\""),
        ("link to a post's heading", "[x](../b.markdown#h)", "href=\"/blog/posts/news/b#h\""),
        ("raw link to a post", "<a href=\"b.md?x\">x</a>", "href=\"/blog/posts/news/2022/b?x\""),
        ("link to a bundle", "[x](../b/index.md)", "href=\"/blog/posts/news/b\""),
        ("link from the root to a post", "[x](/posts/b.md)", "href=\"/blog/posts/b\""),
        ("Zola's link", "[x](@/news/b.md)", "href=\"/blog/posts/news/b\""),
        ("a file that is no post", "[x](b.pdf)", "href=\"/blog/posts/news/2022/b.pdf\""),
        ("a file outside the posts", "[x](/README.md)", "href=\"/blog/README.md\""),
        ("reference link", "[x][r]\n\n[r]: b.md", "href=\"/blog/posts/news/2022/b\""),
        ("fragment alone", "[x](#h)", "href=\"#h\""),
        ("query alone", "[x](?q=1)", "href=\"?q=1\""),
        ("mail", "[x](mailto:a@b.c)", "href=\"mailto:a@b.c\""),
        ("a script stays for the sanitiser to drop", "<a href=\"javascript:x\">", "href=\"javascript:x\""),
    ] {
        let found = html(body);
        assert!(found.contains(expected), "{case}: {found}");
    }
}

#[test]
fn addresses_for_every_kind_of_base() {
    let site = Site::default();
    let post = post("news/a.md", "![](b.png) [c](c.md) [d](/d) ![](/posts/e.png)");
    for (base, expected) in [
        ("/", ["\"/posts/news/b.png\"", "\"/posts/news/c\"", "\"/d\"", "\"/posts/e.png\""]),
        ("", ["\"posts/news/b.png\"", "\"posts/news/c\"", "\"d\"", "\"posts/e.png\""]),
        ("../../", ["\"../../posts/news/b.png\"", "\"../../posts/news/c\"", "\"../../d\"", "\"../../posts/e.png\""]),
        (
            "https://x.org/b/",
            [
                "\"https://x.org/b/posts/news/b.png\"",
                "\"https://x.org/b/posts/news/c\"",
                "\"https://x.org/b/d\"",
                "\"https://x.org/b/posts/e.png\"",
            ],
        ),
    ] {
        let found = render(&post, &site, &Place::new(base, &site));
        for expected in expected {
            assert!(found.html.as_str().contains(expected), "{base:?} {expected}: {}", found.html.as_str());
        }
        assert!(!found.html.as_str().contains("referrerpolicy"), "{base:?}: the site's own pictures");
    }
}

#[test]
fn a_root_address_may_hold_the_sites_path_already() {
    let site = Site { url: Some("https://u.example/blog".into()), ..Site::default() };
    for (base, address, expected) in [
        ("../../", "/blog/images/a.png", "../../images/a.png"),
        ("../../", "/blog/posts/b.md#h", "../../posts/b#h"),
        ("../../", "/images/a.png", "../../images/a.png"),
        ("../../", "/blogs/a.png", "../../blogs/a.png"),
        ("../../", "/blog", "../../"),
        ("../../", "/blog/", "../../"),
        ("", "/blog/images/a.png", "images/a.png"),
        // A preview at the domain's own root.
        ("/", "/blog/images/a.png", "/images/a.png"),
        ("/", "/images/a.png", "/images/a.png"),
        ("/blog/", "/blog/images/a.png", "/blog/images/a.png"),
        ("/blog/", "/blog", "/blog/"),
        ("/mirror/", "/mirror/images/a.png", "/mirror/images/a.png"),
        ("/mirror/", "/blog/images/a.png", "/mirror/images/a.png"),
        ("https://u.example/blog/", "/blog/images/a.png", "https://u.example/blog/images/a.png"),
    ] {
        let (place, post) = (Place::new(base, &site), post("a.md", &format!("[x]({address})")));
        let found = render(&post, &site, &place);
        let expected = format!("href=\"{expected}\"");
        assert!(found.html.as_str().contains(&expected), "{base:?} {address}: {}", found.html.as_str());
    }
}

#[test]
fn a_picture_without_a_scheme_has_one_where_no_page_lends_it() {
    let (place, post) = (Place::new("", &Site::default()), post("a.md", "![](//i.example/b.png)"));
    for (address, expected) in [
        ("//i.example/a.png", Some("https://i.example/a.png")),
        (" //i.example/a.png ", Some("https://i.example/a.png")),
        ("///i.example/a.png", Some("https://i.example/a.png")),
        ("HTTP://i.example/a.png", Some("http://i.example/a.png")),
        ("//", None),
        ("ftp://i.example/a.png", None),
    ] {
        assert_eq!(place.resolve(&post.path, address).as_deref(), expected, "{address}");
    }
    let shown = render(&post, &Site::default(), &place);
    assert_eq!(shown.first_image.as_deref(), Some("https://i.example/b.png"));
    assert!(shown.html.as_str().contains("src=\"//i.example/b.png\""), "{}", shown.html.as_str());
}

#[test]
fn post_asset_folders() {
    let site = Site { post_asset_folder: true, ..dialect(Dialect::Hexo) };
    for (case, path, body, expected) in [
        ("name", "_posts/foo.md", "![](img.png)", "/posts/_posts/foo/img.png"),
        ("./", "_posts/foo.md", "![](./img.png)", "/posts/_posts/foo/img.png"),
        ("raw HTML", "_posts/foo.md", "<img src=img.png>", "/posts/_posts/foo/img.png"),
        ("with the folder", "_posts/foo.md", "![](foo/img.png)", "/posts/_posts/foo/img.png"),
        ("above", "_posts/foo.md", "![](../img.png)", "/posts/img.png"),
        ("a file to load down", "_posts/foo.md", "[a](a.pdf)", "/posts/_posts/foo/a.pdf"),
        ("another post", "_posts/foo.md", "[a](b.md)", "/posts/_posts/b\""),
        ("a bundle has its own folder", "foo/index.md", "![](img.png)", "/posts/foo/img.png"),
        ("asset_img", "_posts/foo.md", "{% asset_img img.png %}", "/posts/_posts/foo/img.png"),
        ("asset_img of a folder with blanks", "a b.md", "{% asset_img img.png %}", "/posts/a%20b/img.png"),
    ] {
        let place = Place::new("/", &site);
        assert_eq!(place.assets, Assets::OwnFolder);
        let found = render(&post(path, body), &site, &place);
        assert!(found.html.as_str().contains(expected), "{case}: {}", found.html.as_str());
    }
}

#[test]
fn lazy_load_remains_are_repaired() {
    for (case, body, expected) in [
        (
            "the seed's",
            "<p><img src=\"https://x.org/a.jpg\" data-size=\"670,457\" alt referrerpolicy=\"no-referrer\"></p>",
            "<p><img src=\"https://x.org/a.jpg\" width=\"670\" height=\"457\" decoding=\"async\" data-size=\"670,457\" alt referrerpolicy=\"no-referrer\"></p>",
        ),
        (
            "data-src",
            "<img data-src=\"https://x.org/a.jpg\" data-ratio=\"0.5\" data-w=\"100\">",
            "<img src=\"https://x.org/a.jpg\" width=\"100\" height=\"50\" referrerpolicy=\"no-referrer\" decoding=\"async\" data-src=\"https://x.org/a.jpg\" data-ratio=\"0.5\" data-w=\"100\">",
        ),
        (
            "data-original, relative",
            "<img src=loading.gif data-original=a.jpg>",
            "<img src=\"/blog/posts/news/2022/a.jpg\" decoding=\"async\" data-original=\"a.jpg\">",
        ),
        (
            "a frame",
            "<iframe data-src=\"https://player.vimeo.com/video/1\"></iframe>",
            "<iframe src=\"https://player.vimeo.com/video/1\" data-src=\"https://player.vimeo.com/video/1\"></iframe>",
        ),
        (
            "data-srcset",
            "<source data-srcset=\"a.png 2x\">",
            "<source srcset=\"/blog/posts/news/2022/a.png 2x\" data-srcset=\"a.png 2x\">",
        ),
    ] {
        assert_eq!(html(body), expected, "{case}");
    }
}

#[test]
fn pictures_of_other_origins_tell_no_referrer() {
    for (case, body, expected) in [
        ("other origin", "![](https://x.org/a.png)", true),
        ("no scheme", "![](//x.org/a.png)", true),
        ("own", "![](a.png)", false),
        ("only in srcset", "<img srcset='https://x.org/a.png 2x'>", true),
    ] {
        assert_eq!(html(body).contains("referrerpolicy=\"no-referrer\""), expected, "{case}");
    }
    let kept = html("<img src=\"https://x.org/a.png\" referrerpolicy=\"origin\">");
    assert!(kept.contains("referrerpolicy=\"origin\"") && !kept.contains("no-referrer"), "{kept}");
    let site = Site::default();
    let own = render(&post("a.md", "![](https://X.org/a.png)"), &site, &Place::new("https://x.org/b/", &site));
    assert!(!own.html.as_str().contains("referrerpolicy"));
}

#[test]
fn all_pictures_but_the_first_are_loaded_when_they_are_needed() {
    let found = html("![](a.png) ![](b.png) <img src=c.png loading=eager>");
    let tags: Vec<_> = found.split("<img ").skip(1).collect();
    assert!(!tags[0].contains("loading"), "{}", tags[0]);
    assert!(tags[1].contains("loading=\"lazy\" decoding=\"async\""), "{}", tags[1]);
    assert!(tags[2].contains("loading=\"eager\"") && !tags[2].contains("lazy"), "{}", tags[2]);
}

#[test]
fn visible_text_is_without_code_and_marks() {
    for (case, body, expected) in [
        ("paragraphs", "a *b*\nc\n\nd", "a b c\nd"),
        ("code blocks", "a\n\n```\nx\n```\n\n`b`", "a\nb"),
        ("table", "|a|b|\n|-|-|\n|c|d|", "a b\nc d"),
        ("list", "- a\n- b", "a\nb"),
        ("entities", "&hellip; &amp; &#20013;", "… & 中"),
        ("scripts", "a<script>x</script><style>y</style>", "a"),
        ("comments", "a<!-- x -->b", "ab"),
        ("footnote marks", "a[^1]b\n\n[^1]: c", "ab\nc"),
        ("alerts' titles", "> [!NOTE]\n> a", "a"),
        ("lines", "<p>a<br>b</p>", "a\nb"),
        ("formulas", "$x$", "x"),
    ] {
        assert_eq!(rendered(body, &Site::default()).text, expected, "{case}");
    }
}

#[test]
fn excerpt_from_front_matter_else_before_more_else_first_paragraph() {
    let long = "长".repeat(200);
    for (case, front_matter, body, expected) in [
        ("excerpt", "excerpt: \"<b>one</b> &amp; two\"", "body", "one & two"),
        ("description", "description: one", "body", "one"),
        ("more", "", "one\n\ntwo\n\n<!-- more -->\n\nthree", "one two"),
        ("more in capitals without blanks", "", "one\n\n<!--MORE-->\n\nthree", "one"),
        ("more in an HTML body", "", "<div><p>one</p><!-- more --><p>two</p></div>", "one"),
        ("more in code is text", "", "one\n\n`<!-- more -->`\n\ntwo", "one"),
        ("more at the top is nothing", "", "<!-- more -->\n\none", "one"),
        ("first paragraph", "", "# title\n\n![alt](a.png)\n\none *two*\n\nthree", "one two"),
        ("two breaks end a paragraph", "", "<div>one<br><br>two</div>", "one"),
        ("a list where there is no paragraph", "", "# t\n\n| a |\n|-|\n", "a"),
        ("only headings", "", "# t", ""),
        ("cut at a CJK character", "", &long, &format!("{}…", "长".repeat(120))),
        ("CJK lines join", "", "<div>老城\n街道</div>", "老城街道"),
    ] {
        let path = PostPath::new("a.md").expect("a plain name");
        let file = format!("---\ntitle: A\n{front_matter}\n---\n{body}");
        let post = Post::read(path, file.as_bytes(), &Site::default(), &Zone::default());
        assert_eq!(render(&post, &Site::default(), &Place::default()).excerpt, *expected, "{case}");
    }
}

#[test]
fn pictures_languages_and_formulas_are_told() {
    let shown = rendered(
        "<img src=e.gif width=16 height=16>\n\n![b](b.png)\n\n```rust\n```\n\n```mermaid\n```\n\n```rust\n```\n\n$x$ a[^1]\n\n[^1]: b",
        &Site::default(),
    );
    assert_eq!(shown.first_image.as_deref(), Some("/blog/posts/news/2022/b.png"));
    assert_eq!(shown.images.len(), 2);
    assert_eq!((shown.images[0].width, shown.images[0].height), (Some(16), Some(16)));
    assert_eq!((shown.images[1].alt.as_str(), shown.images[1].width), ("b", None));
    assert_eq!(shown.code_languages, ["rust", "mermaid"]);
    assert!(shown.has_math);
    assert_eq!(shown.footnotes, 1);
    assert_eq!((shown.words, shown.minutes), (3, 1));
}
