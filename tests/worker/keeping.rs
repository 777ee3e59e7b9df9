//! What may be kept, for how long, and what goes first.

use serde_json::{Value, json};

use crate::Rules;

#[test]
fn only_what_was_asked_for_is_kept() {
    let rules = Rules::read();
    let good = |kind: &str| {
        let (kind_of_body, start) = match kind {
            "page" => ("text/html; charset=utf-8", "<!doctype html><html>"),
            "image" => ("image/png", "\u{fffd}PNG"),
            "post" => ("text/markdown", "---\ntitle: a\n---"),
            _ => ("application/json", "{"),
        };
        let (opaque, moved) = (false, false);
        json!({ "status": 200, "opaque": opaque, "moved": moved, "type": kind_of_body, "promised": null,
                "size": 10, "start": start })
    };
    for kind in ["page", "root", "shard", "post", "image"] {
        assert_eq!(rules.call("refusal", &[json!(kind), good(kind)]), Value::Null, "a good {kind}");
        for (case, change, expected) in [
            ("an error page", json!({ "status": 500 }), "status"),
            ("not there", json!({ "status": 404 }), "status"),
            ("a part", json!({ "status": 206 }), "status"),
            ("not to be read", json!({ "opaque": true }), "opaque"),
            ("from elsewhere", json!({ "moved": true }), "address"),
            ("shorter than promised", json!({ "promised": 20 }), "length"),
            ("too large", json!({ "size": 17 * 1024 * 1024 }), "size"),
        ] {
            let mut answer = good(kind);
            for (name, value) in change.as_object().expect("an object") {
                answer[name] = value.clone();
            }
            assert_eq!(rules.call("refusal", &[json!(kind), answer]), expected, "{kind}: {case}");
        }
        if kind == "page" {
            continue;
        }
        for (case, kind_of_body, start) in [
            ("a captive portal", "text/html; charset=utf-8", "<!DOCTYPE html><html><title>Sign in"),
            ("a portal that calls itself text", "text/plain", "\n <HTML lang=en>"),
            ("the right body as a page", "text/html", "{"),
        ] {
            let mut answer = good(kind);
            answer["type"] = json!(kind_of_body);
            answer["start"] = json!(start);
            assert_eq!(rules.call("refusal", &[json!(kind), answer]), "type", "{kind}: {case}");
        }
    }
    for (case, kind, kind_of_body, start, size, expected) in [
        ("a post without a type", "post", "", "text", 4, Value::Null),
        ("an empty post", "post", "text/markdown", "", 0, Value::Null),
        ("a post that begins with HTML", "post", "text/plain", "<p>text", 7, Value::Null),
        ("a page that is none", "page", "text/html", "{\"a\": 1}", 8, json!("type")),
        ("a picture that is text", "image", "text/plain", "no", 2, json!("type")),
        ("a style sheet", "style", "text/css; charset=utf-8", "p {}", 4, Value::Null),
        ("a style sheet that is text", "style", "text/plain", "no", 2, json!("type")),
        ("sound", "media", "audio/mpeg", "ID3", 3, Value::Null),
        ("sound that is a page", "media", "text/html", "<!doctype html>", 15, json!("type")),
        ("sound that is text", "media", "text/plain", "no", 2, json!("type")),
        ("an empty picture", "image", "image/png", "", 0, json!("type")),
    ] {
        let answer = json!({ "status": 200, "opaque": false, "moved": false, "type": kind_of_body, "promised": null,
                             "size": size, "start": start });
        assert_eq!(rules.call("refusal", &[json!(kind), answer]), expected, "{case}");
    }
}

#[test]
fn a_root_is_one_that_this_app_can_read() {
    let rules = Rules::read();
    for (case, path, text, expected) in [
        ("a root", "catalogue.json", r#"{"format": 2, "site": {}, "pages": []}"#, true),
        ("an older one", "catalogue.json", r#"{"format": 1, "site": {}}"#, true),
        ("a newer one", "catalogue.json", r#"{"format": 3, "site": {}}"#, false),
        ("no format", "catalogue.json", r#"{"site": {}}"#, false),
        ("a number", "catalogue.json", "7", false),
        ("null", "catalogue.json", "null", false),
        ("half of it", "catalogue.json", r#"{"format": 2, "si"#, false),
        ("text", "catalogue.json", "Sign in", false),
        ("a list of files", "posts/index.txt", "a.md\n", true),
        ("the search's root", "search.json", "{}", true),
        ("half of the search's root", "search.json", "{", false),
    ] {
        let given = rules.call("isRoot", &[json!(path), json!(text), json!(2)]);
        assert_eq!(given, expected, "{case}");
    }
}

#[test]
fn the_least_recently_used_go_first() {
    let rules = Rules::read();
    let entries: Vec<Value> = (1..=4).map(|number| json!({ "url": number.to_string(), "size": number * 10 })).collect();
    for (case, most, bytes, expected) in [
        ("all fit", 4, 100, vec![]),
        ("one too many", 3, 100, vec!["1"]),
        ("too large", 4, 75, vec!["1", "2"]),
        ("both", 1, 100, vec!["1", "2", "3"]),
        ("nothing fits", 4, 0, vec!["1", "2", "3", "4"]),
    ] {
        let given = rules.call("overflow", &[json!(entries), json!({ "entries": most, "bytes": bytes })]);
        assert_eq!(given, json!(expected), "{case}");
    }
}

#[test]
fn pictures_make_room_for_texts_and_never_the_other_way_round() {
    let rules = Rules::read();
    for (store, expected) in [
        ("images", json!([])),
        ("pictures", json!(["images"])),
        ("visited", json!(["images"])),
        ("roots", json!(["images", "visited"])),
        ("saved", json!(["images", "visited", "pictures"])),
        ("build 0123456789abcdef", json!(["images"])),
    ] {
        assert_eq!(rules.call("lesserStores", &[json!(store)]), expected, "{store}");
    }
}

#[test]
fn a_range_is_a_part_of_what_is_here() {
    let rules = Rules::read();
    for (header, expected) in [
        ("bytes=0-3", json!({ "start": 0, "end": 4 })),
        ("bytes=4-", json!({ "start": 4, "end": 10 })),
        ("bytes=-3", json!({ "start": 7, "end": 10 })),
        ("bytes=-30", json!({ "start": 0, "end": 10 })),
        ("bytes=8-100", json!({ "start": 8, "end": 10 })),
        ("bytes=3-1", json!("the whole")),
        ("bytes=0-1,4-5", json!("the whole")),
        ("bytes=-", json!("the whole")),
        ("items=0-1", json!("the whole")),
        ("", json!("the whole")),
        ("bytes=10-", json!("no such bytes")),
        ("bytes=-0", json!("no such bytes")),
    ] {
        let named = "((header, size) => { const range = rangeOf(header, size); \
                     return range === null ? 'the whole' : range === undefined ? 'no such bytes' : range; })";
        assert_eq!(rules.call(named, &[json!(header), json!(10)]), expected, "{header}");
    }
}

#[test]
fn a_clock_that_is_wrong_only_asks_once_more() {
    let rules = Rules::read();
    let day: i64 = 24 * 3600 * 1000;
    let now = 20_000 * day;
    for (case, stored, expected) in [
        ("just now", now, false),
        ("six days", now - 6 * day, false),
        ("eight days", now - 8 * day, true),
        ("ten years ago", now - 3650 * day, true),
        ("in ten years", now + 3650 * day, true),
        ("never", 0, true),
    ] {
        assert_eq!(rules.call("isOld", &[json!(stored), json!(now)]), expected, "{case}");
    }
}
