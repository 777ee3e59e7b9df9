//! The site's time zone, from rules or from a function of offsets.

use std::{fmt, rc::Rc};

use jiff::{
    SignedDuration, Timestamp,
    civil::DateTime,
    tz::{Offset, TimeZone},
};

/// The site's time zone: never the builder's, never the reader's.
#[derive(Clone)]
pub enum Zone {
    /// Rules that came with the catalogue, or UTC.
    Rules(TimeZone),
    /// Offsets from UTC in seconds at a Unix second, asked of the platform (`Intl` in a browser).
    Offsets(Rc<dyn Fn(i64) -> i32>),
}

impl Zone {
    /// The zone whose rules are in TZif data (RFC 9636); `None` when they cannot be read.
    pub fn from_tzif(tzif: &[u8]) -> Option<Self> {
        TimeZone::tzif("site", tzif).ok().map(Self::Rules)
    }

    /// The zone of a POSIX `TZ` rule such as `CET-1CEST,M3.5.0,M10.5.0/3`; `None` when it is not one.
    pub fn from_posix(rule: &str) -> Option<Self> {
        TimeZone::posix(rule).ok().map(Self::Rules)
    }

    /// The offset at an instant, in whole minutes: RFC 3339 has no seconds in offsets, and no
    /// clock has shown any since 1972. One that no zone can have (26 hours and more) counts as UTC.
    pub(crate) fn offset(&self, instant: Timestamp) -> Offset {
        let seconds = match self {
            Self::Rules(zone) => zone.to_offset(instant).seconds(),
            Self::Offsets(at) => at(instant.as_second()),
        };
        Offset::from_seconds(seconds / 60 * 60).unwrap_or(Offset::UTC)
    }

    /// The instant at which the zone's clocks show `wall`; `None` beyond the years -9999 to 9999.
    ///
    /// What RFC 5545 says of skipped and repeated times is in [`super::parse`].
    pub(crate) fn instant(&self, wall: DateTime) -> Option<Timestamp> {
        match self {
            Self::Rules(zone) => {
                let instant = zone.to_ambiguous_timestamp(wall).compatible().ok()?;
                let dropped = zone.to_offset(instant).seconds() % 60;
                instant.checked_add(SignedDuration::from_secs(dropped.into())).ok()
            }
            Self::Offsets(_) => self.probe(wall),
        }
    }

    /// Finds the instant by asking for offsets around it: a day before and after (further than
    /// any offset reaches), and at the instants these two lead to.
    fn probe(&self, wall: DateTime) -> Option<Timestamp> {
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
        Self::Rules(TimeZone::UTC)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rules(zone) => f.debug_tuple("Rules").field(zone).finish(),
            Self::Offsets(_) => f.write_str("Offsets(..)"),
        }
    }
}
