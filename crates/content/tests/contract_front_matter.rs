//! The contract's sections "The file" and "One bad post", line by line.

use inkstone_content::{Dialect, Post, PostPath, Severity, Site, Zone};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn read_bytes(bytes: &[u8]) -> Post {
    let path = PostPath::new("folder/file.md").expect("a path");
    Post::read(path, bytes, &Site::default(), &Zone::default())
}

fn read(text: &str) -> Post {
    read_bytes(text.as_bytes())
}

fn codes(post: &Post) -> Vec<&str> {
    post.problems.iter().map(|problem| problem.code.as_str()).collect()
}

#[test]
fn every_delimiter_splits_the_same_post() {
    for (case, text) in [
        ("YAML", "---\ntitle: A\ntags: [x]\n---\nBody\n"),
        ("a blank line first (the seed)", "\n---\ntitle: A\ntags: [x]\n---\nBody\n"),
        ("many blank lines first", "\n \n\t\n---\ntitle: A\ntags: [x]\n---\nBody\n"),
        ("more dashes", "-----\ntitle: A\ntags: [x]\n-----\nBody\n"),
        ("trailing blanks", "---  \ntitle: A\ntags: [x]\n--- \t\nBody\n"),
        ("CRLF", "---\r\ntitle: A\r\ntags: [x]\r\n---\r\nBody\r\n"),
        ("lone CR", "---\rtitle: A\rtags: [x]\r---\rBody\r"),
        ("byte order mark", "\u{feff}---\ntitle: A\ntags: [x]\n---\nBody\n"),
        ("dots close (Jekyll)", "---\ntitle: A\ntags: [x]\n...\nBody\n"),
        ("no opening line (Hexo)", "title: A\ntags: [x]\n---\nBody\n"),
        ("no opening line, blank line first", "\ntitle: A\ntags: [x]\n---\nBody\n"),
        ("TOML", "+++\ntitle = \"A\"\ntags = ['x']\n+++\nBody\n"),
        ("TOML taxonomies", "+++\ntitle = 'A'\n[taxonomies]\ntags = ['x']\n+++\nBody\n"),
        ("JSON with braces", ";;;\n{\"title\": \"A\", \"tags\": [\"x\"]}\n;;;\nBody\n"),
        ("JSON without braces (Hexo)", ";;;\n\"title\": \"A\",\n\"tags\": [\"x\"]\n;;;\nBody\n"),
        ("JSON without opening line (Hexo)", "\"title\": \"A\",\n\"tags\": [\"x\"]\n;;;\nBody\n"),
        ("JSON object", "{\n\"title\": \"A\",\n\"tags\": [\"x\"]\n}\nBody\n"),
        ("JSON object on one line", "{\"title\": \"A\", \"tags\": [\"x\"]}\nBody\n"),
    ] {
        let post = read(text);
        assert_eq!(post.meta.title, "A", "{case}");
        assert_eq!(post.meta.tags, ["x"], "{case}");
        assert_eq!(post.body.text, "Body\n", "{case}");
        assert_eq!(post.problems, [], "{case}");
    }
}

#[test]
fn the_body_begins_on_its_line_of_the_file() {
    for (text, line) in [
        ("Body", 1),
        ("---\n---\nBody", 3),
        ("\n\n---\ntitle: A\n---\nBody", 6),
        ("\r\n---\r\ntitle: A\r\n---\r\nBody", 5),
        ("title: A\n---\nBody", 3),
        ("{\n\"title\": \"A\"\n}\nBody", 4),
        ("{\"title\": \"A\"} Body", 1),
        ("+++\n+++\n\nBody", 3),
    ] {
        let post = read(text);
        assert_eq!(post.body.first_line, line, "{text:?}");
        assert!(post.body.text.ends_with("Body"), "{text:?}");
    }
}

