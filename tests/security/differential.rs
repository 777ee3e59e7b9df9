//! The three sanitisers must agree: on the same nodes, on the same HTML where a tree cannot be
//! written as it is, or on the same elements and texts with the differences that are
//! explained beside each in page/run.js.

use std::{
    fs,
    path::{Path, PathBuf},
};

use inkstone_content::{Post, PostPath, Site as Blog, Zone, policy::DROPPED};
use serde_json::{Value, json};

use crate::{
    generate,
    harness::{Site, by_ammonia},
};

/// Documents in one file for the page.
const IN_A_FILE: usize = 200;

/// In which ways an engine may make another thing than ammonia: as page/run.js names them, where each
/// is explained, and in words.
const KINDS: [(&str, &str); 7] = [
    ("equal", "equal"),
    ("written", "equal as written"),
    ("moved", "by the platform with parts in other places"),
    ("along", "by the platform without what its parser moved out of something dropped"),
    ("stricter", "by DOMPurify with fewer attributes"),
    ("foreign", "alike in both where ammonia's parser reaches out of SVG or MathML"),
    ("refused", "refused by all"),
];

/// The raw HTML of a Markdown body.
pub(crate) fn rendered(body: &str) -> String {
    html_of("a.md", format!("---\ntitle: a\n---\n{body}").as_bytes())
}

fn html_of(path: &str, bytes: &[u8]) -> String {
    let blog = Blog::default();
    let path = PostPath::new(path).expect("a path of a post");
    let post = Post::read(path, bytes, &blog, &Zone::default());
    let place = inkstone_content::Place { base: "/blog/".to_owned(), ..Default::default() };
    inkstone_content::render(&post, &blog, &place).html.as_str().to_owned()
}

/// Holds the browser's engines against ammonia on documents, and says how many agree.
fn compare(documents: &[(String, String)]) {
    let site = Site::new();
    let mut files = Vec::new();
    for (number, part) in documents.chunks(IN_A_FILE).enumerate() {
        let list = part.iter().map(|(name, html)| json!({ "name": name, "html": html, "expected": by_ammonia(html) }));
        let file = format!("documents-{number}.json");
        let list = json!({ "documents": list.collect::<Vec<_>>(), "dropped": DROPPED });
        site.write(&file, &list.to_string());
        files.push(file);
    }
    site.browse(|page| {
        let mut sums = [0; KINDS.len()];
        let mut differences = Vec::new();
        for file in &files {
            let result = page.eval(&format!("compare('./{file}')"));
            differences.extend(result["differences"].as_array().cloned().expect("a list"));
            for (sum, (name, _)) in sums.iter_mut().zip(KINDS) {
                *sum += result["sums"][name].as_u64().unwrap_or_default();
            }
        }
        let told: Vec<_> = sums.iter().zip(KINDS).map(|(sum, (_, words))| format!("{sum} {words}")).collect();
        eprintln!("{} documents, two engines: {}", documents.len(), told.join(", "));
        assert!(differences.is_empty(), "{:#}", Value::from(differences));
        assert_eq!(sums.iter().sum::<u64>(), 2 * documents.len() as u64, "each was held against ammonia");
    });
}

#[test]
fn the_three_agree_on_generated_documents() {
    compare(&generated(2_000));
}

#[test]
#[ignore = "some minutes: cargo xtask test --long"]
fn the_three_agree_on_a_hundred_thousand_generated_documents() {
    compare(&generated(100_000));
}

#[test]
fn the_three_agree_on_real_posts() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["posts", "../shared/seeds", "../shared/corpus"] {
        if !project.join(folder).exists() {
            eprintln!("no {folder} here: it is not compared");
        }
        collect(&project.join(folder), &mut files);
    }
    assert!(!files.is_empty(), "the demo blog has posts");
    let post = |file: PathBuf| {
        let bytes = fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        (file.display().to_string(), html_of("a.md", &bytes))
    };
    compare(&files.into_iter().map(post).collect::<Vec<_>>());
}

fn generated(number: u64) -> Vec<(String, String)> {
    (0..number).map(|number| (format!("document {number}"), generate::document(number))).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
}
