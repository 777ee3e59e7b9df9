//! The forms a date is written in, read without regard to any zone.
//!
//! One small reader takes all of them, because front matter mixes them freely: ISO 8601 and its
//! loose cousins (`2022/4/7 6:38`, `2017.3.11`, `2022年4月7日`), RFC 2822, what JavaScript and
//! `date` print, local forms with `PM` or `下午`, and Unix seconds or milliseconds.

use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
    tz::Offset,
};

/// What a date says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reading {
    /// A count since 1970.
    Instant(Timestamp),
    /// A clock time, with its offset when the text gives one.
    Wall(DateTime, Option<Offset>),
}

/// No date is longer; what is longer is not searched for one.
const LONGEST: usize = 128;

/// Reads a date; `None` when the text is not one, or names a day that no calendar has.
pub(super) fn read(text: &str) -> Option<Reading> {
    let text = text.trim().trim_matches(['"', '\'']).trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if let Some(reading) = digits_only(text) {
        return Some(reading);
    }
    let mut reader = Reader { rest: text, fields: Fields::default() };
    reader.run()?;
    reader.fields.finish()
}

/// A text of digits: a year, a day without separators, or a count since 1970.
fn digits_only(text: &str) -> Option<Reading> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| text.get(range)?.parse::<i8>().ok();
    let day = || Date::new(text.get(..4)?.parse().ok()?, part(4..6)?, part(6..8)?).ok();
    let wall = |time: Time| Some(Reading::Wall(day()?.to_datetime(time), None));
    match text.len() {
        4 if digits == text => {
            let date = Date::new(text.parse().ok()?, 1, 1).ok()?;
            Some(Reading::Wall(date.to_datetime(Time::midnight()), None))
        }
        8 if digits == text => wall(Time::midnight()),
        14 if digits == text => wall(Time::new(part(8..10)?, part(10..12)?, part(12..14)?, 0).ok()?),
        _ => {
            let count: i64 = text.parse().ok()?;
            let instant =
                if digits.len() > 11 { Timestamp::from_millisecond(count) } else { Timestamp::from_second(count) };
            instant.ok().map(Reading::Instant)
        }
    }
}

/// What has been found so far.
#[derive(Default)]
struct Fields {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<(i8, i8, i8, i32)>,
    afternoon: Option<bool>,
    offset: Option<i32>,
}

impl Fields {
    fn finish(self) -> Option<Reading> {
        let date = Date::new(self.year?, self.month?, self.day.unwrap_or(1)).ok()?;
        let (mut hour, minute, second, nanosecond) = self.time.unwrap_or_default();
        match self.afternoon {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        // ISO 8601's 24:00 is the next day's midnight; a leap second is the second before it.
        let (date, hour) = match (hour, minute, second) {
            (24, 0, 0) => (date.tomorrow().ok()?, 0),
            _ => (date, hour),
        };
        let second = if second == 60 { 59 } else { second };
        let time = Time::new(hour, minute, second, nanosecond).ok()?;
        let offset = match self.offset {
            Some(seconds) => Some(Offset::from_seconds(seconds).ok()?),
            None => None,
        };
        Some(Reading::Wall(date.to_datetime(time), offset))
    }
}

/// A number as written.
#[derive(Clone, Copy)]
struct Number {
    value: i32,
    digits: usize,
}

struct Reader<'a> {
    rest: &'a str,
    fields: Fields,
}

