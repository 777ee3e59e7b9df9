//! Which files of a built site a first visit loads, and which only some pages need.
//!
//! Worked out from what the browser itself reads: the tags of index.html, the
//! names in the boot script and the imports of the scripts. A file that nothing
//! names is not part of any visit and not of this list.

use std::collections::BTreeSet;
use std::path::Path;

/// The files of a site that its front page leads to, each as a path below the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FirstVisit {
    /// Loaded by every first visit, the page itself first.
    pub(crate) always: Vec<String>,
    /// Loaded besides when the visit begins with a post: what its page adds to the text, and what makes
    /// the text where a page does not hold it.
    pub(crate) post: Vec<String>,
    /// Loaded only when a page needs it.
    pub(crate) lazy: Vec<String>,
}

/// How the names in the boot script begin that it starts: always, for a post, and for a post without
/// its text.
const APP: &str = "inkstone-app-";
const ARTICLE: &str = "article-";
const RENDERER: &str = "inkstone-renderer";

/// What a page with its text in it holds, for which the boot script leaves the renderer alone.
const RECORD: &str = "id=\"inkstone-page\"";

/// Fetched by the boot script at every start, beside the app.
const CATALOGUE: &str = "catalogue.json";

impl FirstVisit {
    /// Reads the site through `text`, which gives a file's text or nothing when the
    /// site has no such file. `posts`: the files of its posts' pages.
    ///
    /// # Errors
    /// When there is no page or no boot script, or when one of them names a file of
    /// the site that is not there.
    pub(crate) fn of(text: impl Fn(&str) -> Option<String>, posts: &[String]) -> Result<FirstVisit, String> {
        let page = text("index.html").ok_or("the site has no index.html")?;
        let base = base_path(&page);
        let mut always = vec!["index.html".to_owned()];
        for link in page_links(&page) {
            if let Some(file) = local(&link, &base) {
                always.push(file);
            }
        }
        let boot = always.iter().find(|file| is_boot(name_of(file))).cloned();
        let boot = boot.ok_or("index.html does not load the boot script")?;

        // One page without its text is enough to be sent the renderer with it.
        let is_written =
            !posts.is_empty() && posts.iter().all(|post| text(post).is_some_and(|page| page.contains(RECORD)));
        let mut post = Vec::new();
        let mut lazy = Vec::new();
        let script = text(&boot).ok_or_else(|| missing(&boot))?;
        for name in file_literals(&script) {
            let files = match name.as_str() {
                app if app.starts_with(APP) => &mut always,
                article if article.starts_with(ARTICLE) => &mut post,
                renderer if renderer.starts_with(RENDERER) && !is_written => &mut post,
                _ => &mut lazy,
            };
            files.push(beside(&boot, &name));
        }
        always.extend(messages(&page, &script).map(|file| beside(&boot, &file)));
        if text(CATALOGUE).is_some() {
            always.push(CATALOGUE.to_owned());
        }
        let mut seen = BTreeSet::new();
        for files in [&mut always, &mut post, &mut lazy] {
            follow_imports(files, &text);
            files.retain(|file| seen.insert(file.clone()));
        }
        Ok(FirstVisit { always, post, lazy })
    }
}

/// The interface's texts in the language of the page's header, which the boot script fetches unless the app
/// holds them.
fn messages(page: &str, script: &str) -> Option<String> {
    let header = tags(page).find(|tag| tag_name(tag) == "header")?;
    let language = attribute(header, "lang").filter(|language| language != "en")?;
    let folder = literals(script).find(|text| text.starts_with("messages-") && text.ends_with('/'))?;
    Some(format!("{folder}{language}.txt"))
}

/// Whether a file is the boot script, under its own name or one with its hash.
fn is_boot(name: &str) -> bool {
    name == "boot.js" || name.starts_with("boot-") && name.ends_with(".js")
}

fn missing(file: &str) -> String {
    format!("the site names {file}, which it does not have")
}

/// The `href`s and `src`s that the browser loads for the page.
fn page_links(page: &str) -> Vec<String> {
    tags(page)
        .filter_map(|tag| match tag_name(tag) {
            "script" => attribute(tag, "src"),
            "link" => {
                let loads = ["stylesheet", "modulepreload", "preload", "icon", "manifest"];
                let rel = attribute(tag, "rel")?;
                let loaded = rel.split_whitespace().any(|word| loads.contains(&word));
                loaded.then(|| attribute(tag, "href"))?
            }
            _ => None,
        })
        .collect()
}

fn base_path(page: &str) -> String {
    tags(page)
        .find(|tag| tag_name(tag) == "base")
        .and_then(|tag| attribute(tag, "href"))
        .unwrap_or_else(|| "/".to_owned())
}

