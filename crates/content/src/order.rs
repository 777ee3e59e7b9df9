//! Sorting a list of anything by one sort.
//!
//! The standard library's sorts are made anew for each type, 4 KB of WebAssembly a piece. So the numbers of a list's items are
//! sorted, and then the items are moved; and by merging alone, since a page's lists are short (docs/adr/0004-two-modules.md).

use std::cmp::Ordering;

/// Sorts `items`; those that compare equal keep their order.
///
/// ```
/// let mut words = vec!["ink", "a", "stone", "b"];
/// inkstone_content::sort_by(&mut words, |one, other| one.len().cmp(&other.len()));
/// assert_eq!(words, ["a", "b", "ink", "stone"]);
/// ```
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|one, other| match (items.get(one), items.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut unsorted: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|at| unsorted.get_mut(at)?.take()));
}

/// Each of `items` once, in their order: a set for whoever looks it up by a binary search.
pub fn distinct<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    sort_by(&mut items, T::cmp);
    items.dedup();
    items
}

/// `items` in their order, each where it stands first.
pub(crate) fn once<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    let order = order(items.len(), &|one, other| items.get(one).cmp(&items.get(other)));
    let mut is_first = vec![true; items.len()];
    for equal in order.chunk_by(|one, other| items[*one] == items[*other]) {
        equal.iter().skip(1).for_each(|&at| is_first[at] = false);
    }
    let mut is_first = is_first.into_iter();
    items.retain(|_| is_first.next() == Some(true));
    items
}

/// The numbers below `length` in the order of what they stand for, and of their own where that is equal.
#[inline(never)]
fn order(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    let mut merged = Vec::with_capacity(length);
    let mut sorted = 1;
    while sorted < length {
        for two in order.chunks(2 * sorted) {
            let (mut one, mut other) = two.split_at(sorted.min(two.len()));
            while let (Some((first, rest)), Some((second, more))) = (one.split_first(), other.split_first()) {
                let is_first = compare(*first, *second) != Ordering::Greater;
                merged.push(if is_first { *first } else { *second });
                (one, other) = if is_first { (rest, other) } else { (one, more) };
            }
            merged.extend_from_slice(one);
            merged.extend_from_slice(other);
        }
        std::mem::swap(&mut order, &mut merged);
        merged.clear();
        sorted *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(numbers in prop::collection::vec(0_u8..20, 0..300)) {
            let mut ours: Vec<(u8, usize)> = numbers.into_iter().enumerate().map(|(at, number)| (number, at)).collect();
            let mut theirs = ours.clone();
            super::sort_by(&mut ours, |one, other| other.0.cmp(&one.0));
            theirs.sort_by_key(|entry| std::cmp::Reverse(entry.0));
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn distinct_items_are_those_of_a_set(numbers in prop::collection::vec(0_u8..20, 0..300)) {
            let set: Vec<u8> = std::collections::BTreeSet::from_iter(numbers.clone()).into_iter().collect();
            prop_assert_eq!(super::distinct(numbers), set);
        }

        #[test]
        fn once_is_where_it_stands_first(numbers in prop::collection::vec(0_u8..20, 0..300)) {
            let mut seen = std::collections::BTreeSet::new();
            let firsts: Vec<u8> = numbers.iter().copied().filter(|number| seen.insert(*number)).collect();
            prop_assert_eq!(super::once(numbers), firsts);
        }
    }
}
