//! Remembering what the reading of a post came to: as long as the post, the settings and the
//! time say the same, it need not be read again. Of a picture its size is remembered.

use inkstone_content::{PostMeta, Problem, Visibility};
use inkstone_sanitise::PictureSize;
use jiff::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    Blog, FileProblem,
    cache::{Cache, Source},
    key::{Key, Recipe},
    read::{Outcome, Reading, Shown},
    stamp::Stamp,
    walk::SourceFile,
};

/// What is remembered of posts.
pub(crate) struct Memory<'a> {
    cache: &'a Cache<'a>,
    settings: Key,
    /// Under which key the sizes of pictures are remembered.
    sizes: Key,
    /// Under which key it is remembered what the catalogue's files say of lists.
    lists: Key,
    now: Timestamp,
}

/// What the reading of a post came to, and when it would come to something else.
#[derive(Serialize, Deserialize)]
struct Remembered {
    from: i64,
    until: Option<i64>,
    outcome: Outcome,
    problems: Vec<Problem>,
}

impl<'a> Memory<'a> {
    /// What `cache` holds of the posts of `blog`, as of `now`.
    pub(crate) fn new(cache: &'a Cache<'a>, blog: &Blog, now: Timestamp) -> Self {
        let settings =
            Recipe::new("reading").with_form(&blog.site).with_form(&blog.site.base_path).with_form(&blog.zone);
        let settings = settings.key();
        let (sizes, lists) = (Recipe::new("picture size").key(), Recipe::new("lists").key());
        Self { cache, settings, sizes, lists, now }
    }

    /// The cache in which it is.
    pub(crate) fn cache(&self) -> &'a Cache<'a> {
        self.cache
    }

    /// What is remembered of `file`, whatever it holds now.
    pub(crate) fn of(&self, file: &SourceFile) -> Option<Source<'a>> {
        self.cache.source(file.path.as_str()).copied()
    }

    /// The reading of `file` that `source` holds, if it still holds good.
    pub(crate) fn reading(&self, file: &SourceFile, source: &Source<'_>) -> Option<Reading> {
        if source.settings != Some(self.settings) {
            return None;
        }
        let remembered: Remembered = postcard::from_bytes(source.reading).ok()?;
        let now = self.now.as_second();
        if now < remembered.from || remembered.until.is_some_and(|until| now >= until) {
            return None;
        }
        let outcome = match remembered.outcome {
            // What cannot be an address was not written by us.
            Outcome::Shown(shown) if !shown.is_of(file) => return None,
            Outcome::Shown(shown) => Outcome::Shown(Box::new(Shown { name: file.shown.clone(), ..*shown })),
            other => other,
        };
        let problems = remembered.problems.into_iter().map(|problem| FileProblem { file: file.shown.clone(), problem });
        let until = remembered.until.and_then(|until| Timestamp::from_second(until).ok());
        Some(Reading { outcome, problems: problems.collect(), until })
    }

    /// The size of the picture of which `source` tells, or that it has none; `None`: it must be read.
    pub(crate) fn size(&self, source: &Source<'_>) -> Option<Option<PictureSize>> {
        if source.settings != Some(self.sizes) {
            return None;
        }
        let sides: Option<(u32, u32)> = postcard::from_bytes(source.reading).ok()?;
        Some(sides.and_then(|(width, height)| PictureSize::new(width, height)))
    }

    /// Remembers a file that is no post, by its path below the site. `size`: that of a picture, or that it
    /// has none.
    pub(crate) fn learn_asset(
        &self,
        path: &str,
        content: Key,
        stamp: Option<Stamp>,
        size: Option<Option<PictureSize>>,
    ) {
        let reading = size.and_then(|size| {
            let bytes = postcard::to_allocvec(&size.map(PictureSize::sides)).ok()?;
            Some((self.sizes, bytes))
        });
        self.cache.learn(path, content, stamp, reading);
    }

    /// What was found out from the file of the catalogue that `part` names.
    pub(crate) fn of_catalogue<T: DeserializeOwned>(&self, part: &str) -> Option<T> {
        let name = name_of(part);
        let source = self.cache.source(&name).filter(|source| source.settings == Some(self.lists))?;
        let found = postcard::from_bytes(source.reading).ok()?;
        self.cache.keep(&name, source, None);
        Some(found)
    }

    /// Remembers what was `found` out from the file of the catalogue that `part` names.
    pub(crate) fn learn_of_catalogue(&self, part: &str, found: &impl Serialize) {
        let reading = postcard::to_allocvec(found).ok().map(|bytes| (self.lists, bytes));
        self.cache.learn(&name_of(part), Key::of(part.as_bytes()), None, reading);
    }

    /// Remembers for the next build that `file` is as `source` has it.
    pub(crate) fn keep(&self, file: &SourceFile, source: &Source<'a>, stamp: Option<Stamp>) {
        self.cache.keep(file.path.as_str(), source, stamp);
    }

    /// Remembers what the reading of `file` came to.
    pub(crate) fn learn(&self, file: &SourceFile, content: Key, stamp: Option<Stamp>, reading: &Reading) {
        let problems = reading.problems.iter().map(|found| found.problem.clone()).collect();
        let remembered = Remembered {
            from: self.now.as_second(),
            until: reading.until.map(Timestamp::as_second),
            outcome: reading.outcome.clone(),
            problems,
        };
        let bytes = postcard::to_allocvec(&remembered).ok();
        self.cache.learn(file.path.as_str(), content, stamp, bytes.map(|bytes| (self.settings, bytes)));
    }
}

/// Under which name it is remembered what is in a file of the catalogue: no path begins so.
fn name_of(part: &str) -> String {
    format!("//{part}")
}

/// When the post with `meta`, which is shown as `visibility` now, will be shown otherwise by the
/// mere passing of time.
pub(crate) fn next_change(meta: &PostMeta, now: Timestamp, visibility: Visibility) -> Option<Timestamp> {
    let dates = [meta.date, meta.embargo, meta.expires];
    let ahead = dates.into_iter().flatten().map(inkstone_content::PostDate::instant).filter(|date| *date > now);
    // A draft stays one.
    ahead.min().filter(|_| !(meta.draft && visibility == Visibility::Hidden))
}
