//! Cutting a list into shares that stay as they are when an entry comes or goes elsewhere.
//!
//! Counting off every tenth entry would move all cuts behind a new one. Here the entries
//! themselves say where to cut: in the order of their hashes, each may begin a share unless it
//! is closer than the least size to a cut already made or to an end of the list. So every share
//! has at least `least` entries and fewer than twice as many, the same entries always give the
//! same shares whatever order they came in, and a change reaches no further than to the next
//! entry whose hash is the lowest among its neighbours (the barrier of local-maximum chunking:
//! Bjørner, Blass and Gurevich, 2010).

use std::ops::Range;

use inkstone_content::sort_by;

/// The shares of a list whose entries have these hashes, in the list's order. Fewer than
/// `2 * least` entries are one share; none are none.
pub(crate) fn shares(hashes: &[u64], least: usize) -> Vec<Range<usize>> {
    let mut candidates: Vec<usize> = (least..(hashes.len() + 1).saturating_sub(least)).collect();
    sort_by(&mut candidates, |one, other| hashes[*one].cmp(&hashes[*other]));
    let mut is_cut = vec![false; hashes.len()];
    for at in candidates {
        if !is_cut[at + 1 - least..(at + least).min(hashes.len())].contains(&true) {
            is_cut[at] = true;
        }
    }
    let mut cuts: Vec<usize> = (0..hashes.len()).filter(|&at| at == 0 || is_cut[at]).collect();
    cuts.push(hashes.len());
    cuts.windows(2).map(|ends| ends[0]..ends[1]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::hash;

    fn list(count: usize) -> Vec<u64> {
        (0..count).map(|number| hash(&number.to_string())).collect()
    }

    #[test]
    fn every_share_has_the_least_size_and_less_than_twice_it() {
        for least in [1, 2, 10, 100] {
            for count in [0, 1, least - 1, least, 2 * least - 1, 2 * least, 3 * least, 1_000, 5_003] {
                let shares = shares(&list(count), least);
                assert_eq!(shares.iter().map(ExactSizeIterator::len).sum::<usize>(), count, "{least}, {count}");
                assert!(shares.windows(2).all(|pair| pair[0].end == pair[1].start), "{least}, {count}: {shares:?}");
                let fits = |share: &Range<usize>| (least..2 * least).contains(&share.len());
                assert!(count < least || shares.iter().all(fits), "{least}, {count}: {shares:?}");
            }
        }
    }

    #[test]
    fn an_entry_that_comes_or_goes_changes_few_shares() {
        let all = list(2_000);
        let of = |hashes: &[u64]| -> std::collections::BTreeSet<Vec<u64>> {
            shares(hashes, 10).into_iter().map(|share| hashes[share].to_vec()).collect()
        };
        let before = of(&all);
        let mut changed = 0;
        for at in 0..all.len() {
            let mut without = all.clone();
            without.remove(at);
            let after = of(&without);
            let (gone, new) = (before.difference(&after).count(), after.difference(&before).count());
            assert!(gone <= 12 && new <= 12, "without entry {at}: {gone} shares go, {new} come");
            changed += new;
        }
        assert!(changed < 3 * all.len(), "{changed} new shares for {} entries taken away", all.len());
    }
}
