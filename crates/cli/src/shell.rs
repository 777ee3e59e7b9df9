//! The shell: the app's index.html, made into a page for every route.
//!
//! What changes from page to page is found by its meaning (`<html lang>`, `<title>`,
//! `<meta name="description">`, addresses that begin with `./`) or by a pair of marks,
//! `<!-- inkstone:NAME -->` and `<!-- /inkstone:NAME -->`.

mod template;

use std::fmt::Write;

use template::{Mark, Piece};

use crate::{App, Failure, csp::Csp};

/// About how many bytes of a page are the shell's own.
const OWN_TEXT: usize = 6 * 1024;

/// How the name of the sheet begins that a page's own styles stand for.
const FIRST_SHEET: &str = "first-";
/// Keeps a browser from painting a page of which nothing has come that can be seen: reading its styles takes so long that it
/// would, and the text then waits for that. The header's `id` is `inkstone_views::HEAD_ID`.
const EXPECT: &str = "<link rel=\"expect\" href=\"#site-head\" blocking=\"render\">";

/// What a page's text begins with, by which it is drawn before any other file has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    /// A post.
    Post,
    /// A list.
    List,
    /// A post whose text the browser makes: nothing yet, but it needs more than the app.
    RawPost,
    /// Nothing that is known before the app runs.
    Nothing,
}

impl First {
    /// Whether its first screen is drawn by the sheet `below` the root.
    fn needs(self, below: &str) -> bool {
        below.starts_with(FIRST_SHEET)
            || match self {
                Self::Post | Self::RawPost => below.starts_with("post-"),
                Self::List => below.starts_with("list-"),
                Self::Nothing => true,
            }
    }
}

/// The styles of a first screen, which stand in the pages themselves; empty where the app has none.
#[derive(Clone, Debug, Default)]
pub(crate) struct FirstStyles {
    /// Of a post.
    pub(crate) post: String,
    /// Of a list.
    pub(crate) list: String,
}

impl FirstStyles {
    /// The app's files of them, by name.
    pub(crate) const FILES: [&str; 2] = ["first-post.css", "first-list.css"];

    /// Those of the app.
    pub(crate) fn of(app: &App) -> Self {
        let [post, list] = Self::FILES
            .map(|name| app.file(name).map(|css| String::from_utf8_lossy(css).into_owned()).unwrap_or_default());
        Self { post, list }
    }
}

/// The app's index.html, taken apart, and the policy of the pages that are made of it.
#[derive(Clone, Debug)]
pub(crate) struct Shell {
    pieces: Vec<Piece>,
    first: FirstStyles,
    policy: Csp,
    /// The policy, written out.
    written: String,
}

/// What one page says.
#[derive(Clone, Debug)]
pub(crate) struct Page<'a> {
    /// What leads from the page to the site's root: empty, `../`s, or an absolute path.
    pub(crate) base: &'a str,
    /// BCP 47 tag.
    pub(crate) language: &'a str,
    /// `ltr` or `rtl`.
    pub(crate) direction: &'static str,
    /// The theme's name, when it is not the first.
    pub(crate) theme: Option<&'a str>,
    /// The document's title.
    pub(crate) title: &'a str,
    /// For search engines and previews.
    pub(crate) description: &'a str,
    /// What else stands in the head: HTML of ours.
    pub(crate) head: &'a str,
    /// The page in its frame: HTML of ours.
    pub(crate) frame: &'a str,
    /// What `frame` shows first.
    pub(crate) first: First,
    /// What is shown besides without JavaScript: HTML of ours, often none.
    pub(crate) noscript: &'a str,
}

