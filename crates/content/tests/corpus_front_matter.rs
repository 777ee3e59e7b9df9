//! Real posts, read where they lie beside the project: what the index of the corpus says of each
//! post is what comes out. The expected values come from the index's columns and from a reading of
//! the file that shares nothing with the reader under test: single lines, jiff's `strptime`.
//!
//! Where the corpus is absent, posts of the same shapes written for this test are read.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use inkstone_content::{
    BodyKind, CategoryPath, Dialect, FrontMatter, Post, PostPath, Severity, Site, Zone,
    address::{decode_path, encode_path},
};

/// Every date without an offset in the corpus is read as China's.
const OFFSET: i32 = 8 * 3600;

fn shared(below: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(below);
    if path.exists() {
        return Some(path);
    }
    eprintln!("no corpus at ../shared/{below}: only the fixtures of this test are read");
    None
}

fn zone() -> Zone {
    Zone::Offsets(std::rc::Rc::new(|_| OFFSET))
}

fn read(path: &str, bytes: &[u8], dialect: Dialect) -> Post {
    let site = Site { dialect, ..Site::default() };
    let path = PostPath::new(path).expect("the index has sound paths");
    let post = Post::read(path.clone(), bytes, &site, &zone());
    for known in [None, Some(FrontMatter::read(bytes))] {
        if let Some(same) = Post::read_known(path.clone(), bytes, known, &site, &zone()) {
            assert_eq!(same, post, "{}: read as plain, or by another module", path.as_str());
        }
    }
    post
}

/// What holds for every post whatever it is.
fn check_always(file: &str, post: &Post) {
    assert!(!post.meta.title.trim().is_empty(), "{file}: an empty title");
    assert!(!post.body.text.contains('\r'), "{file}: a carriage return in the body");
    assert!(!post.body.text.starts_with('\u{feff}'), "{file}: a byte order mark in the body");
    let key = post.path.key();
    assert_eq!(decode_path(&encode_path(key)).as_deref(), Some(key), "{file}: the address does not round-trip");
    assert!(post.meta.categories.iter().all(|path| !path.0.is_empty()), "{file}: an empty category");
    for problem in &post.problems {
        assert!(!problem.message.is_empty() && !problem.hint.is_empty(), "{file}: {problem:?}");
    }
}

/// The lines of front matter, found with the simplest means: up to the first closing line.
struct Lines(Vec<String>);

impl Lines {
    fn of(bytes: &[u8]) -> Self {
        let text = match bytes {
            [0xFF, 0xFE, rest @ ..] => {
                let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
                String::from_utf16_lossy(&units)
            }
            bytes => String::from_utf8_lossy(bytes).into_owned(),
        };
        let mut lines = Vec::new();
        let all: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
        let begins = all.iter().position(|line| !line.is_empty()).unwrap_or_default();
        let fence = |line: &str| matches!(line, "---" | "+++" | "...");
        let opened = usize::from(all.get(begins).is_some_and(|line| fence(line)));
        for line in all.iter().skip(begins + opened).take_while(|line| !fence(line)) {
            lines.push((*line).to_owned());
        }
        Self(lines)
    }

    /// What stands behind a key at the begin of a line, the last one.
    fn value(&self, key: &str) -> Option<String> {
        let value = |line: &String| {
            let (name, value) = line.split_once([':', '='])?;
            name.trim_end().eq_ignore_ascii_case(key).then(|| value.trim().to_owned())
        };
        self.0.iter().filter(|line| !line.starts_with([' ', '\t'])).filter_map(value).next_back()
    }

    fn scalar(&self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        let value = match value.chars().next() {
            Some('#') => "",
            Some('"' | '\'') => value.as_str(),
            _ => value.split(" #").next().unwrap_or_default().trim(),
        };
        Some(unquoted(value)).filter(|value| !value.is_empty())
    }

    /// The items under a key: a scalar, an inline list or a block list.
    fn items(&self, key: &str) -> Vec<String> {
        let Some(value) = self.value(key) else { return Vec::new() };
        if let Some(list) = value.strip_prefix('[') {
            let list = list.split(']').next().unwrap_or_default();
            return list.split(',').map(|item| unquoted(item.trim())).filter(|item| !item.is_empty()).collect();
        }
        if !value.is_empty() {
            return vec![unquoted(&value)];
        }
        let heads = |line: &String| line.split_once(':').is_some_and(|(name, _)| name.eq_ignore_ascii_case(key));
        let at = self.0.iter().rposition(heads).unwrap_or_default();
        let item = |line: &String| Some(unquoted(line.trim().strip_prefix("- ")?.trim()));
        let mut once: Vec<String> = Vec::new();
        for item in self.0[at + 1..].iter().map_while(item) {
            if !once.contains(&item) {
                once.push(item);
            }
        }
        once
    }
}

