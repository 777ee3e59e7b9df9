//! An address that is none of the app's.

use inkstone_views::{Failure, FailureNotice, use_setting};
use yew::prelude::*;

use crate::{app::use_arrival, hooks::use_title};

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
    html! { <FailureNotice failure={Failure::NotFound} /> }
}
