//! The list of what a release is made of, in CycloneDX 1.6 (<https://cyclonedx.org/docs/1.6/json/>).
//!
//! The same sources give the same file: no time of day, no random serial number.

use serde_json::{Value, json};

use crate::metadata::{Metadata, Package};
use crate::vendored::Vendored;

/// What a release ships: the app, the modules beside it, and the command.
const SHIPPED: [&str; 7] = [
    "inkstone-app",
    "inkstone-cli",
    "inkstone-renderer",
    "inkstone-front-matter",
    "inkstone-tags",
    "inkstone-cataloguer",
    "inkstone-embed",
];

/// The document.
pub(crate) fn of(metadata: &Metadata, vendored: &[Vendored]) -> Value {
    let made_of = metadata.made_of(&SHIPPED);
    let is_listed = |id: &str| made_of.iter().any(|package| package.id == id);
    let packages = made_of.iter().map(|package| component(metadata, package, vendored));
    let scripts = vendored.iter().filter(|vendored| vendored.checksum.is_none()).map(script);
    let dependencies = made_of.iter().map(|package| {
        let needs = metadata.needs.get(&package.id).into_iter().flatten().filter(|id| is_listed(id));
        let mut needs: Vec<String> = needs.filter_map(|id| by_id(metadata, id)).map(purl).collect();
        needs.sort();
        json!({ "ref": purl(package), "dependsOn": needs })
    });
    let version = made_of.iter().find(|package| package.name == SHIPPED[1]).map(|package| package.version.as_str());
    json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "inkstone",
                "name": "inkstone",
                "version": version,
                "licenses": [{ "expression": "MIT OR Apache-2.0" }],
            },
        },
        "components": packages.chain(scripts).collect::<Vec<_>>(),
        "dependencies": dependencies.collect::<Vec<_>>(),
    })
}

fn by_id<'a>(metadata: &'a Metadata, id: &str) -> Option<&'a Package> {
    metadata.packages.iter().find(|package| package.id == id)
}

fn purl(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version.replace('+', "%2B"))
}

fn component(metadata: &Metadata, package: &Package, vendored: &[Vendored]) -> Value {
    let mut component = json!({
        "type": "library",
        "bom-ref": purl(package),
        "name": package.name,
        "version": package.version,
        "purl": purl(package),
    });
    if let Some(description) = &package.description {
        component["description"] = json!(description.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    if let Some(license) = &package.license {
        // An older way to write "or", which SPDX does not know.
        component["licenses"] = json!([{ "expression": license.replace(" / ", " OR ").replace('/', " OR ") }]);
    }
    if let Some(checksum) = metadata.checksum(package) {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": checksum }]);
    }
    let is_it = |one: &&Vendored| one.package == package.name && metadata.is_foreign(package);
    if let Some(vendored) = vendored.iter().find(is_it).filter(|_| package.source.is_none()) {
        let changed: Vec<&str> = vendored.changed.keys().map(String::as_str).collect();
        component["pedigree"] = json!({
            "ancestors": [{
                "type": "library",
                "name": package.name,
                "version": vendored.version,
                "purl": purl(package),
                "hashes": [{ "alg": "SHA-256", "content": vendored.checksum }],
            }],
            "notes": format!("vendored with changes: {}", changed.join(", ")),
        });
    }
    if let Some(repository) = &package.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    component
}

fn script(vendored: &Vendored) -> Value {
    let purl = format!("pkg:npm/{}@{}", vendored.package.replace('@', "%40"), vendored.version);
    let files = vendored
        .files
        .iter()
        .map(|(name, sum)| json!({ "type": "file", "name": name, "hashes": [{ "alg": "SHA-256", "content": sum }] }));
    json!({
        "type": "library",
        "bom-ref": purl,
        "name": vendored.package,
        "version": vendored.version,
        "purl": purl,
        "licenses": [{ "expression": vendored.licence }],
        "externalReferences": [{ "type": "vcs", "url": vendored.source }],
        "components": files.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_what_is_shipped_and_nothing_that_only_tests_need() {
        let root = crate::root();
        let metadata = Metadata::of(&root).expect("cargo answers");
        let bom = of(&metadata, &crate::vendored::read(&root).expect("web/vendor is described"));
        let components = bom["components"].as_array().expect("a list");
        let names: Vec<&str> = components.iter().filter_map(|component| component["name"].as_str()).collect();
        for shipped in ["yew", "pulldown-cmark", "yaml_serde", "clap", "dompurify", "inkstone-content"] {
            assert!(names.contains(&shipped), "{shipped} is missing");
        }
        let parser = components.iter().find(|component| component["name"] == "pulldown-cmark").expect("it is shipped");
        let origin = &parser["pedigree"]["ancestors"][0];
        assert_eq!(origin["version"], parser["version"], "vendor.toml names the version that is there");
        assert!(origin["hashes"][0]["content"].as_str().is_some_and(|sum| sum.len() == 64), "{parser}");
        for other in ["thirtyfour", "proptest", "expect-test", "xtask", "supply", "measure", "minify"] {
            assert!(!names.contains(&other), "{other} is not shipped");
        }
        let mut references: Vec<&str> =
            components.iter().filter_map(|component| component["bom-ref"].as_str()).collect();
        references.sort_unstable();
        assert!(references.windows(2).all(|pair| pair[0] != pair[1]), "each stands there once");
        for component in components {
            let from_registry = metadata
                .packages
                .iter()
                .any(|package| package.source.is_some() && component["name"] == package.name.as_str());
            assert!(
                !from_registry || component["hashes"][0]["content"].as_str().is_some_and(|sum| sum.len() == 64),
                "{component}"
            );
            assert!(
                component["licenses"][0]["expression"].as_str().is_some_and(|text| !text.contains('/')),
                "{component}"
            );
        }
        for dependency in bom["dependencies"].as_array().expect("a list") {
            for needed in dependency["dependsOn"].as_array().expect("a list") {
                assert!(references.contains(&needed.as_str().unwrap_or_default()), "{needed} is listed");
            }
        }
    }
}
