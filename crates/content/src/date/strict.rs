//! The one form in which Inkstone itself writes dates, read to the letter.
//!
//! What authors write is read in dozens of forms, by the renderer and the builder. Lists and pages are
//! read by the app, which carries this alone.

use jiff::{civil::DateTime, tz::Offset};

use super::PostDate;

/// Reads what [`PostDate`] writes: RFC 3339 with an offset in numbers.
pub(super) fn read(text: &str) -> Option<PostDate> {
    let mut rest = text.as_bytes();
    let year = number(&mut rest, 4)?;
    let month = number(after(&mut rest, b'-')?, 2)?;
    let day = number(after(&mut rest, b'-')?, 2)?;
    let hour = number(after(&mut rest, b'T')?, 2)?;
    let minute = number(after(&mut rest, b':')?, 2)?;
    let second = number(after(&mut rest, b':')?, 2)?;
    let mut nanosecond = 0;
    if after(&mut rest, b'.').is_some() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let places = u32::try_from(digits).ok().filter(|places| (1..=9).contains(places))?;
        nanosecond = number(&mut rest, digits)? * 10_i32.pow(9 - places);
    }
    let sign = if after(&mut rest, b'-').is_some() { -1 } else { after(&mut rest, b'+').map(|_| 1)? };
    let hours = number(&mut rest, 2)?;
    let minutes = number(after(&mut rest, b':')?, 2)?;
    if !rest.is_empty() || minutes > 59 {
        return None;
    }
    let offset = Offset::from_seconds(sign * (hours * 60 + minutes) * 60).ok()?;
    let narrow = |number: i32| i8::try_from(number).ok();
    let (year, month, day) = (i16::try_from(year).ok()?, narrow(month)?, narrow(day)?);
    let wall = DateTime::new(year, month, day, narrow(hour)?, narrow(minute)?, narrow(second)?, nanosecond).ok()?;
    let instant = offset.to_timestamp(wall).ok()?;
    Some(PostDate { instant, offset })
}

/// What follows `mark`, when it stands here.
fn after<'a, 't>(rest: &'a mut &'t [u8], mark: u8) -> Option<&'a mut &'t [u8]> {
    *rest = rest.strip_prefix(&[mark])?;
    Some(rest)
}

/// The number of so many digits, at most nine, which stands here.
fn number(rest: &mut &[u8], digits: usize) -> Option<i32> {
    let (number, behind) = rest.split_at_checked(digits)?;
    *rest = behind;
    number.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i32::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_nothing_else() {
        for (text, is_read) in [
            ("2022-04-07T14:38:50+08:00", true),
            ("2022-04-07T14:38:50.5+08:00", true),
            ("2022-04-07T14:38:50.000000001-03:30", true),
            ("0000-01-01T00:00:00+00:00", true),
            ("9999-12-31T23:59:59+00:00", false),
            ("9999-12-30T21:59:59+00:00", true),
            ("2024-02-29T00:00:00+00:00", true),
            ("2023-02-29T00:00:00+00:00", false),
            ("2022-13-07T14:38:50+08:00", false),
            ("2022-04-07T24:00:00+08:00", false),
            ("2022-04-07T14:38:60+08:00", false),
            ("2022-04-07T14:38:50+08:60", false),
            ("2022-04-07T14:38:50+26:00", false),
            ("2022-04-07T14:38:50", false),
            ("2022-04-07T14:38:50+08", false),
            ("2022-04-07T14:38:50+08:00 ", false),
            ("2022-04-07 14:38:50+08:00", false),
            ("2022-04-07T14:38:50.+08:00", false),
            ("2022-04-07T14:38:50.0000000001+08:00", false),
            ("2022-4-7T14:38:50+08:00", false),
            ("+022-04-07T14:38:50+08:00", false),
            ("Thu, 07 Apr 2022 06:38:50 GMT", false),
            ("２022-04-07T14:38:50+08:00", false),
            ("", false),
        ] {
            assert_eq!(read(text).map(|date| date.to_string()), is_read.then(|| text.to_owned()), "{text}");
        }
    }
}
