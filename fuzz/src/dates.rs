//! Any text as a date in any zone: no panic, and a date's own text reads back as the same date.

use std::rc::Rc;

use inkstone_content::{PostDate, Zone, date};

/// Two offsets of four bytes, two bytes for how often a zone changes between them, and a text.
pub fn check(input: &[u8]) {
    let Some((one, rest)) = input.split_first_chunk() else { return };
    let Some((other, rest)) = rest.split_first_chunk() else { return };
    let Some((every, rest)) = rest.split_first_chunk() else { return };
    let (one, other) = (i32::from_le_bytes(*one), i32::from_le_bytes(*other));
    let every = i64::from(u16::from_le_bytes(*every)) + 1;
    let text = super::text(rest);
    // A zone that changes between two offsets at regular times, or lies about them.
    let zone = Zone::Offsets(Rc::new(move |second| if second.div_euclid(every) % 2 == 0 { one } else { other }));
    for zone in [Zone::default(), zone] {
        if let Some(date) = date::parse(text, &zone) {
            assert_eq!(PostDate::try_from(date.to_string()), Ok(date), "{text}");
            assert_eq!(date::parse(&date.to_string(), &zone).map(PostDate::instant), Some(date.instant()), "{text}");
        }
    }
}
