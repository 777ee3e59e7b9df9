//! The files of the archive.

use super::{
    Files, Listed,
    index::{Key, Shelving, Spread},
};
use crate::{
    archive::{Archive, Month},
    line::{LEAST_LINES, Lines},
    shares::shares,
};

/// Writes the archive of the posts whose numbers are in `order`; `None` without posts.
pub(super) fn write<E: From<serde_json::Error>>(
    posts: &[Listed],
    order: &[usize],
    files: &Files<'_, E>,
) -> Result<Option<String>, E> {
    if order.is_empty() {
        return Ok(None);
    }
    let line = |at: usize| order.get(at).map(|&number| &posts[number].line);
    let hashes: Vec<u64> = order.iter().map(|&number| posts[number].hash).collect();
    let mut shelving = Shelving::default();
    for share in shares(&hashes, LEAST_LINES) {
        let key = Key::of(share.start, |at| line(at).map(|line| line.key()));
        let (first, count) = (hashes[share.start], share.len());
        let name = files.json(&Lines { lines: share.filter_map(line).cloned().collect() })?;
        shelving.push(first, name, Some(count), key);
    }
    let mut archive = Archive { lines: shelving.index(Spread::HEAD, files)?, ..Archive::default() };
    for at in 0..order.len() {
        let Some((year, month)) = line(at).and_then(|line| line.date).map(Month::of) else {
            archive.undated += 1;
            continue;
        };
        match archive.months.last_mut() {
            Some(last) if (last.year, last.month) == (year, month) => last.posts += 1,
            _ => archive.months.push(Month { year, month, posts: 1 }),
        }
    }
    files.json(&archive).map(Some)
}
