//! All tags, as a cloud and a list; all categories, as a tree.

use inkstone_catalogue::{Taxonomy, TermCount, TermsPage};
use yew::prelude::*;

use crate::{
    Route, Setting,
    empty::empty,
    pager::{lead, pager},
};

/// How many sizes the tags of a cloud have.
const WEIGHTS: u32 = 5;

/// The title of the page of all terms.
pub fn title(setting: &Setting, taxonomy: Taxonomy) -> &'static str {
    match taxonomy {
        Taxonomy::Categories => setting.messages.all_categories,
        Taxonomy::Tags => setting.messages.all_tags,
    }
}

/// All terms with how often each is used; where there are many, the most used ones come first.
pub fn terms_view(setting: &Setting, taxonomy: Taxonomy, terms: &TermsPage) -> Html {
    let messages = &setting.messages;
    let TermsPage { terms, most_used, entries, page, pages } = terms;
    let (count, nothing) = match taxonomy {
        Taxonomy::Categories => (messages.category_count(*terms), messages.no_categories),
        Taxonomy::Tags => (messages.tag_count(*terms), messages.no_tags),
    };
    let all = match taxonomy {
        Taxonomy::Categories => tree(setting, entries, 0),
        Taxonomy::Tags if *pages == 1 => cloud(setting, taxonomy, entries),
        Taxonomy::Tags => flat(setting, entries),
    };
    html! {
        <div class="list terms-page">
            <header class="list-head">
                <h1 tabindex="-1">{title(setting, taxonomy)}</h1>
                if !entries.is_empty() { <p class="lead">{lead(messages, count, *page, *pages)}</p> }
            </header>
            if entries.is_empty() { {empty(nothing, None)} }
            if !most_used.is_empty() {
                <section class="most-used">
                    <h2>{messages.most_used}</h2>
                    {cloud(setting, taxonomy, &by_name(most_used))}
                </section>
            }
            {all}
            {pager(setting, &Route::Terms { taxonomy, page: 1 }, *page, *pages)}
        </div>
    }
}

fn by_name(terms: &[TermCount]) -> Vec<TermCount> {
    let mut terms = terms.to_vec();
    inkstone_content::sort_by(&mut terms, |a, b| a.path.cmp(&b.path));
    terms
}

/// A link to a term, with how many posts it has.
pub(crate) fn link(setting: &Setting, taxonomy: Taxonomy, term: &TermCount) -> Html {
    let href = setting.href(&Route::Term { taxonomy, path: term.path.clone(), page: 1 });
    html! {
        <a {href}>
            {term.name()}<span class="count" aria-hidden="true">{setting.messages.number(term.posts)}</span>
            <span class="visually-hidden">{": "}{setting.messages.post_count(term.posts)}</span>
        </a>
    }
}

/// Terms in a row, the more used the larger.
fn cloud(setting: &Setting, taxonomy: Taxonomy, terms: &[TermCount]) -> Html {
    let most = terms.iter().map(|term| term.posts).max().unwrap_or(0);
    html! {
        <ul class="terms cloud">
            {for terms.iter().map(|term| html! {
                <li data-weight={weight(term.posts, most).to_string()}>{link(setting, taxonomy, term)}</li>
            })}
        </ul>
    }
}

/// From 1 to [`WEIGHTS`], by doublings: the most used term has all of them.
fn weight(posts: u32, most: u32) -> u32 {
    let doublings = |count: u32| count.max(1).ilog2();
    match doublings(most) {
        0 => 1,
        all => 1 + doublings(posts) * (WEIGHTS - 1) / all,
    }
}

fn flat(setting: &Setting, terms: &[TermCount]) -> Html {
    html! {
        <ul class="terms index">{for terms.iter().map(|term| html! { <li>{link(setting, Taxonomy::Tags, term)}</li> })}</ul>
    }
}

/// The categories from `depth` on, which are in the order of a tree. A page may begin within a
/// branch: then what is above has no count there.
fn tree(setting: &Setting, terms: &[TermCount], depth: usize) -> Html {
    let branches = terms.chunk_by(|one, next| one.path.get(depth) == next.path.get(depth));
    let branch = |branch: &[TermCount]| {
        let first = branch.first()?;
        let (own, below) = match first.path.len() == depth + 1 {
            true => (link(setting, Taxonomy::Categories, first), branch.get(1..).unwrap_or_default()),
            false => {
                let path = first.path.get(..=depth)?;
                (html! { <a href={setting.href(&Route::category(path))}>{path.last()?}</a> }, branch)
            }
        };
        let below = if below.is_empty() { Html::default() } else { tree(setting, below, depth + 1) };
        Some(html! { <li>{own}{below}</li> })
    };
    if terms.is_empty() {
        return Html::default();
    }
    html! { <ul class={if depth == 0 { "tree" } else { "branch" }}>{for branches.filter_map(branch)}</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weight_grows_with_every_doubling() {
        for (posts, most, expected) in
            [(1, 1, 1), (1, 2, 1), (2, 2, 5), (1, 1_024, 1), (32, 1_024, 3), (1_024, 1_024, 5), (0, 0, 1)]
        {
            assert_eq!(weight(posts, most), expected, "{posts} of {most}");
        }
    }
}
