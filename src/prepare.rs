//! The last step of a post's way: from the renderer's answer to what its page shows.

use inkstone_content::{PostHead, PostPage, PostPath, Problem, Severity, address::encode_path};
use inkstone_sanitise::SafeBody;
use inkstone_views::{Article, Failure, article::ArticleText};
use wasm_bindgen::JsValue;

use crate::renderer::Renderer;

/// A post ready to be shown; one that is over a limit is shown as its plain text, and says which.
/// `base`: the site's root, absolute; `base_path`: its path; `dompurify`: its module, where it is needed.
///
/// # Errors
/// Where the renderer's module traps.
pub(crate) async fn article(
    key: &PostPath,
    page: PostPage,
    (base, base_path): (&str, &str),
    renderer: &Renderer,
    dompurify: &JsValue,
) -> Result<Article, Failure> {
    let PostPage { mut head, html, source } = page;
    let body = match html {
        Some(html) => Some(renderer.sanitise(&html, base, dompurify).await?),
        None => None,
    };
    let text = match body {
        Some(Ok(body)) => ArticleText::Body(body),
        // Its problems say already what there is too much of.
        None => ArticleText::Plain(source.into()),
        Some(Err(problem)) => {
            head.problems.push(problem);
            ArticleText::Plain(source.into())
        }
    };
    Ok(of(key, head, text, base_path))
}

fn of(key: &PostPath, head: PostHead, text: ArticleText, base_path: &str) -> Article {
    Article { path: key.as_str().to_owned().into(), raw: raw(&head.file, base_path).into(), head, text }
}

/// A post whose text came before the app, and is sanitised already.
pub(crate) fn shown(key: &PostPath, page: PostPage, body: SafeBody, base_path: &str) -> Article {
    of(key, page.head, ArticleText::Body(body), base_path)
}

/// A post that the renderer stopped at, as its file is.
pub(crate) fn unrendered(key: &PostPath, file: PostPath, bytes: &[u8], why: &Failure, base_path: &str) -> Article {
    let reason = match why {
        Failure::Invalid(reason) => reason.as_str(),
        other => other.kind(),
    };
    let title = key.as_str().rsplit('/').next().unwrap_or_default().to_owned();
    let problem = Problem {
        severity: Severity::Error,
        code: "renderer-stopped".to_owned(),
        line: 0,
        column: 0,
        message: format!("the renderer stopped at this post ({reason}), so its file is shown as it is"),
        hint: "This is a fault of Inkstone: please report it, with the post.".to_owned(),
    };
    let head = PostHead { title, problems: vec![problem], ..PostHead::of_file(file) };
    of(key, head, ArticleText::Plain(String::from_utf8_lossy(bytes).into_owned().into()), base_path)
}

fn raw(file: &PostPath, base_path: &str) -> String {
    format!("{base_path}posts/{}", encode_path(file.as_str()))
}
