//! Real posts of other people's blogs, where they are at hand.

use std::path::Path;

use crate::book::{Book, Site};

#[test]
fn real_posts_build_and_none_is_lost() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    for name in ["mirror", "wild"] {
        let Ok(folder) = shared.join(name).canonicalize() else {
            eprintln!("../shared/corpus/{name} is not here: the fixtures in its shapes have to do");
            continue;
        };
        let folder = folder.to_str().expect("the path is text");
        let book = Book::new();
        let run = book.run(&["build", folder, "--out", "site", "--app", "app", "--json"]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.err);
        let report = run.json();
        let originals = Site::read(Path::new(folder));
        let count = |key: &str| report[key].as_u64().expect("a number");
        let posts = count("listed") + count("unlisted") + count("hidden");
        assert_eq!(posts, u64::try_from(originals.0.len()).expect("few"), "{name}");
        let site = book.site();
        for item in site.items() {
            let extension = &item["_inkstone"];
            let path = extension["path"].as_str().expect("a path");
            let file = extension["file"].as_str().map_or_else(|| format!("{path}.md"), str::to_owned);
            assert_eq!(site.bytes(&format!("posts/{file}")), originals.bytes(&file), "{name}: {file} is untouched");
            assert!(site.has(&format!("posts/{path}/index.html")), "{name}: {path}");
            assert_ne!(item["title"], "", "{name}: {path}");
        }
    }
}
