//! Jekyll's Liquid tags (jekyllrb.com/docs/liquid/tags).

use super::{Context, arguments::words, hexo, inserts::Meaning};
use crate::markdown::Info;

/// What a tag without content stands for; `None`: it is none of Jekyll's.
pub(super) fn single(name: &str, arguments: &str, context: &Context<'_>) -> Option<Meaning> {
    match name {
        "post_url" => Some(context.post(words(arguments).first()?).0),
        // Hexo's `link` has a text before its address, Jekyll's is one path.
        "link" => match words(arguments)[..] {
            [path] if path.contains('.') && !path.contains("://") => {
                let path = path.strip_prefix('/').unwrap_or(path);
                let below_posts = path.strip_prefix("_posts/").map(|below| format!("/{below}"));
                Some(context.post(below_posts.as_deref().unwrap_or(path)).0)
            }
            _ => None,
        },
        _ => None,
    }
}

/// `{% highlight ruby linenos mark_lines="1 2" %}…{% endhighlight %}`.
pub(super) fn highlight(arguments: &str, content: &str) -> Meaning {
    let mut rest = arguments.split_whitespace();
    let mut info = Info { language: rest.next().unwrap_or_default().to_owned(), ..Info::default() };
    if let Some((_, lines)) = arguments.split_once("mark_lines=") {
        let lines = lines.strip_prefix(['"', '\'']).and_then(|lines| lines.split(['"', '\'']).next());
        info.set_lines(lines.unwrap_or_default());
    }
    hexo::code(&info, content)
}

/// What `{{ … }}` stands for at the beginning of an address: the site's root, or a path
/// below it that is run through Jekyll's address filters.
pub(super) fn address(written: &str) -> Option<&str> {
    let inner = written.strip_prefix("{{")?.strip_suffix("}}")?.trim();
    if matches!(inner, "site.baseurl" | "site.url" | "site.base_url" | "BASE_PATH" | "site.BASE_PATH") {
        return Some("");
    }
    let (path, filter) = inner.split_once('|')?;
    let path = super::arguments::unquoted(path.trim());
    let filter = filter.trim();
    let is_address = matches!(filter, "relative_url" | "absolute_url") || filter.starts_with("prepend:");
    (is_address && path.starts_with('/')).then_some(path)
}
