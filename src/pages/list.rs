//! The list of posts: a page of the catalogue, or a list made in the browser.

use std::{cell::Cell, rc::Rc};

use inkstone_catalogue::{Root, Summary, SummaryPage, summary::newest_first, write::pages};
use inkstone_content::PostPath;
use inkstone_views::{Failure, Listing, failure_notice, list_page, list_skeleton};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{
    blog::{Known, Posts},
    context::{AppContext, use_app},
    hooks::{Load, use_arrival, use_effect_with, use_load, use_prefetch, use_title},
    offline::Readiness,
    pages::Nothing,
};

/// Props of the pages in this file.
#[derive(PartialEq, Properties)]
pub(crate) struct ListRouteProps {
    /// The list page's number, from 1.
    pub page: u32,
    /// The entry of the session's history.
    pub entry: String,
}

/// Shows a list page in the way its posts are known.
#[component]
pub(crate) fn ListRoute(props: &ListRouteProps) -> Html {
    let app = use_app();
    let AppContext { knowing, setting, .. } = &app;
    let title = (props.page > 1).then(|| setting.messages.page_of(props.page, pages_of(&knowing.load)));
    use_title(&app, title);
    // What the builder wrote is better than nothing, and than a notice.
    let stands = app.session.standing().is_some();
    use_arrival(&app, &props.entry, stands || matches!(knowing.load, Load::Failed(_)));
    let (page, entry) = (props.page, props.entry.clone());
    use_shard_of(&app, page, stands);
    match &knowing.load {
        Load::Loading | Load::Failed(_) if stands => Html::default(),
        Load::Loading => list_skeleton(setting),
        Load::Failed(failure) => failure_notice(setting, failure, Some(knowing.retry.clone())),
        Load::Ready(known) => match &known.posts {
            Posts::Catalogue(root) => html! { <FromCatalogue {page} {entry} {stands} root={root.clone()} /> },
            Posts::Files(files) => {
                html! { <FromFiles {page} {entry} files={files.clone()} known={known.clone()} /> }
            }
        },
    }
}

/// Fetches the file of a list that the builder wrote, where it will be kept: the page says the same,
/// but without a network the list is made of the file.
#[hook]
fn use_shard_of(app: &AppContext, page: u32, stands: bool) {
    let blog = app.session.blog.clone();
    let is_kept = stands && app.device.state.worker == Readiness::Ready;
    let known = app.knowing.known().filter(|_| is_kept).cloned();
    use_effect_with((page, known), move |(page, known)| {
        if let Some(known) = known.clone() {
            let page = *page;
            spawn_local(async move {
                if let Posts::Catalogue(root) = &known.posts {
                    // Without it the page can be read all the same.
                    let _ = blog.page(root, page).await;
                }
            });
        }
    });
}

fn pages_of(load: &Load<Rc<Known>>) -> u32 {
    match load {
        Load::Ready(known) => match &known.posts {
            Posts::Catalogue(root) => root.page_count(),
            Posts::Files(_) => 1,
        },
        _ => 1,
    }
}

/// Props of [`FromCatalogue`].
#[derive(PartialEq, Properties)]
struct FromCatalogueProps {
    page: u32,
    entry: String,
    /// Whether the builder's page stands: when that is taken away, this one comes in its place.
    stands: bool,
    root: Rc<Root>,
}

/// What was found out of a page of the catalogue.
#[derive(Clone, PartialEq)]
enum Found {
    /// The builder's page shows the same, in the same language.
    AsWritten,
    /// What the page shows; `None` when there is no such page.
    Page(Option<SummaryPage>),
}

