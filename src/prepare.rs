//! The last step of a post's way: from the renderer's answer to what its page shows.

use inkstone_content::{PostHead, PostPage, PostPath, Problem, Severity, address::encode_path};
use inkstone_sanitise::{Engine, Origin, sanitise};
use inkstone_views::{Article, Failure, article::ArticleText};

/// A post ready to be shown; one that is over a limit is shown as its plain text, and says which.
/// `base`: the site's root, absolute; `base_path`: its path.
pub(crate) fn article(key: &PostPath, page: PostPage, base: &str, base_path: &str, engine: &Engine) -> Article {
    let PostPage { mut head, html, source } = page;
    let text = match sanitise(&html, &Origin { site: base.to_owned() }, engine) {
        Ok(body) => ArticleText::Body(body),
        Err(error) => {
            head.problems.push(error.problem());
            ArticleText::Plain(source.into())
        }
    };
    Article { path: key.as_str().to_owned().into(), raw: raw(&head.file, base_path).into(), head, text }
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
    Article {
        path: key.as_str().to_owned().into(),
        raw: raw(&file, base_path).into(),
        head: PostHead { title, problems: vec![problem], ..PostHead::of_file(file) },
        text: ArticleText::Plain(String::from_utf8_lossy(bytes).into_owned().into()),
    }
}

fn raw(file: &PostPath, base_path: &str) -> String {
    format!("{base_path}posts/{}", encode_path(file.as_str()))
}
