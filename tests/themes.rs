//! The themes: each is complete, and all its text can be read (WCAG 2.2, 1.4.3: 4.5 to 1).
#![cfg(not(target_arch = "wasm32"))]

use std::{collections::BTreeMap, fs, path::Path};

/// A token's two colours, light and dark.
type Colours = [[f64; 3]; 2];

/// The colour tokens of every theme, by its name.
fn themes() -> BTreeMap<String, BTreeMap<String, Colours>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/style");
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("a file of web/style");
    let mut themes = BTreeMap::from([("paper".to_owned(), tokens(&read("tokens.css")))]);
    for part in read("themes.css").split(":root[data-theme=\"").skip(1) {
        let (name, rules) = part.split_once('"').expect("a name in quotes");
        let rules = rules.split_once('}').map_or(rules, |(rules, _)| rules);
        themes.entry(name.to_owned()).or_default().extend(tokens(rules));
    }
    themes
}

fn tokens(css: &str) -> BTreeMap<String, Colours> {
    let declared = css.lines().filter_map(|line| line.trim().strip_prefix("--ink-")?.split_once(": light-dark("));
    let colours = |text: &str| {
        let (light, dark) = text.split_once(',').expect("two colours");
        [light, dark].map(|colour| rgb(colour.trim_matches([' ', ')', ';'])))
    };
    declared.map(|(name, text)| (name.to_owned(), colours(text))).collect()
}

fn rgb(hex: &str) -> [f64; 3] {
    let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).map(f64::from).unwrap_or_else(|_| panic!("{hex}"));
    [part(1), part(3), part(5)]
}

/// The contrast of two colours as WCAG 2.2 defines it.
fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let linear = colour.map(|part| {
            let part = part / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_is_measured_as_wcag_does() {
    for (a, b, expected) in [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#336699", "#336699", 1.0)] {
        assert!((contrast(rgb(a), rgb(b)) - expected).abs() < 0.01, "{a} on {b}: {}", contrast(rgb(a), rgb(b)));
    }
}

#[test]
fn every_theme_has_every_colour() {
    let themes = themes();
    assert_eq!(themes.keys().collect::<Vec<_>>(), ["ink", "paper", "terminal"]);
    // Colours of code may stay: they are the syntax's, not the theme's.
    let own =
        |theme: &str| -> Vec<&String> { themes[theme].keys().filter(|name| !name.starts_with("code-")).collect() };
    for theme in themes.keys() {
        assert_eq!(own(theme), own("paper"), "{theme}");
    }
}

#[test]
fn every_text_of_every_theme_can_be_read() {
    for (theme, tokens) in themes() {
        for text in ["text", "muted", "link", "accent"] {
            for ground in ["paper", "raised", "sunken"] {
                for (at, scheme) in ["light", "dark"].into_iter().enumerate() {
                    let contrast = contrast(tokens[text][at], tokens[ground][at]);
                    assert!(contrast >= 4.5, "{theme}, {scheme}: {text} on {ground} has {contrast:.2} to 1");
                }
            }
        }
        for (at, scheme) in ["light", "dark"].into_iter().enumerate() {
            let contrast = contrast(tokens["on-accent"][at], tokens["accent"][at]);
            assert!(contrast >= 4.5, "{theme}, {scheme}: the seal has {contrast:.2} to 1");
        }
    }
}
