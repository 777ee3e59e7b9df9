//! The pages that a catalogue gives: the archive, all terms, the posts of a term.

use std::rc::Rc;

use inkstone_views::{
    ArchiveView, Failure, FailureNotice, LinesSkeleton, Route, TermView, TermsView, list_title, use_setting,
};
use yew::prelude::*;

use crate::{
    app::{use_arrival, use_knowing, use_session},
    blog::{Known, Posts, Shown},
    hooks::{Load, use_load, use_prefetch, use_title},
    offline::{SaveAll, Which},
    pages::Nothing,
};

/// Props of [`CatalogueRoute`].
#[derive(PartialEq, Properties)]
pub(crate) struct CatalogueRouteProps {
    /// Which page: of the archive, of all terms or of one.
    pub route: Route,
    /// The entry of the session's history.
    pub entry: String,
}

/// Waits for what is known of the blog, then looks up what the page shows.
#[component]
pub(crate) fn CatalogueRoute(props: &CatalogueRouteProps) -> Html {
    let setting = use_setting();
    let knowing = use_knowing();
    use_title(list_title(&setting, &props.route.at_page(1), 1), setting.site.title.clone());
    let stands = use_session().standing().is_some();
    use_arrival(props.entry.clone(), stands || matches!(knowing.load, Load::Failed(_)));
    let (route, entry) = (props.route.clone(), props.entry.clone());
    match knowing.load {
        // What the builder wrote is better than nothing, and than a notice.
        Load::Loading | Load::Failed(_) if stands => Html::default(),
        Load::Loading => html! { <LinesSkeleton /> },
        Load::Failed(failure) => html! { <FailureNotice {failure} on_retry={knowing.retry} /> },
        Load::Ready(known) => html! { <Look {route} {entry} {known} /> },
    }
}

/// Props of [`Look`].
#[derive(PartialEq, Properties)]
struct LookProps {
    route: Route,
    entry: String,
    known: Rc<Known>,
}

/// Looks up what the page shows, and shows it.
#[component]
fn Look(props: &LookProps) -> Html {
    let setting = use_setting();
    let session = use_session();
    let knowing = use_knowing();
    let read = use_state(|| 0_u32);
    let LookProps { route, known, .. } = props;
    let (load, retry) = use_load(route.clone(), |route| session.blog.shown_at_hand(route).map(Some), {
        let (blog, known, read) = (session.blog.clone(), known.clone(), read.setter());
        move |route: Route| async move {
            let mut count = 0;
            let arrived = || {
                count += 1;
                read.set(count);
            };
            blog.look(&known, &route, arrived).await
        }
    });
    let pages = match &load {
        Load::Ready(Some(shown)) => Some(shown.pages()),
        _ => None,
    };
    let title = match (&load, pages) {
        (Load::Failed(failure), _) => setting.messages.failure(failure).0.to_owned(),
        (Load::Ready(None), _) => setting.messages.failure(&Failure::NotFound).0.to_owned(),
        (_, Some((_, pages))) => list_title(&setting, route, pages).unwrap_or_default(),
        _ => list_title(&setting, &route.at_page(1), 1).unwrap_or_default(),
    };
    // What the builder wrote stands while nothing else is known, and for good if it shows the same.
    let stands = session.standing().is_some_and(|written| match &load {
        Load::Loading | Load::Failed(_) => true,
        Load::Ready(shown) => shown.as_ref().is_some_and(|shown| shown.fingerprint() == written.source),
    });
    if !stands {
        session.give_way();
    }
    use_title(Some(title), setting.site.title.clone());
    use_arrival(props.entry.clone(), stands || load != Load::Loading);
    let next = pages.filter(|(page, pages)| page < pages).map(|(page, _)| route.at_page(page + 1));
    use_prefetch(next, {
        let (blog, known) = (session.blog.clone(), known.clone());
        move |route| async move {
            let _ = blog.look(&known, &route, || {}).await;
        }
    });
    match load {
        // Saving is offered below the builder's page as well.
        Load::Ready(Some(Shown::Term(taxonomy, term))) => {
            let name = props.route.at_page(1).to_string();
            let title = inkstone_views::term::title(taxonomy, &term.path);
            let which = Which::Term(taxonomy, term.path.clone());
            html! {
                <>
                    if !stands { <TermView {taxonomy} {term} /> }
                    <SaveAll {name} {title} {which} />
                </>
            }
        }
        _ if stands => Html::default(),
        Load::Loading => {
            let status = match &known.posts {
                Posts::Catalogue(_) => None,
                Posts::Files(files) => {
                    let all = u32::try_from(files.len()).unwrap_or(u32::MAX);
                    Some(AttrValue::from(setting.messages.reading_posts(*read, all)))
                }
            };
            html! { <LinesSkeleton {status} /> }
        }
        Load::Failed(failure) => {
            // A file that the catalogue names and that is gone: the site has been built anew since.
            let on_retry = if failure == Failure::NotFound { knowing.retry } else { retry };
            html! { <FailureNotice {failure} {on_retry} /> }
        }
        Load::Ready(None) => html! { <Nothing /> },
        Load::Ready(Some(Shown::Archive(archive))) => html! { <ArchiveView {archive} /> },
        Load::Ready(Some(Shown::Terms(taxonomy, terms))) => html! { <TermsView {taxonomy} {terms} /> },
    }
}
