//! The contract's section "Keys", row by row, and what each dialect makes of them.

use inkstone_content::{
    CategoryPath, Dialect, Direction, Image, Post, PostMeta, PostPath, Severity, Site, Visibility, Zone,
};
use jiff::Timestamp;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const DIALECTS: [Dialect; 5] = [Dialect::Auto, Dialect::Hexo, Dialect::Jekyll, Dialect::Hugo, Dialect::Zola];

fn post_at(path: &str, text: &str, dialect: Dialect) -> Post {
    let site = Site { dialect, ..Site::default() };
    Post::read(PostPath::new(path).expect("a path"), text.as_bytes(), &site, &Zone::default())
}

fn post(keys: &str) -> Post {
    post_at("a.md", &format!("---\n{keys}\n---\n"), Dialect::Auto)
}

fn meta(keys: &str) -> PostMeta {
    post(keys).meta
}

fn meta_in(dialect: Dialect, keys: &str) -> PostMeta {
    post_at("a.md", &format!("---\n{keys}\n---\n"), dialect).meta
}

/// Paths as `A>B`.
fn paths(categories: &[CategoryPath]) -> Vec<String> {
    categories.iter().map(|category| category.0.join(">")).collect()
}

fn image(address: &str) -> Option<Image> {
    Some(Image(address.into()))
}

#[test]
fn title_may_be_a_number_or_a_boolean_and_keeps_its_text() {
    for (written, title) in [("no", "no"), ("2024", "2024"), ("true", "true"), ("[A, B]", "A, B"), ("' A '", "A")] {
        assert_eq!(meta(&format!("title: {written}")).title, title);
    }
    assert_eq!(meta("Title: A").title, "A", "Hugo does not mind the case of keys");
    assert_eq!(meta("Title: A\ntitle: B").title, "B", "an exact match wins");
}

#[test]
fn title_falls_back_to_the_heading_then_the_file_name() {
    for (case, path, text, dialect, title) in [
        ("heading", "a.md", "# H\n", Dialect::Auto, "H"),
        ("heading under front matter", "a.md", "---\ndate: 2022-01-01\n---\n# H\n", Dialect::Auto, "H"),
        ("empty title", "a.md", "---\ntitle: ''\n---\n# H\n", Dialect::Auto, "H"),
        ("name", "dir/My post.md", "Text", Dialect::Auto, "My post"),
        ("name with dots", "1.16.4 快照.md", "Text", Dialect::Auto, "1.16.4 快照"),
        ("bundle", "posts/my-post/index.md", "Text", Dialect::Hugo, "my-post"),
        ("date prefix", "2014-05-06-my-post.md", "Text", Dialect::Auto, "my-post"),
        ("date prefix, Jekyll", "2014-05-06-my-poST-é.md", "Text", Dialect::Jekyll, "My Post É"),
        ("date only", "2014-05-06.md", "Text", Dialect::Auto, "2014-05-06"),
        ("date and nothing", "2014-05-06-.md", "Text", Dialect::Auto, "2014-05-06-"),
        ("a heading in HTML is not Markdown's", "a.md", "<div>\n\n# H\n</div>x", Dialect::Auto, "H"),
        ("blank name", " .md", "Text", Dialect::Auto, "Untitled"),
        ("only an extension", ".md", "Text", Dialect::Auto, ".md"),
    ] {
        assert_eq!(post_at(path, text, dialect).meta.title, title, "{case}");
    }
}

#[test]
fn categories_then_category() {
    for (keys, expected) in [
        ("categories: A\ncategory: B", "A"),
        ("categories:\ncategory: B", "B"),
        ("categories: []\ncategory: B", "B"),
        ("category: B", "B"),
        ("category: 2013", "2013"),
        ("category: true", "true"),
    ] {
        for dialect in DIALECTS {
            assert_eq!(paths(&meta_in(dialect, keys).categories), [expected], "{keys} in {dialect:?}");
        }
    }
    assert_eq!(meta("categories:\n").categories, []);
    assert_eq!(meta("categories: ['', ~, ' ']").categories, []);
}

#[test]
fn a_list_of_strings_is_one_chain_in_hexo_and_parallel_elsewhere() {
    let keys = "categories:\n - 新媒体\n - 趣头条\n - 分类";
    for dialect in DIALECTS {
        let expected = match dialect {
            Dialect::Auto | Dialect::Hexo => vec!["新媒体>趣头条>分类"],
            _ => vec!["新媒体", "趣头条", "分类"],
        };
        assert_eq!(paths(&meta_in(dialect, keys).categories), expected, "{dialect:?}");
    }
}

