//! `srcset`: its candidates, read as browsers read them (HTML, "parsing a srcset attribute").

/// Candidates beyond this number are not read: nobody writes so many.
const MOST: usize = 64;

/// One picture of a `srcset`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// Its address as written.
    pub url: &'a str,
    /// `2x`, `640w` or nothing.
    pub descriptor: &'a str,
}

/// The candidates of a `srcset`. One with a descriptor that no browser knows is left out.
///
/// ```
/// use inkstone_content::policy::candidates;
/// let list = candidates("a.png, b.png 2x");
/// assert_eq!(list[1].url, "b.png");
/// assert_eq!(list[1].descriptor, "2x");
/// ```
pub fn candidates(srcset: &str) -> Vec<Candidate<'_>> {
    let mut list = Vec::new();
    let mut rest = srcset;
    while list.len() < MOST {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            break;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (url, after) = rest.split_at(end);
        // A comma that ends the address ends the candidate; one within it is its own.
        let bare = url.trim_end_matches(',');
        let (descriptor, after) = if bare.len() < url.len() {
            ("", after)
        } else {
            let end = after.find(',').unwrap_or(after.len());
            let (descriptor, after) = after.split_at(end);
            (descriptor.trim_matches(|c: char| c.is_ascii_whitespace()), after)
        };
        if !bare.is_empty() && is_descriptor(descriptor) {
            list.push(Candidate { url: bare, descriptor });
        }
        rest = after;
    }
    list
}

fn is_descriptor(text: &str) -> bool {
    let Some(unit) = text.chars().last() else {
        return true;
    };
    let number = &text[..text.len() - unit.len_utf8()];
    let digits = !number.is_empty() && number.len() <= 8;
    match unit {
        'w' => digits && number.bytes().all(|byte| byte.is_ascii_digit()),
        'x' => digits && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_as_browsers_read_them() {
        for (srcset, expected) in [
            ("a.png", &[("a.png", "")] as &[(&str, &str)]),
            ("a.png 1x, b.png 2x", &[("a.png", "1x"), ("b.png", "2x")]),
            ("a.png,b.png", &[("a.png,b.png", "")]),
            ("a.png, b.png", &[("a.png", ""), ("b.png", "")]),
            ("data:image/png;base64,AA== 1x", &[("data:image/png;base64,AA==", "1x")]),
            (" ,, a.png  640w ,", &[("a.png", "640w")]),
            ("a.png javascript:x, b.png 1.5x", &[("b.png", "1.5x")]),
            ("a.png 2x 3w", &[]),
            ("", &[]),
            (",,,", &[]),
        ] {
            let found: Vec<_> = candidates(srcset).iter().map(|c| (c.url, c.descriptor)).collect();
            assert_eq!(found, expected, "{srcset}");
        }
        assert_eq!(candidates(&"a 1x,".repeat(100_000)).len(), MOST);
    }
}
