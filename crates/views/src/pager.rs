//! From page to page of a long list: newer and older, and by number.

use yew::prelude::*;

use crate::{Messages, Route, Setting};

/// How many numbers stand on each side of the current page's.
const AROUND: u32 = 2;

/// Links to the pages of the list at `route` around this one, to the first and to the last; one page needs none.
pub fn pager(setting: &Setting, route: &Route, page: u32, pages: u32) -> Html {
    let messages = &setting.messages;
    if pages <= 1 {
        return Html::default();
    }
    let link = |page: u32, rel: &'static str, text: &'static str| {
        html! { <a {rel} href={setting.href(&route.at_page(page))}>{text}</a> }
    };
    let number = |number: u32| match number {
        0 => html! { <li aria-hidden="true">{"…"}</li> },
        number => html! {
            <li>
                <a href={setting.href(&route.at_page(number))} aria-label={messages.page_of(number, pages)}
                    aria-current={(number == page).then_some("page")}>{messages.number(number)}</a>
            </li>
        },
    };
    html! {
        <nav class="pager" aria-label={messages.pages}>
            if page > 1 { {link(page - 1, "prev", messages.newer)} }
            <ol class="pages">{for numbers(page, pages).into_iter().map(number)}</ol>
            if page < pages { {link(page + 1, "next", messages.older)} }
        </nav>
    }
}

/// What stands below a list's title: on its first page how much there is in all (`count`), on the
/// others which page it is, so that an entry that comes changes only the pages that it is on.
pub(crate) fn lead(messages: &Messages, count: String, page: u32, pages: u32) -> String {
    if page > 1 { messages.page_of(page, pages) } else { count }
}

/// The numbers to show, 0 for those left out.
fn numbers(page: u32, pages: u32) -> Vec<u32> {
    let mut shown = Vec::new();
    let around = page.saturating_sub(AROUND).max(1)..=page.saturating_add(AROUND).min(pages);
    let (first, last) = (*around.start(), *around.end());
    if first > 1 {
        shown.push(1);
    }
    match first {
        0..=2 => {}
        3 => shown.push(2),
        _ => shown.push(0),
    }
    shown.extend(around);
    match pages - last {
        0 | 1 => {}
        2 => shown.push(pages - 1),
        _ => shown.push(0),
    }
    if last < pages {
        shown.push(pages);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_around_the_page_and_both_ends_are_shown() {
        for (page, pages, expected) in [
            (1, 2, &[1, 2][..]),
            (1, 9, &[1, 2, 3, 0, 9]),
            (4, 9, &[1, 2, 3, 4, 5, 6, 0, 9]),
            (5, 9, &[1, 2, 3, 4, 5, 6, 7, 8, 9]),
            (6, 12, &[1, 0, 4, 5, 6, 7, 8, 0, 12]),
            (12, 12, &[1, 0, 10, 11, 12]),
            (
                4_000_000_000,
                4_294_967_295,
                &[1, 0, 3_999_999_998, 3_999_999_999, 4_000_000_000, 4_000_000_001, 4_000_000_002, 0, 4_294_967_295],
            ),
        ] {
            assert_eq!(numbers(page, pages), expected, "{page} of {pages}");
        }
    }
}
