//! Dates of posts: an instant and the offset it is shown in.

mod forms;
mod strict;
mod zone;
mod zone_table;

use std::fmt;

use jiff::{Timestamp, civil::DateTime, tz::Offset};
use serde::{Deserialize, Serialize};

use crate::json::{FromNode, JsonError, Node};
use forms::Reading;
pub use zone::Zone;
pub use zone_table::ZoneTable;

/// An instant with the offset of the site's zone at that instant.
/// Its text is RFC 3339 with the offset, for instance `2022-04-07T14:38:50+08:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostDate {
    instant: Timestamp,
    offset: Offset,
}

/// A text that is no date with an offset.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date with an offset, such as 2022-04-07T14:38:50+08:00")]
pub struct DateError(String);

impl PostDate {
    /// The instant as the site's clocks show it.
    pub fn at(instant: Timestamp, zone: &Zone) -> Self {
        Self { instant, offset: zone.offset(instant) }
    }

    /// The instant, for sorting.
    pub fn instant(self) -> Timestamp {
        self.instant
    }

    /// The calendar date and clock time on the site's wall.
    pub fn civil(self) -> DateTime {
        self.offset.to_datetime(self.instant)
    }
}

impl fmt::Display for PostDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wall = self.civil();
        write!(f, "{:04}-{:02}-{:02}", wall.year(), wall.month(), wall.day())?;
        write!(f, "T{:02}:{:02}:{:02}", wall.hour(), wall.minute(), wall.second())?;
        if wall.subsec_nanosecond() != 0 {
            let digits = format!("{:09}", wall.subsec_nanosecond());
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        let minutes = self.offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }
}

impl TryFrom<String> for PostDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        strict::read(&text).ok_or(DateError(text))
    }
}

impl FromNode for PostDate {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        strict::read(node.text()?).ok_or_else(|| node.expected("a date with an offset"))
    }
}

impl From<PostDate> for String {
    fn from(date: PostDate) -> Self {
        date.to_string()
    }
}

/// Reads a date in any form the contract knows; `None` when none fits.
///
/// An offset in the text fixes the instant; without one the text is a clock time in `zone`.
/// A clock time that a change of the clocks skipped is read with the offset before the change,
/// one that happened twice is the first of the two (RFC 5545, section 3.3.5).
pub fn parse(text: &str, zone: &Zone) -> Option<PostDate> {
    let instant = match forms::read(text)? {
        Reading::Instant(instant) => instant,
        // The last day of all, which means never, has no instant everywhere.
        Reading::Wall(wall, offset) => match offset {
            Some(offset) => offset.to_timestamp(wall).ok(),
            None => zone.instant(wall),
        }
        .or_else(|| (wall.year() == 9999).then_some(Timestamp::MAX))?,
    };
    let date = PostDate::at(instant, zone);
    // RFC 3339 has years of four digits: another could be written and not be read again.
    (0..=9999).contains(&date.civil().year()).then_some(date)
}
