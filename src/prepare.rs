//! From a post's bytes to what its page or its list entry shows.

use inkstone_catalogue::Summary;
use inkstone_content::{Place, Post, PostPath, Rendered, Visibility, address::encode_path, render};
use inkstone_sanitise::{Engine, Origin, sanitise};
use inkstone_views::{Article, article::ArticleText};
use jiff::Timestamp;

use crate::blog::Known;

/// A post ready to be shown; a post over a limit is shown as its plain text.
pub(crate) fn article(
    key: &PostPath,
    file: PostPath,
    bytes: &[u8],
    known: &Known,
    base: &str,
    base_path: &str,
    engine: &Engine,
) -> Article {
    let post = Post::read(file, bytes, &known.site, &known.zone);
    let rendered = render(&post, &known.site, &place(base_path));
    let text = match sanitise(&rendered.html, &Origin { site: base.to_owned() }, engine) {
        Ok(body) => ArticleText::Body(body),
        Err(_) => ArticleText::Plain(post.body.text.clone().into()),
    };
    let hero = hero(&post, &rendered, base_path);
    let mut problems = post.problems;
    problems.extend(rendered.problems);
    Article {
        path: key.as_str().to_owned().into(),
        raw: format!("{base_path}posts/{}", encode_path(post.path.as_str())).into(),
        hero,
        meta: post.meta,
        text,
        minutes: rendered.minutes,
        problems,
    }
}

/// A post's list entry; `None` when it is not to be listed.
pub(crate) fn summary(file: PostPath, bytes: &[u8], known: &Known) -> Option<Summary> {
    let post = Post::read(file, bytes, &known.site, &known.zone);
    if post.meta.visibility(&known.site, now()) != Visibility::Listed {
        return None;
    }
    let rendered = render(&post, &known.site, &place(""));
    Some(Summary::new(&post, &rendered))
}

/// The head image, unless the text begins with the same one.
fn hero(post: &Post, rendered: &Rendered, base_path: &str) -> Option<yew::AttrValue> {
    let place = place(base_path);
    let address = place.resolve(&post.path, &post.meta.hero.as_ref()?.0)?;
    (rendered.first_image.as_deref() != Some(address.as_str())).then(|| address.into())
}

fn place(base: &str) -> Place {
    Place { base: base.to_owned(), ..Place::default() }
}

fn now() -> Option<Timestamp> {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
    Timestamp::from_millisecond(js_sys::Date::now() as i64).ok()
}
