//! Tags of the popular Hexo themes (NexT, Butterfly, Fluid, Volantis) as plain blocks and text.

use super::{
    arguments::{parts, unquoted, words},
    hexo,
    inserts::Meaning,
};
use crate::escape::escaped;

/// What a tag without content stands for; `None`: it is none that is known.
pub(super) fn single(name: &str, arguments: &str) -> Option<Meaning> {
    Some(match name {
        "btn" | "button" => button(arguments)?,
        "label" => {
            // NexT: `class@text`; Butterfly: `text colour`; Fluid: `class @text`.
            let text = match arguments.split_once('@') {
                Some((_, text)) => text.trim(),
                None => words(arguments).first().copied()?,
            };
            Meaning::Inline(format!("<mark>{}</mark>", escaped(text)))
        }
        "span" | "p" => {
            let (_, text) = arguments.split_once(',')?;
            Meaning::Inline(format!("<span>{}</span>", escaped(text.trim())))
        }
        "u" | "emp" | "wavy" | "del" | "kbd" | "psw" => {
            let element = match name {
                "del" | "kbd" | "u" => name,
                "emp" => "em",
                _ => "span",
            };
            Meaning::Inline(format!("<{element}>{}</{element}>", escaped(arguments)))
        }
        "hideInline" => {
            let parts = parts(arguments);
            Meaning::Inline(format!("<span>{}</span>", escaped(parts.first()?)))
        }
        "checkbox" | "radio" => {
            let checked = if parts(arguments).iter().any(|part| part.contains("checked")) { " checked" } else { "" };
            let text = parts(arguments).last().copied()?;
            Meaning::Inline(format!("<input type=\"checkbox\" disabled{checked}> {}", escaped(text)))
        }
        "video" | "audio" => {
            let address = words(arguments).first().copied()?;
            Meaning::Block(format!("<{name} src=\"{}\" controls></{name}>\n", escaped(address)))
        }
        // Volantis: `{% note success, text %}` has no end.
        "note" => {
            let (class, text) = arguments.split_once(',')?;
            let class = alert(words(class).first().copied().unwrap_or_default());
            Meaning::Block(format!(
                "<div class=\"alert alert-{class}\" role=\"note\">\n<p>{}</p>\n</div>\n",
                escaped(text.trim())
            ))
        }
        _ => return None,
    })
}

/// The HTML around the content of a tag whose content is Markdown.
pub(super) fn around(name: &str, arguments: &str) -> Option<(String, String)> {
    let details = |title: &str| {
        let title = if title.is_empty() { "…" } else { title };
        Some((format!("<details>\n<summary>{}</summary>", escaped(title)), "</details>".to_owned()))
    };
    match name {
        "note" | "noteblock" | "noteblocks" => {
            let arguments = words(arguments.split(',').next().unwrap_or_default());
            let class = alert(arguments.first().copied().unwrap_or_default());
            Some((format!("<div class=\"alert alert-{class}\" role=\"note\">"), "</div>".to_owned()))
        }
        "hideToggle" | "hideBlock" | "fold" | "folding" | "spoiler" | "collapse" | "details" => {
            // `title`, `title,background,colour`, Volantis: `style, title`.
            let parts = parts(arguments);
            let title = match (name, &parts[..]) {
                ("folding", [_, title, ..]) => title,
                (_, [title, ..]) => title,
                (_, []) => "",
            };
            let title = title.strip_prefix('@').unwrap_or(title);
            details(unquoted(title))
        }
        "cq" | "centerquote" => Some(("<blockquote>".to_owned(), "</blockquote>".to_owned())),
        "gp" | "grouppicture" | "gallery" | "timeline" | "timenode" | "tabs" | "subtabs" | "subsubtabs" => {
            Some(("<div>".to_owned(), "</div>".to_owned()))
        }
        _ => None,
    }
}

/// Whether the content of a tag is cut into tabs by comments.
pub(super) fn has_tabs(name: &str) -> bool {
    matches!(name, "tabs" | "subtabs" | "subsubtabs")
}

/// What a tab begins with: its title without its icon.
pub(super) fn tab(mark: &str) -> String {
    let title = mark.strip_prefix("tab").unwrap_or(mark);
    let title = title.split('@').next().unwrap_or_default().trim();
    if title.is_empty() { "<div>".to_owned() } else { format!("<div>\n<p><strong>{}</strong></p>", escaped(title)) }
}

/// The kind of alert that a theme's name or colour for a note stands for.
fn alert(class: &str) -> &'static str {
    match class {
        "success" | "done" | "tip" | "green" | "guide" => "tip",
        "warning" | "orange" | "yellow" | "warn" => "warning",
        "danger" | "error" | "red" | "bug" => "caution",
        "important" | "purple" => "important",
        _ => "note",
    }
}

/// NexT and Butterfly: `address, text, icon, …`; Volantis: `style, text, address, icon`.
fn button(arguments: &str) -> Option<Meaning> {
    let parts = parts(arguments);
    let is_address = |part: &str| part.contains("://") || part.starts_with(['/', '#', '.']);
    let (address, text, icon) = match parts[..] {
        [address] => (address, "", ""),
        [_, text, address, ..] if is_address(address) && !is_address(parts[0]) => (address, text, ""),
        [address, text, icon, ..] => (address, text, icon),
        [address, text] => (address, text, ""),
        [] => return None,
    };
    let text = match (text.is_empty(), icon.is_empty()) {
        (false, _) => text,
        (true, false) => icon,
        (true, true) => address,
    };
    if address.is_empty() || text.is_empty() {
        return None;
    }
    Some(hexo::link(address, text, None))
}
