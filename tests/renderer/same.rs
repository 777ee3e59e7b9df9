//! The same answers natively and in the browser.

use inkstone_content::{FrontMatter, Place, PostPath, Replaced, Site, Zone};
use inkstone_renderer::answer::{Parts, Question};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::{
    module::Module,
    page::Page,
    vectors::{self, Ask, Vector},
};

/// Questions in one file for the page.
const IN_A_FILE: usize = 250;
/// Differences shown of each file of questions: what follows is mostly the same one.
const SHOWN: usize = 10;

/// What the code that was compiled natively answers, written as the page writes it.
fn native(vector: &Vector) -> String {
    let Vector { file, bytes, site, zone, base, .. } = vector;
    let zone = Zone::from_table(zone.clone());
    let front_matter = FrontMatter::read(bytes).to_text().expect("a text");
    let place = Place::new(if vector.ask == Ask::Page { *base } else { "" }, site);
    let tags = PostPath::new(file).map(|path| Replaced::read(&path, bytes, site, &place).to_text().expect("a text"));
    let parts = Parts { front_matter: Some(&front_matter), tags: tags.as_deref().ok() };
    let question = Question { file, bytes, parts, site, zone: &zone };
    let answer = match vector.ask {
        Ask::Page => question.page(&place),
        Ask::Summary => question.summary(vectors::NOW),
        Ask::Configuration => {
            return serde_json::to_string(&Site::from_yaml(&String::from_utf8_lossy(bytes)).0).expect("JSON");
        }
    };
    match answer {
        Ok(answer) => answer.into(),
        Err(error) => format!("error: {error}"),
    }
}

fn digest(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Puts all questions to the module, and gives what it answered otherwise.
fn differences(page: &Page, file: &str, part: &[Vector]) -> String {
    let digests = page.eval(&format!("digests('./{file}')"));
    let digests = digests.as_array().map(Vec::as_slice).unwrap_or_default();
    assert_eq!(digests.len(), part.len(), "every question has an answer");
    let mut report = String::new();
    let mut differing = 0;
    for (number, (vector, found)) in part.iter().zip(digests).enumerate() {
        let expected = native(vector);
        if found.as_str() == Some(&digest(&expected)) {
            continue;
        }
        differing += 1;
        if differing > SHOWN {
            continue;
        }
        let found = page.eval_text(&format!("answerTo('./{file}', {number})"));
        let same = expected.bytes().zip(found.bytes()).take_while(|(one, other)| one == other).count();
        let near = |text: &str| {
            let from = text.floor_char_boundary(same.saturating_sub(40));
            text[from..text.floor_char_boundary(same + 120)].to_owned()
        };
        report.push_str(&format!(
            "\n{} ({:?}), from byte {same} on\n  native {}\n  wasm   {}",
            vector.name,
            vector.ask,
            near(&expected),
            near(&found)
        ));
    }
    if differing > SHOWN {
        report.push_str(&format!("\n… and {} more of {file}", differing - SHOWN));
    }
    report
}

#[test]
fn the_module_answers_as_the_native_code_does() {
    let groups = vectors::all();
    let vectors: Vec<Vector> = groups.into_iter().flat_map(|(_, vectors)| vectors).collect();
    let module = Module::of_the_site();
    for (number, part) in vectors.chunks(IN_A_FILE).enumerate() {
        let questions = part.iter().map(Vector::to_json);
        module.write(&format!("questions-{number}.json"), &json!(questions.collect::<Vec<_>>()).to_string());
    }
    module.browse(|page| {
        let mut report = String::new();
        for (number, part) in vectors.chunks(IN_A_FILE).enumerate() {
            report.push_str(&differences(page, &format!("questions-{number}.json"), part));
        }
        assert!(report.is_empty(), "{report}");
        for module in ["frontMatter", "tags", "names"] {
            let asked = page.eval(&format!("readBy('{module}')")).as_u64().expect("a number");
            assert!((1..vectors.len() as u64).contains(&asked), "some need {module}, and some do not: {asked}");
            eprintln!("{asked} of them needed {module}");
        }
    });
    module.browse(|page| {
        assert_eq!(
            page.eval_text("names()"),
            include_str!("../../crates/characters/src/names.txt"),
            "a script of the list"
        );
    });
    eprintln!("{} questions, native and wasm answers equal:", vectors.len());
    for (name, vectors) in vectors::all() {
        eprintln!("  {:>6} {name}", vectors.len());
    }
}
