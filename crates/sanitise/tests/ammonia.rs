//! ammonia and the verdicts on every vector. `UPDATE_EXPECT=1` writes the outputs anew.
#![cfg(not(target_arch = "wasm32"))]

#[path = "fixtures/mod.rs"]
mod fixtures;

use std::path::Path;

use inkstone_content::RawHtml;
use inkstone_sanitise::{Origin, try_sanitise};

fn sanitised(raw: &str) -> String {
    let origin = Origin { site: fixtures::SITE.to_owned() };
    let body = try_sanitise(&RawHtml::new(raw), &origin).expect("within the limits");
    body.html().to_owned()
}

#[test]
fn every_vector_becomes_what_is_written_beside_it() {
    let vectors = fixtures::vectors();
    assert!(vectors.len() >= 400, "vectors are missing: {}", vectors.len());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        return update();
    }
    for vector in vectors {
        assert_eq!(sanitised(&vector.input), vector.output, "{}\n{}", vector.name, vector.input);
    }
}

/// A body that was made once is not changed by being made again, but for the prefixes of
/// its ids: nothing that it holds turns into something else when it is read again.
#[test]
fn what_was_made_stays_as_it_is() {
    for vector in fixtures::vectors() {
        let once = sanitised(&vector.input).replace("user-content-", "");
        let twice = sanitised(&once).replace("user-content-", "");
        assert_eq!(twice, once, "{}\n{}", vector.name, vector.input);
    }
}

/// Writes every file again with the outputs of this engine; differing ones stay.
fn update() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for (file, text) in fixtures::FAMILIES {
        let mut outputs = fixtures::read(file, text).into_iter().map(|vector| sanitised(&vector.input));
        let mut written = String::new();
        let mut input = false;
        for line in text.lines() {
            if input && !line.starts_with('>') {
                write_output(&mut written, &outputs.next().expect("an output for each input"));
            }
            input = line.starts_with('>');
            if !line.starts_with('=') {
                written.push_str(line);
                written.push('\n');
            }
        }
        if input {
            write_output(&mut written, &outputs.next().expect("an output for each input"));
        }
        std::fs::write(folder.join(file), written).expect("the fixture is writable");
    }
}

fn write_output(written: &mut String, output: &str) {
    for line in output.split('\n') {
        written.push_str("= ");
        for c in line.chars() {
            let hidden = c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}');
            if hidden || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ffff}' | '\u{a0}') {
                written.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
            } else {
                written.push(c);
            }
        }
        written.push('\n');
    }
}
