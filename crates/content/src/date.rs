//! Dates of posts: an instant and the offset it is shown in.

use std::{fmt, rc::Rc};

use jiff::{
    Timestamp,
    tz::{Offset, TimeZone},
};
use serde::{Deserialize, Serialize};

/// The site's time zone: never the builder's, never the reader's.
#[derive(Clone)]
pub enum Zone {
    /// Rules that came with the catalogue, or UTC.
    Rules(TimeZone),
    /// Offsets from UTC in seconds at a Unix second, asked of the platform (`Intl` in a browser).
    Offsets(Rc<dyn Fn(i64) -> i32>),
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

/// An instant with the offset of the site's zone at that instant.
/// Its text is RFC 3339 with the offset, for instance `2022-04-07T14:38:50+08:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostDate {
    instant: Timestamp,
    offset: Offset,
}

impl PostDate {
    /// The instant, for sorting.
    pub fn instant(self) -> Timestamp {
        self.instant
    }

    /// The calendar date and clock time on the site's wall.
    pub fn civil(self) -> jiff::civil::DateTime {
        self.offset.to_datetime(self.instant)
    }
}

impl fmt::Display for PostDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.instant.display_with_offset(self.offset))
    }
}

impl TryFrom<String> for PostDate {
    type Error = jiff::Error;
    fn try_from(text: String) -> Result<Self, jiff::Error> {
        let pieces = jiff::fmt::temporal::Pieces::parse(&text)?;
        let instant: Timestamp = text.parse()?;
        let offset = pieces.to_numeric_offset().unwrap_or(Offset::UTC);
        Ok(Self { instant, offset })
    }
}

impl From<PostDate> for String {
    fn from(date: PostDate) -> Self {
        date.to_string()
    }
}

/// Reads a date; `None` when no known form fits.
pub fn parse(text: &str, _zone: &Zone) -> Option<PostDate> {
    let instant = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).ok()?;
    Some(PostDate { instant, offset: Offset::UTC })
}
