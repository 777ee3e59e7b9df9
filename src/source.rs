//! The one place that fetches.

use std::rc::Rc;

use gloo_net::http::{Request, Response};
use gloo_timers::callback::Timeout;
use inkstone_views::Failure;
use wasm_bindgen::{JsCast, JsValue};

use crate::boot::Boot;

/// Milliseconds until a server that says nothing counts as gone; boot.js has the same.
const PATIENCE: u32 = 8_000;
/// Milliseconds that the body may take once the server has answered.
const BODY_PATIENCE: u32 = 60_000;

/// The largest file that is read, in bytes: a post of twice the limit for bodies is shown in part,
/// anything larger would take the page with it.
const LARGEST: usize = 32 * 1024 * 1024;

/// Fetches files of the site.
#[derive(Clone)]
pub(crate) struct Source {
    boot: Rc<Boot>,
}

impl Source {
    /// The source of the site that `boot` started.
    pub(crate) fn new(boot: Rc<Boot>) -> Self {
        Self { boot }
    }

    /// A post's file as it is on the host; `path` below the site's root, percent-encoded.
    ///
    /// A web page in its place (a captive portal, a host's own error page with status 200)
    /// is told apart by its type and its first bytes.
    pub(crate) async fn post(&self, path: &str) -> Result<Vec<u8>, Failure> {
        let (bytes, content_type) = self.get(path).await?;
        let start = bytes.trim_ascii_start();
        let page = [&b"<!doctype html"[..], b"<html"]
            .iter()
            .any(|mark| start.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)));
        if page && content_type.starts_with("text/html") { Err(Failure::NotMarkdown) } else { Ok(bytes) }
    }

    /// A generated text file.
    pub(crate) async fn text(&self, path: &str) -> Result<String, Failure> {
        let (bytes, content_type) = self.get(path).await?;
        if content_type.starts_with("text/html") {
            return Err(Failure::NotMarkdown);
        }
        String::from_utf8(bytes).map_err(|_| Failure::NotUtf8)
    }

    async fn get(&self, path: &str) -> Result<(Vec<u8>, String), Failure> {
        let url = format!("{}{path}", self.boot.base());
        let abort = Abort::new()?;
        let response = match self.boot.early(&url) {
            Some(answer) => answer.await.map_err(|error| failure(&error))?.unchecked_into::<web_sys::Response>().into(),
            None => {
                let _patience = abort.after(PATIENCE);
                Request::get(&url).abort_signal(Some(&abort.controller.signal())).send().await.map_err(network)?
            }
        };
        let response: Response = response;
        match response.status() {
            200..=299 => {}
            404 | 410 => return Err(Failure::NotFound),
            status => return Err(Failure::Server(status)),
        }
        let content_type = response.headers().get("content-type").unwrap_or_default().to_ascii_lowercase();
        let _patience = abort.after(BODY_PATIENCE);
        let announced = response.headers().get("content-length").and_then(|length| length.parse().ok());
        within(announced.unwrap_or(0))?;
        let bytes = response.binary().await.map_err(network)?;
        within(bytes.len())?;
        Ok((bytes, content_type))
    }
}

fn within(length: usize) -> Result<(), Failure> {
    match length {
        0..=LARGEST => Ok(()),
        _ => Err(Failure::Invalid(format!("the file has {length} bytes; the limit is {LARGEST} (32 MiB)"))),
    }
}

/// Ends a request that takes too long.
struct Abort {
    controller: web_sys::AbortController,
}

impl Abort {
    fn new() -> Result<Self, Failure> {
        let controller = web_sys::AbortController::new().map_err(|_| Failure::Offline)?;
        Ok(Self { controller })
    }

    /// Aborts after `milliseconds`, unless the returned timer is dropped before.
    fn after(&self, milliseconds: u32) -> Timeout {
        let controller = self.controller.clone();
        Timeout::new(milliseconds, move || {
            let reason = web_sys::DomException::new_with_message_and_name("no answer", "TimeoutError");
            controller.abort_with_reason(&reason.map_or(JsValue::UNDEFINED, JsValue::from));
        })
    }
}

fn network(error: gloo_net::Error) -> Failure {
    match error {
        gloo_net::Error::JsError(error) if error.name == "TimeoutError" => Failure::Timeout,
        _ => Failure::Offline,
    }
}

fn failure(error: &JsValue) -> Failure {
    match error.dyn_ref::<web_sys::DomException>() {
        Some(exception) if exception.name() == "TimeoutError" => Failure::Timeout,
        _ => Failure::Offline,
    }
}
