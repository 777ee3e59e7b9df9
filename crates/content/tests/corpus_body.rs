//! The bodies of real posts: read at run time where they are present, never part of the project.
//!
//! Of each is asked: no panic, no text lost, nothing of a tag's machinery in the page.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use inkstone_content::{BodyKind, Dialect, Place, Post, PostPath, Rendered, Site, Zone, render};

/// Posts of our own in the shapes of the real ones, for where those are absent.
const OWN: &[(&str, &str)] = &[
    (
        "a mirrored post",
        "\n---\ntitle: '标题：副标题'\ndate: Thu, 07 Apr 2022 06:38:50 GMT\n---\n\n<div>   \n<p> 第一段&#123;文字&#125;，很长。</p><p><img src=\"https://img.example/a.jpg\" data-size=\"670,457\" alt referrerpolicy=\"no-referrer\"></p>\n\n    <p>第二段</p>  \n</div>\n            ",
    ),
    (
        "a Hexo post",
        "---\ntitle: Hexo\n---\n第一段**强调，**后\n第二行\n\n<!-- more -->\n\n{% note info %}\n注意 *这里*\n{% endnote %}\n\n```js title.js\nlet a = '{{ b }}';\n```\n\n{% unknown 标签 %} {{ page.title }}\n",
    ),
    (
        "a Hugo post",
        "+++\ntitle = \"Hugo\"\n+++\nText {{< figure src=\"a.png\" caption=\"Caption words\" >}}\n\n{{< other >}}inner text{{< /other >}}\n",
    ),
    (
        "a Jekyll post",
        "---\ntitle: Jekyll\n---\nSee [this]({% post_url 2014-01-01-x %}).\n\n{% highlight ruby %}\nputs 'code words'\n{% endhighlight %}\n",
    ),
    ("no front matter", "# 题目\n\n正文 one two\n"),
];

/// Name, path in the posts folder, bytes.
type File = (String, PostPath, Vec<u8>);

/// The real posts, or none where the folder is absent.
fn corpus() -> Vec<File> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folders = ["corpus/mirror", "corpus/wild", "seeds"];
    let mut files: Vec<PathBuf> = folders
        .iter()
        .filter_map(|folder| fs::read_dir(shared.join(folder)).ok())
        .flat_map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path())))
        .collect();
    files.sort();
    let file = |path: PathBuf| {
        let name = path.file_name()?.to_str()?.to_owned();
        Some((name.clone(), PostPath::new(name).ok()?, fs::read(&path).ok()?))
    };
    files.into_iter().filter_map(file).collect()
}

fn own() -> Vec<File> {
    let file = |(name, text): &(&str, &str)| {
        let path = PostPath::new("a/b.md").expect("a plain path");
        ((*name).to_owned(), path, text.as_bytes().to_vec())
    };
    OWN.iter().map(file).collect()
}

/// The dialect of the system that a file of `wild` comes from, by what it holds.
fn dialect(bytes: &[u8]) -> Dialect {
    let text = String::from_utf8_lossy(bytes);
    if text.contains("layout: post") {
        Dialect::Jekyll
    } else if text.contains("{{<") {
        Dialect::Hugo
    } else if text.starts_with("+++") {
        Dialect::Zola
    } else {
        Dialect::Hexo
    }
}

fn for_each(mut check: impl FnMut(&str, &Post, &Rendered)) -> usize {
    let mut files = own();
    let real = corpus();
    let count = real.len();
    files.extend(real);
    for (name, path, bytes) in files {
        let site = Site { dialect: dialect(&bytes), ..Site::default() };
        let post = Post::read(path, &bytes, &site, &Zone::default());
        let shown = render(&post, &site, &Place::new("/", &site));
        check(&name, &post, &shown);
    }
    if count == 0 {
        eprintln!("../shared/corpus is absent: only our own posts were tested");
    }
    count
}

/// HTML without its tags and comments: independent of the scanner under test, and simpler.
fn stripped(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let begins_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        if !begins_tag {
            out.push('<');
            rest = &rest[1..];
            continue;
        }
        let end = if rest.starts_with("<!--") { rest.find("-->").map(|at| at + 3) } else { end_of_tag(rest) };
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    out.push_str(rest);
    out
}

/// Where a tag ends: at the first `>` outside quotes.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(at + 1),
            (None, '"' | '\'') if tag[..at].ends_with('=') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// Text with the references that posts use decoded.
fn decoded(text: &str) -> String {
    let mut out = text.to_owned();
    for (reference, c) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&nbsp;", " "),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#123;", "{"),
        ("&#125;", "}"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&lsquo;", "‘"),
        ("&rsquo;", "’"),
        ("&mdash;", "—"),
        ("&hellip;", "…"),
        ("&middot;", "·"),
        ("&copy;", "©"),
        ("&amp;", "&"),
    ] {
        out = out.replace(reference, c);
    }
    out
}

