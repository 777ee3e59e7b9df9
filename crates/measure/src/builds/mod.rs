//! How long it takes to build a site, and how much memory: beside Hugo, on the same posts, in the
//! same minutes.

mod child;
mod hugo;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::sample::{Length, Quirks, Sample};
use child::Cost;
use hugo::Hugo;

/// How often each build is run; the median counts.
const RUNS: usize = 3;

/// Posts of the comparison with Hugo.
const POSTS: u64 = 10_000;

/// What a build may cost beside Hugo's, and what a small change beside a whole build.
const TIME_OF_HUGO: f64 = 0.7;
const MEMORY_OF_HUGO: f64 = 0.25;
const TIME_OF_ALL: f64 = 0.1;

/// What ten times as many posts may cost.
const TIMES_LARGER: f64 = 12.0;
const MOST_BYTES: u64 = 1_000_000_000;

/// Which sizes are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extent {
    /// 10,000 posts, beside Hugo.
    Usual,
    /// 100,000 as well.
    Large,
    /// And a million short ones.
    Million,
}

/// A row of the table: what was measured, and whether it keeps to its goal.
struct Row {
    what: String,
    cost: Cost,
    goal: Option<(String, bool)>,
}

/// Measures `inkstone` in `folder`, which keeps the posts for the next time. Prints a table; the
/// answer is whether every goal is reached.
pub(crate) fn run(inkstone: &Path, folder: &Path, extent: Extent) -> io::Result<bool> {
    let sites = folder.join("sites");
    // What an interrupted run left goes with this one's sites.
    let made = sites.join(std::process::id().to_string());
    fs::create_dir_all(&made)?;
    let bench = Bench { inkstone: inkstone.to_owned(), folder: folder.to_owned(), sites: made };
    let rows = bench.measure(extent);
    // Half a million files do not go at once, so what was measured is told first.
    io::stdout().write_all(table(rows.as_deref().unwrap_or_default()).as_bytes())?;
    fs::remove_dir_all(sites)?;
    let rows = rows?;
    Ok(rows.iter().all(|row| row.goal.as_ref().is_none_or(|(_, is_kept)| *is_kept)))
}

struct Bench {
    inkstone: PathBuf,
    folder: PathBuf,
    /// Every build gets a folder of its own here, and all go at the end: ext4 looks for minutes at each
    /// file that has gone before it makes a new one, which would be measured with the next build.
    sites: PathBuf,
}

impl Bench {
    fn measure(&self, extent: Extent) -> io::Result<Vec<Row>> {
        let mut rows = Vec::new();
        let all = self.beside_hugo(&mut rows)?;
        if extent >= Extent::Large {
            let posts = self.posts(10 * POSTS, Length::Full)?;
            let cost = self.build(&posts, "large")?;
            let times = cost.wall.as_secs_f64() / all.wall.as_secs_f64();
            let goal = format!("{times:.1} × 10,000 posts (≤ {TIMES_LARGER}), ≤ {} MB", MOST_BYTES / 1_000_000);
            let is_kept = times <= TIMES_LARGER && cost.peak <= MOST_BYTES;
            rows.push(Row { what: "Inkstone, 100,000 posts".into(), cost, goal: Some((goal, is_kept)) });
        }
        if extent >= Extent::Million {
            let posts = self.posts(100 * POSTS, Length::Short)?;
            let cost = self.build(&posts, "million")?;
            rows.push(Row {
                what: "Inkstone, 1,000,000 short posts".into(),
                cost,
                goal: Some(("finishes".into(), true)),
            });
        }
        Ok(rows)
    }

