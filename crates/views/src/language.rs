//! Which way a language is written.

/// Languages that are written from right to left, by ISO 639 code (CLDR, `characterOrder`).
const RIGHT_TO_LEFT: [&str; 14] =
    ["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi"];

/// `rtl` or `ltr` for text in the language of a BCP 47 tag: its script decides, when it has one.
pub fn direction_of(tag: &str) -> &'static str {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let script = parts.next().filter(|part| part.len() == 4);
    let is_among = |list: &[&str], name: &str| list.iter().any(|known| known.eq_ignore_ascii_case(name));
    let to_left = match script {
        Some(script) => is_among(&["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"], script),
        None => is_among(&RIGHT_TO_LEFT, language),
    };
    if to_left { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_direction_of_languages() {
        for (tag, expected) in [
            ("ar", "rtl"),
            ("ar-EG", "rtl"),
            ("HE", "rtl"),
            ("fa_IR", "rtl"),
            ("az-Arab", "rtl"),
            ("ur-Latn-PK", "ltr"),
            ("zh-Hant-TW", "ltr"),
            ("arn", "ltr"),
            ("en", "ltr"),
            ("", "ltr"),
        ] {
            assert_eq!(direction_of(tag), expected, "{tag}");
        }
    }
}
