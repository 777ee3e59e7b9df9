//! What leads on from a post, looked up in the catalogue once the reader comes near the post's end.

use std::rc::Rc;

use inkstone_catalogue::Line;
use inkstone_content::{PostHead, PostPath};
use inkstone_views::article::{Neighbour, around, can_have_related, related, related_place};
use yew::prelude::*;

use crate::{
    blog::Known,
    context::{AppContext, use_app},
    hooks::{Load, use_effect_with, use_load},
    keys::Step,
    page::{self, find},
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
    /// Whether it is time to look.
    pub is_due: bool,
}

/// The posts before and after a post and those about the same, below it. Where the builder's page
/// stands, the former are there already, and the latter come into the place that it kept.
#[component]
pub(crate) fn Beside(props: &BesideProps) -> Html {
    let AppContext { session, knowing, setting, .. } = use_app();
    let known = knowing.known().cloned().filter(|known| session.blog.root_at_hand(known).is_some());
    let wanted = use_wanted(&props.path);
    // The builder has written what is certain; the rest depends on the post's terms.
    let is_due = (props.is_due || wanted.is_some()) && (session.standing().is_none() || can_have_related(&props.head));
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
    use_effect_with((wanted, neighbours.is_some()), |(wanted, is_known)| {
        if *is_known {
            wanted.map(Step::follow);
        }
    });
    let post = |line: &Option<Line>| line.as_ref().and_then(Neighbour::of);
    let about_the_same = neighbours.as_ref().map(|neighbours| {
        let posts: Vec<_> = neighbours.related.iter().filter_map(Neighbour::of).collect();
        related(&setting, &posts)
    });
    if session.standing().is_some() {
        return match (about_the_same, find(PLACE)) {
            (Some(posts), Some(place)) => create_portal(posts, place.into()),
            _ => Html::default(),
        };
    }
    if known.is_none() {
        return Html::default();
    }
    html! {
        <>
            if let Some(neighbours) = &neighbours {
                {around(&setting, post(&neighbours.older).as_ref(), post(&neighbours.newer).as_ref())}
            } else {
                <div class="around"></div>
            }
            if can_have_related(&props.head) {
                {related_place(about_the_same.unwrap_or_default())}
            }
        </>
    }
}

/// Where a key of the reader's has wanted to go from the post at `path` before anybody knew where that leads.
#[hook]
fn use_wanted(path: &PostPath) -> Option<Step> {
    let wanted = use_state_eq(|| None);
    let setter = wanted.setter();
    use_effect_with(path.clone(), move |_| {
        setter.set(None);
        let listening = Step::BOTH.map(|step| {
            let setter = setter.clone();
            page::while_held(step.wish(), move |_| setter.set(Some(step)))
        });
        move || drop(listening)
    });
    *wanted
}