/// Without one pair of quotes, or without the run of quotes that the mirror's generator writes.
fn unquoted(value: &str) -> String {
    for quote in ["\"", "'"] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|inner| inner.strip_suffix(quote)) {
            let doubled = format!("{quote}{quote}");
            return if inner.starts_with(quote) && inner.ends_with(quote) && quote == "\"" {
                inner.trim_matches('"').to_owned()
            } else if quote == "'" {
                inner.replace(&doubled, quote)
            } else {
                inner.to_owned()
            };
        }
    }
    value.to_owned()
}

/// The Unix second of a date by its form, as the index's `datefmt` names it.
fn second_of(text: &str) -> Option<i64> {
    const WITH_OFFSET: [&str; 5] = [
        "%a, %d %b %Y %H:%M:%S GMT",
        "%Y-%m-%dT%H:%M:%S%.fZ",
        "%Y-%m-%dT%H:%M:%S%.f%:z",
        "%Y-%m-%d %H:%M:%S %z",
        "%Y-%m-%d %H:%M:%S %:z",
    ];
    const LOCAL: [&str; 6] =
        ["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y.%m.%d %H:%M:%S", "%Y.%m.%d %H:%M", "%Y-%m-%dT%H:%M:%S"];
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for form in WITH_OFFSET {
        if let Ok(parsed) = jiff::fmt::strtime::parse(form, &text) {
            let civil = parsed.to_datetime().ok()?;
            let offset = parsed.offset().unwrap_or(jiff::tz::Offset::UTC);
            return Some(offset.to_timestamp(civil).ok()?.as_second());
        }
    }
    let local = LOCAL.iter().find_map(|form| {
        let parsed = jiff::fmt::strtime::parse(form, &text).ok()?;
        parsed.to_datetime().or_else(|_| parsed.to_date().map(|date| date.at(0, 0, 0, 0))).ok()
    })?;
    Some(jiff::tz::Offset::UTC.to_timestamp(local).ok()?.as_second() - i64::from(OFFSET))
}

/// How many posts came out as expected.
#[derive(Default)]
struct Score {
    clean: usize,
    recovered: usize,
    dates: (usize, usize),
    titles: (usize, usize),
    categories: (usize, usize),
    tags: (usize, usize),
    wrong: Vec<String>,
}

impl Score {
    fn count(&mut self, file: &str, post: &Post) {
        check_always(file, post);
        let broken = post.problems.iter().any(|problem| problem.severity == Severity::Error);
        *(if broken { &mut self.recovered } else { &mut self.clean }) += 1;
    }

    fn note(wrong: &mut Vec<String>, of: &mut (usize, usize), equal: bool, what: impl FnOnce() -> String) {
        of.1 += 1;
        if equal {
            of.0 += 1;
        } else {
            wrong.push(what());
        }
    }

    fn check(&mut self, file: &str, post: &Post, lines: &Lines, dialect: Dialect) {
        let meta = &post.meta;
        if let Some(title) = lines.scalar("title") {
            let equal = meta.title == title;
            Self::note(&mut self.wrong, &mut self.titles, equal, || {
                format!("{file}: title {:?}, expected {title:?}", meta.title)
            });
        }
        if let Some(date) = lines.scalar("date") {
            let (found, expected) = (meta.date.map(|date| date.instant().as_second()), second_of(&date));
            Self::note(&mut self.wrong, &mut self.dates, found == expected, || {
                format!("{file}: date {:?}, expected {date:?}", meta.date.map(|date| date.to_string()))
            });
        }
        let plural = lines.items("categories");
        let names = if plural.is_empty() { lines.items("category") } else { plural };
        let expected: Vec<CategoryPath> = match dialect {
            _ if names.is_empty() => Vec::new(),
            Dialect::Hexo => vec![CategoryPath(names)],
            _ => names.into_iter().map(|name| CategoryPath(vec![name])).collect(),
        };
        Self::note(&mut self.wrong, &mut self.categories, meta.categories == expected, || {
            format!("{file}: categories {:?}, expected {expected:?}", meta.categories)
        });
        let expected = ["tags", "tag"].iter().map(|key| lines.items(key)).find(|items| !items.is_empty());
        if let Some(expected) = expected {
            let expected: Vec<String> = expected.into_iter().fold(Vec::new(), |mut once, item| {
                if !once.contains(&item) {
                    once.push(item);
                }
                once
            });
            Self::note(&mut self.wrong, &mut self.tags, meta.tags == expected, || {
                format!("{file}: tags {:?}, expected {expected:?}", meta.tags)
            });
        }
    }