/// The inside of every tag, comments left out.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    let mut rest = page;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find('<')? + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = &comment[comment.find("-->")? + 3..];
                continue;
            }
            let (tag, after) = rest.split_at(rest.find('>')?);
            rest = after;
            return Some(tag);
        }
    })
}

fn tag_name(tag: &str) -> &str {
    tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default()
}

/// The value of an attribute, quoted or bare.
fn attribute(tag: &str, name: &str) -> Option<String> {
    tag.match_indices(name).find_map(|(at, _)| {
        tag[..at].ends_with(char::is_whitespace).then_some(())?;
        let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| "\"'".contains(*c));
        let value = match quote {
            Some(quote) => value[1..].split(quote).next(),
            None => value.split_whitespace().next(),
        };
        value.map(str::to_owned)
    })
}

/// A link of the page as a path below the site; nothing for other sites and data.
fn local(link: &str, base: &str) -> Option<String> {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    if path.is_empty() || path.contains(':') || path.starts_with("//") {
        return None;
    }
    let path = path.strip_prefix(base).unwrap_or(path);
    Some(path.trim_start_matches("./").trim_start_matches('/').to_owned())
}

/// The string literals of a script that are names of scripts, modules or styles.
pub(crate) fn file_literals(script: &str) -> Vec<String> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let endings = [".js", ".mjs", ".wasm", ".css"];
    literals(script)
        .filter(|text| endings.iter().any(|ending| text.len() > ending.len() && text.ends_with(ending)))
        .filter(|text| text.chars().all(is_name))
        .map(|text| text.trim_start_matches("./").to_owned())
        .collect()
}

/// What stands between quotes of any kind, and what stands between two such texts.
fn literals(script: &str) -> impl Iterator<Item = &str> {
    script.split(['"', '\'', '`'])
}

/// Adds what the scripts among `files` import, and what those import.
fn follow_imports(files: &mut Vec<String>, text: &impl Fn(&str) -> Option<String>) {
    let mut at = 0;
    while let Some(file) = files.get(at).cloned() {
        at += 1;
        let is_script = file.ends_with(".js") || file.ends_with(".mjs");
        if !is_script || is_boot(name_of(&file)) {
            continue;
        }
        for import in imports(&text(&file).unwrap_or_default()) {
            let imported = beside(&file, &import);
            if !files.contains(&imported) {
                files.push(imported);
            }
        }
    }
}

/// The relative names in `import … from "./x.js"` and `import "./x.js"`, a statement a line or all in one.
fn imports(script: &str) -> Vec<String> {
    let is_import = |statement: &&str| {
        let import = statement.strip_prefix("import").filter(|rest| rest.starts_with([' ', '{', '*', '"', '\'', '`']));
        // Of what else is exported, a function may import something when it is called.
        let export = statement.strip_prefix("export").filter(|rest| rest.trim_start().starts_with(['{', '*']));
        import.or(export).is_some()
    };
    script
        .split(['\n', ';'])
        .filter(is_import)
        .filter_map(|statement| literals(statement).nth(1))
        .filter(|name| name.starts_with("./"))
        .map(str::to_owned)
        .collect()
}

/// `name` as a path, taken relative to the folder of `file`.
fn beside(file: &str, name: &str) -> String {
    let name = name.trim_start_matches("./");
    match file.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{name}"),
        None => name.to_owned(),
    }
}

