//! A blog of any size to test and measure with: the shape of a feed mirror, text of nobody's.
//!
//! The same numbers give the same files on every machine. Chinese prose, raw HTML bodies,
//! category paths of three, and the quirks that such a mirror's posts have, as often as they do.

mod dice;
mod places;
mod post;
mod prose;
mod words;

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;
use std::thread;

use dice::Dice;
use post::Plan;

/// Where all chance begins.
const SEED: u64 = 0x1c57_0e5e;

/// The blog's configuration.
const CONFIGURATION: &str = "title: 镜中墨\ndescription: 一个由程序写成的博客，用来测量。\nlanguage: zh-CN\n\
                             time_zone: Asia/Shanghai\ndialect: hexo\nurl: https://example.com/\n";

/// How long bodies are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// As in a mirror: 6 KB on average, one in a hundred over 30 KB.
    Full,
    /// A sentence or two.
    Short,
}

impl Length {
    fn characters(self, dice: &mut Dice) -> u64 {
        match self {
            Length::Short => dice.within(10, 60),
            Length::Full => match dice.below(100) {
                0..20 => dice.within(20, 200),
                20..90 => dice.within(300, 2_200),
                90..99 => dice.within(2_200, 5_000),
                _ => dice.within(5_000, 24_000),
            },
        }
    }
}

/// Whether the posts have what makes them hard to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quirks {
    /// As often as in a mirror.
    Real,
    /// None: systems that stop at invalid YAML can read them.
    None,
}

/// What blog to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sample {
    pub(crate) posts: u64,
    pub(crate) length: Length,
    pub(crate) quirks: Quirks,
}

impl Sample {
    /// Writes the blog into `folder`, which must not exist or be empty; returns its bytes.
    pub(crate) fn write(self, folder: &Path) -> io::Result<u64> {
        fs::create_dir_all(folder)?;
        if fs::read_dir(folder)?.next().is_some() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "the folder is not empty"));
        }
        fs::write(folder.join("inkstone.yaml"), CONFIGURATION)?;
        let files = self.files();
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let share = files.len().div_ceil(threads).max(1);
        thread::scope(|scope| {
            let workers: Vec<_> = files
                .chunks(share)
                .map(|files| {
                    scope.spawn(move || {
                        files.iter().try_fold(0, |sum, (file, plan)| {
                            let text = plan.text(SEED, self.length);
                            let path = folder.join(file);
                            path.parent().map_or(Ok(()), fs::create_dir_all)?;
                            fs::write(path, &text).map(|()| sum + text.len() as u64)
                        })
                    })
                })
                .collect();
            workers.into_iter().try_fold(0, |sum, worker| {
                let written: io::Result<u64> =
                    worker.join().unwrap_or_else(|_| Err(io::Error::other("a writer stopped")));
                written.map(|bytes| sum + bytes)
            })
        })
    }

    /// Every post's file and plan; no two files have one name, not even where case does not count.
    fn files(self) -> Vec<(String, Plan)> {
        let mut names: HashMap<String, u64> = HashMap::new();
        let mut files = Vec::new();
        for stream in 0..self.posts {
            let plan = Plan::new(SEED, stream, self.quirks);
            let stem = plan.stem();
            let count = names.entry(stem.to_lowercase()).or_default();
            *count += 1;
            let file = if *count == 1 { format!("{stem}.md") } else { format!("{stem}-{count}-{stream}.md") };
            files.push((file, plan));
        }
        files
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_post_has_a_file_of_its_own() {
        for quirks in [Quirks::Real, Quirks::None] {
            let files = Sample { posts: 5_000, length: Length::Short, quirks }.files();
            let names: HashSet<String> = files.iter().map(|(file, _)| file.to_lowercase()).collect();
            assert_eq!(names.len(), 5_000);
            assert!(names.iter().all(|name| name.split('/').all(|part| !part.starts_with(['.', '_']))));
        }
    }

    #[test]
    fn a_larger_blog_begins_with_the_smaller_one() {
        let sample = |posts| Sample { posts, length: Length::Full, quirks: Quirks::Real }.files();
        let (small, large) = (sample(100), sample(200));
        for ((file, plan), (same_file, same_plan)) in small.iter().zip(&large) {
            assert_eq!(file, same_file);
            assert_eq!(plan.text(SEED, Length::Full), same_plan.text(SEED, Length::Full));
        }
    }

    #[test]
    fn posts_are_as_long_as_in_the_mirror() {
        let files = Sample { posts: 2_000, length: Length::Full, quirks: Quirks::Real }.files();
        let bytes: usize = files.iter().map(|(_, plan)| plan.text(SEED, Length::Full).len()).sum();
        let average = bytes / files.len();
        assert!((5_000..7_500).contains(&average), "{average} bytes a post");
    }
}