#[test]
fn if_any_item_is_a_list_each_item_is_a_chain_of_its_own() {
    let keys = "categories:\n - [A, B]\n - C\n - [A, D, 2024]\n - [A, B]\n - []";
    for dialect in DIALECTS {
        assert_eq!(paths(&meta_in(dialect, keys).categories), ["A>B", "C", "A>D>2024"], "{dialect:?}");
    }
}

#[test]
fn a_category_is_its_whole_path() {
    let categories = meta("categories:\n - [News, Tech]\n - [Blog, Tech]").categories;
    assert_ne!(categories[0], categories[1]);
    assert_eq!(paths(&categories), ["News>Tech", "Blog>Tech"]);
    assert_eq!(paths(&meta("categories: ['广播剧 / 有声漫画', x]").categories), ["广播剧 / 有声漫画>x"]);
}

#[test]
fn names_that_no_address_could_hold_are_left_out() {
    assert_eq!(paths(&meta("categories: [A, .., B, ., C]").categories), ["A>B>C"]);
    assert_eq!(meta("tags: [.., a, '.', \"x\\u0007y\"]").tags, ["a", "x y"]);
    let deep = format!("categories: [{}]", "a,".repeat(200));
    assert_eq!(meta(&deep).categories[0].0.len(), 32);
}

#[test]
fn jekyll_splits_a_plural_string_on_white_space_and_nobody_a_singular_one() {
    for dialect in DIALECTS {
        let plural = meta_in(dialect, "categories: one two\ntags: a b");
        let singular = meta_in(dialect, "category: one two\ntag: a b");
        if dialect == Dialect::Jekyll {
            assert_eq!(
                (paths(&plural.categories), plural.tags),
                (vec!["one".into(), "two".into()], vec!["a".into(), "b".into()])
            );
        } else {
            assert_eq!(
                (paths(&plural.categories), plural.tags),
                (vec!["one two".into()], vec!["a b".into()]),
                "{dialect:?}"
            );
        }
        assert_eq!(
            (paths(&singular.categories), singular.tags),
            (vec!["one two".into()], vec!["a b".into()]),
            "{dialect:?}"
        );
    }
}

#[test]
fn jekyll_takes_the_folders_above_posts_for_categories() {
    let text = "---\ncategories: [ruby]\n---\n";
    let path = "news/2.0/_posts/2014-05-06-a.md";
    assert_eq!(paths(&post_at(path, text, Dialect::Jekyll).meta.categories), ["news", "2.0", "ruby"]);
    assert_eq!(paths(&post_at(path, text, Dialect::Hexo).meta.categories), ["ruby"]);
}

#[test]
fn tags_tag_keywords_last_list_or_one_string() {
    for (keys, expected) in [
        ("tags: [a, b]\ntag: c\nkeywords: d", vec!["a", "b"]),
        ("tags:\ntag: [c, c]\nkeywords: d", vec!["c"]),
        ("keywords: d, e，f、g", vec!["d", "e", "f", "g"]),
        ("keywords: [d, 'e, f']", vec!["d", "e, f"]),
        ("tags: java", vec!["java"]),
        ("tags: [1, 2.0, true, ~, '']", vec!["1", "2.0", "true"]),
        ("tags: [[a, b], c]", vec!["a", "b", "c"]),
        ("tags: [{name: a, slug: b}]", vec!["a"]),
        ("tags: [a, A, a]", vec!["a", "A"]),
        ("tags: {a: b}", vec![]),
    ] {
        assert_eq!(meta(keys).tags, expected, "{keys}");
    }
}

#[test]
fn taxonomies_of_zola_and_hugo() {
    let toml = "+++\ntitle = 'A'\n[taxonomies]\ncategories = ['x', 'y']\ntags = ['t']\nauthors = ['Ann']\nseries = ['S', 'T']\npodcast = ['p']\n+++\n";
    for dialect in [Dialect::Zola, Dialect::Hugo] {
        let meta = post_at("a.md", toml, dialect).meta;
        assert_eq!(paths(&meta.categories), ["x", "y"]);
        assert_eq!((meta.tags, meta.authors), (vec!["t".to_owned()], vec!["Ann".to_owned()]));
        assert_eq!(meta.series.as_deref(), Some("S"));
        assert_eq!(meta.unknown["taxonomies"].to_json()["podcast"], serde_json::json!(["p"]));
    }
}

