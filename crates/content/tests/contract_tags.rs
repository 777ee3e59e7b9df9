//! The rules for tags, one table each: `FRONT_MATTER.md`, "Body".

use std::sync::Arc;

use inkstone_content::{Dialect, KnownPosts, Place, Post, PostPath, Site, Zone, render};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A post at `path` with this body, read as its file would be.
fn post(path: &str, body: &str) -> Post {
    let path = PostPath::new(path).expect("the tests name paths that are allowed");
    Post::read(path, format!("---\ntitle: A title\n---\n{body}").as_bytes(), &Site::default(), &Zone::default())
}

fn html(body: &str) -> String {
    html_in(body, &Site::default())
}

fn html_in(body: &str, site: &Site) -> String {
    let shown = render(&post("news/2022/a.md", body), site, &Place::new("/blog/", site));
    shown.html.as_str().trim_end().to_owned()
}

fn dialect(dialect: Dialect) -> Site {
    Site { dialect, ..Site::default() }
}

/// Known posts: `_posts/2014-05-06-hello.md` with the title "Hello & all".
fn known() -> Place {
    let mut posts = KnownPosts::default();
    let path = PostPath::new("_posts/2014-05-06-hello.md").expect("a plain path");
    posts.insert(&path, "Hello & all", Some("greeting"));
    Place { posts: Some(Arc::new(posts)), ..Place::new("/", &Site::default()) }
}

#[test]
fn links_between_posts() {
    let page = "/posts/_posts/2014-05-06-hello";
    for (case, body, expected) in [
        ("post_link", "{% post_link hello %}", format!("<p><a href=\"{page}\">Hello &amp; all</a></p>")),
        ("post_link with a text", "{% post_link hello '你 好' %}", format!("<p><a href=\"{page}\">你 好</a></p>")),
        ("post_link by slug", "{% post_link greeting %}", format!("<p><a href=\"{page}\">Hello &amp; all</a></p>")),
        ("post_link nobody knows", "{% post_link other %}", "<p><a href=\"/posts/a/other\">other</a></p>".to_owned()),
        (
            "post_link nobody knows, with a folder",
            "{% post_link b/other %}",
            "<p><a href=\"/posts/b/other\">b/other</a></p>".to_owned(),
        ),
        ("post_path", "[x]({% post_path hello %})", format!("<p><a href=\"{page}\">x</a></p>")),
        ("post_url", "[x]({% post_url 2014-05-06-hello %}#h)", format!("<p><a href=\"{page}#h\">x</a></p>")),
        (
            "post_url in raw HTML",
            "x <a href=\"{% post_url 2014-05-06-hello %}\">x</a>",
            format!("<p>x <a href=\"{page}\">x</a></p>"),
        ),
        ("Jekyll's link", "[x]({% link _posts/2014-05-06-hello.md %})", format!("<p><a href=\"{page}\">x</a></p>")),
        ("ref", "[x]({{< ref \"hello.md#h\" >}})", format!("<p><a href=\"{page}#h\">x</a></p>")),
        ("relref", "[x]({{% relref \"./b.md\" %}})", "<p><a href=\"/posts/a/b\">x</a></p>".to_owned()),
        ("ref to this post", "[x]({{< ref \"#h\" >}})", "<p><a href=\"#h\">x</a></p>".to_owned()),
        ("an address shown as text", "{% post_path hello %}", format!("<p>{page}</p>")),
    ] {
        let found = render(&post("a/b.md", body), &Site::default(), &known());
        assert_eq!(found.html.as_str().trim_end(), expected, "{case}");
    }
}

