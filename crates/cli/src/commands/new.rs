//! `inkstone new`: the beginning of a post, as the site's system would write it.

use std::{fs, io::Write, path::PathBuf};

use inkstone_content::{Dialect, PostPath, address::slug};
use jiff::{Timestamp, civil::DateTime, tz::Offset};

use crate::{Blog, Failure, walk::SourceFile};

/// Longest name of a file, in bytes, with its date and without `.md`: file systems that encrypt names and
/// tools that add to them have room left.
const LONGEST_NAME: usize = 200;

/// Writes the beginning of a post called `title` into the posts folder of `blog` and returns
/// its file. A file that is there already is never touched.
///
/// # Errors
/// When the title is empty, another post has the address, or the file is there already or cannot be written.
pub fn new(blog: &Blog, title: &str, now: Timestamp) -> Result<PathBuf, Failure> {
    let title: String = title.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if title.is_empty() {
        return Err(Failure::usage("the title is empty", "write it in quotes: inkstone new \"Hello\""));
    }
    let offset = blog.zone.as_ref().map_or(0, |zone| zone.offset(now.as_second()));
    let offset = Offset::from_seconds(offset).unwrap_or(Offset::UTC);
    let date = offset.to_datetime(now);
    let name = name_of(&title, blog.site.dialect, date);
    let folder = blog.folder.roots().first().map_or(blog.folder.home(), |root| root.folder.as_path());
    let file =
        if lie_in_folders(blog) { folder.join(&name).join("index.md") } else { folder.join(name.clone() + ".md") };
    let shown = PathBuf::from(blog.folder.shown(&file));
    if let Some(other) = with_address(blog, &name).filter(|other| other.disk != file) {
        let message = format!("{} has the address that {} would have", other.shown, shown.display());
        return Err(Failure::not_built(message, "open it, or choose another title"));
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(Failure::file("make the folder", folder))?;
    }
    let mut created = fs::File::create_new(&file).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            Failure::not_built(format!("{} is there already", shown.display()), "open it, or choose another title")
        }
        _ => Failure::file("write", &shown)(error),
    })?;
    let text = front_matter(&title, blog.site.dialect, date, offset);
    created.write_all(text.as_bytes()).map_err(Failure::file("write", &shown))?;
    Ok(shown)
}

/// Whether most posts of `blog` have a folder of their own, with what belongs to them (Hugo's page bundles).
fn lie_in_folders(blog: &Blog) -> bool {
    let posts = blog.found.posts.iter().filter(|post| !post.path.is_page());
    let (in_folders, alone): (Vec<_>, Vec<_>) = posts.partition(|post| post.path.as_str().ends_with("/index.md"));
    in_folders.len() > alone.len()
}

/// The post that has the address of one called `name`, on any system's files.
fn with_address<'a>(blog: &'a Blog, name: &str) -> Option<&'a SourceFile> {
    let name = name.to_lowercase();
    blog.found.posts.iter().find(|post| post.path.key().to_lowercase() == name)
}

/// The name of a post's file without its end: readable in any script, safe on every system.
fn name_of(title: &str, dialect: Dialect, date: DateTime) -> String {
    let mut name = slug(title, dialect);
    let date = if dialect == Dialect::Jekyll { format!("{}-", date.date()) } else { String::new() };
    let longest = LONGEST_NAME - date.len();
    let end = name.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= longest).last();
    name.truncate(end.unwrap_or_default());
    // A name that begins so would be hidden, or be no name at all.
    let name = name.trim_matches(['.', '_', '-', ' ']);
    let name = if name.is_empty() || PostPath::new(name).is_err() { "post" } else { name };
    if date.is_empty() && is_taken(name) { format!("{name}-post") } else { format!("{date}{name}") }
}

/// Whether a file of this name is something else: a device of Windows, whatever its ending, or the page of its folder.
fn is_taken(name: &str) -> bool {
    let name = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    let is_port = port.is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']));
    is_port || matches!(name.as_str(), "aux" | "con" | "index" | "nul" | "prn")
}

fn front_matter(title: &str, dialect: Dialect, date: DateTime, offset: Offset) -> String {
    let clock = date.strftime("%Y-%m-%d %H:%M:%S");
    match dialect {
        Dialect::Auto | Dialect::Hexo => {
            format!("---\ntitle: {}\ndate: {clock}\ncategories:\ntags:\n---\n\n", yaml(title))
        }
        Dialect::Jekyll => {
            let zone = basic(offset);
            format!(
                "---\nlayout: post\ntitle: {}\ndate: {clock} {zone}\ncategories: []\ntags: []\n---\n\n",
                yaml(title)
            )
        }
        Dialect::Hugo => {
            format!(
                "+++\ntitle = {}\ndate = {}\ncategories = []\ntags = []\n+++\n\n",
                toml(title),
                rfc_3339(date, offset)
            )
        }
        Dialect::Zola => format!(
            "+++\ntitle = {}\ndate = {}\n\n[taxonomies]\ncategories = []\ntags = []\n+++\n\n",
            toml(title),
            rfc_3339(date, offset)
        ),
    }
}

fn rfc_3339(date: DateTime, offset: Offset) -> String {
    let zone = basic(offset);
    let (hours, minutes) = zone.split_at(3);
    format!("{}{hours}:{minutes}", date.strftime("%Y-%m-%dT%H:%M:%S"))
}

/// `+0800`
fn basic(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// YAML's single quotes, in which nothing but themselves is special.
fn yaml(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn toml(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_readable_and_safe() {
        let date = jiff::civil::date(2024, 2, 3).at(4, 5, 6, 0);
        for (title, dialect, expected) in [
            ("Hello, World!", Dialect::Zola, "hello-world"),
            ("Hello, World!", Dialect::Jekyll, "2024-02-03-hello-world"),
            ("砚台 与 墨", Dialect::Hexo, "砚台-与-墨"),
            ("../../etc/passwd", Dialect::Hexo, "etc-passwd"),
            ("_draft", Dialect::Hugo, "draft"),
            ("!!!", Dialect::Hexo, "post"),
            ("a\\b:c", Dialect::Hexo, "a-b-c"),
            ("CON", Dialect::Hexo, "CON-post"),
            ("con", Dialect::Jekyll, "2024-02-03-con"),
            ("Lpt1", Dialect::Zola, "lpt1-post"),
            ("console", Dialect::Zola, "console"),
            ("com", Dialect::Zola, "com"),
            ("Index", Dialect::Hugo, "index-post"),
        ] {
            assert_eq!(name_of(title, dialect, date), expected, "{title}");
        }
        for (dialect, expected) in
            [(Dialect::Hexo, "长".repeat(66)), (Dialect::Jekyll, format!("2024-02-03-{}", "长".repeat(63)))]
        {
            assert_eq!(name_of(&"长".repeat(500), dialect, date), expected);
        }
    }

    #[test]
    fn offsets_as_dates_write_them() {
        for (seconds, expected) in [(0, "+0000"), (28_800, "+0800"), (-12_600, "-0330")] {
            assert_eq!(basic(Offset::from_seconds(seconds).expect("in range")), expected);
        }
    }
}
