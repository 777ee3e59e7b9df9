//! The contract's sections "The file", "One bad post" and "Limits", line by line.

use std::time::{Duration, Instant};

use inkstone_content::{BodyKind, Dialect, Post, PostPath, Severity, Site, Zone, limits};

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
    assert_eq!(post.meta.unknown["photos"], serde_json::json!({"a": {"b": 1}}));
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
    assert_eq!(post.meta.unknown["x"], serde_json::json!({"author": "A", "lang": "en"}));
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
fn limits_each_with_its_own_error_and_the_number_in_it() {
    let deep = format!("---\ntitle: A\nx: {}{}\ntags: [t]\n---\nBody", "[".repeat(33), "]".repeat(33));
    let long = format!("---\ntitle: A\ntags: [t]\nx: {}\n---\nBody", "y".repeat(64 * 1024));
    let laughs = "---\ntitle: A\ntags: [t]\na: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n---\nBody";
    let toml = format!("+++\ntitle = 'A'\nx = {}1{}\ntags = ['t']\n+++\nBody", "[".repeat(33), "]".repeat(33));
    let json =
        format!("{{\n\"title\": \"A\",\n\"x\": {}1{},\n\"tags\": [\"t\"]\n}}\nBody", "[".repeat(33), "]".repeat(33));
    for (case, text, code, number) in [
        ("nesting", deep.as_str(), "front-matter-too-deep", "32"),
        ("nesting in TOML", toml.as_str(), "front-matter-too-deep", "32"),
        ("nesting in JSON", json.as_str(), "front-matter-too-deep", "32"),
        ("length", long.as_str(), "front-matter-too-long", "65536"),
        ("aliases", laughs, "front-matter-aliases", "1000"),
    ] {
        let post = read(text);
        let problem = post.problems.iter().find(|problem| problem.code == code).expect(case);
        assert!(problem.message.contains(number), "{case}: {}", problem.message);
        assert_eq!((post.meta.title.as_str(), post.body.text.as_str()), ("A", "Body"), "{case}");
        assert_eq!(post.meta.tags, ["t"], "{case}");
    }
    let body = "é".repeat(limits::BODY_BYTES / 2 + 10);
    let post = read(&format!("---\ntitle: A\n---\n{body}"));
    assert_eq!(post.body.text.len(), limits::BODY_BYTES);
    assert_eq!(codes(&post), ["body-too-long"]);
    assert!(post.problems[0].message.contains("8388608"), "{}", post.problems[0].message);
}

#[test]
fn what_is_within_the_limits_is_no_problem() {
    let deep = format!("---\nx: {}{}\n---\n", "[".repeat(32), "]".repeat(32));
    let brackets = format!("---\ntitle: a\nlist:\n{}---\n", "  - {a: [1, 2], b: 'x['}\n".repeat(200));
    let quoted = format!("---\ntitle: \"{}\"\n---\n", "[".repeat(100));
    let text = format!("---\ntitle: A\nsummary: |\n{}---\n", "  (let [a [b [c\n".repeat(20));
    let long = format!("---\nx: {}\n---\n", "y".repeat(64 * 1024 - 4));
    let aliases = format!("---\na: &a [{}]\nb: [*a, *a]\n---\n", "1,".repeat(300));
    for (case, text) in [
        ("nesting", deep),
        ("many brackets", brackets),
        ("brackets in quotes", quoted),
        ("brackets in a text", text),
        ("length", long),
        ("aliases", aliases),
    ] {
        assert_eq!(read(&text).problems, [], "{case}");
    }
}

#[test]
fn problems_are_limited() {
    let text: String = (0..400).map(|key| format!("k{key}: @\n")).collect();
    let post = read(&format!("---\n{text}---\nBody"));
    assert_eq!(post.problems.len(), limits::PROBLEMS + 1);
    assert_eq!(post.problems.last().map(|problem| problem.code.as_str()), Some("more-problems"));
}