#[test]
fn dashes_that_do_not_delimit() {
    for (case, text, title, body) in [
        ("in a double-quoted text", "---\ntitle: \"A\n---\nB\"\n---\nBody\n", "A --- B", "Body\n"),
        ("in a single-quoted text", "---\ntitle: 'A\n---\nB'\ndate: 2022-01-01\n---\nBody\n", "A --- B", "Body\n"),
        ("in a block text", "---\ntitle: |\n  A\n  ---\n  B\n---\nBody\n", "A --- B", "Body\n"),
        ("in the body", "---\ntitle: A\n---\nOne\n\n---\n\nTwo\n", "A", "One\n\n---\n\nTwo\n"),
        ("in a plain text", "---\ntitle: A --- B\n---\nBody\n", "A --- B", "Body\n"),
        ("with a text behind", "---\ntitle: A\nx: |\n --- no\n---\nBody\n", "A", "Body\n"),
        ("TOML, in a multi-line text", "+++\ntitle = \"\"\"A\n+++\nB\"\"\"\n+++\nBody\n", "A +++ B", "Body\n"),
    ] {
        let post = read(text);
        assert_eq!((post.meta.title.as_str(), post.body.text.as_str()), (title, body), "{case}");
        assert_eq!(post.problems, [], "{case}");
    }
}

#[test]
fn a_quote_that_is_never_closed_does_not_swallow_the_body() {
    for (case, text) in [
        ("double", "---\ntitle: \"A\ndate: 2022-01-01\n---\nShe said \"yes\" and went.\n\n---\n\nMore\n"),
        ("single", "---\ntitle: 'A\ndate: 2022-01-01\n---\nIt's here.\n\n---\n\nMore\n"),
        ("no second rule", "---\ntitle: \"A\ndate: 2022-01-01\n---\nIt's \"here\".\n"),
    ] {
        let post = read(text);
        assert!(post.body.text.contains("here") || post.body.text.contains("yes"), "{case}: {}", post.body.text);
        assert_eq!(post.meta.date.map(|date| date.to_string()).as_deref(), Some("2022-01-01T00:00:00+00:00"), "{case}");
        assert!(post.meta.title.contains('A'), "{case}");
    }
}

#[test]
fn no_front_matter_the_whole_file_is_the_body() {
    for (case, text, title) in [
        ("a heading", "# The title\n\nText\n", "The title"),
        ("no heading", "Text\n", "file"),
        ("empty", "", "file"),
        ("only blanks", " \n\n", "file"),
        ("a rule at the head", "---\n\nText\n\n---\n\nMore\n", "file"),
        ("rules around a sentence", "---\nJust a sentence.\n---\nText\n", "file"),
        ("a heading above a rule", "# The title\n---\ntitle: no\n---\n", "The title"),
        ("an underlined heading is not Hexo's", "Note: read this\n---\nText\n", "file"),
        ("a table of contents", "- [A](#a)\n\n---\n", "file"),
        ("a Hugo shortcode", "{{< figure >}}\n", "file"),
        ("a Hexo tag", "{% note %}\nA\n{% endnote %}\n", "file"),
        ("an attribute list", "{: .class}\nText\n", "file"),
        ("a dash more", "--\ntitle: A\n--\n", "file"),
    ] {
        let post = read(text);
        assert_eq!(post.meta.title, title, "{case}");
        assert_eq!(post.body.text, text, "{case}");
        assert_eq!(post.problems, [], "{case}");
    }
}

#[test]
fn empty_front_matter_is_front_matter() {
    for text in ["---\n---\nBody\n", "---\n\n---\nBody\n", "---\n# a comment\n---\nBody\n", "+++\n+++\nBody\n"] {
        let post = read(text);
        assert_eq!((post.body.text.as_str(), post.problems.len()), ("Body\n", 0), "{text:?}");
    }
}

#[test]
fn leading_tabs_count_as_two_spaces_each() {
    let post = read("---\ntitle: A\ntags:\n\t- 设计\n\t- 杂谈\nphotos:\n\ta:\n\t\tb: 1\n---\n");
    assert_eq!(post.meta.tags, ["设计", "杂谈"]);
    assert_eq!(post.meta.unknown["photos"].to_json(), serde_json::json!({"a": {"b": 1}}));
    assert_eq!(post.problems, []);
}