    fn report(&self, name: &str, at_least: usize) {
        let of = |(right, all): (usize, usize)| format!("{right}/{all}");
        eprintln!(
            "{name}: {} clean, {} recovered, 0 failed; dates {}, titles {}, categories {}, tags {}",
            self.clean,
            self.recovered,
            of(self.dates),
            of(self.titles),
            of(self.categories),
            of(self.tags)
        );
        for wrong in &self.wrong {
            eprintln!("  {wrong}");
        }
        assert!(self.clean + self.recovered >= at_least, "{name}: posts are missing");
        for (what, (right, all)) in
            [("dates", self.dates), ("titles", self.titles), ("categories", self.categories), ("tags", self.tags)]
        {
            assert!(right * 100 >= all * 95, "{name}: only {right} of {all} {what} are right: {:?}", self.wrong);
        }
    }
}

fn index(text: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    lines.map(|line| names.iter().copied().zip(line.split('\t')).collect()).collect()
}

#[test]
fn the_mirror_is_read_as_hexo_reads_it() {
    let Some(folder) = shared("corpus/mirror") else { return };
    let mut score = Score::default();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let file = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let bytes = fs::read(&path).expect("a file");
        let post = read(&file, &bytes, Dialect::Hexo);
        let lines = Lines::of(&bytes);
        score.count(&file, &post);
        score.check(&file, &post, &lines, Dialect::Hexo);
        assert_eq!(post.body.kind, BodyKind::Html, "{file}");
        assert_eq!(post.meta.categories.len(), 1, "{file}: a list is one path");
        assert_eq!(post.meta.authors, lines.items("author"), "{file}");
        assert!(!post.meta.comments && post.meta.date.is_some(), "{file}");
        assert_eq!(post.meta.thumbnail.is_some(), lines.scalar("thumbnail").is_some(), "{file}");
        assert_eq!(post.meta.hero.is_some(), lines.scalar("headimg").is_some(), "{file}");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert!(
            text.ends_with(&post.body.text) && post.body.text.trim_start().starts_with("<div>"),
            "{file}: the body"
        );
    }
    score.report("mirror", 35);
}

#[test]
fn the_seed_is_read_completely() {
    let Some(folder) = shared("seeds") else { return };
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let post = read("seed.md", &fs::read(&path).expect("a file"), Dialect::Auto);
        check_always("seed", &post);
        assert_eq!(post.problems, []);
        assert_eq!(post.meta.categories.len(), 1);
        assert_eq!(post.meta.categories[0].0.len(), 3);
        assert_eq!(post.meta.date.map(|date| date.to_string()).as_deref(), Some("2022-04-07T14:38:50+08:00"));
        assert!(post.meta.hero.is_some() && post.meta.thumbnail == post.meta.hero && !post.meta.comments);
        assert_eq!((post.body.first_line, post.body.kind), (14, BodyKind::Html));
    }
}

/// Whose rules a repository of the corpus follows.
fn dialect_of(repository: &str) -> Dialect {
    match repository {
        "jekyll/jekyll" | "ruby/www.ruby-lang.org" | "Huxpro/huxpro.github.io" => Dialect::Jekyll,
        "phil-opp/blog_os" | "rust-lang/blog.rust-lang.org" | "getzola/zola" => Dialect::Zola,
        "letsencrypt/website"
        | "servicemesher/website"
        | "0x0cqq/0x0cqq.github.io"
        | "pingcap/blog"
        | "spf13/spf13.com"
        | "linkerd/website"
        | "nodejs/nodejs.org" => Dialect::Hugo,
        _ => Dialect::Hexo,
    }
}

