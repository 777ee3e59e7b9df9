//! A time zone as a table of its offsets: what the catalogue carries to the browser.
//!
//! Reading TZif or POSIX rules would cost a reader 34 KB (brotli) of code; a table that the
//! builder makes from the same database costs one binary search and gives the same answers.

use serde::Serialize;

use crate::json::{FromNode, JsonError, Node};

/// 28 years of the Gregorian calendar in seconds: weekdays and leap years repeat after them
/// (between 1901 and 2099), and with them every rule of daylight saving time.
const CYCLE: i64 = 883_612_800;

/// The offsets of one zone from UTC, and when each begins.
///
/// From its end on, the table's last 28 years repeat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ZoneTable {
    /// Seconds east of UTC before the first change.
    pub before: i32,
    /// Unix seconds and the offset (in seconds east of UTC) that begins then, ascending.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<(i64, i32)>,
    /// The Unix second at which the table ends; 0 when nothing changes after it.
    #[serde(skip_serializing_if = "is_endless")]
    pub end: i64,
}

fn is_endless(end: &i64) -> bool {
    *end == 0
}

impl ZoneTable {
    /// The most changes a table may hold: four a year over its range are more than any zone has.
    pub const MOST_CHANGES: usize = 1_000;

    /// Seconds east of UTC at a Unix second.
    pub fn offset(&self, second: i64) -> i32 {
        let second = if self.end > 0 && second >= self.end {
            self.end - CYCLE + (second - self.end).rem_euclid(CYCLE)
        } else {
            second
        };
        let begun = self.changes.partition_point(|(begin, _)| *begin <= second);
        match begun.checked_sub(1).and_then(|last| self.changes.get(last)) {
            Some((_, offset)) => *offset,
            None => self.before,
        }
    }

    /// Whether the table can be searched: ascending, and not too long.
    pub fn is_valid(&self) -> bool {
        self.changes.len() <= Self::MOST_CHANGES && self.changes.is_sorted_by(|a, b| a.0 < b.0)
    }
}

impl FromNode for ZoneTable {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        let changes = node.or_default("changes")?;
        Ok(Self { before: node.field("before")?, changes, end: node.or_default("end")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_holds_from_its_change_to_the_next() {
        let table = ZoneTable { before: 100, changes: vec![(10, 200), (20, 300)], end: 0 };
        for (second, expected) in [(i64::MIN, 100), (9, 100), (10, 200), (19, 200), (20, 300), (i64::MAX, 300)] {
            assert_eq!(table.offset(second), expected, "{second}");
        }
        assert_eq!(ZoneTable::default().offset(0), 0, "an empty table is UTC");
    }

    #[test]
    fn the_last_28_years_repeat() {
        let table = ZoneTable { before: 0, changes: vec![(CYCLE, 1), (CYCLE + 50, 2)], end: 2 * CYCLE };
        for (second, expected) in [(2 * CYCLE, 1), (2 * CYCLE + 49, 1), (2 * CYCLE + 50, 2), (9 * CYCLE + 50, 2)] {
            assert_eq!(table.offset(second), expected, "{second}");
        }
    }

    #[test]
    fn a_table_out_of_order_or_too_long_is_not_valid() {
        for (changes, expected) in [
            (vec![], true),
            (vec![(1, 0), (2, 0)], true),
            (vec![(2, 0), (1, 0)], false),
            (vec![(1, 0), (1, 0)], false),
            ((0..=1_000).map(|second| (second, 0)).collect(), false),
        ] {
            let table = ZoneTable { before: 0, changes, end: 0 };
            assert_eq!(table.is_valid(), expected, "{} changes", table.changes.len());
        }
    }
}
