//! The contract's section "Limits", and that hostile front matter takes no time.

use inkstone_content::{Place, Post, PostPage, PostPath, Rendered, Site, Zone, limits, policy::Limit, render};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn read(text: &str) -> Post {
    let path = PostPath::new("folder/file.md").expect("a path");
    Post::read(path, text.as_bytes(), &Site::default(), &Zone::default())
}

fn codes(post: &Post) -> Vec<&str> {
    post.problems.iter().map(|problem| problem.code.as_str()).collect()
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

fn rendered(post: &Post) -> Rendered {
    render(post, &Site::default(), &Place::default())
}

#[test]
fn rendering_ends_where_no_page_would_show_it() {
    let quotations = |depth: usize| format!("{} a", ">".repeat(depth));
    let items = |depth: usize| (0..depth).map(|at| format!("{}- a\n", "  ".repeat(at))).collect::<String>();
    let emphasis = |depth: usize| format!("{}a{}", "*a **a ".repeat(depth), " b** b*".repeat(depth));
    let references = |count: usize| format!("[^a]: b\n\n{}", "[^a]".repeat(count));
    for (case, body, expected) in [
        ("as many paragraphs as may be", "a\n\n".repeat(49_999), None),
        ("one more", "a\n\n".repeat(50_000), Some(Limit::Nodes)),
        ("references, each of two elements", references(24_990), None),
        ("more of them", references(25_010), Some(Limit::Nodes)),
        ("headings", "# a\n".repeat(60_000), Some(Limit::Nodes)),
        ("what tags stand for", "{% youtube a %}".repeat(50_001), Some(Limit::Nodes)),
        ("tags that nobody knows", "{% a %}".repeat(60_000), None),
        ("raw HTML is for the sanitiser to count", "<b>a</b>".repeat(60_000), None),
        ("as deep as may be, with the paragraph", quotations(255), None),
        ("deeper", quotations(256), Some(Limit::Depth)),
        ("lists, two levels each", items(140), Some(Limit::Depth)),
        ("emphasis", emphasis(150), Some(Limit::Depth)),
        ("beside each other", format!("{}\n\n", quotations(250)).repeat(3), None),
        ("a note stands at the end", format!("{}\n[^a]: {}", quotations(200), quotations(200)), None),
    ] {
        let post = read(&format!("---\ntitle: A\n---\nFirst.\n\n{body}"));
        let found = rendered(&post);
        assert_eq!(found.excess, expected, "{case}");
        let Some(limit) = found.excess else { continue };
        assert_eq!(found.problems, [limit.problem()], "{case}");
        assert_eq!(found.text, post.body.text, "{case}: what the page shows is found by search");
        assert_eq!((found.excerpt.as_str(), found.outline.len()), ("First.", 0), "{case}");
        let page = PostPage::new(post.clone(), found, &Place::default());
        assert_eq!((page.html, page.source), (None, post.body.text), "{case}: no text is lost");
    }
}

#[test]
fn problems_are_limited() {
    let text: String = (0..400).map(|key| format!("k{key}: @\n")).collect();
    let post = read(&format!("---\n{text}---\nBody"));
    assert_eq!(post.problems.len(), limits::PROBLEMS + 1);
    assert_eq!(post.problems.last().map(|problem| problem.code.as_str()), Some("more-problems"));
}

/// The worst inputs known for YAML, each as large as front matter may be or larger. How long they
/// take `cargo xtask bench content` prints.
#[test]
fn hostile_front_matter_is_read() {
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
            assert!(!read(&text).meta.title.is_empty(), "{case}");
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
}
