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

/// `rtl` or `ltr` for a post by its language; where it names none, by the first letter of its title, if that is of
/// a script from right to left, else by the site's. A blog in two languages rarely says which a post is in.
pub fn direction_of_post(language: Option<&str>, title: &str, site: &str) -> &'static str {
    match language {
        Some(language) => direction_of(language),
        None if title.chars().find(|&c| is_letter(c)).is_some_and(is_to_left) => "rtl",
        None => direction_of(site),
    }
}

/// Whether a character has a direction of its own; Unicode's table of letters would cost the first visit more.
fn is_letter(c: char) -> bool {
    let is_sign = matches!(c, '\u{2000}'..='\u{303f}' | '\u{ff00}'..='\u{ff20}' | '\u{1f000}'..='\u{1faff}');
    c.is_ascii_alphabetic() || c >= '\u{c0}' && !is_sign
}

/// Whether a letter is of a script from right to left (Unicode, Bidi_Class R and AL).
fn is_to_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_direction_of_posts() {
        for (language, title, site, expected) in [
            (None, "مرحبا", "zh-CN", "rtl"),
            (None, "2026: 「שלום」", "en", "rtl"),
            (None, "Hello مرحبا", "en", "ltr"),
            (None, "Hello", "ar", "rtl"),
            (None, "2026", "ar", "rtl"),
            (Some("en"), "مرحبا", "zh-CN", "ltr"),
            (Some("he"), "Hello", "en", "rtl"),
            (None, "", "en", "ltr"),
        ] {
            assert_eq!(direction_of_post(language, title, site), expected, "{language:?} {title} {site}");
        }
    }

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
