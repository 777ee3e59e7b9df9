//! Hexo's own tag plug-ins (hexo.io/docs/tag-plugins), as Hexo 7 reads their arguments.

use super::{
    Context,
    arguments::{parts, unquoted, words},
    inserts::Meaning,
};
use crate::{
    escape::{self, escaped},
    markdown::Info,
};

/// What a tag without content stands for; `None`: it is none of Hexo's.
pub(super) fn single(name: &str, arguments: &str, context: &Context<'_>) -> Option<Meaning> {
    Some(match name {
        "asset_img" => image(arguments, context, Folder::Asset)?,
        "img" | "image" => image(arguments, context, Folder::Written)?,
        "asset_path" => address(words(arguments).first()?, context, Folder::Asset),
        "asset_link" => {
            let words = words(arguments);
            let (file, rest) = words.split_first()?;
            link(&context.asset(file), text_of(rest).unwrap_or(file), None)
        }
        "post_path" => context.post(words(arguments).first()?).0,
        "post_link" => {
            let words = words(arguments);
            let (name, rest) = words.split_first()?;
            let (meaning, title) = context.post(name);
            let Meaning::Address { written, .. } = meaning else { return None };
            let text = text_of(rest).or(title).unwrap_or(name);
            link(&written, text, None)
        }
        "link" => text_link(arguments)?,
        "youtube" => youtube(words(arguments).first()?, words(arguments).get(1).copied()),
        "vimeo" => frame(&format!("https://player.vimeo.com/video/{}", words(arguments).first()?)),
        "iframe" => {
            let words = words(arguments);
            let size = |at: usize| words.get(at).filter(|size| size.bytes().all(|byte| byte.is_ascii_digit()));
            sized_frame(words.first()?, size(1), size(2))
        }
        _ => return None,
    })
}

/// The HTML around the content of a tag whose content is Markdown.
pub(super) fn around(name: &str, arguments: &str) -> Option<(String, String)> {
    match name {
        "blockquote" | "quote" => {
            let source = citation(arguments);
            Some(("<blockquote>".to_owned(), format!("{source}</blockquote>")))
        }
        "pullquote" => Some(("<blockquote>".to_owned(), "</blockquote>".to_owned())),
        _ => None,
    }
}

/// `{% codeblock title lang:js url text mark:1,3-5 first_line:9 %}`.
pub(super) fn codeblock(arguments: &str, content: &str) -> Meaning {
    let mut info = Info::default();
    let mut title: Vec<&str> = Vec::new();
    let mut has_address = false;
    for word in words(arguments) {
        let is_address = word.starts_with("http://") || word.starts_with("https://") || word.starts_with('/');
        has_address |= is_address;
        if !is_address && !info.option(word) && !has_address {
            title.push(word);
        }
    }
    info.set_title(&title.join(" "));
    code(&info, content)
}

/// A code block with this content, without the blank lines around it and the indentation
/// that all its lines share.
pub(super) fn code(info: &Info, content: &str) -> Meaning {
    let mut html = String::with_capacity(content.len() + 64);
    let content = content.trim_end();
    let first =
        content.find(|c: char| !c.is_whitespace()).map_or(0, |at| content[..at].rfind('\n').map_or(0, |end| end + 1));
    info.open(&content[first..], &mut html);
    let lines = content[first..].lines();
    let indentation = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let shared = lines.clone().filter(|line| !line.trim().is_empty()).map(indentation).min().unwrap_or(0);
    for line in lines {
        escape::text(&mut html, line.get(shared..).unwrap_or_default());
        html.push('\n');
    }
    html.push_str("</code></pre>\n");
    Meaning::Block(html)
}

/// A link; `title` is its tool tip.
pub(super) fn link(address: &str, text: &str, title: Option<&str>) -> Meaning {
    let title = title.map(|title| format!(" title=\"{}\"", escaped(title))).unwrap_or_default();
    Meaning::Inline(format!("<a href=\"{}\"{title}>{}</a>", escaped(address), escaped(text)))
}

/// A YouTube player. A playlist has none that plays without cookies: it becomes a link.
pub(super) fn youtube(id: &str, kind: Option<&str>) -> Meaning {
    match kind {
        Some("playlist") => link(&format!("https://www.youtube.com/playlist?list={id}"), "YouTube", None),
        _ => frame(&format!("https://www.youtube.com/embed/{id}")),
    }
}

/// A frame; the sanitiser decides whether its address is a player that may be shown.
pub(super) fn frame(address: &str) -> Meaning {
    sized_frame(address, None, None)
}

