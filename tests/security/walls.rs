//! Each wall with the other one down: a sanitiser without a policy of content, the policy
//! without a sanitiser. Behind no wall the vectors must fire, or they prove nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
};

use serde_json::json;

use crate::{
    differential::rendered,
    fixtures,
    harness::{Site, by_ammonia, frame},
    page::Page,
};

/// Vectors that are shown in one go of the driver's.
const AT_A_TIME: usize = 48;

/// The policy of content of a built page, as `inkstone build` wrote it there.
pub(crate) fn policy() -> String {
    let site = env::var_os("INKSTONE_SITE").expect("INKSTONE_SITE: `cargo xtask test` sets it");
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join(site).join("index.html");
    let page = fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
    let (_, rest) = page.split_once("http-equiv=\"Content-Security-Policy\" content=\"").expect("a page has a policy");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Vectors of Markdown: what its links, references, images and raw HTML could smuggle in.
const MARKDOWN: &[&str] = &[
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](<java\tscript:alert(1)>)",
    "[a](javascript&colon;alert(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](vbscript:msgbox(1))",
    "[a]( javascript:alert(1) \"title\")",
    "[a](\\javascript:alert(1))",
    "[a](&#x6A;avascript:alert(1))",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "[a][b]\n\n[b]: <java&NewLine;script:alert(1)> 'x'",
    "<javascript:alert(1)>",
    "<javascript&colon;alert(1)>",
    "<JAVASCRIPT:alert(1)>",
    "![a](javascript:alert(1))",
    "![a](x \"\\\" onerror=alert(1) x=\\\"\")",
    "![a\" onerror=alert(1) x=\"](x)",
    "![a](x\" onerror=\"alert(1))",
    "[a](x 'y\" onclick=\"alert(1)')",
    "[<img src=x onerror=alert(1)>](/a)",
    "![<img src=x onerror=alert(1)>](/a)",
    "# <img src=x onerror=alert(1)>",
    "# a {#x\" onclick=\"alert(1)}",
    "# a {onclick=alert(1) .x}",
    "```<img src=x onerror=alert(1)>\na\n```",
    "```x\" onclick=\"alert(1)\n<img src=x onerror=alert(1)>\n```",
    "``` {.x onclick=alert(1)}\na\n```",
    "`<img src=x onerror=alert(1)>`",
    "    <img src=x onerror=alert(1)>",
    "| <img src=x onerror=alert(1)> | b |\n| --- | --- |\n| `|` <script>alert(1)</script> | c |",
    "a[^<img src=x onerror=alert(1)>]\n\n[^<img src=x onerror=alert(1)>]: b",
    "a[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    "> [!NOTE]\n> <img src=x onerror=alert(1)>",
    "> [!<img src=x onerror=alert(1)>]\n> a",
    "$<img src=x onerror=alert(1)>$",
    "$$\n<script>alert(1)</script>\n$$",
    "*<img src=x\n\nonerror=alert(1)>*",
    "<div\n\nonclick=alert(1)>a</div>",
    "<script>\n\nalert(1)\n\n</script>",
    "<!-- a\n\n--><img src=x onerror=alert(1)>",
    "<![CDATA[\n<img src=x onerror=alert(1)>\n]]>",
    "<?php\n<img src=x onerror=alert(1)>\n?>",
    "<!X\n<img src=x onerror=alert(1)>",
    "<svg>\n\n<style><img src=x onerror=alert(1)></style>\n\n</svg>",
    "<math>\n\n$x$\n\n<mi xlink:href=javascript:alert(1)>a</mi></math>",
    "<a href='javascript:alert(1)'>\n\n[b](/c)\n\n</a>",
    "http://a.example/<img src=x onerror=alert(1)>",
    "https://a.example/\"onmouseover=\"alert(1)",
    "www.a.example/'onmouseover='alert(1)",
    "{% raw %}<img src=x onerror=alert(1)>{% endraw %}",
    "{% img x\" onerror=\"alert(1) %}",
    "{% link a javascript:alert(1) %}",
    "{% youtube \"><img src=x onerror=alert(1)> %}",
    "{% iframe javascript:alert(1) %}",
    "{% codeblock \"><img src=x onerror=alert(1)> %}\na\n{% endcodeblock %}",
    "{{< figure src=\"javascript:alert(1)\" link=\"javascript:alert(1)\" title=\"<img src=x onerror=alert(1)>\" >}}",
    "{{ constructor.constructor('alert(1)')() }}",
    "- [x] <img src=x onerror=alert(1)>\n- [ ] <input onfocus=alert(1) autofocus>",
    "a\u{202e}[b](javascript:alert(1))\u{202c}",
    "[a](\u{200b}javascript:alert(1))",
    "[a](//evil.example) [b](\\\\evil.example) [c](/\\evil.example)",
];

/// A vector: its name and the raw HTML that a sanitiser is given.
pub(crate) struct Vector {
    pub(crate) name: String,
    pub(crate) html: String,
}

