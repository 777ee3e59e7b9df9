//! What a wrong address may have meant: posts whose names or titles are like it, else the newest.

use inkstone_catalogue::Line;
use inkstone_content::{PostPath, distinct, sort_by};
use yew::prelude::*;

use crate::{Route, Setting};

/// How many posts are suggested.
const MOST: usize = 5;
/// The years in which blogs were written.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;
/// How much of two names has to be the same, from 0 to 1.
const ALIKE: f64 = 0.35;

/// Posts for somebody who is at a wrong address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggestions {
    /// Whether they are like the address, or merely new.
    pub are_alike: bool,
    /// The posts, the best first.
    pub posts: Vec<Line>,
}

impl Suggestions {
    /// Those of `posts`, newest first, that are most like `address`, which is not percent-encoded.
    pub fn new(address: &str, posts: &[Line]) -> Self {
        let asked = pairs(last_name(address));
        let mut alike: Vec<(f64, &Line)> = posts
            .iter()
            .map(|post| {
                (likeness(&asked, &pairs(last_name(&post.path))).max(likeness(&asked, &pairs(&post.title))), post)
            })
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .collect();
        sort_by(&mut alike, |(one, _), (other, _)| other.total_cmp(one));
        let are_alike = !alike.is_empty();
        let posts = if are_alike {
            alike.into_iter().map(|(_, post)| post).collect()
        } else {
            posts.iter().collect::<Vec<_>>()
        };
        Self { are_alike, posts: posts.into_iter().take(MOST).cloned().collect() }
    }
}

/// The year that an address names, as permalinks with a date do: `/2021/03/title`, `/2021-03-04-title`.
pub fn year_in(address: &str) -> Option<i16> {
    let years = address.split(['/', '-', '.', '_']).filter(|part| part.len() == 4);
    years.filter_map(|part| part.parse().ok()).find(|year| YEARS.contains(year))
}

/// The part of an address that names something: the last one, without its extension.
fn last_name(address: &str) -> &str {
    let address = address.strip_suffix("/index.html").unwrap_or(address).trim_end_matches('/');
    let name = address.rsplit('/').next().unwrap_or(address);
    name.strip_suffix(".html").or_else(|| name.strip_suffix(".md")).unwrap_or(name)
}

/// The pairs of neighbouring letters and digits; of a single one, that one twice. A Han
/// character or kana says as much as a pair of letters, so each is there by itself as well.
fn pairs(text: &str) -> Vec<(char, char)> {
    let letters: Vec<char> =
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(inkstone_characters::lower).take(200).collect();
    let alone = letters.iter().filter(|c| letters.len() == 1 || is_ideograph(**c)).map(|c| (*c, *c));
    distinct(letters.windows(2).map(|pair| (pair[0], pair[1])).chain(alone).collect())
}

/// Whether a character stands for a word or a syllable: kana, Han, Hangul.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The Sørensen–Dice coefficient of two sorted sets.
fn likeness(one: &[(char, char)], other: &[(char, char)]) -> f64 {
    let all = one.len() + other.len();
    let shared = u32::try_from(one.iter().filter(|pair| other.binary_search(pair).is_ok()).count()).unwrap_or(u32::MAX);
    if all == 0 { 0.0 } else { 2.0 * f64::from(shared) / f64::from(u32::try_from(all).unwrap_or(u32::MAX)) }
}

/// The suggested posts as links, under a heading that says why they are there.
pub fn suggestion_list(setting: &Setting, suggestions: &Suggestions) -> Html {
    let Suggestions { are_alike, posts } = suggestions;
    if posts.is_empty() {
        return Html::default();
    }
    let link = |post: &Line| {
        let path = PostPath::new(post.path.as_str()).ok()?;
        let lang = setting.site.language.clone();
        Some(html! { <li><a href={setting.href(&Route::Post { path })} {lang} dir="auto">{&post.title}</a></li> })
    };
    html! {
        <section class="suggestions">
            <h2>{if *are_alike { setting.messages.suggestions } else { setting.messages.recent }}</h2>
            <ul>{for posts.iter().filter_map(link)}</ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(path: &str, title: &str) -> Line {
        Line { path: path.to_owned(), title: title.to_owned(), date: None }
    }

    #[test]
    fn what_is_like_the_address_comes_first() {
        let posts = [
            line("essays/a-short-history-of-the-inkstone", "A short history of the inkstone"),
            line("文房/砚/认识一方砚", "认识一方砚"),
            line("notes/on-a-card", "On a card"),
        ];
        for (address, expected) in [
            ("2021/03/04/short-history-inkstone/", &["essays/a-short-history-of-the-inkstone"][..]),
            ("essays/a-short-history-of-the-inkstone.html", &["essays/a-short-history-of-the-inkstone"]),
            ("archives/认识砚.html", &["文房/砚/认识一方砚"]),
            ("On-A-Card/index.html", &["notes/on-a-card"]),
        ] {
            let found = Suggestions::new(address, &posts);
            let paths: Vec<&str> = found.posts.iter().map(|post| post.path.as_str()).collect();
            assert_eq!((paths.as_slice(), found.are_alike), (expected, true), "{address}");
        }
        for address in ["", "/", "zzz", "%%%"] {
            let found = Suggestions::new(address, &posts);
            assert_eq!((found.posts.len(), found.are_alike), (3, false), "{address}: the newest");
        }
    }

    #[test]
    fn a_year_is_found_where_permalinks_have_one() {
        for (address, expected) in [
            ("2021/03/04/title/", Some(2021)),
            ("blog/1999/title.html", Some(1999)),
            ("2021-03-04-title", Some(2021)),
            ("posts/1984", None),
            ("p/20210304", None),
            ("+201/a", None),
            ("年/2020", Some(2020)),
            ("", None),
        ] {
            assert_eq!(year_in(address), expected, "{address}");
        }
    }
}