#[test]
fn tags_of_hexo() {
    for (case, body, expected) in [
        (
            "asset_img",
            "{% asset_img left img.png 20 30 '\"a title\" \"an alt\"' %}",
            "<p><img src=\"/blog/posts/news/2022/a/img.png\" decoding=\"async\" alt=\"an alt\" title=\"a title\" width=\"20\" height=\"30\" /></p>",
        ),
        ("asset_link", "{% asset_link a.pdf '文 件' %}", "<p><a href=\"/blog/posts/news/2022/a/a.pdf\">文 件</a></p>"),
        (
            "asset_path",
            "x <a href=\"{% asset_path a.pdf %}\">x</a>",
            "<p>x <a href=\"/blog/posts/news/2022/a/a.pdf\">x</a></p>",
        ),
        (
            "blockquote",
            "{% blockquote David, Book https://x.org/ A Title %}\nText *a*\n{% endblockquote %}",
            "<blockquote>\n\n<p>Text <em>a</em></p>\n<footer><strong>David</strong> <cite><a href=\"https://x.org/\">A Title</a></cite></footer></blockquote>",
        ),
        ("quote", "{% quote %}a{% endquote %}", "<blockquote>\n\n<p>a</p>\n</blockquote>"),
        ("pullquote", "{% pullquote left %}a{% endpullquote %}", "<blockquote>\n\n<p>a</p>\n</blockquote>"),
        (
            "codeblock",
            "{% codeblock a.js lang:js https://x.org link mark:1,3-5 first_line:9 %}\nif (a < b) {{ c }}\n\n  d\n{% endcodeblock %}",
            "<pre data-lines=\"1,3-5\" data-title=\"a.js\" data-start=\"9\"><code class=\"language-js\">if (a &lt; b) {{ c }}\n\n  d\n</code></pre>",
        ),
        ("code", "{% code %}x{% endcode %}", "<pre><code>x\n</code></pre>"),
        (
            "img",
            "{% img nice /i/a.png 20 30 'T' 'A' %}",
            "<p><img src=\"/blog/i/a.png\" decoding=\"async\" alt=\"A\" title=\"T\" width=\"20\" height=\"30\" /></p>",
        ),
        (
            "image",
            "{% image a.png %}",
            "<p><img src=\"/blog/posts/news/2022/a.png\" decoding=\"async\" alt=\"\" /></p>",
        ),
        (
            "link",
            "{% link 谷 歌 https://g.org true 提示 %}",
            "<p><a href=\"https://g.org\" title=\"提示\">谷 歌</a></p>",
        ),
        ("youtube", "{% youtube abc %}", "<iframe src=\"https://www.youtube.com/embed/abc\" allowfullscreen></iframe>"),
        ("vimeo", "{% vimeo 12 %}", "<iframe src=\"https://player.vimeo.com/video/12\" allowfullscreen></iframe>"),
        (
            "iframe",
            "{% iframe https://x.org 3 4 %}",
            "<iframe src=\"https://x.org\" width=\"3\" height=\"4\" allowfullscreen></iframe>",
        ),
        ("raw", "{% raw %}{{ a }} *b*{% endraw %}", "<p>{{ a }} <em>b</em></p>"),
        ("a tag in a paragraph", "a {% link b https://x.org %} c", "<p>a <a href=\"https://x.org\">b</a> c</p>"),
        (
            "a block in a paragraph",
            "a\n{% youtube abc %}\nb",
            "<p>a</p>\n<iframe src=\"https://www.youtube.com/embed/abc\" allowfullscreen></iframe>\n\n<p>b</p>",
        ),
        (
            "a block in a list",
            "- a\n  {% codeblock %}\n  x\n  {% endcodeblock %}\n- b",
            "<ul>\n<li>\n<p>a</p>\n<pre><code>x\n</code></pre>\n\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>",
        ),
        (
            "a block in a quotation",
            "> a\n> {% code %}x{% endcode %}\n> b",
            "<blockquote>\n<p>a</p>\n<pre><code>x\n</code></pre>\n\n<p>b</p>\n</blockquote>",
        ),
    ] {
        assert_eq!(html(body), expected, "{case}");
    }
}