impl Shell {
    /// Takes index.html apart. What is inline in it, and `first`, is added to `policy`, which pages then have.
    ///
    /// # Errors
    /// When a part that every page needs is missing.
    pub(crate) fn parse(html: &str, first: FirstStyles, mut policy: Csp) -> Result<Self, Failure> {
        let pieces = template::parse(html);
        for (part, is_part) in [
            ("<title>", (|piece| *piece == Piece::Title) as fn(&Piece) -> bool),
            ("<meta name=\"description\">", |piece| *piece == Piece::Description),
            ("<meta charset>", |piece| *piece == Piece::Policy),
            ("<html lang>", |piece| *piece == Piece::Language),
            ("</head>", |piece| *piece == Piece::HeadEnd),
            ("mark inkstone:frame", |piece| *piece == Piece::Marked(Mark::Frame)),
            ("reference to a file of the app that begins with ./", |piece| matches!(piece, Piece::Address(_))),
        ] {
            if !pieces.iter().any(is_part) {
                return Err(Failure::not_built(
                    format!("the app's index.html has no {part}"),
                    "build the app with this version of Inkstone",
                ));
            }
        }
        for piece in &pieces {
            match piece {
                Piece::Script(text) => policy.allow_script(text),
                Piece::Style(text) => policy.allow_style(text),
                _ => {}
            }
        }
        for css in [&first.post, &first.list].into_iter().filter(|css| !css.is_empty()) {
            policy.allow_style(css);
        }
        let written = policy.to_string();
        Ok(Self { pieces, first, policy, written })
    }

    /// The policy that all pages have.
    pub(crate) fn policy(&self) -> &Csp {
        &self.policy
    }

    /// The styles that pages hold themselves.
    pub(crate) fn first_styles(&self) -> [&str; 2] {
        [&self.first.post, &self.first.list]
    }

    /// The style sheets of the app, by their names below the site's root.
    pub(crate) fn style_sheets(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::StyleSheet { below, .. } => Some(below.as_str()),
            _ => None,
        })
    }

    /// The shell as `page`.
    pub(crate) fn page(&self, page: &Page<'_>) -> String {
        let first = match page.first {
            First::Post => self.first.post.as_str(),
            First::List => self.first.list.as_str(),
            First::RawPost | First::Nothing => "",
        };
        let texts = [&self.written, first, page.head, page.frame, page.noscript];
        let mut html = String::with_capacity(OWN_TEXT + texts.map(str::len).iter().sum::<usize>());
        let base = if page.base.is_empty() { "./" } else { page.base };
        let main_end = if page.noscript.is_empty() { None } else { page.frame.rfind("</main>") };
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) | Piece::Script(text) | Piece::Style(text) => html.push_str(text),
                Piece::Policy => {
                    // As early as can be: what stands before it, it does not hold for.
                    html.push_str("\n    <meta http-equiv=\"Content-Security-Policy\" content=\"");
                    html.push_str(&self.written);
                    html.push_str("\">");
                }
                Piece::Language => escape_into(page.language, &mut html),
                Piece::Direction => {
                    if page.direction != "ltr" {
                        push(&mut html, format_args!(" dir=\"{}\"", page.direction));
                    }
                    if let Some(theme) = page.theme {
                        html.push_str(" data-theme=\"");
                        escape_into(theme, &mut html);
                        html.push('"');
                    }
                }
                Piece::Title => escape_into(page.title, &mut html),
                Piece::Description => escape_into(page.description, &mut html),
                Piece::Address(below) => push(&mut html, format_args!("{base}{below}")),
                Piece::StyleSheet { below, .. } if !first.is_empty() && below.starts_with(FIRST_SHEET) => {
                    push(&mut html, format_args!("{EXPECT}<style>{first}</style>"));
                }
                // The page holds what is in it.
                Piece::StyleSheet { below, .. } if !first.is_empty() && page.first.needs(below) => {}
                Piece::StyleSheet { below, more }
                    if page.first.needs(below) || (first.is_empty() && page.first != First::RawPost) =>
                {
                    push(&mut html, format_args!("<link rel=\"stylesheet\" href=\"{base}{below}\"{more}>"));
                }
                // The boot script makes a sheet of it once there is a text (web/boot.js).
                Piece::StyleSheet { below, more } => push(
                    &mut html,
                    format_args!(
                        "<link rel=\"inkstone-late\" href=\"{base}{below}\"{more}>\
                         <noscript><link rel=\"stylesheet\" href=\"{base}{below}\"{more}></noscript>"
                    ),
                ),
                Piece::ForText { below, is_script: false, more } if page.first == First::RawPost => {
                    push(
                        &mut html,
                        format_args!("<link rel=\"preload\" as=\"fetch\" crossorigin href=\"{base}{below}\"{more}>"),
                    );
                }
                Piece::ForText { below, more, .. } if page.first == First::RawPost => {
                    push(&mut html, format_args!("<link rel=\"modulepreload\" href=\"{base}{below}\"{more}>"));
                }
                Piece::ForText { .. } => {}
                Piece::HeadEnd => html.push_str(page.head),
                Piece::Marked(Mark::Frame) => match main_end {
                    // Where the text would be.
                    Some(end) => {
                        let (before, after) = page.frame.split_at(end);
                        push(&mut html, format_args!("{before}<noscript>{}</noscript>{after}", page.noscript));
                    }
                    None => html.push_str(page.frame),
                },
                Piece::Marked(Mark::Noscript) if page.noscript.is_empty() || main_end.is_some() => {}
                Piece::Marked(Mark::Noscript) => {
                    push(&mut html, format_args!("<noscript>{}</noscript>", page.noscript));
                }
            }
        }
        html
    }
}