#[test]
fn the_wild_posts_are_read_as_their_index_promises() {
    let (Some(folder), Some(list)) = (shared("corpus/wild"), shared("corpus/wild.index.tsv")) else { return };
    let list = fs::read_to_string(list).expect("an index");
    let mut score = Score::default();
    for row in index(&list) {
        let (file, path) = (row["file"], row["path"]);
        let bytes = fs::read(folder.join(file)).expect("the index lists files that are there");
        let dialect = dialect_of(row["repo"]);
        let post = read(path, &bytes, dialect);
        score.count(file, &post);
        let quirks: Vec<&str> = row["quirks"].split(' ').collect();
        let lines = Lines::of(&bytes);
        check_quirks(file, &post, &quirks, &lines);
        let toml = quirks.contains(&"fm:toml");
        // Folders above `_posts` are categories in Jekyll; the files' own keys are looked at here.
        let bare = if dialect == Dialect::Jekyll { read(file, &bytes, dialect) } else { post };
        if !toml && !quirks.contains(&"fm:none") && !quirks.contains(&"fm:empty") {
            score.check(file, &bare, &lines, dialect);
        }
    }
    score.report("wild", 82);
}

/// What the words of the quirk column mean for what is read.
fn check_quirks(file: &str, post: &Post, quirks: &[&str], lines: &Lines) {
    let meta = &post.meta;
    let has = |quirk: &str| quirks.contains(&quirk);
    let codes: Vec<&str> = post.problems.iter().map(|problem| problem.code.as_str()).collect();
    for quirk in quirks {
        match *quirk {
            "date:str" | "date:datetime" | "date:date" | "toml-key:date" => {
                assert!(meta.date.is_some(), "{file}: {quirk}")
            }
            "updated:str" | "updated:date" | "key:lastmod" => assert!(meta.updated.is_some(), "{file}: {quirk}"),
            "NO-date" => assert_eq!(meta.date.is_some(), post.path.name().starts_with("20"), "{file}: {quirk}"),
            "DUPKEY" => assert!(codes.contains(&"duplicate-key"), "{file}: {codes:?}"),
            "fm:none" if !has("NUL") => assert_eq!(post.body.first_line, 1, "{file}"),
            "fm:empty" => assert!(post.body.first_line == 3 && meta.tags.is_empty(), "{file}"),
            "fm:toml" | "fm:no-open-fence(hexo" | "fm-comment" | "fm-tab" | "BOM" | "leading-blank-before-fm" => {
                assert!(post.problems.iter().all(|problem| problem.code != "front-matter-syntax"), "{file}: {codes:?}");
            }
            "fm:unclosed" => assert!(post.body.first_line > 1 && lines.scalar("title").is_some(), "{file}"),
            "tags:NoneType" => assert!(meta.tags.is_empty(), "{file}"),
            "tags:list" | "key:Tags" => assert!(!meta.tags.is_empty(), "{file}"),
            "categories:list" | "categories:str" | "category:str" | "category:int" => {
                assert!(!meta.categories.is_empty(), "{file}");
            }
            "categories:NoneType" => assert!(meta.categories.is_empty(), "{file}"),
            "description:str" | "key:summary" | "key:excerpt" => {
                let written = ["excerpt", "description", "summary"].iter().any(|key| lines.scalar(key).is_some());
                assert_eq!(meta.excerpt.is_some(), written, "{file}: {quirk}");
            }
            "description:NoneType" => assert!(meta.excerpt.is_none(), "{file}: {quirk}"),
            "author:str" | "author:list" | "toml-key:authors" => assert!(!meta.authors.is_empty(), "{file}: {quirk}"),
            "author:NoneType" => assert!(meta.authors.is_empty(), "{file}: {quirk}"),
            "permalink:str" | "toml-key:path" | "key:Url" => assert!(meta.permalink.is_some(), "{file}: {quirk}"),
            "permalink:NoneType" => assert!(meta.permalink.is_none(), "{file}: {quirk}"),
            "key:aliases" | "key:alias" | "toml-key:aliases" => assert!(!meta.aliases.is_empty(), "{file}: {quirk}"),
            "slug:str" | "slug:int" | "toml-key:slug" | "key:Slug" => assert!(meta.slug.is_some(), "{file}: {quirk}"),
            "key:cover" | "key:index_img" => assert!(meta.thumbnail.is_some(), "{file}: {quirk}"),
            "key:headimg" | "key:banner" => assert!(meta.hero.is_some(), "{file}: {quirk}"),
            "key:lang" => assert_eq!(meta.language, lines.scalar("lang"), "{file}: {quirk}"),
            "key:hidden" | "key:hide" => {
                let written = lines.scalar("hidden").or_else(|| lines.scalar("hide"));
                assert_eq!(meta.unlisted, written.as_deref() == Some("true"), "{file}: {quirk}");
            }
            "key:draft" => {
                let hidden_part = post.path.as_str().split('/').any(|part| part.starts_with('_') && part != "_posts");
                assert_eq!(
                    meta.draft,
                    lines.scalar("draft").as_deref() == Some("true") || hidden_part,
                    "{file}: {quirk}"
                );
            }
            "key:sticky" | "key:top" | "key:pin" | "toml-key:weight" => assert!(meta.pinned > 0, "{file}: {quirk}"),
            "key:comments" if lines.scalar("comments").is_some() => {
                assert_eq!(meta.comments, lines.scalar("comments").as_deref() != Some("false"), "{file}: {quirk}");
            }
            "key:link" => assert!(meta.original.is_some(), "{file}: {quirk}"),
            "key:series" if lines.scalar("series").is_some() => assert!(meta.series.is_some(), "{file}: {quirk}"),
            "key:abbrlink" => assert!(meta.unknown.contains_key("abbrlink"), "{file}: {quirk}"),
            "key:mathjax" => assert_eq!(meta.math, Some(true), "{file}: {quirk}"),
            _ => {}
        }
    }
    // `2020-20-19` is no YAML timestamp, but a text; and Hexo reads tabs.
    if quirks.iter().any(|quirk| quirk.starts_with("INVALID-YAML")) && !has("fm-tab") {
        let problem = post.problems.first().unwrap_or_else(|| panic!("{file}: no problem is told"));
        assert!(problem.severity == Severity::Error && problem.line > 1, "{file}: {problem:?}");
        assert!(meta.unknown.len() + meta.tags.len() > 0, "{file}: nothing is recovered");
    }
    if has("lone-CR") || has("NUL") {
        assert!(!post.body.text.contains('\0') && codes.is_empty(), "{file}");
    }
}

