//! The site's navigation: the links of its configuration, or the lists that every blog has.

use yew::prelude::*;

use crate::{Route, Setting};

/// The navigation of the header; `here` is where the reader is.
pub fn menu(setting: &Setting, here: Option<&Route>) -> Html {
    let links = if setting.site.navigation.is_empty() { lists(setting) } else { configured(setting) };
    html! {
        <nav class="menu" aria-label={setting.messages.menu}>
            <ul>
                {for links.into_iter().map(|link| {
                    let current = here.and_then(|here| link.mark(here));
                    html! { <li><a href={link.address} aria-current={current}>{link.label}</a></li> }
                })}
            </ul>
        </nav>
    }
}

struct Link {
    label: AttrValue,
    address: AttrValue,
    /// The page that it leads to, when that is one of the app's.
    route: Option<Route>,
}

impl Link {
    fn to(setting: &Setting, route: Route, label: &'static str) -> Self {
        Self { label: label.into(), address: setting.href(&route).into(), route: Some(route) }
    }

    /// `page` on the page itself, `true` on one below it, such as a year of the archive.
    fn mark(&self, here: &Route) -> Option<&'static str> {
        let route = self.route.as_ref()?;
        if route == here || (*route == Route::HOME && matches!(here, Route::List { .. })) {
            return Some("page");
        }
        let (above, below) = (route.to_string(), here.to_string());
        let is_below = !above.is_empty() && below.strip_prefix(&above).is_some_and(|rest| rest.starts_with('/'));
        is_below.then_some("true")
    }
}

/// What a blog has without any configuration.
fn lists(setting: &Setting) -> Vec<Link> {
    let messages = &setting.messages;
    let links = [
        (Route::HOME, messages.posts),
        (Route::ARCHIVE, messages.archive),
        (Route::CATEGORIES, messages.all_categories),
        (Route::TAGS, messages.all_tags),
    ];
    links.into_iter().map(|(route, label)| Link::to(setting, route, label)).collect()
}

fn configured(setting: &Setting) -> Vec<Link> {
    let links = setting.site.navigation.iter().map(|link| {
        let address = AttrValue::from(setting.address(&link.address));
        let own = lists(setting).into_iter().find(|own| link.label.is_empty() && own.address == address);
        own.unwrap_or_else(|| Link {
            label: link.label.clone().into(),
            address,
            route: link.address.strip_prefix('/').and_then(|below| below.parse().ok()),
        })
    });
    links.collect()
}
