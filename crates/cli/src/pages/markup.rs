//! Views as HTML: the app's own components, rendered here, so that there is one set of them.

use inkstone_views::Setting;
use yew::{LocalServerRenderer, prelude::*};

#[derive(PartialEq, Properties)]
struct StageProps {
    setting: Setting,
    view: Html,
}

#[component]
fn Stage(props: &StageProps) -> Html {
    html! {
        <ContextProvider<Setting> context={props.setting.clone()}>{props.view.clone()}</ContextProvider<Setting>>
    }
}

/// `view` in `setting`.
pub(super) fn of(setting: Setting, view: Html) -> String {
    let stage = LocalServerRenderer::<Stage>::with_props(StageProps { setting, view });
    futures::executor::block_on(stage.hydratable(false).render())
}
