//! The theme and the owner's style sheet, where no builder has put them into the page.

use std::rc::Rc;

use inkstone_content::address::encode_path;
use yew::prelude::*;

use crate::{
    blog::Known,
    page::{document, find},
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
        let Some(address) = stylesheet.as_deref().map(|path| format!("posts/{}", encode_path(path))) else { return };
        if find(&format!("link[rel=stylesheet][href$='{address}']")).is_some() {
            return;
        }
        if let (Ok(link), Some(head)) = (document().create_element("link"), document().head()) {
            let _ = link.set_attribute("rel", "stylesheet");
            let _ = link.set_attribute("href", &format!("{base}{address}"));
            let _ = head.append_child(&link);
        }
    });
}
