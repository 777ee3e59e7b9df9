//! How long hostile texts take the renderer that readers get: the release's own WebAssembly
//! module, in Chromium. A measurement, so it prints its numbers and is part of `--long` only.

use std::{env, fmt::Write, fs, path::Path};

use inkstone_content::BodyKind;
use serde_json::json;
use tempfile::TempDir;

use crate::{
    families,
    host::Host,
    page::{Page, Screen, browse},
    yaml,
};

/// Milliseconds that a megabyte of Markdown may take.
const MOST_FOR_MARKDOWN: f64 = 300.0;
/// Milliseconds that the front matter of a file may take.
const MOST_FOR_YAML: f64 = 50.0;
/// Twice the text may take this much longer.
const MOST_GROWTH: f64 = 2.5;
/// Below this a timer measures the machine and not the text, so growth means nothing.
const NOISE: f64 = 20.0;
/// What seems to miss is measured so often again.
const AGAIN: u32 = 8;

/// Bytes of the longest text of each family.
const SIZE: usize = 1_000_000;

/// What reads a post, as browsers load it.
const MODULES: [(&str, &str); 4] = [
    ("renderer", "inkstone-renderer"),
    ("front-matter", "inkstone-front-matter"),
    ("tags", "inkstone-tags"),
    ("names", "names-"),
];

/// A folder with the built site's modules, and texts.
struct Texts(TempDir);

impl Texts {
    fn new() -> Self {
        let site = env::var_os("INKSTONE_SITE").expect("INKSTONE_SITE: `cargo xtask test` sets it");
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join(site);
        let folder = TempDir::new().expect("a temporary folder");
        for entry in fs::read_dir(&site).expect("a built site") {
            let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
            for (module, begins) in MODULES {
                let is_it = name.starts_with(begins);
                if let Some(ending) = [".js", ".wasm"].into_iter().find(|ending| is_it && name.ends_with(ending)) {
                    let copy = folder.path().join(format!("{module}{ending}"));
                    fs::copy(site.join(&name), copy).expect("the folder is ours");
                }
            }
        }
        let texts = Self(folder);
        let page =
            "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><script type=module src=time.js></script>";
        texts.write("time.html", page.as_bytes());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/security/page/time.js");
        texts.write("time.js", &fs::read(script).expect("a script of these tests"));
        texts
    }

    fn write(&self, name: &str, text: &[u8]) {
        fs::write(self.0.path().join(name), text).expect("the folder is ours");
    }

    fn browse(&self, test: impl FnOnce(&Page)) {
        let host = Host::serve(self.0.path(), "/");
        browse(Screen::LAPTOP, |page| {
            page.open(&host.url("/time.html"));
            page.wait_until("the renderer is there", "document.documentElement.dataset.ready");
            eprintln!("the yardstick takes {:.1} ms", page.eval("yardstick()").as_f64().expect("a number"));
            test(page);
        });
    }
}

fn milliseconds(page: &Page, file: &str) -> f64 {
    page.eval(&format!("pageTime('{file}', 3)")).as_f64().expect("a number")
}

#[test]
#[ignore = "measures time: cargo xtask test --long"]
fn a_megabyte_of_any_family_of_markdown_is_rendered_in_time() {
    let texts = Texts::new();
    let all: Vec<_> = families::ALL.iter().filter(|family| family.kind == BodyKind::Markdown).collect();
    for (number, family) in all.iter().enumerate() {
        for (part, size) in [("half", SIZE / 2), ("whole", SIZE)] {
            let text = format!("---\ntitle: a\n---\n{}", (family.text)(size));
            texts.write(&format!("{number}-{part}.md"), text.as_bytes());
        }
    }
    let mut table = String::new();
    let mut missed = Vec::new();
    texts.browse(|page| {
        for (number, family) in all.iter().enumerate() {
            let time = |part| milliseconds(page, &format!("{number}-{part}.md"));
            let (mut half, mut whole) = (time("half"), time("whole"));
            let is_missed = |half: f64, whole: f64| {
                whole > MOST_FOR_MARKDOWN || (whole > NOISE && whole / half.max(0.1) > MOST_GROWTH)
            };
            // What a text takes is its shortest time: another program only ever makes it longer.
            for _ in 0..AGAIN {
                if !is_missed(half, whole) {
                    break;
                }
                (half, whole) = (half.min(time("half")), whole.min(time("whole")));
            }
            let growth = whole / half.max(0.1);
            let _ = writeln!(table, "{whole:8.1} ms  × {growth:4.2}  {}", family.name);
            if is_missed(half, whole) {
                missed.push(format!("{}: {whole:.0} ms, × {growth:.2}", family.name));
            }
        }
    });
    eprintln!("{} families of Markdown, 1 MB each, and growth by doubling:\n{table}", all.len());
    assert!(missed.is_empty(), "over {MOST_FOR_MARKDOWN} ms, or more than × {MOST_GROWTH}: {missed:#?}");
}

#[test]
#[ignore = "measures time: cargo xtask test --long"]
fn five_hundred_hostile_front_matters_are_read_in_time() {
    let texts = Texts::new();
    let all: Vec<_> = (0..500).map(yaml::document).collect();
    for (number, (_, text)) in all.iter().enumerate() {
        texts.write(&format!("{number}.md"), text.as_bytes());
    }
    let mut times = Vec::new();
    texts.browse(|page| {
        for from in (0..all.len()).step_by(50) {
            let files: Vec<_> = (from..(from + 50).min(all.len())).map(|number| format!("{number}.md")).collect();
            let found = page.eval(&format!("summaryTimes({}, 3)", json!(files)));
            times.extend(found.as_array().expect("a list").iter().filter_map(serde_json::Value::as_f64));
        }
        for (number, time) in times.iter_mut().enumerate() {
            for _ in 0..AGAIN {
                if *time <= MOST_FOR_YAML {
                    break;
                }
                let again = page.eval(&format!("summaryTimes(['{number}.md'], 3)"));
                *time = time.min(again[0].as_f64().expect("a number"));
            }
        }
    });
    assert_eq!(times.len(), all.len(), "each was read");
    let mut order: Vec<_> = times.iter().zip(&all).collect();
    order.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    let slowest: Vec<_> = order.iter().take(5).map(|(time, (name, _))| format!("{time:.1} ms {name}")).collect();
    eprintln!("{} hostile front matters, the slowest: {}", all.len(), slowest.join(", "));
    let missed: Vec<_> = order.iter().take_while(|(time, _)| **time > MOST_FOR_YAML).collect();
    assert!(missed.is_empty(), "{} take longer than {MOST_FOR_YAML} ms: {slowest:#?}", missed.len());
}

#[test]
fn hostile_front_matter_of_each_family_is_read() {
    // Natively, and without looking at a clock: that each is read at all.
    for number in 0..yaml::FAMILIES {
        let (name, text) = yaml::document(number);
        let path = inkstone_content::PostPath::new("a.md").expect("a path");
        let post = inkstone_content::Post::read(path, text.as_bytes(), &Default::default(), &Default::default());
        assert!(!post.meta.title.is_empty(), "{name}");
    }
}
