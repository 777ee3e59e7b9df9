//! Keys that say whether and where a post is listed.

use super::{
    keys::{EMBARGO, Keys},
    truth::{never, truth},
    value::Value,
};
use crate::date;

/// A post with a weight stands before those without (Hugo), the lowest weight first.
const WEIGHTLESS: i64 = 1_000_000;

/// The highest that a post is pinned.
const MOST: i64 = 1_000_000_000;

impl Keys<'_> {
    /// Higher first; 0 is not pinned.
    pub(super) fn pinned(&self) -> i64 {
        for key in ["sticky", "top", "pin", "pinned"] {
            match self.get(key) {
                Some(Value::Number(text)) => match whole(text) {
                    // Beyond this no site counts, and sums stay far from overflowing.
                    Some(number) if number != 0 => return number.clamp(-MOST, MOST),
                    _ => {}
                },
                Some(value) if truth(value) == Some(true) => return 1,
                _ => {}
            }
        }
        match self.own("weight").and_then(|weight| weight.text()?.trim().parse::<i64>().ok()) {
            Some(weight) if weight != 0 => (WEIGHTLESS - weight.clamp(-WEIGHTLESS, WEIGHTLESS)).max(1),
            _ => 0,
        }
    }

    /// A value that is neither yes nor no hides: what may be a draft must not become public.
    pub(super) fn draft(&mut self) -> bool {
        let empty = |value: &Value| value.text().is_some_and(|text| text.trim().is_empty());
        let draft = self.own("draft").filter(|value| !empty(value)).map(truth);
        let published = self.own("published").filter(|value| !empty(value)).map(|value| {
            let date = value.text().and_then(|text| date::parse(text, self.zone));
            truth(value).or(date.map(|_| true))
        });
        if let Some(None) = draft {
            self.problem(
                "draft",
                "`draft` is neither true nor false; the post stays hidden",
                "Write `draft: true` or `draft: false`.",
            );
        }
        if let Some(None) = published {
            self.problem(
                "published",
                "`published` is neither true nor false nor a date; the post stays hidden",
                "Write `published: true` or `published: false`.",
            );
        }
        // A post that waits for a day which nobody can tell goes on waiting; that it is none has been told.
        let embargo = EMBARGO.iter().find_map(|key| self.own(key)).filter(|value| !empty(value));
        let waits = embargo.is_some_and(|day| date::parse(day.text().unwrap_or_default(), self.zone).is_none());
        let build = self.own("build").or_else(|| self.own("_build"));
        let rendered = build.and_then(|build| build.get("render")).map(never);
        draft.is_some_and(|draft| draft != Some(false))
            || published.is_some_and(|published| published != Some(true))
            || rendered == Some(true)
            || waits
            || self.path.is_hidden()
    }

    /// Whether it is reachable but not listed; a theme's own word (`hide: index`) hides too.
    pub(super) fn unlisted(&self) -> bool {
        let hidden = |key: &str| self.get(key).is_some_and(|value| truth(value) != Some(false));
        let build = self.own("build").or_else(|| self.own("_build"));
        hidden("hide") || hidden("hidden") || build.and_then(|build| build.get("list")).is_some_and(never)
    }
}

/// A number without its fraction, which counts for no order. (The standard library's reader of any number is 14 KB of a
/// module.)
fn whole(text: &str) -> Option<i64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let mut all = before.bytes().chain(after.bytes());
    if before.len() + after.len() == 0 || !all.all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let length = i64::try_from(before.len()).ok()?.saturating_add(exponent.parse().ok()?).clamp(0, 20);
    let digits = before.bytes().chain(after.bytes()).chain(std::iter::repeat(b'0')).take(usize::try_from(length).ok()?);
    let number = digits.fold(0_i64, |number, digit| number.saturating_mul(10).saturating_add(i64::from(digit - b'0')));
    Some(sign * number)
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_number_without_its_fraction() {
        for (text, expected) in [
            ("0", Some(0)),
            ("12", Some(12)),
            ("-3", Some(-3)),
            ("+7", Some(7)),
            ("1.9", Some(1)),
            (".5", Some(0)),
            ("1.5e3", Some(1_500)),
            ("12E-1", Some(1)),
            ("1e300", Some(i64::MAX)),
            ("-99999999999999999999", Some(-i64::MAX)),
            (".inf", None),
            ("0x10", None),
            ("1e", None),
            ("", None),
        ] {
            assert_eq!(whole(text), expected, "{text}");
        }
    }
}
