//! Views as HTML: the app's own, rendered here, so that there is one set of them.

use yew::{LocalServerRenderer, prelude::*};

#[derive(PartialEq, Properties)]
struct StageProps {
    view: Html,
}

#[component]
fn Stage(props: &StageProps) -> Html {
    props.view.clone()
}

/// The HTML of `view`.
pub(super) fn of(view: Html) -> String {
    let stage = LocalServerRenderer::<Stage>::with_props(StageProps { view });
    futures::executor::block_on(stage.hydratable(false).render())
}
