//! The web app manifest: with it a browser offers to install the blog beside other apps.
//!
//! All addresses are relative to the manifest, so that a site can be moved without a new build.

use inkstone_content::Site;
use inkstone_views::Messages;
use serde_json::{Value, json};

use crate::Failure;

/// Where the manifest is, in a site.
pub(crate) const MANIFEST: &str = "manifest.webmanifest";
/// The paper of the light theme (`--ink-paper`), behind the app's window while it starts.
const PAPER: &str = "#fbfaf6";

/// The manifest of `site`.
///
/// # Errors
/// Never in practice: a manifest is made of texts.
pub(crate) fn manifest(site: &Site) -> Result<String, Failure> {
    let direction = Messages::for_language(&site.language).direction;
    let icon = |file: &str, size: &str, purpose: &str| json!({ "src": format!("./icons/{file}"), "sizes": size, "type": "image/png", "purpose": purpose });
    let mut manifest = json!({
        "name": site.title,
        "short_name": short(&site.title),
        "lang": site.language,
        "dir": direction,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            json!({ "src": "./icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any" }),
            icon("icon-192.png", "192x192", "any"),
            icon("icon-512.png", "512x512", "any"),
            icon("maskable-512.png", "512x512", "maskable"),
        ],
    });
    if !site.description.is_empty() {
        manifest["description"] = Value::from(site.description.as_str());
    }
    serde_json::to_string_pretty(&manifest).map_err(|error| {
        Failure::not_built(format!("the manifest cannot be written: {error}"), "please report this fault")
    })
}

/// What fits below an icon: about twelve Latin letters or six of a wide script.
fn short(title: &str) -> String {
    let mut width = 0;
    let fits = |c: &char| {
        width += if c.is_ascii() { 1 } else { 2 };
        width <= 12
    };
    let kept: String = title.chars().take_while(fits).collect();
    // A title is not cut inside a word when a whole one is left.
    match kept.rsplit_once(' ') {
        Some((words, _)) if kept.len() < title.len() && !title[kept.len()..].starts_with(' ') => words.to_owned(),
        _ => kept.trim_end().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_says_what_the_site_says() {
        let site = Site { title: "砚边札记".into(), language: "zh-CN".into(), ..Site::default() };
        let text = manifest(&site).expect("texts can be written");
        let manifest: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(manifest["name"], "砚边札记");
        assert_eq!(manifest["lang"], "zh-CN");
        assert_eq!(manifest["dir"], "ltr");
        assert_eq!(manifest["start_url"], "./");
        assert_eq!(manifest.get("description"), None);
        let arabic = Site { language: "ar".into(), description: "وصف".into(), ..Site::default() };
        let text = super::manifest(&arabic).expect("texts can be written");
        let manifest: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!((&manifest["dir"], &manifest["description"]), (&json!("rtl"), &json!("وصف")));
    }

    #[test]
    fn a_short_name_fits_below_an_icon() {
        for (title, expected) in [
            ("Inkstone", "Inkstone"),
            ("Notes from beside the inkstone", "Notes from"),
            ("Twelve chars", "Twelve chars"),
            ("Extraordinarily", "Extraordinar"),
            ("砚边札记", "砚边札记"),
            ("一二三四五六七八", "一二三四五六"),
            ("", ""),
        ] {
            assert_eq!(short(title), expected, "{title}");
        }
    }
}