/// The fixtures as raw HTML.
fn raw() -> Vec<Vector> {
    let fixtures = fixtures::vectors().into_iter();
    fixtures.map(|vector| Vector { name: vector.name, html: vector.input }).collect()
}

/// The fixtures as the body of a Markdown post.
fn as_markdown() -> Vec<Vector> {
    let fixtures = fixtures::vectors().into_iter();
    fixtures.map(|vector| Vector { name: vector.name, html: rendered(&vector.input) }).collect()
}

/// What only Markdown can write.
fn markdown() -> Vec<Vector> {
    let texts = MARKDOWN.iter();
    texts.map(|text| Vector { name: format!("Markdown: {text}"), html: rendered(text) }).collect()
}

/// A site with every vector behind every wall that stands in a file.
pub(crate) fn site(vectors: &[Vector]) -> Site {
    let site = Site::new();
    let list: Vec<_> = vectors.iter().map(|vector| json!({ "name": vector.name, "html": vector.html })).collect();
    site.write("vectors.json", &json!(list).to_string());
    let policy = format!("<meta http-equiv=Content-Security-Policy content=\"{}\">", policy());
    site.write("guarded.html", &frame(&policy, ""));
    for (number, vector) in vectors.iter().enumerate() {
        let safe = by_ammonia(&vector.html).unwrap_or_default();
        site.write(&format!("none/{number}.html"), &frame("", &vector.html));
        site.write(&format!("policy/{number}.html"), &frame(&policy, &vector.html));
        site.write(&format!("ammonia/{number}.html"), &frame("", &format!("<div class=post-body>{safe}</div>")));
    }
    site
}

/// What fired behind a wall, by the vector's name.
pub(crate) fn fired(page: &Page, wall: &str, vectors: &[Vector]) -> BTreeMap<String, Vec<String>> {
    let mut fired = BTreeMap::new();
    for from in (0..vectors.len()).step_by(AT_A_TIME) {
        let found = page.eval(&format!("probes('{wall}', {from}, {})", from + AT_A_TIME));
        for pair in found.as_array().expect("a list") {
            let number = pair[0].as_u64().and_then(|number| usize::try_from(number).ok()).expect("a number");
            let what = pair[1].as_array().expect("a list").iter().filter_map(|what| Some(what.as_str()?.to_owned()));
            fired.insert(vectors[number].name.clone(), what.collect());
        }
    }
    fired
}

/// The families in which a script ran.
fn families(fired: &BTreeMap<String, Vec<String>>) -> BTreeSet<&str> {
    let ran = fired.iter().filter(|(_, what)| what.iter().any(|what| what.starts_with("script: ")));
    ran.filter_map(|(name, _)| name.split_once(".txt").map(|(family, _)| family)).collect()
}

/// Shows vectors behind no wall, and gives what fired; then behind each wall, where nothing may.
pub(crate) fn behind_each_wall_nothing_fires(vectors: &[Vector]) -> BTreeMap<String, Vec<String>> {
    let mut without = BTreeMap::new();
    site(vectors).browse(|page| {
        without = fired(page, "none", vectors);
        for wall in ["platform", "dompurify", "ammonia", "both"] {
            let fired = fired(page, wall, vectors);
            assert!(fired.is_empty(), "behind {wall} alone: {fired:#?}");
        }
        // As the page's own HTML, and as nodes put into it: the app with no sanitiser.
        for wall in ["policy", "bypassed"] {
            let mut behind = fired(page, wall, vectors);
            // A policy lets elements and links stand, and the browser lists what it did not load.
            for what in behind.values_mut() {
                what.retain(|what| !["left: ", "link: ", "request: "].iter().any(|kind| what.starts_with(kind)));
            }
            behind.retain(|_, what| !what.is_empty());
            assert!(behind.is_empty(), "behind the policy alone, {wall}: {behind:#?}");
        }
    });
    let ran = without.values().filter(|what| what.iter().any(|what| what.starts_with("script: "))).count();
    eprintln!("{} vectors: without a wall {} fire, {ran} of them run a script", vectors.len(), without.len());
    without
}

#[test]
fn raw_html_fires_behind_no_wall_and_never_behind_one() {
    let without = behind_each_wall_nothing_fires(&raw());
    // Vectors that do not run prove nothing: as many as ran when this was written must.
    assert!(without.len() >= 200, "only {} vectors fire without a wall", without.len());
    for family in ["clobbering", "handlers", "mutation", "parsing", "scripts", "urls"] {
        assert!(families(&without).contains(family), "no vector of {family}.txt runs without a wall");
    }
}

#[test]
fn what_only_markdown_can_write_never_fires_behind_a_wall() {
    let without = behind_each_wall_nothing_fires(&markdown());
    assert!(without.len() >= 20, "only {} vectors fire without a wall", without.len());
}

#[test]
#[ignore = "some minutes: cargo xtask test --long"]
fn raw_html_in_markdown_never_fires_behind_a_wall() {
    behind_each_wall_nothing_fires(&as_markdown());
}
