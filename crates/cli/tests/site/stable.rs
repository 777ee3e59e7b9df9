//! What one post does to the files of a site: those about it and its terms are written, all
//! others stay as they are, the pages of lists included.

use std::{collections::BTreeSet, fs};

use crate::book::{Book, Site};

const POSTS: usize = 240;

fn post(number: usize, title: &str) -> String {
    let (year, month, day) = (2010 + number % 12, number / 12 % 12 + 1, number / 144 + 1);
    format!(
        "---\ntitle: {title}\ndate: {year}-{month:02}-{day:02} 08:00:00\ncategories: [[K{}, L{}]]\ntags: [all, t{}]\n---\n\nText.\n",
        number % 3,
        number % 5,
        number % 17
    )
}

fn name(number: usize) -> String {
    format!("f{}/p{number:03}", number % 7)
}

fn blog() -> Book {
    let book = Book::new().file("inkstone.yaml", "title: Blog\nper_page: 5\nurl: https://example.com/\n");
    (0..POSTS)
        .fold(book, |book, number| book.file(&format!("{}.md", name(number)), post(number, &format!("Post {number}"))))
}

/// A site before and after a build, and the paths of the files that it wrote or took away.
struct Change {
    before: Site,
    after: Site,
    files: BTreeSet<String>,
}

impl Change {
    fn of(book: &Book, change: impl FnOnce()) -> Self {
        let (before, old) = (book.site(), book.ages());
        change();
        let after = book.build();
        let new = book.ages();
        let files = old.keys().chain(new.keys()).filter(|path| old.get(*path) != new.get(*path)).cloned().collect();
        Self { before, after, files }
    }

    /// Whether the file at `path` speaks of `text`, before or after.
    fn speaks(&self, path: &str, text: &str) -> bool {
        let holds = |site: &Site| site.has(path) && site.text(path).contains(text);
        holds(&self.before) || holds(&self.after)
    }

    fn pages(&self) -> impl Iterator<Item = &String> {
        self.files.iter().filter(|path| path.ends_with("index.html"))
    }

    /// The lists that have another number of pages now: numbers stand in the address of each.
    fn grew_or_shrank(&self) -> BTreeSet<String> {
        let lists = |site: &Site| -> BTreeSet<String> {
            site.names().into_iter().filter(|path| path.contains("page/")).map(str::to_owned).collect()
        };
        let (before, after) = (lists(&self.before), lists(&self.after));
        let list = |path: &String| path.split("page/").next().unwrap_or_default().to_owned();
        before.symmetric_difference(&after).map(list).collect()
    }
}

#[test]
fn a_title_changes_only_the_files_that_speak_of_the_post() {
    let book = blog();
    book.build();
    for number in [3, 120, 236] {
        let change = Change::of(&book, || {
            fs::write(book.path(&format!("posts/{}.md", name(number))), post(number, "Another title")).expect("a file");
        });
        let file = name(number);
        for path in change.pages() {
            assert!(change.speaks(path, &file), "{number}: {path} does not speak of the post");
        }
        let others: Vec<&String> =
            change.files.iter().filter(|path| !path.ends_with(".html") && !path.starts_with("catalogue")).collect();
        let is_about = |path: &&String| path.contains(&file) || change.speaks(path, &file);
        assert!(others.iter().all(is_about), "{number}: {others:?}");
        let shards = change.files.iter().filter(|path| path.starts_with("catalogue")).count();
        // Each list's index and the shard with the post, old and new; there are six lists.
        assert!(shards < 32, "{number}: {shards} files of the catalogue");
        assert!(change.files.len() * 8 < change.after.0.len(), "{number}: {} files", change.files.len());
    }
}

#[test]
fn a_post_that_comes_or_goes_changes_few_files() {
    let book = blog();
    book.build();
    let mut quiet = 0;
    for (round, number) in [20, 77, 133, 190].into_iter().enumerate() {
        let file = book.path(&format!("posts/{}.md", name(number)));
        let gone = Change::of(&book, || fs::remove_file(&file).expect("it is there"));
        let come = Change::of(&book, || fs::write(&file, post(number, &format!("Post {number}"))).expect("a file"));
        for change in [gone, come] {
            let moved = change.grew_or_shrank();
            quiet += usize::from(moved.is_empty());
            let text = name(number);
            let terms = [format!("K{}", number % 3), format!("L{}", number % 5), format!("t{}", number % 17)];
            // Where a list was cut anew, the pages on both sides of the cut changed hands.
            let mut neighbours = 0;
            for path in change.pages() {
                let is_first = !path.contains("page/") || path == "page/1/index.html";
                let is_counted = is_first && !path.starts_with("posts/");
                let is_of_term = terms.iter().any(|term| path.contains(term.as_str())) || path.contains("tags/all/");
                let is_of_moved = moved.iter().any(|list| path.starts_with(list.as_str()));
                if !(change.speaks(path, &text) || is_counted || is_of_term || is_of_moved) {
                    neighbours += 1;
                }
            }
            assert!(neighbours <= 6, "round {round}: {neighbours} other pages: {:?}", change.files);
            if moved.is_empty() {
                let share = change.files.len() * 6;
                assert!(share < change.after.0.len(), "round {round}: {} files", change.files.len());
            }
            let posts = change.pages().filter(|path| path.starts_with("posts/")).count();
            assert!(posts <= 3, "round {round}: the post and its neighbours, not {posts}");
        }
    }
    assert!(quiet >= 4, "most changes leave the number of pages as it is: {quiet} of 8");
}

#[test]
fn lists_of_the_same_posts_are_one_file_whichever_thread_writes_it() {
    let book = Book::new().file("inkstone.yaml", "title: Twice\n");
    let book = (0..400).fold(book, |book, number| {
        let term = format!("t{}", number % 40);
        let text =
            format!("---\ntitle: Post {number}\ncategories: [[all], [{term}]]\ntags: [all, {term}]\n---\nText\n");
        book.file(&format!("{number}.md"), text)
    });
    for round in 0..4 {
        let run = book.run(&["build", "posts", "--app", "app", "--no-html", "--out", &format!("out-{round}")]);
        assert_eq!(run.code, Some(0), "round {round}: {run:?}");
    }
}