fn sized_frame(address: &str, width: Option<&&str>, height: Option<&&str>) -> Meaning {
    let size = |name: &str, value: Option<&&str>| value.map(|value| format!(" {name}=\"{value}\"")).unwrap_or_default();
    let size = size("width", width) + &size("height", height);
    Meaning::Block(format!("<iframe src=\"{}\"{size} allowfullscreen></iframe>\n", escaped(address)))
}

/// Whose folder a relative path of a tag means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Folder {
    /// The post's own.
    Asset,
    /// The one that any path in the post means.
    Written,
}

fn address(path: &str, context: &Context<'_>, folder: Folder) -> Meaning {
    let written = match folder {
        Folder::Asset => context.asset(path),
        Folder::Written => path.to_owned(),
    };
    let shown = context.shown(&written);
    Meaning::Address { written, shown }
}

/// `[class names] path [width] [height] ['"title" "alt"']`.
fn image(arguments: &str, context: &Context<'_>, folder: Folder) -> Option<Meaning> {
    let words = words(arguments);
    let is_path = |word: &&&str| word.contains(['.', '/']);
    let at = words.iter().position(|word| is_path(&word)).unwrap_or(0);
    let path = words.get(at)?;
    let mut rest = &words[at + 1..];
    let mut size = String::new();
    for name in ["width", "height"] {
        if let Some((number, others)) = rest.split_first()
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
        {
            size.push_str(&format!(" {name}=\"{number}\""));
            rest = others;
        }
    }
    // Title and alternative text may be quoted together: `'"title" "alt"'`.
    let (title, alt) = match rest {
        [both] if both.contains('"') => {
            let inner = self::words(both);
            (inner.first().copied().unwrap_or_default(), inner.get(1).copied().unwrap_or_default())
        }
        [title] => (*title, ""),
        [title, alt, ..] => (*title, *alt),
        [] => ("", ""),
    };
    let source = if folder == Folder::Asset { context.asset(path) } else { (*path).to_owned() };
    let alt = if alt.is_empty() { title } else { alt };
    let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escaped(title)) };
    Some(Meaning::Inline(format!("<img src=\"{}\" alt=\"{}\"{title}{size} />", escaped(&source), escaped(alt))))
}

/// `text… url [external] [title…]`; Butterfly's `title,site,url` as well.
fn text_link(arguments: &str) -> Option<Meaning> {
    let words = words(arguments);
    let is_address = |word: &&str| word.contains("://") || word.starts_with('/');
    if let Some(at) = words.iter().position(is_address).filter(|at| *at > 0) {
        let text = words[..at].join(" ");
        let rest = words[at + 1..].iter().filter(|word| !matches!(**word, "true" | "false"));
        let title = rest.copied().collect::<Vec<_>>().join(" ");
        return Some(link(words[at], &text, (!title.is_empty()).then_some(&title)));
    }
    let parts = parts(arguments);
    match parts[..] {
        [title, _, address] if is_address(&address) => Some(link(address, title, None)),
        _ => None,
    }
}

/// The text that words give a link, without the switch for escaping behind it.
fn text_of<'a>(words: &[&'a str]) -> Option<&'a str> {
    let text = words.iter().find(|word| !matches!(**word, "true" | "false"))?;
    Some(text)
}

/// `[author[, source]] [link] [title of the link]`.
fn citation(arguments: &str) -> String {
    let arguments = arguments.trim();
    if arguments.is_empty() {
        return String::new();
    }
    let link_start = arguments.find("http://").or_else(|| arguments.find("https://"));
    let (who, rest) = arguments.split_at(link_start.unwrap_or(arguments.len()));
    let (address, title) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let (author, source) = who.split_once(',').unwrap_or((who, ""));
    let (author, mut source) = (unquoted(author.trim()), source.trim().to_owned());
    if !title.trim().is_empty() {
        title.trim().clone_into(&mut source);
    }
    let mut html = String::from("<footer>");
    if !author.is_empty() {
        html.push_str(&format!("<strong>{}</strong>", escaped(author)));
    }
    if !address.is_empty() {
        let text = if source.is_empty() { address.split("://").nth(1).unwrap_or(address) } else { &source };
        html.push_str(&format!(" <cite><a href=\"{}\">{}</a></cite>", escaped(address), escaped(text)));
    } else if !source.is_empty() {
        html.push_str(&format!(" <cite>{}</cite>", escaped(&source)));
    }
    html.push_str("</footer>");
    html
}