#[test]
fn author_string_list_or_map_with_name() {
    for (keys, expected) in [
        ("author: Ann", vec!["Ann"]),
        ("author: [Ann, Bo, Ann]", vec!["Ann", "Bo"]),
        ("author: {name: Ann, url: 'https://a.example'}", vec!["Ann"]),
        ("authors: [{name: Ann}, Bo]", vec!["Ann", "Bo"]),
        ("author:\nauthors: Bo", vec!["Bo"]),
        ("params:\n  author: Ann", vec!["Ann"]),
        ("author: 2021", vec!["2021"]),
        ("x: 1", vec![]),
    ] {
        assert_eq!(meta(keys).authors, expected, "{keys}");
    }
}

#[test]
fn hero_headimg_then_top_img_banner_img_banner_cover() {
    let keys = ["headimg", "top_img", "banner_img", "banner", "cover"];
    for first in 0..keys.len() {
        let text: Vec<String> = keys[first..].iter().rev().map(|key| format!("{key}: /{key}.png")).collect();
        assert_eq!(meta(&text.join("\n")).hero, image(&format!("/{}.png", keys[first])));
    }
    assert_eq!(meta("headimg: ''\ncover: a.png").hero, image("a.png"), "empty does not count");
    assert_eq!(meta("headimg:\ncover: {image: a.png}").hero, image("a.png"));
    assert_eq!(meta("top_img: false\ncover: a.png").hero, None);
    assert_eq!(meta("top_img: true\ncover: a.png").hero, image("a.png"));
}

#[test]
fn list_image_thumbnail_then_index_img_cover_image_images_headimg() {
    for (keys, expected) in [
        ("thumbnail: a\nindex_img: b\ncover: c\nimage: d\nimages: [e]\nheadimg: f", "a"),
        ("index_img: b\ncover: c\nimage: d\nimages: [e]\nheadimg: f", "b"),
        ("cover: c\nimage: d\nimages: [e]\nheadimg: f", "c"),
        ("cover: {image: c}\nimage: d", "c"),
        ("image: d\nimages: [e]\nheadimg: f", "d"),
        ("image: {path: d}\nimages: [e]", "d"),
        ("images: [e, x]\nheadimg: f", "e"),
        ("headimg: f", "f"),
        ("thumbnail: ''\nheadimg: f", "f"),
        ("extra: {image: z}", "z"),
    ] {
        let meta = meta(keys);
        assert_eq!((meta.thumbnail, meta.no_thumbnail), (image(expected), false), "{keys}");
    }
}

#[test]
fn false_stops_the_chain_of_list_images() {
    for keys in ["thumbnail: false\ncover: c", "cover: false\nimage: d", "index_img: 'false'\nheadimg: f"] {
        let meta = meta(keys);
        assert_eq!((meta.thumbnail, meta.no_thumbnail), (None, true), "{keys}");
    }
    let meta = meta("x: 1");
    assert_eq!((meta.thumbnail, meta.no_thumbnail), (None, false), "the first image of the body may serve");
}

#[test]
fn an_image_that_is_a_script_is_none() {
    for address in
        ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"]
    {
        let meta = meta(&format!("cover: \"{address}\"\nheadimg: \"{address}\""));
        assert_eq!((meta.hero, meta.thumbnail), (None, None), "{address}");
    }
    for address in
        ["a b.png", "//cdn.example/a.png", "https://a.example/?http://b.example/x", "data:image/png;base64,AA"]
    {
        assert_eq!(meta(&format!("cover: \"{address}\"")).hero, image(address));
    }
}

#[test]
fn excerpt_then_description_then_summary() {
    for (keys, expected) in [
        ("excerpt: a\ndescription: b\nsummary: c", Some("a")),
        ("description: b\nsummary: c", Some("b")),
        ("excerpt: ''\ndescription:\nsummary: c", Some("c")),
        ("excerpt: false\nsummary: c", Some("c")),
        ("description: \"a\\nb\"", Some("a b")),
        ("x: 1", None),
    ] {
        assert_eq!(meta(keys).excerpt.as_deref(), expected, "{keys}");
    }
}

#[test]
fn pinned_by_sticky_top_pin_higher_first_and_weight_lower_first() {
    for (keys, expected) in [
        ("sticky: 100", 100),
        ("sticky: true", 1),
        ("top: 3", 3),
        ("top: true", 1),
        ("top: false", 0),
        ("pin: true", 1),
        ("pin: 0", 0),
        ("sticky: 0\ntop: 2", 2),
        ("sticky: -1", -1),
        ("sticky: 1e300", 1_000_000_000),
        ("x: 1", 0),
    ] {
        assert_eq!(meta(keys).pinned, expected, "{keys}");
    }
    let weights: Vec<i64> = ["-5", "1", "2", "1000", "999999999999"]
        .iter()
        .map(|weight| meta(&format!("weight: {weight}")).pinned)
        .collect();
    assert!(weights.is_sorted_by(|a, b| a > b), "{weights:?}");
    assert!(weights.iter().all(|pinned| *pinned > 0));
    assert_eq!(meta("weight: 0").pinned, 0);
    assert_eq!(meta("weight: 5\nsticky: 2").pinned, 2);
}

