//! The table of contents: beside the text on wide screens, a sheet that a button opens on
//! narrow ones. It works without a script; one that follows the reader marks the place.

use inkstone_content::{Heading, policy::ID_PREFIX};
use yew::prelude::*;

use crate::Setting;

/// Without being asked for, a table with fewer entries is not shown.
const FEWEST: usize = 3;
/// How many levels of headings are shown.
const LEVELS: u8 = 3;

/// A heading with those below it.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    heading: Heading,
    below: Vec<Entry>,
}

/// Whether there is enough to list; `wanted` where the post says whether there should be a table of contents.
pub fn has_contents(outline: &[Heading], wanted: Option<bool>) -> bool {
    let fewest = if wanted == Some(true) { 1 } else { FEWEST };
    wanted != Some(false) && shown(outline).len() >= fewest
}

/// The table of contents, if there is enough to list.
pub(super) fn contents(setting: &Setting, outline: &[Heading], wanted: Option<bool>) -> Option<Html> {
    let words = &setting.messages;
    has_contents(outline, wanted).then(|| {
        html! {
            <div class="contents-rail">
                <button type="button" class="contents-open" popovertarget="contents" aria-label={words.contents}>
                    <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 6h16M4 12h10M4 18h13" /></svg>
                </button>
                <nav id="contents" class="contents" popover="auto" aria-label={words.contents}>
                    <p class="contents-title" aria-hidden="true">{words.contents}</p>
                    {list(&nested(shown(outline)))}
                </nav>
            </div>
        }
    })
}

fn list(entries: &[Entry]) -> Html {
    html! {
        <ol>
            {for entries.iter().map(|entry| html! {
                <li>
                    <a href={format!("#{ID_PREFIX}{}", entry.heading.id)}>{&entry.heading.text}</a>
                    if !entry.below.is_empty() { {list(&entry.below)} }
                </li>
            })}
        </ol>
    }
}

/// The headings of the uppermost levels of a post, whichever these are.
fn shown(outline: &[Heading]) -> Vec<Heading> {
    let top = outline.iter().map(|heading| heading.level).min().unwrap_or(1);
    outline.iter().filter(|heading| heading.level - top < LEVELS).cloned().collect()
}

/// Puts every heading below the last one of a lower level. A list is never deeper than its
/// headings' levels are different, so it is at most [`LEVELS`] deep.
fn nested(headings: Vec<Heading>) -> Vec<Entry> {
    let mut done: Vec<Entry> = Vec::new();
    let mut open: Vec<Entry> = Vec::new();
    for heading in headings {
        while open.last().is_some_and(|last| last.heading.level >= heading.level) {
            close(&mut open, &mut done);
        }
        open.push(Entry { heading, below: Vec::new() });
    }
    while !open.is_empty() {
        close(&mut open, &mut done);
    }
    done
}

/// Moves the innermost open entry to where it belongs.
fn close(open: &mut Vec<Entry>, done: &mut Vec<Entry>) {
    if let Some(entry) = open.pop() {
        open.last_mut().map_or(done, |parent| &mut parent.below).push(entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(levels: &[u8]) -> Vec<Heading> {
        let heading = |(at, level): (usize, &u8)| Heading { level: *level, id: at.to_string(), text: at.to_string() };
        levels.iter().enumerate().map(heading).collect()
    }

    /// `0(1 2(3)) 4`: each entry's id with those below it in parentheses.
    fn written(entries: &[Entry]) -> String {
        let entry = |entry: &Entry| match entry.below.as_slice() {
            [] => entry.heading.id.clone(),
            below => format!("{}({})", entry.heading.id, written(below)),
        };
        entries.iter().map(entry).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn headings_stand_below_the_one_they_belong_to() {
        for (case, levels, expected) in [
            ("flat", [2, 2, 2].as_slice(), "0 1 2"),
            ("two levels", &[2, 3, 3, 2], "0(1 2) 3"),
            ("three levels", &[1, 2, 3, 2, 1], "0(1(2) 3) 4"),
            ("a level left out", &[2, 4, 4, 3, 2], "0(1 2 3) 4"),
            ("it begins deep", &[4, 2, 3], "0 1(2)"),
            ("the fourth level is not shown", &[1, 2, 3, 4, 2], "0(1(2) 4)"),
            ("h4 alone", &[4, 5], "0(1)"),
            ("none", &[], ""),
        ] {
            assert_eq!(written(&nested(shown(&outline(levels)))), expected, "{case}");
        }
    }
}
