//! An address at which nothing is: what it may have meant.

use std::rc::Rc;

use inkstone_catalogue::Root;
use inkstone_content::address::decode_path;
use inkstone_views::{
    Failure, FailureNotice,
    suggestions::{SuggestionList, Suggestions},
    use_setting,
};
use yew::prelude::*;

use crate::{
    app::{use_arrival, use_knowing, use_session},
    blog::Posts,
    hooks::{Load, use_load, use_title},
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
    let setting = use_setting();
    let (title, _) = setting.messages.failure(&Failure::NotFound);
    use_title(Some(title.to_owned()), setting.site.title.clone());
    use_arrival(props.entry.clone(), true);
    html! { <Nothing /> }
}

/// The notice, with suggestions once the newest posts are known.
#[component]
pub(crate) fn Nothing() -> Html {
    let session = use_session();
    let knowing = use_knowing();
    let root: Option<Rc<Root>> = match &knowing.load {
        Load::Ready(known) => match &known.posts {
            Posts::Catalogue(root) => Some(root.clone()),
            // Reading every post for a wrong address would be too much.
            Posts::Files(_) => None,
        },
        _ => None,
    };
    let blog = session.blog.clone();
    let (newest, _) = use_load(
        root,
        |_| None,
        move |root| async move {
            match root {
                Some(root) => blog.page(&root, 1).await.map(|page| page.0),
                None => Ok(Vec::new()),
            }
        },
    );
    let address = window().location().pathname().ok().and_then(|path| decode_path(&path)).unwrap_or_default();
    html! {
        <>
            <FailureNotice failure={Failure::NotFound} />
            if let Load::Ready(posts) = newest {
                <SuggestionList suggestions={Suggestions::new(&address, &posts)} />
            }
        </>
    }
}