/// Posts of the shapes of the corpus, for where it is absent.
#[test]
fn own_posts_of_the_same_shapes() {
    let html = "\n<div>   \n<p>文</p>  \n</div>\n            ";
    let mirror = |title: &str, date: &str| {
        format!(
            "\n---\ntitle: {title}\ncategories: \n - 甲\n - 乙 / 丙\nauthor: 丁\ncomments: false\ndate: {date}\nthumbnail: \n---\n{html}"
        )
    };
    let mut score = Score::default();
    for (title, date) in [
        ("'潢川_  防线'", "Thu, 07 Apr 2022 06:38:50 GMT"),
        ("\"''蓝''友\"", "2021-06-01 09:03:53"),
        ("111111", "Sat, 02 Jan 2021 09:50:45 GMT"),
        ("@大道", "Wed, 27 Jan 2021 23:08:53 GMT"),
        ("\"\"\"\"Tales - 'Road'\"\"\"\"", "2021-03-22 04:49:12"),
        ("1.16.4-rc1 更新", "Tue, 27 Oct 2020 16:31:08 GMT"),
        ("A & B; C, D", "2021-03-21 16:45:49"),
    ] {
        let text = mirror(title, date);
        let post = read("甲/a.md", text.as_bytes(), Dialect::Hexo);
        score.count(title, &post);
        score.check(title, &post, &Lines::of(text.as_bytes()), Dialect::Hexo);
        assert_eq!(post.body.kind, BodyKind::Html, "{title}");
        assert_eq!(post.body.text, html, "{title}");
    }
    for (path, text, dialect) in [
        (
            "a/index.md",
            "---\ntitle: \"A\"\ndate: 2019-06-06T4:30:44+08:00\ntags: [\"x\", \"x\"]\ncategories: [\"d\", \"e\"]\n---\n",
            Dialect::Hugo,
        ),
        (
            "2016-04-19-a.markdown",
            "---\ntitle: 'A'\ndate: 2016-04-19 10:26:12 -0700\ncategory: release\n---\n",
            Dialect::Jekyll,
        ),
        (
            "b.md",
            "---\r\ntitle: 坑\r\ndate: 2018-7-10 00:22:16\r\ntags:\r\n - css\r\n - 坑\r\ncategories:\r\n - css\r\n---\r\n",
            Dialect::Hexo,
        ),
        ("c.md", "---\ntitle: C\ndate: 2017.3.11 13:43\ncategories: Linux\ntags:\n- A B\n---\n", Dialect::Hexo),
        ("d.md", "title: D\ndate: 2016-07-30 19:24:01\ntags: tools reverse\n---\n", Dialect::Hexo),
    ] {
        let post = read(path, text.as_bytes(), dialect);
        score.count(path, &post);
        score.check(path, &post, &Lines::of(text.as_bytes()), dialect);
    }
    score.report("own posts", 12);
    assert_eq!(score.wrong, [""; 0]);
}
