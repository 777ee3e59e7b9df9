//! What leads on from a post, looked up in the catalogue once the reader comes near the post's end.

use std::rc::Rc;

use inkstone_catalogue::Line;
use inkstone_content::{PostHead, PostPath};
use inkstone_views::article::{Around, Neighbour, Related, RelatedPlace, can_have_related};
use yew::prelude::*;

use crate::{
    app::use_session,
    blog::Known,
    hooks::{Load, use_load},
    page::find,
};

/// The place that the builder kept for related posts in the page that it wrote.
const PLACE: &str = "main article.post > .related";

/// Props of [`Beside`].
#[derive(PartialEq, Properties)]
pub(crate) struct BesideProps {
    /// The post's key.
    pub path: PostPath,
    /// The post.
    pub head: PostHead,
    /// What is known of the blog, once it is.
    pub known: Option<Rc<Known>>,
    /// Whether it is time to look.
    pub is_due: bool,
}

/// The posts before and after a post and those about the same, below it. Where the builder's page
/// stands, the former are there already, and the latter come into the place that it kept.
#[component]
pub(crate) fn Beside(props: &BesideProps) -> Html {
    let session = use_session();
    let known = props.known.clone().filter(|known| session.blog.root_at_hand(known).is_some());
    // The builder has written what is certain; the rest depends on the post's terms.
    let is_due = props.is_due && (session.standing().is_none() || can_have_related(&props.head));
    let (found, _) = use_load((props.path.clone(), known.clone().filter(|_| is_due)), |_| None, {
        let (blog, head) = (session.blog.clone(), props.head.clone());
        move |(path, known): (PostPath, Option<Rc<Known>>)| async move {
            match known {
                Some(known) => blog.neighbours(&known, path.as_str(), &head).await.map(Some),
                None => Ok(None),
            }
        }
    });
    let neighbours = match found {
        Load::Ready(Some(neighbours)) => Some(neighbours),
        // A post can be read without.
        _ => None,
    };
    let post = |line: &Option<Line>| line.as_ref().and_then(Neighbour::of);
    let related = neighbours.as_ref().map(|neighbours| {
        let posts: Vec<_> = neighbours.related.iter().filter_map(Neighbour::of).collect();
        html! { <Related {posts} /> }
    });
    if session.standing().is_some() {
        return match (related, find(PLACE)) {
            (Some(related), Some(place)) => create_portal(related, place.into()),
            _ => Html::default(),
        };
    }
    if known.is_none() {
        return Html::default();
    }
    html! {
        <>
            if let Some(neighbours) = &neighbours {
                <Around earlier={post(&neighbours.older)} later={post(&neighbours.newer)} />
            } else {
                <div class="around"></div>
            }
            if can_have_related(&props.head) {
                <RelatedPlace>{related.unwrap_or_default()}</RelatedPlace>
            }
        </>
    }
}
