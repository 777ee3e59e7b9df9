//! The names by which HTML calls characters (`&nbsp;`).
//!
//! All of them are 24 KB. Whoever writes sites has them; a browser has those that posts are full of, and gets the rest when a
//! post asks for one (`web/boot.js` calls them the module `names`).

use std::{borrow::Cow, cell::RefCell};

use crate::search::entry;

/// `name=value ` after `name=value `, in the order of the names: a table of 2,125 pairs of slices would be 34 KB of
/// pointers in WebAssembly. No value has a blank in it, no name an equals sign.
#[cfg(any(not(target_arch = "wasm32"), feature = "all-names"))]
const ALL: &str = include_str!("names.txt");

/// What posts are full of, in the same form.
const COMMON: &str = "Agrave=À Aring=Å Auml=Ä Eacute=É Ouml=Ö Uuml=Ü aacute=á acirc=â aelig=æ agrave=à amp=& apos=' aring=å auml=ä \
    bull=• ccedil=ç cent=¢ check=✓ copy=© darr=↓ deg=° divide=÷ eacute=é ecirc=ê egrave=è emsp=\u{2003} ensp=\u{2002} euro=€ \
    frac12=½ ge=≥ gt=> harr=↔ hearts=♥ hellip=… iacute=í icirc=î infin=∞ laquo=« larr=← ldquo=“ le=≤ lsquo=‘ lt=< \
    mdash=— micro=µ middot=· minus=− nbsp=\u{a0} ndash=– ne=≠ ntilde=ñ oacute=ó ocirc=ô oslash=ø ouml=ö para=¶ plusmn=± pound=£ \
    quot=\" raquo=» rarr=→ rdquo=” reg=® rsquo=’ sect=§ shy=\u{ad} szlig=ß thinsp=\u{2009} times=× trade=™ uacute=ú uarr=↑ \
    ugrave=ù uuml=ü yen=¥ zwj=\u{200d} zwnj=\u{200c} ";

/// A name was asked for that only the whole list can know, and it is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

thread_local! {
    /// The whole list as long as somebody has given it, and whether it was missed. A parser's table of names is nothing
    /// that its callers could hand to it.
    static GIVEN: RefCell<(Option<String>, bool)> = const { RefCell::new((None, false)) };
}

/// The character, or the two, of this name; names tell capitals from small letters.
///
/// ```
/// assert_eq!(inkstone_characters::named("hearts").as_deref(), Some("♥"));
/// ```
pub fn named(name: &str) -> Option<Cow<'static, str>> {
    if let Some(value) = find(COMMON, name) {
        return Some(Cow::Borrowed(value));
    }
    #[cfg(any(not(target_arch = "wasm32"), feature = "all-names"))]
    return find(ALL, name).map(Cow::Borrowed);
    #[cfg(all(target_arch = "wasm32", not(feature = "all-names")))]
    GIVEN.with_borrow_mut(|(all, is_missed)| match all {
        Some(all) => find(all, name).map(|value| Cow::Owned(value.to_owned())),
        None => {
            *is_missed = true;
            None
        }
    })
}

/// Does `work`, for which `all` are the names if somebody has them.
///
/// # Errors
/// When they would have been needed. Natively they always are there.
pub fn with_names<T>(all: Option<String>, work: impl FnOnce() -> T) -> Result<T, Missing> {
    GIVEN.set((all, false));
    let done = work();
    match GIVEN.take() {
        (_, true) => Err(Missing),
        _ => Ok(done),
    }
}

fn find<'a>(names: &'a str, name: &str) -> Option<&'a str> {
    let found = entry(names, |entry| entry.split('=').next().cmp(&Some(name)))?;
    found.get(name.len() + 1..)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn entries(names: &str) -> Vec<(&str, &str)> {
        names.split_terminator(' ').map(|entry| entry.split_once('=').expect("a name and a value")).collect()
    }

    #[test]
    fn every_name_is_found_and_nothing_else() {
        let all = entries(ALL);
        assert_eq!(all.len(), 2125);
        for (name, value) in &all {
            assert_eq!(find(ALL, name), Some(*value), "{name}");
            assert_eq!(named(name).as_deref(), Some(*value), "{name}");
            for other in [format!("{name}x"), name[1..].to_owned()] {
                assert_eq!(find(ALL, &other).is_some(), all.iter().any(|(name, _)| *name == other), "{other}");
            }
        }
    }

    #[test]
    fn both_lists_can_be_searched_by_halves_and_say_the_same() {
        for names in [ALL, COMMON] {
            assert!(entries(names).is_sorted_by(|(one, _), (other, _)| one < other));
        }
        for (name, value) in entries(COMMON) {
            assert_eq!(find(ALL, name), Some(value), "{name}");
        }
    }
}
