//! Reading posts: from files to summaries, in parallel, each post on its own.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::Path,
    time::SystemTime,
};

use foldhash::HashSet;
use inkstone_catalogue::Summary;
use inkstone_content::{Place, Post, Rendered, Severity, Visibility, Zone, render};
use inkstone_views::article::has_contents;
use jiff::Timestamp;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{
    Failure, FileProblem,
    aliases::Aliases,
    blog::Blog,
    key::Key,
    memory::{Memory, next_change},
    pictures::unsized_paths,
    progress::Progress,
    stamp::Stamp,
    walk::{SourceFile, link_to_private},
};

/// How much of a file is read: more than the largest post that is shown (8 MiB of body), so
/// that memory stays bounded by the number of threads whatever lies in the folder.
pub(crate) const MOST_BYTES: u64 = 9 << 20;

/// How often a file that is being written is read again before it is taken as it is.
const TRIES: usize = 3;

/// A post that belongs to the site.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Shown {
    /// Its file's name for messages.
    #[serde(skip)]
    pub(crate) name: String,
    /// The key of its file's content.
    pub(crate) content: Key,
    pub(crate) summary: Summary,
    /// Whether lists show it.
    pub(crate) listed: bool,
    /// Whether search engines may: all that is listed, and pages beside the posts whose author does not hide them.
    pub(crate) found: bool,
    /// Its addresses from before.
    pub(crate) aliases: Aliases,
    /// The paths below the site's root of the pictures whose room its page keeps free.
    pub(crate) pictures: Vec<String>,
    /// Whether its page has a table of contents.
    pub(crate) has_contents: bool,
}

impl Shown {
    /// Whether this can be the post of `file`.
    pub(crate) fn is_of(&self, file: &SourceFile) -> bool {
        self.summary.path == file.path.key() && self.summary.file() == file.path.as_str()
    }
}

/// What became of a file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Outcome {
    /// It belongs to the site.
    Shown(Box<Shown>),
    /// A draft, or a post whose time has not come or is over.
    Hidden,
    /// It could not be read.
    Lost,
}

/// A file's outcome and what is wrong with it.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) outcome: Outcome,
    pub(crate) problems: Vec<FileProblem>,
    /// When the file comes to something else by the mere passing of time.
    pub(crate) until: Option<Timestamp>,
}

impl Reading {
    /// Nothing is wrong, and time changes nothing.
    fn of(outcome: Outcome) -> Self {
        Self { outcome, problems: Vec::new(), until: None }
    }
}

/// The content of a post's file, as it was when the post was read.
pub(crate) enum Content<'a> {
    /// All of it, and its key.
    Whole(&'a [u8], Key),
    /// What an earlier build read has this key, and the file was not touched since.
    Known(Key),
    /// The file is too large to be held.
    OnDisk,
}

