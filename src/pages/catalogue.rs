//! The pages that a catalogue gives: the archive, all terms, the posts of a term.

use std::rc::Rc;

use inkstone_views::{Failure, Route, archive_view, failure_notice, lines_skeleton, list_title, term_view, terms_view};
use yew::prelude::*;

use crate::{
    blog::{Known, Posts, Shown},
    context::{AppContext, use_app},
    hooks::{Load, use_arrival, use_load, use_prefetch, use_title},
    offline::{Which, save_all},
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
    let app = use_app();
    use_title(&app, list_title(&app.setting, &props.route.at_page(1), 1));
    let stands = app.session.standing().is_some();
    let AppContext { knowing, setting, .. } = &app;
    use_arrival(&app, &props.entry, stands || matches!(knowing.load, Load::Failed(_)));
    let (route, entry) = (props.route.clone(), props.entry.clone());
    match &knowing.load {
        // What the builder wrote is better than nothing, and than a notice.
        Load::Loading | Load::Failed(_) if stands => Html::default(),
        Load::Loading => lines_skeleton(setting, None),
        Load::Failed(failure) => failure_notice(setting, failure, Some(knowing.retry.clone())),
        Load::Ready(known) => html! { <Look {route} {entry} known={known.clone()} /> },
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
    let app = use_app();
    let AppContext { session, knowing, setting, .. } = &app;
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
        (_, Some((_, pages))) => list_title(setting, route, pages).unwrap_or_default(),
        _ => list_title(setting, &route.at_page(1), 1).unwrap_or_default(),
    };
    // What the builder wrote stands while nothing else is known, and for good if it shows the same in the same language.
    let stands = session.standing().is_some_and(|written| match &load {
        Load::Loading => true,
        Load::Failed(_) | Load::Ready(_) if session.is_retold() => false,
        Load::Failed(_) => true,
        Load::Ready(shown) => shown.as_ref().is_some_and(|shown| shown.fingerprint() == written.source),
    });
    if !stands {
        session.give_way();
    }
    use_title(&app, Some(title));
    use_arrival(&app, &props.entry, stands || load != Load::Loading);
    let next = pages.filter(|(page, pages)| page < pages).map(|(page, _)| route.at_page(page + 1));
    use_prefetch(next, {
        let (blog, known) = (session.blog.clone(), known.clone());
        move |route| async move {
            let _ = blog.look(&known, &route, || {}).await;
        }
    });
    match &load {
        // Saving is offered below the builder's page as well.
        Load::Ready(Some(Shown::Term(taxonomy, term))) => {
            let name = props.route.at_page(1).to_string();
            let title = inkstone_views::term::title(*taxonomy, &term.path);
            let which = Which::Term(*taxonomy, term.path.clone());
            html! {
                <>
                    if !stands { {term_view(setting, *taxonomy, term)} }
                    {save_all(&app, name, title, which, 0)}
                </>
            }
        }
        _ if stands => Html::default(),
        Load::Loading => {
            let status = match &known.posts {
                Posts::Catalogue(_) => None,
                Posts::Files(files) => {
                    let all = u32::try_from(files.len()).unwrap_or(u32::MAX);
                    Some(setting.messages.reading_posts(*read, all))
                }
            };
            lines_skeleton(setting, status)
        }
        Load::Failed(failure) => {
            // A file that the catalogue names and that is gone: the site has been built anew since.
            let retry = if *failure == Failure::NotFound { knowing.retry.clone() } else { retry };
            failure_notice(setting, failure, Some(retry))
        }
        Load::Ready(None) => html! { <Nothing /> },
        Load::Ready(Some(Shown::Archive(archive))) => archive_view(setting, archive),
        Load::Ready(Some(Shown::Terms(taxonomy, terms))) => terms_view(setting, *taxonomy, terms),
    }
}
