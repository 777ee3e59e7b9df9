//! The title that a body without a title in its front matter gives: its first `# heading`.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// How much of a body is searched: a title stands near its begin.
const SEARCHED: usize = 64 * 1024;

/// The text of the first heading of level 1; `None` when there is none with a text.
pub(super) fn first(body: &str) -> Option<String> {
    let body = super::head(body, SEARCHED);
    // The parser reads the whole body before its first event: do not start it for nothing.
    let may_begin = |line: &str| {
        let line = line.trim_start_matches([' ', '>']);
        line.starts_with("# ")
            || line.starts_with("#\t")
            || line.trim_end().trim_start_matches('=').is_empty() && line.starts_with('=')
    };
    if !body.lines().any(may_begin) {
        return None;
    }
    let mut text: Option<String> = None;
    for event in Parser::new_ext(body, Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_STRIKETHROUGH) {
        match (event, text.as_mut()) {
            (Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }), _) => text = Some(String::new()),
            (Event::Text(part) | Event::Code(part), Some(text)) => text.push_str(&part),
            (Event::SoftBreak | Event::HardBreak, Some(text)) => text.push(' '),
            (Event::End(TagEnd::Heading(_)), Some(found)) => {
                let title = super::clean(found);
                if !title.is_empty() {
                    return Some(title);
                }
                text = None;
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::first;

    #[test]
    fn the_first_heading_of_level_one_is_the_title() {
        for (case, body, expected) in [
            ("plain", "# Kafka，rabbitMq\n---\n", Some("Kafka，rabbitMq")),
            ("after text", "Text\n\n# 引言\n\n# Two\n", Some("引言")),
            ("markup goes", "# The **bold** [link](x) and `code` {#id .c}\n", Some("The bold link and code")),
            ("underlined", "Two\nlines\n===\n", Some("Two lines")),
            ("closed", "# Hi #\n", Some("Hi")),
            ("a lower level is none", "## Hi\n", None),
            ("no blank is none", "#Hi\n", None),
            ("in code", "```\n# Hi\n```\n\n    # Hi\n", None),
            ("in a comment", "<!--\n# Hi\n-->\n", None),
            ("empty, then one", "# \n\n# Hi\n", Some("Hi")),
            ("none", "Hi\n", None),
        ] {
            assert_eq!(first(body).as_deref(), expected, "{case}");
        }
    }
}
