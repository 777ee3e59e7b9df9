//! Numbers as a language writes them, and the forms of its nouns after them.
//!
//! `Intl` would do both in a browser, by the tables of that browser's version; HTML that was made
//! natively would then change when the app takes over. Six rules of CLDR cost less than that.

use super::{Messages, filled};

impl Messages {
    /// An amount in the language's digits, in groups of three.
    pub fn number(&self, number: u32) -> String {
        let plain = number.to_string();
        let mut text = String::new();
        for (at, digit) in plain.bytes().enumerate() {
            if at > 0 && (plain.len() - at).is_multiple_of(3) {
                text.push_str(self.group);
            }
            text.push(self.digit(digit));
        }
        text
    }

    /// A number that is no amount, such as a year: in the language's digits, without groups.
    pub(super) fn ungrouped(&self, number: i16) -> String {
        number.to_string().bytes().map(|digit| self.digit(digit)).collect()
    }

    fn digit(&self, ascii: u8) -> char {
        let value = usize::from(ascii.wrapping_sub(b'0'));
        self.digits.chars().nth(value).unwrap_or(char::from(ascii))
    }

    /// The form among `forms`, separated by `|`, that `count` asks for, with `{n}` as `count`.
    pub(super) fn counted(&self, forms: &'static str, count: u32) -> String {
        self.counted_with(forms, count, &[])
    }

    /// The same for a text with more places.
    pub(super) fn counted_with(&self, forms: &'static str, count: u32, others: &[(&str, &str)]) -> String {
        let mut form = forms;
        for candidate in forms.split('|').take(self.form(count) + 1) {
            form = candidate;
        }
        let number = self.number(count);
        filled(form, &[&[("n", number.as_str())], others].concat())
    }

    /// Which form follows `count`, from 0; the plural rules of CLDR for whole numbers
    /// (<https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html>).
    fn form(&self, count: u32) -> usize {
        let (ten, hundred) = (count % 10, count % 100);
        let is_teen = (11..=14).contains(&hundred);
        match self.plural {
            // One form, as in Chinese: the default.
            "none" => 0,
            // One and other, as in English, German, Spanish.
            "one" => usize::from(count != 1),
            // None or one, and other, as in French and Brazilian Portuguese.
            "zero_one" => usize::from(count > 1),
            // One, few and many, as in Russian and Ukrainian.
            "russian" => match ten {
                1 if !is_teen => 0,
                2..=4 if !is_teen => 1,
                _ => 2,
            },
            "polish" => match ten {
                _ if count == 1 => 0,
                2..=4 if !is_teen => 1,
                _ => 2,
            },
            "czech" => match count {
                1 => 0,
                2..=4 => 1,
                _ => 2,
            },
            // Zero, one, two, few, many and other.
            "arabic" => match hundred {
                _ if count <= 2 => usize::from(u8::try_from(count).unwrap_or_default()),
                3..=10 => 3,
                11..=99 => 4,
                _ => 5,
            },
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_does() {
        for (language, number, expected) in [
            ("en", 0, "0"),
            ("en", 999, "999"),
            ("en", 1_000, "1,000"),
            ("en", 12_408, "12,408"),
            ("zh", 4_294_967_295, "4,294,967,295"),
            ("ar", 12_408, "١٢٬٤٠٨"),
        ] {
            assert_eq!(Messages::for_language(language).number(number), expected, "{language} {number}");
        }
    }

    #[test]
    fn nouns_follow_their_number() {
        let forms = "a {n}|b {n}|c {n}|d {n}|e {n}|f {n}";
        for (plural, expected) in [
            ("none", [(0, 'a'), (1, 'a'), (2, 'a'), (11, 'a'), (100, 'a')]),
            ("one", [(0, 'b'), (1, 'a'), (2, 'b'), (11, 'b'), (101, 'b')]),
            ("zero_one", [(0, 'a'), (1, 'a'), (2, 'b'), (11, 'b'), (100, 'b')]),
            ("russian", [(1, 'a'), (2, 'b'), (5, 'c'), (11, 'c'), (21, 'a')]),
            ("polish", [(1, 'a'), (2, 'b'), (5, 'c'), (12, 'c'), (22, 'b')]),
            ("czech", [(1, 'a'), (2, 'b'), (4, 'b'), (5, 'c'), (22, 'c')]),
            ("arabic", [(0, 'a'), (2, 'c'), (103, 'd'), (11, 'e'), (100, 'f')]),
        ] {
            let messages = Messages { plural, ..Messages::for_language("en") };
            for (count, form) in expected {
                assert_eq!(messages.counted(forms, count), format!("{form} {count}"), "{plural} {count}");
            }
        }
        let messages = Messages::for_language("ar");
        assert_eq!(messages.counted("{n}", 3), "٣", "the last form stands for those that are missing");
        assert_eq!(messages.post_count(2), "مقالان");
    }
}
