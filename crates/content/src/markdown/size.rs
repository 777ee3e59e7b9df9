//! How much the writer has made: no page shows what is beyond the policy's limits, so nobody
//! goes on writing there. A megabyte of marks stands for thirty of HTML.

use crate::policy::{Limit, limits};

/// Elements written so far.
///
/// Only those are counted that Markdown's own marks stand for, all of which the policy keeps, and no
/// texts and no raw HTML: what is refused here the sanitiser would refuse too, unless raw HTML around it hides it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Size {
    elements: usize,
    open: usize,
    deepest: usize,
}

impl Size {
    /// An element begins, whose end will come.
    pub(super) fn open(&mut self) {
        self.elements += 1;
        self.open += 1;
        self.deepest = self.deepest.max(self.open);
    }

    /// An element that was open ends.
    pub(super) fn close(&mut self) {
        self.open = self.open.saturating_sub(1);
    }

    /// Elements that hold no others of ours.
    pub(super) fn add(&mut self, elements: usize) {
        self.elements += elements;
    }

    /// What begins here goes to the end of the post, out of all that is open; returns how much that is.
    pub(super) fn leave(&mut self) -> usize {
        std::mem::take(&mut self.open)
    }

    /// Back from there.
    pub(super) fn come_back(&mut self, open: usize) {
        self.open = open;
    }

    /// What there is too much of.
    pub(super) fn excess(&self) -> Option<Limit> {
        if self.elements > limits::NODES {
            Some(Limit::Nodes)
        } else if self.deepest > limits::DEPTH {
            Some(Limit::Depth)
        } else {
            None
        }
    }
}
