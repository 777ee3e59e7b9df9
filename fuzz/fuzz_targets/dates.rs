//! Any text as a date in any zone: no panic, and a date's own text reads back as the same date.

#![no_main]

use std::rc::Rc;

use inkstone_content::{PostDate, Zone, date};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (i32, i32, u16, &str)| {
    let (one, other, every, text) = input;
    let every = i64::from(every) + 1;
    // A zone that changes between two offsets at regular times, or lies about them.
    let zone = Zone::Offsets(Rc::new(move |second| if second.div_euclid(every) % 2 == 0 { one } else { other }));
    for zone in [Zone::default(), zone] {
        if let Some(date) = date::parse(text, &zone) {
            assert_eq!(PostDate::try_from(date.to_string()), Ok(date), "{text}");
            assert_eq!(date::parse(&date.to_string(), &zone).map(PostDate::instant), Some(date.instant()), "{text}");
        }
    }
});
