//! The parts of a post's series, looked up in the catalogue.

use inkstone_catalogue::Parts;
use inkstone_content::PostPath;
use inkstone_views::Article;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{context::AppContext, hooks::use_effect_with};

/// The parts of the series of `article`, which is at `path`, once they are known. The builder's page has them already,
/// and a post can be read without.
#[hook]
pub(crate) fn use_parts(app: &AppContext, path: &PostPath, article: Option<&Article>) -> Option<Parts> {
    let AppContext { session, knowing, .. } = app;
    let series = article.filter(|_| session.standing().is_none()).and_then(|article| article.head.series.clone());
    let known = knowing.known().cloned().filter(|_| series.is_some());
    let found = use_state(|| None::<(PostPath, String, Parts)>);
    use_effect_with((path.clone(), series.clone(), known), {
        let (blog, found) = (session.blog.clone(), found.setter());
        move |(path, series, known)| {
            let Some((known, series)) = known.clone().zip(series.clone()) else { return };
            let path = path.clone();
            spawn_local(async move {
                if let Ok(Some(parts)) = blog.parts(&known, &series, path.as_str()).await {
                    found.set(Some((path, series, parts)));
                }
            });
        }
    });
    let is_of_now = |(of, name, _): &&(PostPath, String, Parts)| of == path && series.as_ref() == Some(name);
    found.as_ref().filter(is_of_now).map(|(_, _, parts)| parts.clone())
}