/// The worst inputs known for YAML, each as large as front matter may be (or larger), are
/// read in a moment: the issue's `[` × 100,000 in 50 ms, in a debug build in half a second.
#[test]
fn hostile_front_matter_takes_no_time() {
    let limit = 64 * 1024 - 100;
    let fill = |part: &str| part.repeat(limit / part.len());
    let families: Vec<(&str, String)> = vec![
        ("[ × 100,000", "[".repeat(100_000)),
        ("[ to the limit", "[".repeat(limit)),
        ("x: [", format!("x: {}", "[".repeat(limit))),
        ("{", "{".repeat(limit)),
        ("{a:", fill("{a: ")),
        ("[ behind an open quote", format!("a: b\n  \"\nc: {}", "[".repeat(limit - 20))),
        ("[ behind a block text", format!("a: |\n  b: \"\nc: {}", "[".repeat(limit - 20))),
        ("brackets closed in quotes", fill("[\"]\", ")),
        ("- - -", fill("- ")),
        ("? ? ?", fill("? ")),
        ("nested maps", (0..300).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect()),
        ("quotes", fill("\"")),
        ("single quotes", fill("'")),
        ("anchors", fill("&a ")),
        ("aliases", fill("*a ")),
        ("defined anchors", (0..4000).map(|at| format!("k{at}: &a{at} 1\n")).collect()),
        ("tags", fill("!a ")),
        ("long key", format!("{}: 1", "k".repeat(limit - 10))),
        ("many keys", (0..5000).map(|at| format!("k{at}: {at}\n")).collect()),
        ("one key many times", fill("a: 1\n")),
        ("many bad keys", fill("a: @\n")),
        ("many bad lists", fill("a:\n - @\n")),
        ("open lists", fill("a: [\n")),
        ("merges", format!("a: &a {{{}}}\nb: {{<<: [{}]}}", "x: 1, ".repeat(500), "*a,".repeat(500))),
        ("comments", fill("# ")),
        ("commas", format!("x: [{}]", ",".repeat(limit - 10))),
        ("colons", fill(": ")),
        ("line breaks", fill("\n")),
        ("tabs", fill("\ta: 1\n")),
        ("block texts", fill("a: |\n b\n")),
        ("percent", fill("%YAML\n")),
        ("document ends", fill("--- a\n")),
        ("entities", format!("title: {}", "&#123;".repeat(limit / 6 - 10))),
        ("NEL", fill("a: \u{85}[")),
        ("separators", fill("a\u{2028}[")),
    ];
    for (case, front_matter) in families {
        for text in [
            format!("---\n{front_matter}\n---\nBody"),
            format!("---\ntitle: A\n{front_matter}"),
            format!("title: A\n{front_matter}\n---\nBody"),
            format!("+++\n{front_matter}\n+++\nBody"),
            format!(";;;\n{front_matter}\n;;;\nBody"),
            format!("{{\"a\": {front_matter}\n}}\nBody"),
        ] {
            let begin = Instant::now();
            let post = read(&text);
            let spent = begin.elapsed();
            assert!(!post.meta.title.is_empty(), "{case}");
            assert!(spent < Duration::from_millis(2_000), "{case} took {spent:?}");
        }
    }
}

/// Five hundred files of pieces of YAML in a fixed order without sense.
#[test]
fn five_hundred_hostile_yamls_are_read() {
    const PIECES: [&str; 24] = [
        "[",
        "]",
        "{",
        "}",
        ":",
        ": ",
        "- ",
        "? ",
        "\"",
        "'",
        "\n",
        "\n  ",
        "|\n",
        ">-\n",
        "&a ",
        "*a ",
        "!!binary ",
        "!x ",
        "# ",
        "%",
        "@",
        "a",
        "砚",
        "<<: ",
    ];
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let begin = Instant::now();
    for round in 0..500 {
        let mut text = String::from("---\ntitle: A\n");
        for _ in 0..40 + round {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push_str(PIECES[usize::try_from(state % 24).expect("less than 24")]);
        }
        text.push_str("\n---\nBody");
        assert!(!read(&text).meta.title.is_empty(), "{text}");
    }
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
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
fn telling_html_from_markdown_takes_linear_time() {
    for (case, body) in [
        ("open tags", "<div>".repeat(200_000)),
        ("open quotes", "<a b=\"".repeat(200_000)),
        ("open comments", "<!--".repeat(200_000)),
        ("stray ends", "<p>a</q>".repeat(100_000)),
        ("smaller-than", format!("<p>{}</p>", "<".repeat(500_000))),
        ("lines", format!("<p>{}</p>", "\n".repeat(1_000_000))),
    ] {
        let begin = Instant::now();
        read(&format!("{body}>"));
        assert!(begin.elapsed() < Duration::from_secs(5), "{case} took {:?}", begin.elapsed());
    }
}

#[test]
fn the_body_is_kept_as_it_is() {
    for body in ["a &#123;b&#125; {{ c }}\n", "\n\n  x\n\n", "a\u{0}b", "\u{a0}\n"] {
        assert_eq!(read(&format!("---\ntitle: A\n---\n{body}")).body.text, body, "{body:?}");
    }
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
