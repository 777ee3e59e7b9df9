//! A site's time zone by its name: the browser's rules where there is no catalogue, and the
//! table that the builder writes into one, give every date alike.

use std::{env, fs, process::Command};

use inkstone_catalogue::Root;
use inkstone_content::{Place, Site, Zone, ZoneTable};
use inkstone_renderer::answer::{Parts, Question};
use serde_json::{Value, json};

use crate::module::Module;

/// Zones of all kinds: without summers, with them on either half of the world, of half hours,
/// with a summer of half an hour, with winters below zero, on the other side of the date line.
const ZONES: &[&str] = &[
    "UTC",
    "Asia/Shanghai",
    "Asia/Kolkata",
    "Asia/Tehran",
    "Europe/Berlin",
    "Europe/Dublin",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
];

/// Dates without an offset, among them hours that a zone skips or has twice.
fn dates() -> Vec<String> {
    let mut list = Vec::new();
    for year in (1971..2037).step_by(3) {
        for (month, day, hour) in [(1, 1, 0), (3, 13, 2), (3, 31, 2), (6, 15, 12), (10, 27, 1), (10, 31, 2), (11, 6, 1)]
        {
            list.push(format!("{year}-{month:02}-{day:02} {hour:02}:30:00"));
        }
    }
    list
}

/// The table of a zone that the builder writes into a catalogue.
fn table(zone: &str) -> ZoneTable {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let posts = folder.path().join("posts");
    fs::create_dir(&posts).expect("the folder is ours");
    fs::write(posts.join("a.md"), "A\n").expect("the folder is ours");
    fs::write(posts.join("inkstone.yaml"), format!("timezone: {zone}\n")).expect("the folder is ours");
    let Some(program) = env::var_os("INKSTONE_BIN") else {
        panic!("INKSTONE_BIN does not name the inkstone command: run `cargo xtask test`");
    };
    let mut command = Command::new(&program);
    command.arg("index").arg(&posts).arg("--out").arg(folder.path().join("out"));
    let made = command.output().unwrap_or_else(|error| panic!("{}: {error}", program.display()));
    assert!(made.status.success(), "{command:?}: {}", String::from_utf8_lossy(&made.stderr));
    let root = fs::read_to_string(folder.path().join("out/catalogue.json")).expect("a catalogue");
    let root = Root::from_json(&root).expect("the catalogue's format is ours");
    assert_eq!(root.site.time_zone.as_deref(), Some(zone));
    root.zone.unwrap_or_default()
}

#[test]
fn a_zone_by_its_name_is_the_builders_table() {
    let dates = dates();
    let module = Module::of_the_site();
    let mut expected = Vec::new();
    let mut questions = Vec::new();
    for zone in ZONES {
        let site = Site { time_zone: Some((*zone).to_owned()), ..Default::default() };
        let table = Zone::from_table(table(zone));
        for date in &dates {
            let post = format!("---\ndate: {date}\n---\n");
            let question =
                Question { file: "a.md", bytes: post.as_bytes(), parts: Parts::default(), site: &site, zone: &table };
            let page = String::from(question.page(&Place::new("/", &site)).expect("a path"));
            let page: Value = serde_json::from_str(&page).expect("JSON");
            expected.push(format!("{zone} {date} = {}", page["head"]["date"].as_str().expect("a date")));
            let site = serde_json::to_string(&site).expect("it has a JSON form");
            questions.push(json!({ "site": site, "post": post, "name": format!("{zone} {date}") }));
        }
    }
    module.write("dates.json", &json!(questions).to_string());
    module.browse(|page| {
        let found = page.eval("datesOf('./dates.json')");
        let found: Vec<&str> = found.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let wrong: Vec<_> = expected.iter().zip(&found).filter(|(expected, found)| expected != *found).collect();
        assert!(wrong.is_empty() && found.len() == expected.len(), "{} dates differ: {wrong:#?}", wrong.len());
    });
    eprintln!("{} dates in {} zones are the same by name and by table", expected.len(), ZONES.len());
}