fn push(html: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = html.write_fmt(text);
}

/// Escapes for text and for attributes in either kind of quotes. Control characters, which
/// HTML forbids, become blanks.
pub(crate) fn escape_into(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            c if c.is_control() => html.push(' '),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use inkstone_content::Site;

    use super::*;

    const INDEX: &str = r#"<!doctype html>
<html data-inkstone="shell" lang="en">
<head><meta charset=utf-8><title>Inkstone</title>
<style>p{}</style><script>start()</script>
<meta content="" name="description">
<link rel="stylesheet" href="./app.css" integrity="sha384-x"/>
<script type="module" src='./boot.js'></script>
</head>
<body><div id="inkstone"><!-- inkstone:frame --><a href="./">Inkstone</a><p>wait</p><!-- /inkstone:frame --></div>
<!-- inkstone:noscript --><noscript>all</noscript><!-- /inkstone:noscript --></body></html>"#;

    const PAGE: Page<'static> = Page {
        base: "../../",
        language: "zh\" onload=\"x",
        direction: "rtl",
        theme: Some("ink"),
        title: "</title><script>alert(1)</script>",
        description: "\"><img src=x onerror=alert(1)>",
        head: "<meta name=\"x\" content=\"y\">\n",
        frame: "<main>text</main>",
        first: First::Post,
        noscript: "",
    };

    #[test]
    fn a_page_holds_its_own_texts_and_only_escaped_ones() {
        let shell =
            Shell::parse(INDEX, FirstStyles::default(), Csp::new(&Site::default())).expect("nothing is missing");
        expect![[r#"
            <!doctype html>
            <html data-inkstone="shell" lang="zh&quot; onload=&quot;x" dir="rtl" data-theme="ink">
            <head><meta charset=utf-8>
                <meta http-equiv="Content-Security-Policy" content="POLICY"><title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title>
            <style>p{}</style><script>start()</script>
            <meta content="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;" name="description">
            <link rel="stylesheet" href="../../app.css" integrity="sha384-x">
            <script type="module" src="../../boot.js"></script>
            <meta name="x" content="y">
            </head>
            <body><div id="inkstone"><main>text</main></div>
            </body></html>"#]]
        .assert_eq(&shell.page(&PAGE).replace(&shell.written, "POLICY"));
        assert_eq!(shell.written.matches("'sha256-").count(), 2, "{}", shell.written);
    }

    #[test]
    fn a_page_with_its_text_waits_for_no_style_sheet() {
        let sheets = ["first-1", "list-2", "post-3"].map(|name| format!("<link href=./{name}.css rel=stylesheet>"));
        let index = INDEX.replace("<link rel", &format!("{}<link rel", sheets.concat()));
        let first = FirstStyles { post: "a{}".to_owned(), list: "b{}".to_owned() };
        let shell = Shell::parse(&index, first, Csp::new(&Site::default())).expect("nothing is missing");
        let late = |name: &str, more: &str| {
            format!(
                "<link rel=\"inkstone-late\" href=\"../../{name}.css\"{more}>\
                 <noscript><link rel=\"stylesheet\" href=\"../../{name}.css\"{more}></noscript>"
            )
        };
        let rest = late("app", " integrity=\"sha384-x\"");
        for (first, expected) in [
            (First::Post, format!("{EXPECT}<style>a{{}}</style>{}{rest}", late("list-2", ""))),
            (First::List, format!("{EXPECT}<style>b{{}}</style>{}{rest}", late("post-3", ""))),
            (
                First::RawPost,
                format!(
                    "<link rel=\"stylesheet\" href=\"../../first-1.css\">{}\
                     <link rel=\"stylesheet\" href=\"../../post-3.css\">{rest}",
                    late("list-2", "")
                ),
            ),
            (
                First::Nothing,
                "<link rel=\"stylesheet\" href=\"../../first-1.css\">\
                 <link rel=\"stylesheet\" href=\"../../list-2.css\">\
                 <link rel=\"stylesheet\" href=\"../../post-3.css\">\
                 <link rel=\"stylesheet\" href=\"../../app.css\" integrity=\"sha384-x\">"
                    .to_owned(),
            ),
        ] {
            let page = shell.page(&Page { first, ..PAGE });
            assert!(page.contains(&format!(">\n{expected}\n<script")), "{first:?}: {page}");
        }
        assert_eq!(shell.written.matches("'sha256-").count(), 4, "what pages hold is named: {}", shell.written);
        assert!(shell.style_sheets().eq(["first-1.css", "list-2.css", "post-3.css", "app.css"]));
        assert!(EXPECT.contains(&format!("\"#{}\"", inkstone_views::HEAD_ID)));
    }

    #[test]
    fn a_post_without_its_text_asks_at_once_for_what_that_needs() {
        let links =
            "<link rel=inkstone-text as=fetch href=r.wasm><link rel=inkstone-text as=script href=t.js integrity=x>";
        let shell = Shell::parse(
            &INDEX.replace("</head>", &format!("{links}</head>")),
            FirstStyles::default(),
            Csp::new(&Site::default()),
        )
        .expect("nothing is missing");
        let asked = "<link rel=\"preload\" as=\"fetch\" crossorigin href=\"../../r.wasm\">\
                     <link rel=\"modulepreload\" href=\"../../t.js\" integrity=\"x\">";
        for (first, expected) in [(First::RawPost, asked), (First::Post, ""), (First::List, ""), (First::Nothing, "")] {
            let page = shell.page(&Page { first, ..PAGE });
            assert!(page.contains(&format!("</script>\n{expected}<meta name=\"x\"")), "{first:?}: {page}");
            assert!(!page.contains("inkstone-text"), "{first:?}: {page}");
        }
    }

    #[test]
    fn what_is_for_readers_without_javascript_is_for_them_only() {
        let shell =
            Shell::parse(INDEX, FirstStyles::default(), Csp::new(&Site::default())).expect("nothing is missing");
        let page = shell.page(&Page { noscript: "<p>text</p>", ..PAGE });
        assert!(page.contains("<noscript><p>text</p></noscript>"), "{page}");
        let page = shell.page(&Page { noscript: "<p>text</p>", frame: "<main>bones</main><footer></footer>", ..PAGE });
        let expected = "<main>bones<noscript><p>text</p></noscript></main><footer></footer>";
        assert!(page.contains(expected) && page.matches("<p>text</p>").count() == 1, "{page}");
    }

    #[test]
    fn an_index_html_that_pages_cannot_be_made_of_is_refused() {
        for (part, gone) in [
            ("<title>", "<title>Inkstone</title>"),
            ("<meta charset>", "<meta charset=utf-8>"),
            ("<html lang>", " lang=\"en\""),
            ("<meta name=\"description\">", " name=\"description\""),
            ("</head>", "</head>"),
            ("mark inkstone:frame", "/inkstone:frame"),
        ] {
            let failure = Shell::parse(&INDEX.replace(gone, ""), FirstStyles::default(), Csp::new(&Site::default()))
                .expect_err(part);
            assert_eq!(failure.to_string(), format!("the app's index.html has no {part}"));
        }
    }
}