#[test]
fn scalars_keep_the_text_they_were_written_as() {
    for (written, title) in [
        ("no", "no"),
        ("yes", "yes"),
        ("True", "True"),
        ("2024", "2024"),
        ("1_000", "1_000"),
        ("1.10", "1.10"),
        ("0x10", "0x10"),
        ("007", "007"),
        ("1e3", "1e3"),
        ("9-9-9", "9-9-9"),
        ("2021.03.02", "2021.03.02"),
        ("2022-04-07", "2022-04-07"),
        ("18446744073709551616", "18446744073709551616"),
        ("+5", "+5"),
        ("'no'", "no"),
        ("\"\\u781a\"", "砚"),
        ("A &#123;b&#125;", "A {b}"),
        ("!!str 2024", "2024"),
        ("!custom 2024", "2024"),
        ("&a A", "A"),
        ("A # comment", "A"),
        ("A#not", "A#not"),
        (">-\n  folded\n  text", "folded text"),
        ("C:\\path", "C:\\path"),
        ("http://a.example/", "http://a.example/"),
        ("🎂💕", "🎂💕"),
    ] {
        let post = read(&format!("---\ntitle: {written}\ntags: [{written_in_flow}]\n---\n", written_in_flow = 1.5));
        assert_eq!(post.meta.title, title, "{written}");
        assert_eq!(post.meta.tags, ["1.5"], "{written}");
        assert_eq!(post.problems, [], "{written}");
    }
}

#[test]
fn null_is_the_same_as_absent() {
    for null in ["", "~", "null", "Null", "# comment"] {
        let text = format!(
            "---\ntitle: {null}\ndate: {null}\ntags: {null}\ndescription: {null}\npermalink: {null}\n---\n# H\n"
        );
        let meta = read(&text).meta;
        assert_eq!(meta.title, "H", "{null}");
        assert_eq!((meta.date, meta.tags.len(), meta.excerpt, meta.permalink), (None, 0, None, None), "{null}");
    }
}

#[test]
fn aliases_anchors_and_merge_keys_are_read() {
    let post = read(
        "---\nbase: &base {author: A, lang: de}\nx:\n  <<: *base\n  lang: en\nauthor: &n Ann\ntags: [*n, *n, b]\n---\n",
    );
    assert_eq!(post.meta.authors, ["Ann"]);
    assert_eq!(post.meta.tags, ["Ann", "b"]);
    assert_eq!(post.meta.unknown["x"].to_json(), serde_json::json!({"author": "A", "lang": "en"}));
}

#[test]
fn a_duplicate_key_the_last_one_counts_and_check_warns() {
    for (case, text, line) in [
        ("YAML", "---\ntitle: A\ndate: 2022-01-01\ntitle: B\n---\n", 4),
        ("JSON", "{\n\"title\": \"A\",\n\"title\": \"B\"\n}\n", 3),
    ] {
        let post = read(text);
        assert_eq!(post.meta.title, "B", "{case}");
        let problem = post.problems.first().expect("a problem");
        assert_eq!((problem.code.as_str(), problem.severity), ("duplicate-key", Severity::Warning), "{case}");
        assert_eq!((problem.line, problem.column), (line, 1), "{case}");
    }
    // TOML forbids it, so that it is an error there; the post is recovered all the same.
    let post = read("+++\ntitle = 'A'\ntitle = 'B'\n+++\n");
    assert_eq!(post.meta.title, "B");
    assert!(codes(&post).contains(&"duplicate-key"));
}