/// What is done with each post of the site as it is read: whether it is done. Only what is
/// [`Content::Known`] may be refused, and is read then.
pub(crate) type Keep<'a> = &'a (dyn Fn(&SourceFile, Content<'_>) -> Result<bool, Failure> + Sync);

/// Looks at a post that belongs to the site, and at what it came to.
pub(crate) type Look<'a> = &'a (dyn Fn(&SourceFile, &Post, &Rendered) + Sync);

/// How posts are read.
pub(crate) struct Reader<'a> {
    pub(crate) now: Timestamp,
    pub(crate) progress: Progress,
    /// What earlier builds remember.
    pub(crate) memory: Option<&'a Memory<'a>>,
    /// Gets the very bytes that were read, so that what is published is what was judged, even
    /// while its author types.
    pub(crate) keep: Keep<'a>,
    /// Who else wants to see them; what is remembered is not shown to anybody.
    pub(crate) look: Option<Look<'a>>,
}

impl Reader<'_> {
    /// Reads every post of `blog`, in the order of its files.
    pub(crate) fn read_all(&self, blog: &Blog) -> Result<Vec<Reading>, Failure> {
        let files = &blog.found.posts;
        let work = self.progress.begin("Reading posts", files.len());
        let read = |zone: &Zone, file: &SourceFile| {
            let reading = self.read_one(blog, zone, file);
            work.step();
            reading
        };
        let own = |zone: &mut Zone, file: &SourceFile| match file.is_link {
            true => Ok(Reading::of(Outcome::Lost)),
            false => read(zone, file),
        };
        let mut readings: Vec<Reading> = files.par_iter().map_init(|| blog.zone(), own).collect::<Result<_, _>>()?;
        // Links come after what they lead to: that may be no post, or one that its own file's name hides.
        if files.iter().any(|file| file.is_link) {
            let is_shown = |reading: &Reading| matches!(reading.outcome, Outcome::Shown(_));
            let shown = files.iter().zip(&readings).filter(|(_, reading)| is_shown(reading));
            let shown: HashSet<&Path> = shown.map(|(file, _)| file.disk.as_path()).collect();
            let zone = blog.zone();
            for (file, reading) in files.iter().zip(&mut readings).filter(|(file, _)| file.is_link) {
                *reading = match shown.contains(file.disk.as_path()) {
                    true => read(&zone, file)?,
                    false => Reading { problems: vec![link_to_private(file)], ..Reading::of(Outcome::Hidden) },
                };
            }
        }
        Ok(readings)
    }

    fn read_one(&self, blog: &Blog, zone: &Zone, file: &SourceFile) -> Result<Reading, Failure> {
        if let Some(reading) = self.remembered(file)? {
            return Ok(reading);
        }
        match Bytes::open(file) {
            Ok(opened) => self.read_opened(blog, zone, file, opened),
            Err(error) => Ok(lost(file, &error)),
        }
    }

    /// What the reading of a file came to that nobody has touched since; it is not even opened.
    fn remembered(&self, file: &SourceFile) -> Result<Option<Reading>, Failure> {
        let known = self.memory.and_then(|memory| {
            let source = memory.of(file)?;
            let stamp = fs::metadata(&file.disk).as_ref().map(Stamp::of).ok();
            Some((memory, source, stamp.filter(|stamp| source.stamp == Some(*stamp))?))
        });
        if let Some((memory, source, stamp)) = known
            && let Some(reading) = memory.reading(file, &source)
            && (!is_shown(&reading) || (self.keep)(file, Content::Known(source.content))?)
        {
            memory.keep(file, &source, Some(stamp));
            return Ok(Some(reading));
        }
        Ok(None)
    }

    fn read_opened(
        &self,
        blog: &Blog,
        zone: &Zone,
        file: &SourceFile,
        opened: (File, Stamp),
    ) -> Result<Reading, Failure> {
        let known = self.memory.and_then(|memory| Some((memory, memory.of(file)?)));
        let (opened, stamp) = opened;
        let read = match Bytes::read(file, opened, stamp) {
            Ok(read) => read,
            Err(error) => return Ok(lost(file, &error)),
        };
        let content = Key::of(&read.bytes);
        let publish = || {
            let content = if read.is_whole { Content::Whole(&read.bytes, content) } else { Content::OnDisk };
            (self.keep)(file, content)
        };
        let stamp = read.stamp.filter(|stamp| read.is_whole && stamp.will_tell(SystemTime::now()));
        if let Some((memory, source)) = known
            && source.content == content
            && read.stamp.is_some()
            && let Some(reading) = memory.reading(file, &source)
        {
            if is_shown(&reading) {
                publish()?;
            }
            memory.keep(file, &source, stamp);
            return Ok(reading);
        }

        let post = Post::read(file.path.clone(), &read.bytes, &blog.site, zone);
        let visibility = post.meta.visibility(&blog.site, Some(self.now));
        let until = next_change(&post.meta, self.now, visibility);
        let reading = if visibility == Visibility::Hidden {
            Reading { outcome: Outcome::Hidden, problems: problems_of(file, post.problems), until }
        } else {
            publish()?;
            Reading { until, ..self.shown(blog, file, post, content, visibility == Visibility::Listed) }
        };
        let Some(_) = read.stamp else { return Ok(changing(file, reading)) };
        if let Some(memory) = self.memory {
            memory.learn(file, content, stamp, &reading);
        }
        Ok(reading)
    }

    fn shown(&self, blog: &Blog, file: &SourceFile, post: Post, content: Key, listed: bool) -> Reading {
        let rendered = render(&post, &blog.site, &Place::new("", &blog.site));
        if let Some(look) = self.look {
            look(file, &post, &rendered);
        }
        let summary = Summary::new(&post, &rendered, &blog.site);
        let aliases = Aliases::of(&post, &blog.site);
        let pictures = unsized_paths(&rendered.images);
        let has_contents = has_contents(&rendered.outline, post.meta.toc);
        let found = listed || post.meta.page && !post.meta.unlisted;
        let problems = problems_of(file, post.problems.into_iter().chain(rendered.problems));
        let shown =
            Shown { name: file.shown.clone(), content, summary, listed, found, aliases, pictures, has_contents };
        Reading { outcome: Outcome::Shown(Box::new(shown)), problems, until: None }
    }
}