/// A page of the catalogue.
#[component]
fn FromCatalogue(props: &FromCatalogueProps) -> Html {
    let app = use_app();
    let AppContext { session, knowing, setting, .. } = &app;
    let root = &props.root;
    let stands = props.stands && session.standing().is_some();
    let (load, retry) = use_load(
        (props.page, stands, session.is_retold()),
        |(page, stands, _)| session.blog.page_at_hand(*page).filter(|_| !stands).map(|page| Found::Page(Some(page))),
        {
            let (session, root) = (session.clone(), root.clone());
            move |(page, _, is_retold)| async move {
                if let Some(written) = session.standing().filter(|_| !is_retold)
                    && session.blog.page_fingerprint(&root, page).await?.as_ref() == Some(&written.source)
                {
                    return Ok(Found::AsWritten);
                }
                session.blog.page(&root, page).await.map(Found::Page)
            }
        },
    );
    // A list in the language of before would be one that nobody asked for.
    let is_over = matches!(load, Load::Failed(_)) && session.is_retold();
    if is_over || matches!(load, Load::Ready(Found::Page(_))) {
        session.give_way();
    }
    let stands = stands && !is_over;
    use_arrival(&app, &props.entry, stands || load != Load::Loading);
    let is_there = matches!(load, Load::Ready(Found::Page(_)));
    use_prefetch((is_there && props.page < root.page_count()).then_some(props.page + 1), {
        let (blog, root) = (session.blog.clone(), root.clone());
        move |page| async move {
            let _ = blog.page(&root, page).await;
        }
    });
    match load {
        Load::Ready(Found::AsWritten) => Html::default(),
        Load::Loading | Load::Failed(_) if stands => Html::default(),
        Load::Loading => list_skeleton(setting),
        Load::Failed(failure) => {
            // A file that the catalogue names and that is gone: the site has been built anew since.
            let retry = if failure == Failure::NotFound { knowing.retry.clone() } else { retry };
            failure_notice(setting, &failure, Some(retry))
        }
        Load::Ready(Found::Page(None)) => html! { <Nothing /> },
        Load::Ready(Found::Page(Some(page))) => {
            let (number, pages, posts) = (props.page, root.page_count(), root.posts);
            list_page(setting, &Listing { entries: page.0, page: number, pages, posts, read: None, missing: 0 })
        }
    }
}

/// Props of [`FromFiles`].
#[derive(PartialEq, Properties)]
struct FromFilesProps {
    page: u32,
    entry: String,
    files: Vec<PostPath>,
    known: Rc<Known>,
}

/// A list that is being made.
#[derive(Clone, Default, PartialEq)]
struct Growing {
    summaries: Vec<Summary>,
    read: u32,
    missing: u32,
}

impl Reducible for Growing {
    type Action = Result<Option<Summary>, Failure>;

    fn reduce(self: Rc<Self>, arrived: Self::Action) -> Rc<Self> {
        let mut next = (*self).clone();
        next.read += 1;
        match arrived {
            Ok(Some(summary)) => {
                let at = next.summaries.partition_point(|other| newest_first(other, &summary).is_lt());
                next.summaries.insert(at, summary);
            }
            Ok(None) => {}
            Err(_) => next.missing += 1,
        }
        Rc::new(next)
    }
}

/// A list made in the browser from the plain list of files; it grows while posts arrive.
#[component]
fn FromFiles(props: &FromFilesProps) -> Html {
    let app = use_app();
    let session = &app.session;
    let growing = use_reducer(Growing::default);
    let at_hand = session.blog.summaries_at_hand();
    use_effect_with((), {
        let (blog, known, files) = (session.blog.clone(), props.known.clone(), props.files.clone());
        let (dispatcher, is_needed) = (growing.dispatcher(), at_hand.is_none());
        move |()| {
            let wanted = Rc::new(Cell::new(true));
            if is_needed {
                let wanted = wanted.clone();
                spawn_local(async move {
                    blog.read_all(&known, &files, |result| {
                        if wanted.get() {
                            dispatcher.dispatch(result);
                        }
                    })
                    .await;
                });
            }
            move || wanted.set(false)
        }
    });
    let all = u32::try_from(props.files.len()).unwrap_or(u32::MAX);
    let (summaries, read, missing) = match at_hand {
        Some(summaries) => (summaries, all, 0),
        None => (growing.summaries.clone(), growing.read, growing.missing),
    };
    let is_complete = read >= all;
    // No builder knew of these files, so what it wrote is another blog's list.
    use_effect_with((), {
        let session = session.clone();
        move |()| session.give_way()
    });
    use_arrival(&app, &props.entry, is_complete || !summaries.is_empty());
    let posts = if is_complete { u32::try_from(summaries.len()).unwrap_or(u32::MAX) } else { all };
    let per_page = inkstone_catalogue::write::per_page(&props.known.site);
    let mut pages = pages(&summaries, per_page);
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX).max(1);
    let index = usize::try_from(props.page - 1).unwrap_or(usize::MAX);
    let entries = match pages.get_mut(index) {
        Some(page) => std::mem::take(&mut page.0),
        None if props.page == 1 || !is_complete => Vec::new(),
        None => return failure_notice(&app.setting, &Failure::NotFound, None),
    };
    let read = (!is_complete).then_some(read);
    list_page(&app.setting, &Listing { entries, page: props.page, pages: count, posts, read, missing })
}