#[test]
fn tags_of_themes_are_plain_blocks() {
    for (case, body, expected) in [
        (
            "note",
            "{% note info no-icon %}\n- a\n{% endnote %}",
            "<div class=\"alert alert-note\" role=\"note\">\n\n<ul>\n<li>a</li>\n</ul>\n</div>",
        ),
        (
            "note on one line",
            "{% note danger %} a **b** {% endnote %}",
            "<div class=\"alert alert-caution\" role=\"note\">\n\n<p>a <strong>b</strong></p>\n</div>",
        ),
        (
            "note without an end",
            "{% note success, 结论：成功 %}",
            "<div class=\"alert alert-tip\" role=\"note\">\n<p>结论：成功</p>\n</div>",
        ),
        (
            "tabs",
            "{% tabs x %}\n<!-- tab 微信@icon -->\n**a**\n<!-- endtab -->\n<!-- tab B -->\nb\n<!-- endtab -->\n{% endtabs %}",
            "<div>\n\n<div>\n<p><strong>微信</strong></p>\n\n<p><strong>a</strong></p>\n</div>\n\n<div>\n<p><strong>B</strong></p>\n\n<p>b</p>\n</div>\n\n</div>",
        ),
        (
            "folded",
            "{% hideToggle 点 开,#fff %}\na\n{% endhideToggle %}",
            "<details>\n<summary>点 开</summary>\n\n<p>a</p>\n</details>",
        ),
        ("button", "{% btn '/a', 文, icon %}", "<p><a href=\"/blog/a\">文</a></p>"),
        ("label", "{% label info@文字 %}", "<p><mark>文字</mark></p>"),
        (
            "diagram",
            "{% mermaid %}\ngraph TD\n{% endmermaid %}",
            "<pre><code class=\"language-mermaid\">graph TD\n</code></pre>",
        ),
        (
            "pictures",
            "{% gp 2-1 %}\n![](a.png)\n{% endgp %}",
            "<div>\n\n<p><img src=\"/blog/posts/news/2022/a.png\" decoding=\"async\" alt=\"\" /></p>\n</div>",
        ),
    ] {
        assert_eq!(html(body), expected, "{case}");
    }
}

#[test]
fn tags_of_hugo_and_jekyll() {
    for (case, body, expected) in [
        (
            "figure",
            "{{< figure src=\"a.png\" alt=\"A\" title=\"T\" caption=\"C & D\" width=\"3\" link=\"b.md\" >}}",
            "<figure>\n<a href=\"/blog/posts/news/2022/b\"><img src=\"/blog/posts/news/2022/a.png\" decoding=\"async\" alt=\"A\" width=\"3\" /></a>\n<figcaption><strong>T</strong> C &amp; D</figcaption>\n</figure>",
        ),
        (
            "Hugo's highlight",
            "{{< highlight go \"linenos=table,hl_lines=8 15-17,linenostart=199\" >}}\na <b>\n{{< /highlight >}}",
            "<pre data-lines=\"8,15-17\" data-start=\"199\"><code class=\"language-go\">a &lt;b&gt;\n</code></pre>",
        ),
        (
            "Hugo's youtube",
            "{{< youtube id=\"abc\" >}}",
            "<iframe src=\"https://www.youtube.com/embed/abc\" allowfullscreen></iframe>",
        ),
        ("an escaped shortcode", "{{</* youtube abc */>}}", "<p>{{&lt; youtube abc &gt;}}</p>"),
        (
            "Jekyll's highlight",
            "{% highlight ruby linenos mark_lines=\"1 2\" %}\nputs 1\n{% endhighlight %}",
            "<pre data-lines=\"1,2\"><code class=\"language-ruby\">puts 1\n</code></pre>",
        ),
        ("comment", "a{% comment %}b{% endcomment %}c", "<p>ac</p>"),
        (
            "baseurl in an address",
            "![]({{ site.baseurl }}/a.png)",
            "<p><img src=\"/blog/a.png\" decoding=\"async\" alt=\"\" /></p>",
        ),
        ("an address filter", "[a]({{ \"/a/\" | relative_url }})", "<p><a href=\"/blog/a/\">a</a></p>"),
        (
            "baseurl in raw HTML",
            "x <a href=\"{{ site.url }}{{ site.baseurl }}/a\">a</a>",
            "<p>x <a href=\"/blog/a\">a</a></p>",
        ),
    ] {
        assert_eq!(html(body), expected, "{case}");
    }
}

