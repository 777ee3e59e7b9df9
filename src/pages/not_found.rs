//! An address at which nothing is: what it may have meant.

use std::rc::Rc;

use inkstone_catalogue::Root;
use inkstone_content::address::decode_path;
use inkstone_views::{
    Failure, Route, article_skeleton, failure_notice,
    suggestions::{Suggestions, suggestion_list, year_in},
};
use yew::prelude::*;

use crate::{
    blog::Posts,
    context::{AppContext, use_app},
    hooks::{Load, use_arrival, use_load, use_title},
    page::window,
};

/// Props of [`NotFound`].
#[derive(PartialEq, Properties)]
pub(crate) struct NotFoundProps {
    /// The entry of the session's history.
    pub entry: String,
}

/// Says that there is no such page.
#[component]
pub(crate) fn NotFound(props: &NotFoundProps) -> Html {
    let app = use_app();
    let (title, _) = app.setting.messages.failure(&Failure::NotFound);
    use_title(&app, Some(title.to_owned()));
    use_arrival(&app, &props.entry, true);
    html! { <Nothing /> }
}

/// The post that this address once had, when the catalogue knows it; otherwise the notice, with
/// suggestions once the newest posts are known.
#[component]
pub(crate) fn Nothing() -> Html {
    let AppContext { session, knowing, setting, .. } = use_app();
    let root: Option<Rc<Root>> = knowing.known().and_then(|known| match &known.posts {
        Posts::Catalogue(root) => Some(root.clone()),
        // Reading every post for a wrong address would be too much.
        Posts::Files(_) => None,
    });
    let path = window().location().pathname().unwrap_or_default();
    let has_addresses = root.as_ref().is_some_and(|root| root.addresses.is_some());
    let (found, _) = use_load((root, path.clone()), |_| None, {
        let session = session.clone();
        move |(root, path): (Option<Rc<Root>>, String)| async move {
            let Some(root) = root else { return Ok(Suggestions::default()) };
            if let Ok(Some(path)) = session.blog.moved(&root, &path).await {
                session.navigation.redirect(&Route::Post { path });
            }
            let address = decode_path(&path).unwrap_or_default();
            Ok(Suggestions::new(&address, &session.blog.candidates(&root, year_in(&address)).await?))
        }
    });
    if has_addresses && found == Load::Loading {
        return article_skeleton(&setting);
    }
    html! {
        <>
            {failure_notice(&setting, &Failure::NotFound, None)}
            if let Load::Ready(suggestions) = found {
                {suggestion_list(&setting, &suggestions)}
            }
        </>
    }
}
