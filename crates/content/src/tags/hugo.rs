//! Hugo's own shortcodes (gohugo.io/shortcodes).

use super::{Context, arguments::Named, hexo, inserts::Meaning};
use crate::{escape::escaped, markdown::Info};

/// What a shortcode without content stands for; `None`: it is none of Hugo's.
pub(super) fn single(name: &str, arguments: &str, context: &Context<'_>) -> Option<Meaning> {
    let arguments = Named::parse(arguments);
    Some(match name {
        "figure" | "img" => figure(&arguments)?,
        "ref" | "relref" => context.post(arguments.at(0).or(arguments.get("path"))?).0,
        "youtube" => hexo::youtube(arguments.at(0).or(arguments.get("id"))?, None),
        "vimeo" => {
            let id = arguments.at(0).or(arguments.get("id"))?;
            hexo::frame(&format!("https://player.vimeo.com/video/{id}"))
        }
        _ => return None,
    })
}

/// `{{< highlight go "linenos=table,hl_lines=8 15-17" >}}…{{< /highlight >}}`.
pub(super) fn highlight(arguments: &str, content: &str) -> Meaning {
    let arguments = Named::parse(arguments);
    let options = arguments.at(1).or(arguments.get("options")).unwrap_or_default();
    let language = arguments.at(0).or(arguments.get("lang")).unwrap_or_default();
    let mut info = Info { language: language.to_owned(), ..Info::default() };
    for option in options.split(',') {
        info.option(option.trim());
    }
    hexo::code(&info, content)
}

/// A picture with its caption, or alone where it has none.
fn figure(arguments: &Named<'_>) -> Option<Meaning> {
    let source = arguments.get("src").or(arguments.at(0))?;
    let attribute = |name: &str| {
        let value = arguments.get(name).map(escaped);
        value.map(|value| format!(" {name}=\"{value}\"")).unwrap_or_default()
    };
    let (title, caption) = (arguments.get("title"), arguments.get("caption"));
    let alt = arguments.get("alt").or(caption).or(title).unwrap_or_default();
    let size = attribute("width") + &attribute("height");
    let mut html = format!("<figure>\n<img src=\"{}\" alt=\"{}\"{size} />", escaped(source), escaped(alt));
    if let Some(link) = arguments.get("link") {
        html = html.replace("<img ", &format!("<a href=\"{}\"><img ", escaped(link))) + "</a>";
    }
    let credit = arguments.get("attr").map(|attr| match arguments.get("attrlink") {
        Some(link) => format!("<a href=\"{}\">{}</a>", escaped(link), escaped(attr)),
        None => escaped(attr),
    });
    let title = title.map(|title| format!("<strong>{}</strong>", escaped(title)));
    let parts: Vec<_> = [title, caption.map(escaped), credit].into_iter().flatten().collect();
    if !parts.is_empty() {
        html.push_str(&format!("\n<figcaption>{}</figcaption>", parts.join(" ")));
    }
    html.push_str("\n</figure>\n");
    Some(Meaning::Block(html))
}
