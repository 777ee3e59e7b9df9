//! What can be saved where: a post below its text, the whole blog on the page of what is kept.

use std::rc::Rc;

use inkstone_content::{PostPath, address::encode_path};
use inkstone_views::{
    Route,
    offline::{Pictures, SaveControl},
    use_setting,
};
use wasm_bindgen::JsCast;
use web_sys::Url;
use yew::prelude::*;

use super::{
    Collection, Which, found, pictures,
    saving::{Collect, Wanted, use_saving},
};
use crate::{
    app::{use_knowing, use_session},
    blog::{Known, Shared},
    hooks::Load,
};

/// Props of [`SavePost`].
#[derive(PartialEq, Properties)]
pub(crate) struct SavePostProps {
    /// The post's key.
    pub path: PostPath,
    /// Its file.
    pub file: PostPath,
    /// Its title.
    pub title: AttrValue,
    /// Minutes to read it.
    pub minutes: u32,
}

/// Saves the shown post.
#[component]
pub(crate) fn SavePost(props: &SavePostProps) -> Html {
    let session = use_session();
    let blog = session.blog.clone();
    let name = Route::Post { path: props.path.clone() }.to_string();
    let address = format!("{}posts/{}", blog.base(), encode_path(props.file.as_str()));
    let collection = Collection {
        name: name.clone(),
        title: props.title.to_string(),
        posts: vec![Wanted { address, title: props.title.to_string(), minutes: props.minutes }],
        others: Vec::new(),
        pictures: Vec::new(),
        illustrated: false,
    };
    let base = blog.base();
    let collect = Collect(Rc::new(move |wanted| {
        let mut collection = collection.clone();
        if wanted == Pictures::With {
            collection.illustrated = true;
            collection.pictures = shown_pictures(&base);
        }
        Box::pin(async move { Some(collection) })
    }));
    match use_saving(name, collect) {
        Some((state, on_act)) => html! { <SaveControl {state} {on_act} /> },
        None => Html::default(),
    }
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

/// Props of [`SaveAll`].
#[derive(PartialEq, Properties)]
pub(crate) struct SaveAllProps {
    /// What is saved: the address of its page below the site's root.
    pub name: AttrValue,
    /// What the reader calls it.
    pub title: AttrValue,
    /// Which posts.
    pub which: Which,
}

/// Saves all posts of a list.
#[component]
pub(crate) fn SaveAll(props: &SaveAllProps) -> Html {
    let session = use_session();
    let knowing = use_knowing();
    let known = match knowing.load {
        Load::Ready(known) => Some(known),
        _ => None,
    };
    let collect = Collect(Rc::new({
        let (blog, which) = (session.blog.clone(), props.which.clone());
        let (name, title) = (props.name.to_string(), props.title.to_string());
        move |wanted| {
            let (blog, known, which) = (blog.clone(), known.clone(), which.clone());
            let (name, title) = (name.clone(), title.clone());
            Box::pin(async move {
                let known = known?;
                collection_of(&which, name, title, wanted, &blog, &known).await
            })
        }
    }));
    match use_saving(props.name.to_string(), collect) {
        Some((state, on_act)) => html! { <SaveControl {state} {on_act} /> },
        None => Html::default(),
    }
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

/// Saves the whole blog.
#[component]
pub(crate) fn SaveBlog() -> Html {
    let setting = use_setting();
    let title = setting.messages.whole_blog;
    html! { <SaveAll name="" {title} which={Which::Blog} /> }
}