    /// Hugo and Inkstone in turn, then small changes; the cost of a whole build.
    fn beside_hugo(&self, rows: &mut Vec<Row>) -> io::Result<Cost> {
        let posts = self.posts(POSTS, Length::Full)?;
        let hugo = Hugo::set_up(&self.folder.join("hugo"), &posts)?;
        let (mut theirs, mut ours) = (Vec::new(), Vec::new());
        for run in 0..RUNS {
            bring_to_memory(&posts)?;
            theirs.extend(hugo.as_ref().map(|hugo| hugo.build(&self.sites.join(format!("hugo-{run}")))).transpose()?);
            ours.push(self.build(&posts, &site_of(run))?);
        }
        let ours = Cost::median(ours);
        let goal = |what: &str, share: f64, most: f64| (format!("{share:.2} × {what} (≤ {most})"), share <= most);
        match &hugo {
            Some(hugo) => {
                let theirs = Cost::median(theirs);
                let time = ours.wall.as_secs_f64() / theirs.wall.as_secs_f64();
                #[expect(clippy::cast_precision_loss, reason = "a share of two sizes of memory")]
                let memory = ours.peak as f64 / theirs.peak as f64;
                rows.push(Row { what: hugo.version.clone(), cost: theirs, goal: None });
                rows.push(Row {
                    what: "Inkstone".into(),
                    cost: ours,
                    goal: Some(goal("its time", time, TIME_OF_HUGO)),
                });
                let memory = Some(goal("its memory", memory, MEMORY_OF_HUGO));
                rows.push(Row { what: "".into(), cost: ours, goal: memory });
            }
            None => {
                let goal = ("there is no Hugo here to compare with".into(), false);
                rows.push(Row { what: "Inkstone".into(), cost: ours, goal: Some(goal) });
            }
        }
        for (what, round) in [("one post changed", 1), ("another one changed", 2)] {
            let costs: Vec<Cost> = (0..RUNS).map(|run| self.changed(&posts, run, round)).collect::<Result<_, _>>()?;
            let cost = Cost::median(costs);
            let share = cost.wall.as_secs_f64() / ours.wall.as_secs_f64();
            rows.push(Row { what: format!("Inkstone, {what}"), cost, goal: Some(goal("all", share, TIME_OF_ALL)) });
        }
        Ok(ours)
    }

    /// Posts of the mirror's shape without what stops other systems; written once.
    fn posts(&self, posts: u64, length: Length) -> io::Result<PathBuf> {
        let folder = self.folder.join(format!("posts-{posts}"));
        let done = self.folder.join(format!("posts-{posts}.done"));
        if !done.exists() {
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            eprintln!("  writing {posts} posts");
            Sample { posts, length, quirks: Quirks::None }.write(&folder)?;
            fs::write(done, "")?;
            // Stamps of files tell something only once they have rested.
            std::thread::sleep(Duration::from_secs(4));
        }
        Ok(folder)
    }

    /// Builds into the folder of this name, where a site may stand.
    fn build(&self, posts: &Path, site: &str) -> io::Result<Cost> {
        bring_to_memory(posts)?;
        let mut command = Command::new(&self.inkstone);
        command.arg("build").arg(posts).arg("--out").arg(self.sites.join(site)).arg("--json");
        Cost::of(&mut command)
    }

    /// A build of the site of this run after a change of one post.
    fn changed(&self, posts: &Path, run: usize, round: usize) -> io::Result<Cost> {
        let post = first_post(posts)?;
        let before = fs::read_to_string(&post)?;
        fs::write(&post, before.replacen("<div>   \n", &format!("<div>   \n<p>第{round}次修改。</p>"), 1))?;
        let cost = self.build(posts, &site_of(run));
        fs::write(&post, before)?;
        cost
    }
}

/// The folder of the site that is built in this run.
fn site_of(run: usize) -> String {
    format!("site-{run}")
}

/// Reads every file of `folder`, so that no build waits for the disk where another, of fewer posts or later, does not.
fn bring_to_memory(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => bring_to_memory(&entry.path())?,
            false => drop(fs::read(entry.path())?),
        }
    }
    Ok(())
}

/// The first post in the order of names.
fn first_post(folder: &Path) -> io::Result<PathBuf> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            return first_post(&path);
        }
        if path.extension().is_some_and(|extension| extension == "md") {
            return Ok(path);
        }
    }
    Err(io::Error::new(io::ErrorKind::NotFound, "there are no posts"))
}

fn table(rows: &[Row]) -> String {
    let mut table = format!("{:<34}{:>9}{:>9}{:>9}\n", "", "wall, s", "CPU, s", "MB");
    for Row { what, cost, goal } in rows {
        let row = format!(
            "{what:<34}{:>9.2}{:>9.2}{:>9}",
            cost.wall.as_secs_f64(),
            cost.processor.as_secs_f64(),
            cost.peak / 1_000_000
        );
        table.push_str(&row);
        if let Some((goal, is_kept)) = goal {
            table.push_str(&format!("  {} {goal}", if *is_kept { "ok  " } else { "MISS" }));
        }
        table.push('\n');
    }
    table
}