fn is_shown(reading: &Reading) -> bool {
    matches!(reading.outcome, Outcome::Shown(_))
}

fn lost(file: &SourceFile, error: &io::Error) -> Reading {
    let message = format!("this post cannot be read: {error}");
    let hint = "check its permissions; the rest is built without it";
    let problem = FileProblem::whole(&file.shown, Severity::Error, "unreadable", message, hint);
    Reading { outcome: Outcome::Lost, problems: vec![problem], until: None }
}

fn changing(file: &SourceFile, mut reading: Reading) -> Reading {
    let message = format!("this post was being written: it changed while it was read, {TRIES} times");
    let hint = "the site has what it held for a moment; build again once it is saved";
    reading.problems.push(FileProblem::whole(&file.shown, Severity::Warning, "changing", message, hint));
    reading
}

fn problems_of(file: &SourceFile, problems: impl IntoIterator<Item = inkstone_content::Problem>) -> Vec<FileProblem> {
    problems.into_iter().map(|problem| FileProblem { file: file.shown.clone(), problem }).collect()
}

/// A post's file, read.
struct Bytes {
    bytes: Vec<u8>,
    /// Whether they are all of the file.
    is_whole: bool,
    /// What the file system says of the file that held these bytes; `None`: it was changing.
    stamp: Option<Stamp>,
}

impl Bytes {
    fn open(file: &SourceFile) -> io::Result<(File, Stamp)> {
        let opened = File::open(&file.disk)?;
        let stamp = Stamp::of(&opened.metadata()?);
        Ok((opened, stamp))
    }

    /// Reads `opened`, again and again while somebody writes to it.
    fn read(file: &SourceFile, mut opened: File, mut stamp: Stamp) -> io::Result<Self> {
        let mut read = Self { bytes: Vec::new(), is_whole: true, stamp: None };
        for _ in 0..TRIES {
            read.bytes.clear();
            read.bytes.reserve(usize::try_from(stamp.size().min(MOST_BYTES)).unwrap_or(0) + 1);
            Read::by_ref(&mut opened).take(MOST_BYTES + 1).read_to_end(&mut read.bytes)?;
            if Stamp::of(&opened.metadata()?) == stamp {
                read.stamp = Some(stamp);
                break;
            }
            (opened, stamp) = Self::open(file)?;
        }
        read.is_whole = u64::try_from(read.bytes.len()).is_ok_and(|length| length <= MOST_BYTES);
        if !read.is_whole {
            // The cut must not look like a broken character.
            while read.bytes.pop().is_some_and(|byte| byte & 0xC0 == 0x80) {}
        }
        Ok(read)
    }
}