impl Reader<'_> {
    /// Reads all of the text; `None` at the first thing that belongs to no date.
    fn run(&mut self) -> Option<()> {
        while let Some(next) = self.rest.chars().next() {
            match next {
                ' ' | '\t' | ',' | '\u{a0}' | '\u{202f}' | '\u{3000}' => self.skip(next),
                // A comment (JavaScript's zone name, RFC 2822) or RFC 9557's zone name.
                '(' => self.rest = self.rest.split_once(')')?.1,
                '[' => self.rest = self.rest.split_once(']')?.1,
                '0'..='9' => self.number()?,
                '+' | '-' | '\u{2212}' => self.offset()?,
                _ => self.word()?,
            }
        }
        Some(())
    }

    fn skip(&mut self, first: char) {
        self.rest = &self.rest[first.len_utf8()..];
    }

    fn eat(&mut self, expected: char) -> bool {
        let rest = self.rest.strip_prefix(expected);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn eat_number(&mut self) -> Option<Number> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let value = self.rest.get(..digits)?.parse().ok()?;
        self.rest = &self.rest[digits..];
        Some(Number { value, digits })
    }

    /// A number begins a day, a time, or stands alone (a day of the month or a year).
    fn number(&mut self) -> Option<()> {
        let first = self.eat_number()?;
        let separator = self.rest.chars().next().unwrap_or(' ');
        match separator {
            ':' | '时' | '時' | '点' | '點' => return self.time(first),
            '年' => return self.chinese_day(first),
            '-' | '/' | '.' if self.fields.year.is_none() && self.fields.month.is_none() => {}
            _ => return self.lone_number(first),
        }
        self.skip(separator);
        let Some(second) = self.eat_number() else {
            // `07-Apr-2022`
            self.fields.day = small(first);
            return (separator == '-').then_some(());
        };
        let third = if self.eat(separator) { self.eat_number() } else { None };
        match third {
            None if first.digits == 4 => self.day(first, second, None),
            Some(day) if first.digits == 4 => self.day(first, second, Some(day)),
            // JavaScript reads `4/7/2022` with the month first.
            Some(year) if year.digits == 4 && separator == '/' => self.day(year, first, Some(second)),
            // The rest of Europe writes `7.4.2022`.
            Some(year) if year.digits == 4 && separator == '.' => self.day(year, second, Some(first)),
            _ => None,
        }
    }

    fn day(&mut self, year: Number, month: Number, day: Option<Number>) -> Option<()> {
        self.fields.year = Some(i16::try_from(year.value).ok()?);
        self.fields.month = Some(small(month)?);
        self.fields.day = match day {
            Some(day) => Some(small(day)?),
            None => None,
        };
        // `T` or `_` before the time.
        if matches!(self.rest.as_bytes(), [b'T' | b't' | b'_', b'0'..=b'9', ..]) {
            self.rest = &self.rest[1..];
        }
        Some(())
    }

    /// `2022年4月7日` (and Japanese, which writes the same).
    fn chinese_day(&mut self, year: Number) -> Option<()> {
        self.skip('年');
        self.blanks();
        let month = self.eat_number()?;
        if !self.eat('月') {
            return None;
        }
        self.blanks();
        let day = self.eat_number();
        if day.is_some() && !self.eat('日') && !self.eat('号') && !self.eat('號') {
            return None;
        }
        self.day(year, month, day)
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// `6:38`, `06:38:50.123`, `14时38分50秒`.
    fn time(&mut self, hour: Number) -> Option<()> {
        if self.fields.time.is_some() || hour.digits > 2 {
            return None;
        }
        let clock = self.eat(':');
        if !clock {
            self.rest = self.rest.strip_prefix(['时', '時', '点', '點'])?;
        }
        let minute = match self.eat_number() {
            Some(minute) => small(minute)?,
            None if clock => return None,
            None => 0,
        };
        let more = if clock { self.eat(':') } else { self.eat('分') };
        let second = match if more { self.eat_number() } else { None } {
            Some(second) => small(second)?,
            None if more && clock => return None,
            None => 0,
        };
        self.eat('秒');
        let mut nanosecond = 0;
        if clock && more && (self.eat('.') || self.eat(',')) {
            let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
            let fraction = self.rest.get(..digits.min(9))?;
            nanosecond = format!("{fraction:0<9}").parse().ok()?;
            self.rest = &self.rest[digits..];
        }
        self.fields.time = Some((small(hour)?, minute, second, nanosecond));
        Some(())
    }

    /// A day of the month beside a month's name, or a year.
    fn lone_number(&mut self, number: Number) -> Option<()> {
        let fields = &mut self.fields;
        if number.digits <= 2 && fields.day.is_none() && fields.year.is_none() {
            fields.day = Some(small(number)?);
            // `7th April`
            for ending in ["st", "nd", "rd", "th"] {
                self.rest = self.rest.strip_prefix(ending).unwrap_or(self.rest);
            }
            self.eat('.');
            self.eat('-');
        } else if fields.year.is_none() && fields.month.is_some() {
            let year = match (number.digits, number.value) {
                (4, year) => year,
                // RFC 2822, section 4.3.
                (2, year @ 0..=49) => 2000 + year,
                (2 | 3, year) => 1900 + year,
                _ => return None,
            };
            fields.year = Some(i16::try_from(year).ok()?);
        } else {
            return None;
        }
        Some(())
    }

    /// `+0800`, `+08:00`, `+8`, `-9`; and the dash of `07-Apr-2022`.
    fn offset(&mut self) -> Option<()> {
        let sign = self.rest.chars().next()?;
        self.skip(sign);
        let number = self.eat_number()?;
        if sign == '-' && self.fields.month.is_some() && self.fields.year.is_none() && self.fields.time.is_none() {
            return self.lone_number(number);
        }
        let (hours, mut minutes) = match number.digits {
            1 | 2 => (number.value, 0),
            3 | 4 => (number.value / 100, number.value % 100),
            _ => return None,
        };
        if number.digits <= 2 && self.eat(':') {
            minutes = self.eat_number()?.value;
        }
        if self.fields.month.is_none()
            || self.fields.offset.is_some_and(|known| known != 0)
            || minutes > 59
            || hours > 24
        {
            return None;
        }
        let seconds = (hours * 60 + minutes) * 60;
        self.fields.offset = Some(if sign == '+' { seconds } else { -seconds });
        Some(())
    }

    /// The name of a month, a day, a zone, or a half of the day.
    fn word(&mut self) -> Option<()> {
        for (name, afternoon) in [
            ("上午", false),
            ("凌晨", false),
            ("早上", false),
            ("下午", true),
            ("晚上", true),
            ("午後", true),
            ("午前", false),
            ("오전", false),
            ("오후", true),
        ] {
            if let Some(rest) = self.rest.strip_prefix(name) {
                self.rest = rest;
                self.fields.afternoon = Some(afternoon);
                return Some(());
            }
        }
        for prefix in ["星期", "周", "週"] {
            if let Some(rest) = self.rest.strip_prefix(prefix) {
                self.rest = rest.strip_prefix(['一', '二', '三', '四', '五', '六', '日', '天'])?;
                return Some(());
            }
        }
        let letters = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = self.rest.get(..letters).filter(|word| !word.is_empty())?.to_ascii_lowercase();
        self.rest = &self.rest[letters..];
        self.eat('.');
        let fields = &mut self.fields;
        match word.as_str() {
            "am" | "a" => fields.afternoon = Some(false),
            "pm" | "p" => fields.afternoon = Some(true),
            "t" if fields.day.is_some() => {}
            "at" | "of" | "the" => {}
            name => {
                if let Some(month) = name_of(name, &MONTHS) {
                    if fields.month.is_some() {
                        return None;
                    }
                    fields.month = Some(month);
                } else if name_of(name, &WEEKDAYS).is_none() {
                    self.zone_name(name)?;
                }
            }
        }
        Some(())
    }

    /// A zone's name: RFC 2822's, and the few others that mean one offset only. After a numeric
    /// offset (`+0800 CST`, as Go prints) it adds nothing.
    fn zone_name(&mut self, name: &str) -> Option<()> {
        if self.fields.offset.is_some() {
            return (name.len() <= 5).then_some(());
        }
        let hours = match name {
            "z" | "ut" | "utc" | "gmt" | "wet" => 0,
            "cet" | "west" => 1,
            "cest" | "eet" => 2,
            "eest" | "msk" => 3,
            "hkt" | "sgt" => 8,
            "jst" | "kst" => 9,
            "edt" => -4,
            "est" | "cdt" => -5,
            "cst" | "mdt" => -6,
            "mst" | "pdt" => -7,
            "pst" => -8,
            _ => return None,
        };
        self.fields.offset = Some(hours * 3600);
        Some(())
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The place from 1 of the name that `word` is or abbreviates with three letters or more.
fn name_of(word: &str, names: &[&str]) -> Option<i8> {
    let place = names.iter().position(|name| word.len() >= 3 && name.starts_with(word))?;
    i8::try_from(place + 1).ok()
}

fn small(number: Number) -> Option<i8> {
    i8::try_from(number.value).ok()
}
