//! Posts that are ready to be shown: those that were opened, and a few that nobody has asked for yet.

use std::{cell::RefCell, collections::VecDeque};

use inkstone_content::PostPath;
use inkstone_views::Article;

/// How many that were opened are kept, so that going back is instant.
const OPENED: usize = 12;
/// How many are kept that nobody has asked for yet.
const AHEAD: usize = 6;

/// Posts that are ready to be shown.
#[derive(Default)]
pub(crate) struct Kept {
    opened: Ready,
    /// Those that nobody has asked for yet: they never take the place of one that was opened.
    ahead: Ready,
    /// The posts whose files have changed since the page was loaded, each as often as it did.
    changed: RefCell<Vec<PostPath>>,
}

/// How many changes of a post's file were known of at some time. What is made of a file that was fetched before
/// the last one may be of an older text, and is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Changes(usize);

impl Kept {
    /// The changes of the post's file that are known of now.
    pub(super) fn changes(&self, key: &PostPath) -> Changes {
        Changes(self.changed.borrow().iter().filter(|changed| *changed == key).count())
    }

    /// The post's file has changed.
    pub(super) fn count_change(&self, key: &PostPath) {
        self.changed.borrow_mut().push(key.clone());
    }

    /// A post that is ready.
    pub(crate) fn find(&self, key: &PostPath) -> Option<Article> {
        self.opened.find(key).or_else(|| self.ahead.find(key))
    }

    /// The same when it is opened: from now on it is one that was.
    pub(crate) fn open(&self, key: &PostPath) -> Option<Article> {
        if let Some(article) = self.opened.find(key) {
            return Some(article);
        }
        let article = self.ahead.find(key)?;
        self.ahead.remove(key);
        self.opened.add(key, article.clone(), OPENED);
        Some(article)
    }

    /// Keeps a post in the place of an older one.
    pub(crate) fn keep(&self, key: &PostPath, article: Article) {
        self.ahead.remove(key);
        self.opened.add(key, article, OPENED);
    }

    /// The same for one whose file was fetched when `then` was all that had changed.
    pub(super) fn keep_if_fresh(&self, key: &PostPath, article: Article, then: Changes) {
        if then == self.changes(key) {
            self.keep(key, article);
        }
    }

    /// Keeps a post that nobody has asked for yet.
    pub(super) fn keep_ahead(&self, key: &PostPath, article: Article, then: Changes) {
        if then == self.changes(key) && self.find(key).is_none() {
            self.ahead.add(key, article, AHEAD);
        }
    }

    /// The post's file has changed.
    pub(crate) fn forget(&self, key: &PostPath) {
        self.opened.remove(key);
        self.forget_ahead(key);
    }

    /// The post's file has changed; whoever reads it is asked before it is replaced.
    pub(crate) fn forget_ahead(&self, key: &PostPath) {
        self.count_change(key);
        self.ahead.remove(key);
    }
}

/// Some posts, the last one first.
#[derive(Default)]
struct Ready(RefCell<VecDeque<(PostPath, Article)>>);

impl Ready {
    fn find(&self, key: &PostPath) -> Option<Article> {
        self.0.borrow().iter().find(|(kept, _)| kept == key).map(|(_, article)| article.clone())
    }

    fn add(&self, key: &PostPath, article: Article, most: usize) {
        self.remove(key);
        let mut posts = self.0.borrow_mut();
        posts.push_front((key.clone(), article));
        posts.truncate(most);
    }

    fn remove(&self, key: &PostPath) {
        self.0.borrow_mut().retain(|(kept, _)| kept != key);
    }
}