#[test]
fn hidden_by_draft_published_folders() {
    for (case, path, keys, draft) in [
        ("draft", "a.md", "draft: true", true),
        ("no draft", "a.md", "draft: false", false),
        ("draft: yes", "a.md", "draft: yes", true),
        ("draft: on", "a.md", "draft: on", true),
        ("draft: off", "a.md", "draft: off", false),
        ("draft as a text", "a.md", "draft: 'true'", true),
        ("draft: null", "a.md", "draft:", false),
        ("not published", "a.md", "published: false", true),
        ("_drafts", "_drafts/a.md", "", true),
        ("a part with _", "x/_private/a.md", "", true),
        ("a part with .", ".obsidian/a.md", "", true),
        ("a file with _", "x/_index.md", "", true),
        ("_posts is where posts live", "_posts/a.md", "", false),
        ("_ inside a name", "x/a_b.md", "", false),
        ("Hugo's build: render", "a.md", "build: {render: never}", true),
    ] {
        let post = post_at(path, &format!("---\n{keys}\n---\n"), Dialect::Auto);
        assert_eq!(post.meta.draft, draft, "{case}");
        assert_eq!(post.problems, [], "{case}");
    }
}

#[test]
fn a_draft_that_cannot_be_told_stays_hidden_and_is_reported() {
    for keys in ["draft: ture", "published: flase", "draft: {a: b}"] {
        let post = post(keys);
        assert!(post.meta.draft, "{keys}");
        assert_eq!(post.problems.first().map(|problem| problem.severity), Some(Severity::Error), "{keys}");
    }
}

#[test]
fn hide_and_hidden_are_reachable_but_not_listed() {
    for (keys, unlisted) in [
        ("hide: true", true),
        ("hidden: yes", true),
        ("hidden: false", false),
        ("hide: index", true),
        ("build: {list: never}", true),
        ("x: 1", false),
    ] {
        let meta = meta(keys);
        assert_eq!((meta.unlisted, meta.draft), (unlisted, false), "{keys}");
    }
}

#[test]
fn visibility_depends_on_the_clock_only_when_there_is_one() {
    let now: Timestamp = "2022-06-01T00:00:00Z".parse().expect("a timestamp");
    let (site, future) = (Site::default(), Site { future: true, ..Site::default() });
    for (keys, with_clock, with_future, without_clock) in [
        ("x: 1", Visibility::Listed, Visibility::Listed, Visibility::Listed),
        ("date: 2022-05-31", Visibility::Listed, Visibility::Listed, Visibility::Listed),
        ("date: 2022-06-02", Visibility::Hidden, Visibility::Listed, Visibility::Listed),
        ("date: 2022-01-01\npublishDate: 2022-06-02", Visibility::Hidden, Visibility::Listed, Visibility::Listed),
        ("expiryDate: 2022-05-31", Visibility::Hidden, Visibility::Hidden, Visibility::Listed),
        ("expiryDate: 2022-06-02", Visibility::Listed, Visibility::Listed, Visibility::Listed),
        ("hide: true", Visibility::Unlisted, Visibility::Unlisted, Visibility::Unlisted),
        ("hide: true\ndate: 2022-06-02", Visibility::Hidden, Visibility::Unlisted, Visibility::Unlisted),
        ("draft: true\nhide: true", Visibility::Hidden, Visibility::Hidden, Visibility::Hidden),
    ] {
        let meta = meta(keys);
        assert_eq!(meta.visibility(&site, Some(now)), with_clock, "{keys}");
        assert_eq!(meta.visibility(&future, Some(now)), with_future, "{keys}, future: true");
        assert_eq!(meta.visibility(&site, None), without_clock, "{keys}, no clock");
    }
}

