//! What can be saved where: a post below its text, the whole blog on the page of what is kept.

use std::rc::Rc;

use inkstone_content::{PostHead, PostPath, address::encode_path};
use inkstone_views::{
    Route,
    offline::{Pictures, save_control},
};
use wasm_bindgen::JsCast;
use web_sys::Url;
use yew::prelude::*;

use super::{
    Collection, Which, found, pictures,
    saving::{Collect, Wanted, use_saving},
};
use crate::{
    blog::{Known, Shared},
    context::{AppContext, use_app},
};

/// Props of [`Save`].
#[derive(PartialEq, Properties)]
struct SaveProps {
    /// What is saved: the address of its page below the site's root.
    name: String,
    /// Makes the collection when the reader asks.
    collect: Collect,
    /// How often what is kept has been changed from elsewhere.
    turn: u32,
}

/// The control that saves, where posts can be kept.
#[component]
fn Save(props: &SaveProps) -> Html {
    let app = use_app();
    let saving = use_saving(&app, props.name.clone(), props.collect.clone(), props.turn);
    saving
        .map_or_else(Html::default, |saving| save_control(&app.setting, &saving.state, saving.pictures, &saving.on_act))
}

/// Saves the shown post.
pub(crate) fn save_post(app: &AppContext, path: &PostPath, head: &PostHead) -> Html {
    let base = app.session.blog.base();
    let name = Route::Post { path: path.clone() }.to_string();
    let address = format!("{base}posts/{}", encode_path(head.file.as_str()));
    let collection = Collection {
        name: name.clone(),
        title: head.title.clone(),
        posts: vec![Wanted { address, title: head.title.clone(), minutes: head.minutes }],
        others: Vec::new(),
        pictures: Vec::new(),
        illustrated: false,
    };
    let collect = Collect(Rc::new(move |wanted| {
        let mut collection = collection.clone();
        if wanted == Pictures::With {
            collection.illustrated = true;
            collection.pictures = shown_pictures(&base);
        }
        Box::pin(async move { Some(collection) })
    }));
    html! { <Save {name} {collect} turn=0 /> }
}

/// The pictures and the site's own sound and film of the post on the page, as they are asked for.
fn shown_pictures(base: &str) -> Vec<String> {
    let document = web_sys::window().and_then(|window| window.document());
    let wanted = ".post :is(img, audio, video, source)[src]";
    let found = document.and_then(|document| document.query_selector_all(wanted).ok());
    let nodes = found.into_iter().flat_map(|list| (0..list.length()).filter_map(move |at| list.get(at)));
    let elements = nodes.filter_map(|node| node.dyn_into::<web_sys::Element>().ok());
    let addresses = elements.filter_map(|element| {
        let address = Url::new_with_base(&element.get_attribute("src")?, &element.base_uri().ok()??).ok()?.href();
        (element.tag_name() == "IMG" || address.starts_with(base)).then_some(address)
    });
    addresses.filter(|address| address.starts_with("http")).collect()
}

/// Saves all posts of the list at `name`, the address of its page below the site's root, which the reader
/// calls `title`. `turn` is how often what is kept has been changed from elsewhere.
pub(crate) fn save_all(app: &AppContext, name: String, title: String, which: Which, turn: u32) -> Html {
    let collect = {
        let (blog, known, name) = (app.session.blog.clone(), app.knowing.known().cloned(), name.clone());
        Collect(Rc::new(move |wanted| {
            let (blog, known, which) = (blog.clone(), known.clone(), which.clone());
            let (name, title) = (name.clone(), title.clone());
            Box::pin(async move {
                let known = known?;
                collection_of(&which, name, title, wanted, &blog, &known).await
            })
        }))
    };
    html! { <Save {name} {collect} {turn} /> }
}

/// All that is to be saved of `which` now; nothing where it cannot be found out.
pub(crate) async fn collection_of(
    which: &Which,
    name: String,
    title: String,
    wanted: Pictures,
    blog: &Shared,
    known: &Known,
) -> Option<Collection> {
    let found::Found { posts, others } = found::posts_of(which, blog, known).await.ok()?;
    let illustrated = wanted == Pictures::With;
    let pictures = if illustrated { pictures::of_posts(blog, known, &posts).await } else { Vec::new() };
    Some(Collection { name, title, posts, others, pictures, illustrated })
}