#[test]
fn unknown_tags_and_braces_are_shown_as_written() {
    for (case, body, expected) in [
        ("unknown tag", "{% foo *a* \"b\" %}", "<p>{% foo *a* &quot;b&quot; %}</p>"),
        ("unknown pair", "{% foo %}*a*{% endfoo %}", "<p>{% foo %}<em>a</em>{% endfoo %}</p>"),
        ("braces", "{{ page.title | upcase_it *x* }}", "<p>{{ page.title | upcase_it *x* }}</p>"),
        ("unknown shortcode", "{{< tweet 1_2_3 >}}", "<p>{{&lt; tweet 1_2_3 &gt;}}</p>"),
        ("no end", "{% note info %}\na", "<p>{% note info %}\na</p>"),
        ("no begin", "a\n{% endnote %}", "<p>a\n{% endnote %}</p>"),
        ("half a tag", "{% note", "<p>{% note</p>"),
        ("half of braces", "{{ a", "<p>{{ a</p>"),
        ("conditions", "{% if a %}b{% else %}c{% endif %}", "<p>{% if a %}b{% else %}c{% endif %}</p>"),
        ("code span", "`{% youtube a %}` `{{ b }}`", "<p><code>{% youtube a %}</code> <code>{{ b }}</code></p>"),
        ("fence", "```\n{% youtube a %}\n```", "<pre><code>{% youtube a %}\n</code></pre>"),
        (
            "indented code",
            "a\n\n    {% youtube a %}\n    {{ b }}",
            "<p>a</p>\n<pre><code>{% youtube a %}\n{{ b }}\n</code></pre>",
        ),
        ("heading", "# {{ a }}", "<h1 id=\"-a-\">{{ a }}</h1>"),
        (
            "table",
            "|a|\n|-|\n|{% foo %}|",
            "<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>{% foo %}</td>\n</tr>\n</tbody>\n</table>",
        ),
        ("HTML body", "<div><p>{% foo %} {{ a }}</p></div>", "<div><p>{% foo %} {{ a }}</p></div>"),
        ("escaped braces of a mirror", "<div>&#123;% youtube a %&#125;</div>", "<div>&#123;% youtube a %&#125;</div>"),
    ] {
        assert_eq!(html(body), expected, "{case}");
    }
}

#[test]
fn tags_of_an_html_body_are_read() {
    assert_eq!(
        html("<div>{% youtube abc %}<pre>{% youtube abc %}</pre></div>"),
        "<div><iframe src=\"https://www.youtube.com/embed/abc\" allowfullscreen></iframe>\n<pre>{% youtube abc %}</pre></div>"
    );
}

#[test]
fn an_unknown_tag_is_told_with_its_line() {
    let shown = render(&post("a.md", "a\n\n中 {% foo %}\n"), &Site::default(), &Place::default());
    let told: Vec<_> = shown.problems.iter().map(|it| (it.code.as_str(), it.line, it.column)).collect();
    assert_eq!(told, [("unknown-tag", 6, 3)]);
}

#[test]
fn hexo_code_fences_and_liquid_in_jekylls_code() {
    assert_eq!(
        html_in("``` yml _config.yml\na\n```", &dialect(Dialect::Hexo)),
        "<pre data-title=\"_config.yml\"><code class=\"language-yml\">a\n</code></pre>"
    );
    assert_eq!(
        html_in("```liquid\n{% raw %}{{ a }}{% endraw %}\n```", &dialect(Dialect::Jekyll)),
        "<pre><code class=\"language-liquid\">{{ a }}\n</code></pre>"
    );
}