fn name_of(file: &str) -> &str {
    Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A site as a list of its files.
    fn visit(files: &[(&str, &str)]) -> Result<FirstVisit, String> {
        let text = |name: &str| {
            let file = files.iter().find(|(file, _)| *file == name);
            file.map(|(_, text)| (*text).to_owned())
        };
        let posts = files.iter().map(|(file, _)| *file).filter(|file| file.starts_with("posts/"));
        FirstVisit::of(text, &posts.map(str::to_owned).collect::<Vec<_>>())
    }

    const PAGE: &str = r#"<!doctype html><base href="/blog/">
        <!-- <b>not</b> <script src="not-this.js"></script> -->
        <link rel="shortcut icon" href="icon.svg">
        <link rel="canonical" href="https://example.org/">
        <link integrity="sha384-x" rel="stylesheet" href="/blog/app-1.css?v=2">
        <link rel=alternate href=feed.json>
        <script src="https://example.org/other.js"></script>
        <script type=module src=./boot-0a.js integrity=sha384-x></script>"#;

    #[test]
    fn a_first_visit_is_what_the_page_the_boot_script_and_the_app_name() {
        let site = visit(&[
            ("index.html", PAGE),
            (
                "boot-0a.js",
                "const js = './inkstone-app-1f.js', wasm = \"inkstone-app-1f_bg.wasm\";\n\
                 const late = [\"inkstone-renderer-3.js\", \"inkstone-renderer_bg-4.wasm\"];\n\
                 const article = \"article-5.js\";
                 const lazy = { purify: \"purify-2.mjs\" }; // see web/lazy, not \"a b.js\"",
            ),
            (
                "inkstone-app-1f.js",
                "import { a } from './snippets/x/inline0.js';\nexport * from \"./snippets/y.js\";\n\
                 const late = 'unrelated.js';",
            ),
            ("snippets/x/inline0.js", "import './deeper.js';"),
            ("purify-2.mjs", "import \"./purify-part.mjs\";"),
            ("catalogue.json", "{}"),
            ("stray.js", ""),
        ]);
        assert_eq!(
            site,
            Ok(FirstVisit {
                always: [
                    "index.html",
                    "icon.svg",
                    "app-1.css",
                    "boot-0a.js",
                    "inkstone-app-1f.js",
                    "inkstone-app-1f_bg.wasm",
                    "catalogue.json",
                    "snippets/x/inline0.js",
                    "snippets/y.js",
                    "snippets/x/deeper.js",
                ]
                .map(str::to_owned)
                .to_vec(),
                post: ["inkstone-renderer-3.js", "inkstone-renderer_bg-4.wasm", "article-5.js"]
                    .map(str::to_owned)
                    .to_vec(),
                lazy: ["purify-2.mjs", "purify-part.mjs"].map(str::to_owned).to_vec(),
            })
        );
    }

    #[test]
    fn the_renderer_comes_with_posts_whose_pages_do_not_hold_their_text() {
        let written = "<script type=\"application/json\" id=\"inkstone-page\">{}</script>";
        for (case, posts, comes) in [
            ("no posts", &[][..], true),
            ("all written", &[("posts/a/index.html", written), ("posts/b/index.html", written)], false),
            ("a shell", &[("posts/a/index.html", "<main></main>")], true),
            ("one shell", &[("posts/a/index.html", written), ("posts/b/index.html", "<main></main>")], true),
        ] {
            let boot = ("boot.js", "'./inkstone-app-1.js' \"inkstone-renderer-3.js\"");
            let site = visit(&[&[("index.html", "<script src=boot.js></script>"), boot], posts].concat());
            let site = site.expect("it can start");
            assert_eq!(!site.post.is_empty(), comes, "{case}");
            assert_eq!(site.lazy.is_empty(), comes, "{case}");
        }
    }

    #[test]
    fn a_statement_that_imports_is_found_on_any_line() {
        let script = "import{a}from\"./a.js\";import*as b from`./b.js`;import\"./c.js\";export*from'./d.js';\n\
                      export { e } from \"./e.js\";\nexport function f(){return import(\"./f.js\")}g(import(\"./g.js\"))";
        assert_eq!(imports(script), ["./a.js", "./b.js", "./c.js", "./d.js", "./e.js"].map(str::to_owned));
    }

    #[test]
    fn the_texts_of_the_pages_language_come_with_it_unless_it_is_english() {
        for (case, header, expected) in [
            ("English", "<header lang=en>", None),
            ("another", "<header class=\"site-head\" lang=\"zh-Hans\">", Some("messages-1/zh-Hans.txt")),
            ("unknown", "", None),
        ] {
            let page = format!("<script src=boot.js></script>{header}");
            for boot in ["[\"messages-1/\"]", "[`messages-1/`]"] {
                let site = visit(&[("index.html", &page), ("boot.js", boot), ("messages-1/zh-Hans.txt", "")]);
                let always = site.expect("it can start").always;
                let texts = always.iter().find(|file| file.ends_with(".txt"));
                assert_eq!(texts.map(String::as_str), expected, "{case}: {boot}");
            }
        }
    }

    #[test]
    fn a_site_that_cannot_start_is_not_measured() {
        for (case, files, expected) in [
            ("empty", &[][..], "the site has no index.html"),
            (
                "no boot script",
                &[("index.html", "<script src=app.js></script>")],
                "index.html does not load the boot script",
            ),
            (
                "a missing boot script",
                &[("index.html", "<script src=boot.js></script>")],
                "the site names boot.js, which it does not have",
            ),
        ] {
            assert_eq!(visit(files), Err(expected.to_owned()), "{case}");
        }
    }

    #[test]
    fn half_a_page_does_not_confuse_the_reader() {
        for page in ["<", "<link", "<!-- <link", "<link rel=", "<link rel=\"", "<é"] {
            assert_eq!(page_links(page), Vec::<String>::new(), "{page}");
        }
    }
}
