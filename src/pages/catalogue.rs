//! The pages that a catalogue gives: the archive, all terms, the posts of a term.

use std::rc::Rc;

use inkstone_views::{
    ArchiveView, Failure, FailureNotice, LinesSkeleton, Route, Setting, TermView, TermsView, archive, term, terms,
    use_setting,
};
use yew::prelude::*;

use crate::{
    app::{use_arrival, use_knowing, use_session},
    blog::{Known, Posts, Shown},
    hooks::{Load, use_load, use_prefetch, use_title},
    offline::{SaveAll, Which},
};

/// Props of [`CatalogueRoute`].
#[derive(PartialEq, Properties)]
pub(crate) struct CatalogueRouteProps {
    /// Which page: of the archive, of all terms or of one.
    pub route: Route,
    /// The entry of the session's history.
    pub entry: String,
}

/// Looks up what the page shows, and shows it.
#[component]
pub(crate) fn CatalogueRoute(props: &CatalogueRouteProps) -> Html {
    let setting = use_setting();
    let session = use_session();
    let knowing = use_knowing();
    let read = use_state(|| 0_u32);
    let known = match &knowing.load {
        Load::Ready(known) => Some(known.clone()),
        _ => None,
    };
    let at_hand = session.blog.shown_at_hand(&props.route);
    let (load, retry) = use_load((props.route.clone(), known.clone()), |_| at_hand.map(Some), {
        let (blog, read) = (session.blog.clone(), read.setter());
        move |(route, known): (Route, Option<Rc<Known>>)| async move {
            let Some(known) = known else { return Ok(None) };
            let mut count = 0;
            let arrived = || {
                count += 1;
                read.set(count);
            };
            blog.look(&known, &route, arrived).await.map(Some)
        }
    });
    let (load, retry) = match (&knowing.load, load) {
        (Load::Failed(failure), _) => (Load::Failed(failure.clone()), knowing.retry.clone()),
        (_, Load::Ready(Some(shown))) => (Load::Ready(shown), retry),
        (_, Load::Failed(failure)) => (Load::Failed(failure), retry),
        _ => (Load::Loading, retry),
    };
    let (page, pages) = match &load {
        Load::Ready(shown) => shown.pages(),
        _ => (1, 1),
    };
    let title = match &load {
        Load::Failed(failure) => setting.messages.failure(failure).0.to_owned(),
        _ if page > 1 => format!("{} · {}", title(&setting, &props.route), setting.messages.page_of(page, pages)),
        _ => title(&setting, &props.route),
    };
    use_title(Some(title), setting.site.title.clone());
    use_arrival(props.entry.clone(), load != Load::Loading);
    let next = (page < pages).then(|| props.route.at_page(page + 1)).zip(known.clone());
    use_prefetch(next, {
        let blog = session.blog.clone();
        move |(route, known)| async move {
            let _ = blog.look(&known, &route, || {}).await;
        }
    });
    match load {
        Load::Loading => {
            let status = known.and_then(|known| match &known.posts {
                Posts::Catalogue(_) => None,
                Posts::Files(files) => {
                    let all = u32::try_from(files.len()).unwrap_or(u32::MAX);
                    Some(AttrValue::from(setting.messages.reading_posts(*read, all)))
                }
            });
            html! { <LinesSkeleton {status} /> }
        }
        Load::Failed(failure) => {
            let on_retry = (failure != Failure::NotFound).then_some(retry);
            html! { <FailureNotice {failure} {on_retry} /> }
        }
        Load::Ready(Shown::Archive(archive)) => html! { <ArchiveView {archive} /> },
        Load::Ready(Shown::Terms(taxonomy, terms)) => html! { <TermsView {taxonomy} {terms} /> },
        Load::Ready(Shown::Term(taxonomy, term)) => {
            let name = props.route.at_page(1).to_string();
            let title = term::title(taxonomy, &term.path);
            let which = Which::Term(taxonomy, term.path.clone());
            html! {
                <>
                    <TermView {taxonomy} {term} />
                    <SaveAll {name} {title} {which} />
                </>
            }
        }
    }
}

fn title(setting: &Setting, route: &Route) -> String {
    match route {
        Route::Archive { span, .. } => archive::title(setting, *span),
        Route::Terms { taxonomy, .. } => terms::title(setting, *taxonomy).to_owned(),
        Route::Term { taxonomy, path, .. } => term::title(*taxonomy, path),
        Route::List { .. } | Route::Post { .. } | Route::Saved => setting.messages.posts.to_owned(),
    }
}