/// `(case, file, title, tags, line, column)`
type Broken = (&'static str, &'static str, &'static str, &'static [&'static str], u32, u32);

#[test]
fn broken_front_matter_is_recovered_key_by_key() {
    let cases: &[Broken] = &[
        ("an at sign", "---\ntitle: @me 关注了\ntags: [a]\n---\nBody", "@me 关注了", &["a"], 2, 8),
        (
            "many quotes",
            "\n---\ntitle: \"\"\"Tales - 'Road'\"\"\"\ntags: [a]\n---\nBody",
            "Tales - 'Road'",
            &["a"],
            3,
            10,
        ),
        ("a quote inside", "---\ntitle: 'it's me'\ntags: [a]\n---\nBody", "it's me", &["a"], 2, 12),
        ("an open quote", "---\ntitle: \"A\ntags: [a]\n---\nBody", "\"A", &["a"], 2, 8),
        ("a colon", "---\ntitle: A: B\ntags: [a]\n---\nBody", "A: B", &["a"], 2, 9),
        ("a bracket first", "---\ntitle: [转载] A\ntags: [a]\n---\nBody", "[转载] A", &["a"], 2, 13),
        ("a percent first", "---\ntitle: %100\ntags: [a]\n---\nBody", "%100", &["a"], 2, 8),
        ("a backtick first", "---\ntitle: `x` y\ntags: [a]\n---\nBody", "`x` y", &["a"], 2, 8),
        ("an unknown alias", "---\ntitle: *A*\ntags: [a]\n---\nBody", "*A*", &["a"], 2, 10),
        ("a template", "---\ntitle: {{ name }}\ntags: [a]\n---\nBody", "{{ name }}", &["a"], 2, 9),
        ("an open list", "---\ntitle: A\ntags: [a, 'b'\ndate: 2022-01-01\n---\nBody", "A", &["a", "b"], 4, 1),
        ("a bad item", "---\ntitle: A\ntags:\n - a\n - @b\n---\nBody", "A", &["a", "@b"], 5, 4),
        ("a control character", "---\ntitle: A\u{8}B\ntags: [a]\n---\nBody", "A B", &["a"], 2, 9),
        ("an escape", "---\ntitle: \"C:\\path\"\ntags: [a]\n---\nBody", "C:\\path", &["a"], 2, 11),
        ("TOML", "+++\ntitle = A\ntags = ['a']\n+++\nBody", "A", &["a"], 2, 9),
        ("TOML in a table", "+++\ntitle = 'A'\n[taxonomies]\ntags = ['a']\nx = y\n+++\nBody", "A", &["a"], 5, 5),
        ("JSON", "{\n\"title\": \"A\",\n\"x\": y,\n\"tags\": [\"a\"]\n}\nBody", "A", &["a"], 3, 6),
    ];
    for (case, text, title, tags, line, column) in cases {
        let post = read(text);
        assert_eq!(post.meta.title, *title, "{case}");
        assert_eq!(post.meta.tags, *tags, "{case}");
        assert_eq!(post.body.text, "Body", "{case}");
        let problem = post.problems.first().expect(case);
        assert_eq!((problem.code.as_str(), problem.severity), ("front-matter-syntax", Severity::Error), "{case}");
        assert_eq!((problem.line, problem.column), (*line, *column), "{case}: {}", problem.message);
        assert!(!problem.message.is_empty() && !problem.hint.is_empty(), "{case}");
    }
}

#[test]
fn a_problem_on_a_line_with_tabs_has_the_column_of_the_file() {
    let post = read("---\ntags:\n\t- a\n\t- @b\n---\n");
    let problem = post.problems.first().expect("a problem");
    assert_eq!((problem.line, problem.column), (4, 4), "{}", problem.message);
}

#[test]
fn front_matter_without_a_closing_line_is_recovered_and_reported() {
    for (case, text, body) in [
        ("YAML", "---\ntitle: A\ntags:\n - x\n\nBody: here\n", "\nBody: here\n"),
        ("to the end", "---\ntitle: A\ntags: [x]", ""),
        ("TOML", "+++\ntitle = 'A'\ntags = ['x']\nBody\n", "Body\n"),
    ] {
        let post = read(text);
        assert_eq!(post.meta.title, "A", "{case}");
        assert_eq!(post.meta.tags, ["x"], "{case}");
        assert_eq!(post.body.text, body, "{case}");
        assert_eq!(codes(&post), ["front-matter-unclosed"], "{case}");
    }
}

#[test]
fn bytes_that_are_no_text_are_recovered_and_reported() {
    let post = read_bytes(b"---\ntitle: \xd6\xd0\xce\xc4\ntags: [a]\n---\nBody");
    assert_eq!(post.meta.tags, ["a"]);
    assert_eq!(codes(&post), ["not-utf-8"]);
    assert_eq!((post.problems[0].line, post.problems[0].column), (2, 8));
}

#[test]
fn any_dialect_reads_any_file() {
    for dialect in [Dialect::Auto, Dialect::Hexo, Dialect::Jekyll, Dialect::Hugo, Dialect::Zola] {
        for text in ["title: A\n---\nBody", "+++\ntitle = 'A'\n+++\nBody", "{\"title\": \"A\"}\nBody"] {
            let site = Site { dialect, ..Site::default() };
            let path = PostPath::new("file.md").expect("a path");
            let post = Post::read(path, text.as_bytes(), &site, &Zone::default());
            assert_eq!((post.meta.title.as_str(), post.body.text.as_str()), ("A", "Body"), "{dialect:?} {text}");
        }
    }
}
