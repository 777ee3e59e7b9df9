//! Inkstone's single-page app: fetches Markdown posts and renders them in the reader's browser.
//!
//! All of it is for browsers; natively this package only carries the tests of the whole project.

#[cfg(target_arch = "wasm32")]
mod adoption;
#[cfg(target_arch = "wasm32")]
mod ahead;
#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod attendance;
#[cfg(target_arch = "wasm32")]
mod blocks;
#[cfg(target_arch = "wasm32")]
mod blog;
#[cfg(target_arch = "wasm32")]
pub mod boot;
#[cfg(target_arch = "wasm32")]
mod cataloguer;
#[cfg(target_arch = "wasm32")]
mod choices;
#[cfg(target_arch = "wasm32")]
mod context;
#[cfg(target_arch = "wasm32")]
mod entries;
#[cfg(target_arch = "wasm32")]
mod held;
#[cfg(target_arch = "wasm32")]
mod hooks;
#[cfg(target_arch = "wasm32")]
mod keys;
#[cfg(target_arch = "wasm32")]
mod looks;
#[cfg(target_arch = "wasm32")]
mod navigation;
#[cfg(target_arch = "wasm32")]
mod offline;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod pages;
#[cfg(target_arch = "wasm32")]
mod pause;
#[cfg(target_arch = "wasm32")]
mod prepare;
#[cfg(target_arch = "wasm32")]
mod renderer;
#[cfg(target_arch = "wasm32")]
mod resume;
#[cfg(target_arch = "wasm32")]
mod source;
#[cfg(target_arch = "wasm32")]
mod stage;
#[cfg(target_arch = "wasm32")]
mod texts;
#[cfg(target_arch = "wasm32")]
mod translation;
#[cfg(target_arch = "wasm32")]
mod unfold;

#[cfg(target_arch = "wasm32")]
use std::rc::Rc;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen::prelude::*;

fn main() {}

/// Called by the boot script once the module is ready.
#[cfg(target_arch = "wasm32")]
#[wasm_bindgen]
pub fn start(boot: boot::Boot) {
    let boot = Rc::new(boot);
    // Yew would otherwise put its own hook in the place of any other.
    yew::set_custom_panic_hook(Box::new({
        let report = boot::reporter(&boot);
        move |info| report(&info.to_string())
    }));
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let stage = document.get_element_by_id("inkstone").and_then(|root| stage::Stage::of(&document, &root));
    // Yew's own root is in no page: what it shows, it shows in the places of the stage.
    let (Some(stage), Ok(root)) = (stage, document.create_element("div")) else {
        boot.fail("the page has no element #inkstone");
        return;
    };
    let session = context::Session::start(&document, stage, blog::Shared::new(boot));
    wasm_bindgen_futures::spawn_local(async {
        // Each step is a task of its own: between them the browser hears the reader's keys and scrolls. A shape of which
        // nothing is known has gone by now, though, and the app's own comes before anything is painted.
        if session.stage.page_stands() {
            pause::pause().await;
        }
        yew::Renderer::<app::App>::with_root_and_props(root, app::AppProps { session }).render();
    });
}
