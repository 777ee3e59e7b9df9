//! Where posts were left: kept by the browser, and offered when the post is opened again.

use std::{cell::RefCell, rc::Rc};

use inkstone_content::PostPath;
use js_sys::{JSON, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use yew::prelude::*;

use crate::{
    blocks::Blocks,
    context::{AppContext, use_app},
    hooks::use_effect_with,
    page::{self, find, window},
    unfold,
};

/// Where the places are kept.
const STORE: &str = "inkstone:left-at";
/// How many places are kept; the oldest go first.
const MOST: u32 = 60;
/// Before this part of a post, and after the last, there is nothing to resume.
const WORTH: std::ops::Range<f64> = 0.08..0.92;
/// Milliseconds after which somebody reads where they are, and does not merely pass.
const STAY: f64 = 1_000.0;
/// How many pixels of scrolling say that the offer is not wanted.
const ELSEWHERE: f64 = 400.0;

/// Props of [`Resume`].
#[derive(PartialEq, Properties)]
pub(crate) struct ResumeProps {
    /// The post that is open.
    pub path: PostPath,
}

/// Offers to go on where this post was left, and keeps where it is left now.
#[component]
pub(crate) fn Resume(props: &ResumeProps) -> Html {
    let AppContext { session, setting, .. } = use_app();
    let offer = use_state_eq(|| None::<f64>);
    use_effect_with(props.path.clone(), {
        let offer = offer.setter();
        move |path| {
            // Before that, nobody knows whether the page will stay at its top.
            let consider = {
                let (offer, path) = (offer.clone(), path.clone());
                move || offer.set(kept(&path).filter(|_| is_at_top()))
            };
            if session.navigation.has_arrived() {
                consider();
            }
            let arriving = page::while_held("inkstone:navigated", move |_| consider());
            // When the page is left, its text may be gone already, so this is noted all along.
            let reading = Rc::new(RefCell::new(Reading::default()));
            let scrolling = page::while_held("scroll", {
                let (path, reading) = (path.clone(), reading.clone());
                move |event| {
                    if let Some(part) = part_of(&path) {
                        reading.borrow_mut().move_to(part, event.time_stamp());
                    }
                    if scrolled() > ELSEWHERE {
                        offer.set(None);
                    }
                }
            });
            let leave = {
                let path = path.clone();
                move || {
                    if let Some(part) = reading.borrow().place() {
                        keep(&path, part);
                    }
                }
            };
            let hiding = page::while_held("pagehide", {
                let leave = leave.clone();
                move |_| leave()
            });
            move || {
                leave();
                drop((arriving, scrolling, hiding));
            }
        }
    });
    let Some(part) = *offer else { return Html::default() };
    let resume = {
        let offer = offer.clone();
        move |_| {
            // Places above it must have their room.
            unfold::at_once();
            if let Some(blocks) = Blocks::shown() {
                page::scroll_by(blocks.top_of(part));
            }
            offer.set(None);
        }
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part is between 0 and 1")]
    let percent = (part * 100.0) as u32;
    html! { <button type="button" class="button resume" onclick={resume}>{setting.messages.resume(percent)}</button> }
}

/// Where somebody is in a post, as the part of it that they have scrolled past.
#[derive(Default)]
struct Reading {
    at: Option<f64>,
    since: f64,
    /// Where they last stayed, apart from the post's beginning.
    stayed: Option<f64>,
}

impl Reading {
    /// They move to `part`; `now` in milliseconds.
    fn move_to(&mut self, part: f64, now: f64) {
        if now - self.since >= STAY {
            self.stayed = self.at.filter(|at| *at >= WORTH.start).or(self.stayed);
        }
        (self.at, self.since) = (Some(part), now);
    }

    /// Where they will want to go on. Who goes back to the top in order to leave by the header
    /// has not lost their place, and who only looks at the beginning again keeps an older one.
    fn place(&self) -> Option<f64> {
        self.at.filter(|at| *at >= WORTH.start).or(self.stayed)
    }
}

fn is_at_top() -> bool {
    scrolled() < ELSEWHERE && window().location().hash().is_ok_and(|hash| hash.is_empty())
}

fn scrolled() -> f64 {
    window().scroll_y().unwrap_or_default()
}

fn places() -> Object {
    let text = window().local_storage().ok().flatten().and_then(|storage| storage.get_item(STORE).ok().flatten());
    let places = text.and_then(|text| JSON::parse(&text).ok()).filter(JsValue::is_object);
    places.map_or_else(Object::new, JsCast::unchecked_into)
}

fn kept(path: &PostPath) -> Option<f64> {
    let part = Reflect::get(&places(), &path.as_str().into()).ok()?.as_f64()?;
    Some(part).filter(|part| WORTH.contains(part))
}

/// How much of the post is scrolled past, as long as the page shows it.
fn part_of(path: &PostPath) -> Option<f64> {
    let shown = find("article.post[data-path]")?.get_attribute("data-path");
    Some(Blocks::shown().filter(|_| shown.as_deref() == Some(path.as_str()))?.passed())
}

/// Keeps where the post was left.
fn keep(path: &PostPath, part: f64) {
    let places = places();
    // Taken out first, so that what was read last stands last.
    let _ = Reflect::delete_property(&places, &path.as_str().into());
    if WORTH.contains(&part) {
        let _ = Reflect::set(&places, &path.as_str().into(), &part.into());
    }
    let names = Object::keys(&places);
    for at in 0..names.length().saturating_sub(MOST) {
        let _ = Reflect::delete_property(&places, &names.get(at));
    }
    if let (Ok(Some(storage)), Ok(text)) = (window().local_storage(), JSON::stringify(&places)) {
        let _ = storage.set_item(STORE, &String::from(text));
    }
}
