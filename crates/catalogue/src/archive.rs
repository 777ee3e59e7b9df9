//! The archive: all posts by time, and how many there are in each month.

use inkstone_content::{
    PostDate,
    json::{FromNode, JsonError, Node},
};
use serde::Serialize;

use crate::{FileError, Index, Line, file};

/// The most months that an archive may have: every month of a thousand years.
const MOST_MONTHS: usize = 12_000;

/// The posts of a month, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "(i16, i8, u32)")]
pub struct Month {
    /// The year, on the site's calendar.
    pub year: i16,
    /// 1 to 12.
    pub month: i8,
    /// How many posts.
    pub posts: u32,
}

impl FromNode for Month {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        let (year, month, posts) = FromNode::from_node(node)?;
        Ok(Self { year, month, posts })
    }
}

impl From<Month> for (i16, i8, u32) {
    fn from(Month { year, month, posts }: Month) -> Self {
        (year, month, posts)
    }
}

impl Month {
    /// The year and the month of a date.
    pub fn of(date: PostDate) -> (i16, i8) {
        let civil = date.civil();
        (civil.year(), civil.month())
    }
}

/// A part of the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Span {
    /// All of it.
    All,
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
}

impl Span {
    /// Whether the span holds this month.
    pub fn holds(self, month: &Month) -> bool {
        match self {
            Self::All => true,
            Self::Year(year) => month.year == year,
            Self::Month(year, number) => (month.year, month.month) == (year, number),
        }
    }
}

impl ArchivePage {
    /// The parts of the archive to go to from the page, with how many posts they have: from all
    /// of it the years; from a year its months. Those beside a month are named without numbers,
    /// or every month of a year would change with a post of one. Only the first page has them.
    pub fn spans(&self) -> Vec<(Span, Option<u32>)> {
        let mut spans: Vec<(Span, Option<u32>)> = Vec::new();
        for &Month { year, month, posts } in self.months.iter().filter(|_| self.page == 1) {
            match self.span {
                Span::All => match spans.last_mut() {
                    Some((Span::Year(last), Some(sum))) if *last == year => *sum = sum.saturating_add(posts),
                    _ => spans.push((Span::Year(year), Some(posts))),
                },
                Span::Year(here) if here == year => spans.push((Span::Month(year, month), Some(posts))),
                Span::Month(here, _) if here == year => spans.push((Span::Month(year, month), None)),
                _ => {}
            }
        }
        spans
    }
}

/// A page of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivePage {
    /// What it is a page of.
    pub span: Span,
    /// Every month of the whole archive that has posts, newest first.
    pub months: Vec<Month>,
    /// How many posts of the whole archive have no date.
    pub undated: u32,
    /// The posts of this page, newest first.
    pub lines: Vec<Line>,
    /// This page, from 1.
    pub page: u32,
    /// How many pages the span has, at least 1.
    pub pages: u32,
    /// How many posts the span has.
    pub posts: u32,
}

/// The file that the root names: counts, and where the lines are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Archive {
    pub(crate) months: Vec<Month>,
    pub(crate) undated: u32,
    /// Lines in their order, with the number of entries and the first key of each file.
    pub(crate) lines: Index,
}

impl FromNode for Archive {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self { months: node.field("months")?, undated: node.or_default("undated")?, lines: node.field("lines")? })
    }
}

impl Archive {
    pub(crate) fn from_json(text: &str) -> Result<Self, FileError> {
        let archive: Self = file::read(text)?;
        file::bound("months", archive.months.len(), MOST_MONTHS)?;
        let is_older = |pair: &[Month]| (pair[0].year, pair[0].month) > (pair[1].year, pair[1].month);
        if !archive.months.windows(2).all(is_older)
            || archive.months.iter().any(|month| !(1..=12).contains(&month.month))
        {
            return Err(FileError::Order("months out of order"));
        }
        archive.lines.check()?;
        Ok(archive)
    }

    /// The number of the span's first line and of its posts.
    pub(crate) fn range(&self, span: Span) -> (u32, u32) {
        let total =
            |months: &mut dyn Iterator<Item = &Month>| months.fold(0_u32, |sum, month| sum.saturating_add(month.posts));
        let undated = if span == Span::All { self.undated } else { 0 };
        let before = total(&mut self.months.iter().take_while(|month| !span.holds(month)));
        let posts = total(&mut self.months.iter().filter(|month| span.holds(month)));
        (before, posts.saturating_add(undated))
    }
}
