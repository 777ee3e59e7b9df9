//! What every site holds besides the app: the raw posts, what lies beside them, the catalogue.

use std::{
    borrow::Cow,
    collections::HashSet,
    fs::File,
    io::{self, Seek},
    sync::{Mutex, PoisonError},
    time::SystemTime,
};

use inkstone_catalogue::{Address, CatalogueFile, Root, Summary, Writer};
use inkstone_content::{Severity, Site};
use inkstone_sanitise::PictureSize;
use jiff::Timestamp;
use rayon::prelude::*;

use crate::{
    Blog, Failure, FileProblem, Progress,
    assets::is_picture,
    blog::Posts,
    claims::{Claims, Refusal},
    key::Key,
    memory::Memory,
    output::Output,
    pictures::{Pictures, read_size},
    read::{Content, Reader, Shown},
    stamp::Stamp,
    walk::SourceFile,
};

/// A blog's posts, and the files that describe them.
pub(crate) struct Published {
    pub(crate) posts: Posts,
    /// The paths of the catalogue's files.
    pub(crate) catalogue: HashSet<String>,
    /// The catalogue's root, through which all that lists show is found.
    pub(crate) root: Root,
    /// The sizes of the pictures that lie beside the posts.
    pub(crate) pictures: Pictures,
}

/// What became of files that were to be copied.
pub(crate) struct Copied {
    /// The pictures among them that tell their sizes.
    pub(crate) pictures: Vec<(String, PictureSize)>,
    /// Those that could not be read.
    pub(crate) lost: Vec<FileProblem>,
}

/// Where a blog is published, and when.
pub(crate) struct Publisher<'a> {
    pub(crate) output: &'a Output<'a>,
    pub(crate) now: Timestamp,
    pub(crate) progress: Progress,
    /// What earlier builds remember.
    pub(crate) memory: Option<&'a Memory<'a>>,
}

