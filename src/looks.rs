//! The theme and the owner's style sheet, where no builder has put them into the page.

use std::rc::Rc;

use inkstone_content::{PostPath, address::encode_path};
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::{
    blog::Known,
    hooks::use_effect_with,
    page::{document, find_all},
};

/// Gives the document the looks that the configuration asks for.
#[hook]
pub(crate) fn use_looks(known: Option<Rc<Known>>, base: &str) {
    let asked = known.map(|known| (known.site.theme.clone(), known.site.stylesheet.clone()));
    let base = base.to_owned();
    use_effect_with(asked, move |asked| {
        let Some((theme, stylesheet)) = asked else { return };
        if let (Some(theme), Some(root)) = (theme, document().document_element()) {
            let _ = root.set_attribute("data-theme", theme);
        }
        // A catalogue may be anybody's: no path of it leads out of the posts folder.
        let Some(path) = stylesheet.as_deref().and_then(|path| PostPath::new(path).ok()) else { return };
        let address = format!("posts/{}", encode_path(path.as_str()));
        let is_it = |link: &HtmlElement| link.get_attribute("href").is_some_and(|href| href.ends_with(&address));
        if find_all("link[rel=stylesheet]").iter().any(is_it) {
            return;
        }
        if let (Ok(link), Some(head)) = (document().create_element("link"), document().head()) {
            let _ = link.set_attribute("rel", "stylesheet");
            let _ = link.set_attribute("href", &format!("{base}{address}"));
            let _ = head.append_child(&link);
        }
    });
}