#[test]
fn reading_switches() {
    for (keys, toc, math, mermaid, comments) in [
        ("x: 1", None, None, None, true),
        ("toc: true\nmathjax: true\nmermaid: on\ncomments: false", Some(true), Some(true), Some(true), false),
        ("toc: no\nkatex: yes\ncomment: off", Some(false), Some(true), None, false),
        ("math: false\nkatex: true", None, Some(false), None, true),
        ("toc: {enable: true, auto: false}\nmath: {enable: false}", Some(true), Some(false), None, true),
        ("toc:\nmathjax:\ncomments:", None, None, None, true),
        ("extra: {toc: true}\nparams: {math: true}", Some(true), Some(true), None, true),
    ] {
        let meta = meta(keys);
        assert_eq!((meta.toc, meta.math, meta.mermaid, meta.comments), (toc, math, mermaid, comments), "{keys}");
    }
    let post = post("toc: true 目录");
    assert_eq!((post.meta.toc, post.problems.len()), (None, 1));
}

#[test]
fn language_and_direction() {
    for (keys, expected) in [
        ("lang: ko", Some("ko")),
        ("language: zh_CN", Some("zh-CN")),
        ("lang: zh-Hant-TW\nlanguage: en", Some("zh-Hant-TW")),
        ("lang: '\"><script>'", None),
        ("lang: no", Some("no")),
        ("language: default", None),
        ("x: 1", None),
    ] {
        assert_eq!(meta(keys).language.as_deref(), expected, "{keys}");
    }
    assert_eq!(meta("dir: RTL").direction, Some(Direction::Rtl));
    assert_eq!(meta("dir: ltr").direction, Some(Direction::Ltr));
    assert_eq!(meta("dir: up").direction, None);
    for (path, dialect, expected) in [
        ("a/index.fa.md", Dialect::Zola, Some("fa")),
        ("a.zh-cn.md", Dialect::Hugo, Some("zh-cn")),
        ("a.zh-cn.md", Dialect::Hexo, None),
        ("node.js.md", Dialect::Hugo, None),
    ] {
        assert_eq!(post_at(path, "", dialect).meta.language.as_deref(), expected, "{path}");
    }
}

#[test]
fn copyright_license_series_link() {
    let meta = meta("copyright: © A\nlicense: CC-BY\nseries: [S, T]\nlink: https://a.example/x");
    assert_eq!(meta.copyright.as_deref(), Some("© A"));
    assert_eq!(meta.license.as_deref(), Some("CC-BY"));
    assert_eq!(meta.series.as_deref(), Some("S"));
    assert_eq!(meta.original.as_deref(), Some("https://a.example/x"));
    for link in ["javascript:alert(1)", "/x", "ftp://a.example/"] {
        let post = post(&format!("link: {link}"));
        assert_eq!((post.meta.original, post.problems.len()), (None, 1), "{link}");
    }
}

#[test]
fn address_keys() {
    for (keys, permalink, slug, aliases) in [
        ("permalink: /pages/1/\nurl: b\npath: c", Some("/pages/1/"), None, vec![]),
        ("url: b", Some("b"), None, vec![]),
        ("path: fa/x", Some("fa/x"), None, vec![]),
        ("permalink: /:year/:title/", Some("/:year/:title/"), None, vec![]),
        ("slug: a-b", None, Some("a-b"), vec![]),
        ("slug: 1", None, Some("1"), vec![]),
        ("aliases: /old/a/", None, None, vec!["old/a"]),
        ("aliases: ['/a/', 'a/index.html', /b.html]", None, None, vec!["a", "b"]),
        ("alias: [/a]\nredirect_from: [/b/]", None, None, vec!["a", "b"]),
        ("aliases:\npermalink:", None, None, vec![]),
    ] {
        let post = post(keys);
        let meta = post.meta;
        assert_eq!((meta.permalink.as_deref(), meta.slug.as_deref()), (permalink, slug), "{keys}");
        assert_eq!(meta.aliases, aliases, "{keys}");
        assert_eq!(post.problems, [], "{keys}");
    }
}

#[test]
fn unknown_keys_are_kept_not_refused() {
    let post = post(
        "title: A\nabbrlink: 6ad51b4\nrobots: noindex\nTopics: [a, 1, 1.5, true, ~]\nx: {y: {z: '1'}}\nbig: 99999999999999999999",
    );
    assert_eq!(post.problems, []);
    assert_eq!(
        post.meta.unknown.iter().map(|(key, value)| (key.clone(), value.to_json())).collect::<serde_json::Value>(),
        serde_json::json!({
            "abbrlink": "6ad51b4", "robots": "noindex", "Topics": ["a", 1, 1.5, true, null],
            "x": {"y": {"z": "1"}}, "big": 1e20,
        })
    );
}

#[test]
fn a_password_of_another_system_is_warned_of() {
    let post = post("title: A\npassword: secret");
    assert_eq!(post.problems.len(), 1);
    assert_eq!(post.problems[0].line, 3);
    assert!(!post.problems[0].message.contains("secret"));
}