impl Publisher<'_> {
    /// Writes the posts of `blog` and the catalogue. The root comes last: whoever reads it finds
    /// all that it names.
    pub(crate) fn publish(&self, blog: &Blog) -> Result<Published, Failure> {
        let Self { output, now, progress, memory } = *self;
        let blog = &*self.with_places(blog);
        let mut posts =
            blog.read(&Reader { now, progress, memory, keep: &|file, content| self.post(file, &content), look: None })?;
        for hidden in &posts.hidden {
            // A post that has become a draft since the last run goes out of an existing folder.
            output.remove(&format!("posts/{}", hidden.as_str()))?;
        }
        let Copied { pictures: found, lost } = self.copy("posts/", &posts.assets)?;
        let mut pictures = Pictures::default();
        pictures.extend(found);
        posts.counts.assets -= lost.len();
        posts.add_problems(lost);

        let listed = posts.listed();
        output.write("posts/index.txt", list_of_files(&listed).as_bytes())?;
        output.write("posts/inkstone.yaml", public_configuration(&blog.site)?.as_bytes())?;
        let (catalogue, root) = self.catalogue(blog, &posts, &listed)?;
        Ok(Published { posts, catalogue, root, pictures })
    }

    /// `blog` without posts that have no place of their own in the output, each with a problem instead.
    fn with_places<'b>(&self, blog: &'b Blog) -> Cow<'b, Blog> {
        let mut claims = Claims::new(self.output.names());
        claims.reserve(blog.found.posts.len());
        let mut problems = Vec::new();
        let has_place = |file: &SourceFile| {
            let path = file.path.as_str();
            let so = "this post is not in the site";
            let problem = |refusal: Refusal| refusal.problem(&file.shown, Severity::Error, path, so);
            claims.claim(path, |_| {}).map_err(|refusal| problems.push(problem(refusal))).is_ok()
        };
        let placed: Vec<bool> = blog.found.posts.iter().map(has_place).collect();
        if problems.is_empty() {
            return Cow::Borrowed(blog);
        }
        let mut blog = blog.clone();
        let mut placed = placed.into_iter();
        blog.found.posts.retain(|_| placed.next().unwrap_or(true));
        blog.found.problems.append(&mut problems);
        Cow::Owned(blog)
    }

    /// Writes the catalogue of the posts that lists show, with the addresses they had before;
    /// returns the paths of its files and its root.
    fn catalogue(&self, blog: &Blog, posts: &Posts, listed: &[&Shown]) -> Result<(HashSet<String>, Root), Failure> {
        let mut writer = Writer::new(&blog.site, blog.zone.clone());
        for post in listed {
            writer.add(&post.summary);
        }
        for post in posts.shown.iter().filter(|post| post.listed) {
            let Summary { path, file, .. } = &post.summary;
            let own = file.is_some().then(|| format!("posts/{path}"));
            for address in own.into_iter().chain(post.aliases.paths().map(str::to_owned)) {
                writer.add_address(Address { address, path: path.clone(), file: file.clone() });
            }
        }
        let written = Mutex::new((HashSet::new(), String::new()));
        let write = |file: CatalogueFile| {
            self.output.write(&file.path, file.text.as_bytes())?;
            let (paths, root) = &mut *written.lock().unwrap_or_else(PoisonError::into_inner);
            paths.insert(file.path);
            // The root comes last.
            *root = file.text;
            Ok::<(), Unwritten>(())
        };
        writer.finish(|number| Ok(listed[number].summary.clone()), write)?;
        let (written, root) = written.into_inner().unwrap_or_else(PoisonError::into_inner);
        let root = Root::from_json(&root).map_err(|error| unwritable(&error.to_string()))?;
        Ok((written, root))
    }

    /// Puts a post's file into the site; whether it is there.
    fn post(&self, file: &SourceFile, content: &Content<'_>) -> Result<bool, Failure> {
        let path = format!("posts/{}", file.path.as_str());
        match content {
            Content::Known(key) => return self.output.keep(&path, key),
            Content::Whole(bytes, key) => self.output.write_as(&path, key, bytes)?,
            Content::OnDisk => {
                let read = || {
                    let mut source = File::open(&file.disk)?;
                    let key = Key::of_reader(&mut source)?;
                    source.rewind().map(|()| (source, key))
                };
                let (mut source, key) = read().map_err(Failure::file("read", &file.disk))?;
                self.output.put(&path, &key, &mut source)?;
            }
        }
        Ok(true)
    }

    /// Copies `files` below `folder`; one that cannot be read is a problem, one that cannot be
    /// written a failure.
    pub(crate) fn copy(&self, folder: &str, files: &[SourceFile]) -> Result<Copied, Failure> {
        let mut lost = Vec::new();
        let has_place = |file: &&SourceFile| {
            let path = format!("{folder}{}", file.path.as_str());
            let so = "this file is not copied";
            let problem = |refusal: Refusal| refusal.problem(&file.shown, Severity::Error, &path, so);
            self.output.claim(&path).map_err(|refusal| lost.push(problem(refusal))).is_ok()
        };
        let files: Vec<&SourceFile> = files.iter().filter(has_place).collect();
        let work = self.progress.begin("Copying files", files.len());
        let copied: Vec<Result<Option<(String, PictureSize)>, FileProblem>> = files
            .par_iter()
            .map(|file| {
                let path = format!("{folder}{}", file.path.as_str());
                let copied = match self.copy_one(&path, file) {
                    Ok(copied) => Ok(copied?.map(|size| (path, size))),
                    Err(error) => Err(FileProblem::whole(
                        &file.shown,
                        Severity::Error,
                        "unreadable",
                        format!("this file cannot be read: {error}"),
                        "check its permissions; the rest is built without it",
                    )),
                };
                work.step();
                Ok(copied)
            })
            .collect::<Result<_, Failure>>()?;
        let mut pictures = Vec::new();
        for copied in copied {
            match copied {
                Ok(picture) => pictures.extend(picture),
                Err(problem) => lost.push(problem),
            }
        }
        Ok(Copied { pictures, lost })
    }

    /// Copies `file` to `path`. Outside: why it cannot be read; inside: why it cannot be written, or the
    /// size of a picture.
    fn copy_one(&self, path: &str, file: &SourceFile) -> io::Result<Result<Option<PictureSize>, Failure>> {
        let mut source = File::open(&file.disk)?;
        let stamp = Stamp::of(&source.metadata()?);
        let is_picture = is_picture(&file.path);
        if let Some(memory) = self.memory
            && let Some(known) = memory.cache().source(path)
            && known.stamp == Some(stamp)
            && let Some(size) = if is_picture { memory.size(known) } else { Some(None) }
            && matches!(self.output.keep(path, &known.content), Ok(true))
        {
            memory.cache().keep(path, known, Some(stamp));
            return Ok(Ok(size));
        }
        let key = Key::of_reader(&mut source)?;
        source.rewind()?;
        let size = if is_picture { Some(read_size(&mut source)?) } else { None };
        source.rewind()?;
        let copied = self.output.put(path, &key, &mut source);
        if let Some(memory) = self.memory {
            let is_still = Stamp::of(&source.metadata()?) == stamp && stamp.will_tell(SystemTime::now());
            memory.learn_asset(path, key, is_still.then_some(stamp), size);
        }
        Ok(copied.map(|()| size.flatten()))
    }
}

/// The plain list with which the app works where there is no catalogue: one path a line,
/// newest first. Lines that begin with `#` are comments there, and blanks at the ends of a
/// line do not count, so a file with such a name cannot stand in it.
fn list_of_files(listed: &[&Shown]) -> String {
    let mut text = String::from("inkstone.yaml\n");
    for file in listed.iter().map(|post| post.summary.file()) {
        if !file.starts_with('#') && file.trim() == file {
            text.push_str(&file);
            text.push('\n');
        }
    }
    text
}

/// The configuration for the app where there is no catalogue. Written anew from what Inkstone
/// understands (JSON is YAML), so that nothing else of a configuration file becomes public.
fn public_configuration(site: &Site) -> Result<String, Failure> {
    serde_json::to_string_pretty(site).map(|text| text + "\n").map_err(|error| unwritable(&error.to_string()))
}

/// Why the catalogue was not written.
struct Unwritten(Failure);

impl From<Failure> for Unwritten {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl From<serde_json::Error> for Unwritten {
    fn from(error: serde_json::Error) -> Self {
        Self(unwritable(&error.to_string()))
    }
}

impl From<Unwritten> for Failure {
    fn from(unwritten: Unwritten) -> Self {
        unwritten.0
    }
}

fn unwritable(error: &str) -> Failure {
    Failure::not_built(
        format!("the catalogue cannot be written: {error}"),
        "this is a fault of Inkstone: please report it",
    )
}
