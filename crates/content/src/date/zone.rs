//! The site's time zone, from a table or from a function of offsets.

use std::{fmt, rc::Rc};

use jiff::{Timestamp, civil::DateTime, tz::Offset};

use super::ZoneTable;

/// A day in seconds.
const DAY: u32 = 86_400;

/// The site's time zone: never the builder's, never the reader's.
#[derive(Clone)]
pub enum Zone {
    /// The offsets that came with the catalogue.
    Table(Rc<ZoneTable>),
    /// Offsets from UTC in seconds at a Unix second, asked of the platform (`Intl` in a browser).
    Offsets(Rc<dyn Fn(i64) -> i32>),
}

impl Zone {
    /// The zone that `table` describes.
    pub fn from_table(table: ZoneTable) -> Self {
        Self::Table(Rc::new(table))
    }

    /// The offset at an instant, in whole minutes: RFC 3339 has no seconds in offsets, and no
    /// clock has shown any since 1972. One that no zone has and RFC 3339 cannot write (a day and
    /// more) counts as UTC.
    pub(crate) fn offset(&self, instant: Timestamp) -> Offset {
        let seconds = match self {
            Self::Table(table) => table.offset(instant.as_second()),
            Self::Offsets(at) => at(instant.as_second()),
        };
        if seconds.unsigned_abs() >= DAY {
            return Offset::UTC;
        }
        Offset::from_seconds(seconds / 60 * 60).unwrap_or(Offset::UTC)
    }

    /// The instant at which the zone's clocks show `wall`; `None` beyond the years -9999 to 9999.
    ///
    /// What RFC 5545 says of skipped and repeated times is in [`super::parse`]. The instant is
    /// found by asking for offsets around it: a day before and after (further than any offset
    /// reaches), and at the instants these two lead to.
    pub(crate) fn instant(&self, wall: DateTime) -> Option<Timestamp> {
        let local = Offset::UTC.to_timestamp(wall).ok()?;
        let around = |days: i64| {
            let shifted = local.as_second().saturating_add(days * 86_400);
            Timestamp::from_second(shifted).map_or(Offset::UTC, |instant| self.offset(instant))
        };
        let (before, after) = (around(-1), around(1));
        let lands = |offset: Offset| offset.to_timestamp(wall).ok();
        let near = |offset: Offset| lands(offset).map(|instant| self.offset(instant));
        [Some(before), near(before), near(after), Some(after)]
            .into_iter()
            .flatten()
            .filter_map(|offset| lands(offset).filter(|instant| self.offset(*instant) == offset))
            .min()
            .or_else(|| lands(before))
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::Table(Rc::default())
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(table) => f.debug_tuple("Table").field(table).finish(),
            Self::Offsets(_) => f.write_str("Offsets(..)"),
        }
    }
}
