//! Keeping up with the author: what was just saved, and the site built anew behind it.

use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use inkstone_content::{Post, Visibility};
use jiff::Timestamp;
use serde::Serialize;
use tokio::sync::broadcast;

use super::{Served, events::Changes};
use crate::{Blog, Failure, Report, walk::SourceFile};

/// How long the author must pause until the site is built anew: the machine shows the saved
/// post first.
const PAUSE: Duration = Duration::from_millis(120);

/// How many events a slow page may lag behind; it looks at everything when it has missed some.
const EVENTS: usize = 64;

/// Something that open pages are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Event {
    /// This post's file, by its path below the posts, holds something new.
    Post(String),
    /// The site was built anew.
    Site,
}

/// The site as it is served.
pub(super) struct Live {
    /// The built site.
    pub(super) site: PathBuf,
    pub(super) events: broadcast::Sender<Event>,
    /// Files that were saved after the site was built, by their paths below the site.
    fresh: Mutex<HashMap<String, Vec<u8>>>,
    known: Mutex<Known>,
}

/// What is needed to judge a post that has just been saved.
struct Known {
    blog: Blog,
    posts: HashMap<PathBuf, SourceFile>,
}

impl Known {
    fn new(blog: &Blog) -> Self {
        // What a link shows is seen once the site is built: it may not be for everybody.
        let own = blog.found.posts.iter().filter(|file| !file.is_link);
        let posts = own.map(|file| (file.disk.clone(), file.clone())).collect();
        Self { blog: blog.clone(), posts }
    }

    /// The file at `path` and what it holds, if it is a post that readers may see.
    fn saved(&self, path: &Path) -> Option<(&SourceFile, Vec<u8>)> {
        let file = self.posts.get(path)?;
        let bytes = std::fs::read(path).ok()?;
        let post = Post::read(file.path.clone(), &bytes, &self.blog.site, &self.blog.zone());
        let is_public = post.meta.visibility(&self.blog.site, Some(Timestamp::now())) != Visibility::Hidden;
        is_public.then_some((file, bytes))
    }
}

impl Live {
    pub(super) fn new(site: PathBuf, blog: &Blog) -> Self {
        let (events, _) = broadcast::channel(EVENTS);
        Self { site, events, fresh: Mutex::default(), known: Mutex::new(Known::new(blog)) }
    }

    /// What was saved of the site's file `path` since the site was built.
    pub(super) fn fresh(&self, path: &str) -> Option<Vec<u8>> {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }

    /// Follows `changes` to their end: a saved post at once, then the site with `rebuild`. That is also made anew at
    /// `until`, when a post's time comes or is over.
    pub(super) fn keep_up(
        &self,
        changes: &Changes,
        mut until: Option<Timestamp>,
        rebuild: impl Fn() -> Result<(Blog, Report), Failure>,
        tell: &impl Fn(Served<'_>),
    ) {
        while let Some(mut changed) = changes.next_until(until) {
            loop {
                self.show(&changed);
                match changes.next_within(PAUSE) {
                    None => return,
                    Some(more) if more.is_empty() => break,
                    Some(more) => changed = more,
                }
            }
            match rebuild() {
                Ok((blog, report)) => {
                    until = report.until;
                    *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Known::new(&blog);
                    // Whatever was saved before is in the site now; what was saved meanwhile is told anew.
                    self.fresh.lock().unwrap_or_else(PoisonError::into_inner).clear();
                    self.say(Event::Site);
                    tell(Served::Again(&report));
                }
                Err(failure) => {
                    // What is wrong is told once, and tried again with the next change, or when a post's time comes.
                    until = until.filter(|until| *until > Timestamp::now());
                    tell(Served::Failed(&failure));
                }
            }
        }
    }

    /// Lets what was saved be seen before the site is built.
    fn show(&self, changed: &BTreeSet<PathBuf>) {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        for (file, bytes) in changed.iter().filter_map(|path| known.saved(path)) {
            let path = format!("posts/{}", file.path.as_str());
            self.fresh.lock().unwrap_or_else(PoisonError::into_inner).insert(path, bytes);
            self.say(Event::Post(file.path.as_str().to_owned()));
        }
    }

    fn say(&self, event: Event) {
        // Nobody has a page open.
        let _ = self.events.send(event);
    }
}
