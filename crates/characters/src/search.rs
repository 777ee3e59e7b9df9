//! Finding an entry of a text that holds many in their order: as slices, each would have a pointer and a length besides, eight bytes
//! of a module.

use std::cmp::Ordering;

/// The entry of `text` that `compare` calls equal. Each ends in a blank, the last one as well, and has none in it.
pub(crate) fn entry(text: &str, compare: impl Fn(&str) -> Ordering) -> Option<&str> {
    let bytes = text.as_bytes();
    let (mut start, mut end) = (0, bytes.len());
    // Between the two stand whole entries.
    while start < end {
        let middle = start + (end - start) / 2;
        let before = bytes[start..middle].iter().rposition(|&byte| byte == b' ');
        let from = before.map_or(start, |blank| start + blank + 1);
        let to = from + bytes[from..].iter().position(|&byte| byte == b' ')?;
        let entry = text.get(from..to)?;
        match compare(entry) {
            Ordering::Less => start = to + 1,
            Ordering::Greater => end = from,
            Ordering::Equal => return Some(entry),
        }
    }
    None
}