fn without_white_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn no_text_of_an_html_body_is_lost_or_changed() {
    let mut html_bodies = 0;
    for_each(|name, post, shown| {
        if post.body.kind != BodyKind::Html {
            return;
        }
        html_bodies += 1;
        let expected = without_white_space(&decoded(&stripped(&post.body.text)));
        let found = without_white_space(&decoded(&stripped(shown.html.as_str())));
        assert_eq!(found, expected, "{name}: the page");
        // Code blocks and what browsers without scripts see are not read.
        if !post.body.text.contains("<pre") && !post.body.text.contains("<noscript") {
            assert_eq!(without_white_space(&shown.text), expected, "{name}: the text for search and excerpts");
        }
    });
    assert!(html_bodies > 0);
}

/// Letters and digits that belong together, of at least two characters.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|run| run.chars().nth(1).is_some())
}

/// Markdown without what its author wrote for a machine: tags, comments, references,
/// definitions of links, info strings, addresses.
fn for_readers(markdown: &str) -> String {
    let mut text = markdown.to_owned();
    for (open, close) in
        [("{%", "%}"), ("{{<", ">}}"), ("<!--", "-->"), ("](", ")"), ("][", "]"), ("<style", "</style>"), ("&", ";")]
    {
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some(at) = rest.find(open) {
            out.push_str(&rest[..at]);
            out.push(' ');
            let inner = &rest[at + open.len()..];
            let length = open.len() + inner.find(close).map_or(0, |end| end + close.len());
            let length = if open == "&" && length > 10 { 1 } else { length };
            rest = &rest[at + length..];
        }
        out.push_str(rest);
        text = out;
    }
    let is_text = |line: &&str| {
        let line = line.trim_start();
        !(line.starts_with("```") || line.starts_with("~~~") || (line.starts_with('[') && line.contains("]:")))
    };
    text.lines().filter(is_text).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_paragraph_of_a_markdown_body_is_lost() {
    let mut lost = String::new();
    for_each(|name, post, shown| {
        if post.body.kind != BodyKind::Markdown {
            return;
        }
        let page = decoded(shown.html.as_str());
        let known: HashSet<&str> = runs(&page).collect();
        let visible = decoded(&stripped(shown.html.as_str()));
        for line in for_readers(&post.body.text).lines() {
            // The number of a list item is counted anew.
            let line = line.trim_start_matches([' ', '\t', '>', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
            for run in runs(line) {
                if !known.contains(run) && !visible.contains(run) && !page.contains(run) {
                    lost.push_str(&format!("{name}: “{run}” is lost from the line: {line}\n"));
                }
            }
        }
    });
    assert!(lost.is_empty(), "{lost}");
}

#[test]
fn tags_never_break_a_post() {
    for_each(|name, post, shown| {
        let page = shown.html.as_str();
        for reserved in ['\u{FDD0}', '\u{FDD1}', '\u{FDD2}', '\u{2E4F}'] {
            assert!(!page.contains(reserved), "{name}: a placeholder {reserved:?} is left");
        }
        // Braces that an author wrote are there as often as they were written, or were a
        // tag that is known, an address or a mark within Jekyll's code.
        let written = post.body.text.matches("{{").count();
        let found = page.matches("{{").count();
        assert!(found <= written, "{name}: {found} double braces of {written}");
    });
}

#[test]
fn every_outline_leads_somewhere() {
    for_each(|name, _, shown| {
        let mut seen = HashSet::new();
        for heading in &shown.outline {
            assert!(seen.insert(&heading.id), "{name}: {} twice", heading.id);
            let quoted =
                [format!("id=\"{}\"", heading.id), format!("id='{}'", heading.id), format!("id={}", heading.id)];
            assert!(quoted.iter().any(|id| shown.html.as_str().contains(id)), "{name}: {}", heading.id);
            assert!(!heading.text.trim().is_empty(), "{name}");
        }
    });
}

#[test]
fn every_post_with_text_has_an_excerpt_and_a_count() {
    let count = for_each(|name, _, shown| {
        let has_letters = shown.text.contains(char::is_alphanumeric);
        assert_eq!(shown.words > 0, has_letters, "{name}");
        assert!(shown.minutes >= 1, "{name}");
        let only_headings = shown
            .text
            .lines()
            .all(|line| shown.outline.iter().any(|it| it.text == line) || !line.contains(char::is_alphanumeric));
        assert!(
            !shown.excerpt.is_empty() || only_headings,
            "{name}: {:?}",
            shown.text.chars().take(80).collect::<String>()
        );
        assert!(!shown.excerpt.contains(['\n', '<']) || shown.text.contains('<'), "{name}: {}", shown.excerpt);
    });
    eprintln!("{count} real posts");
}
