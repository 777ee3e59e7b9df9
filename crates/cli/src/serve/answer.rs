//! Answering a browser: files of the built site, and the two addresses that live reload needs.

use std::{convert::Infallible, future::IntoFuture, net::TcpListener, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    http::{
        HeaderMap, HeaderValue, StatusCode, Uri,
        header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HOST},
    },
    middleware::{self, Next},
    response::{IntoResponse, Response, Sse, sse},
    routing::get,
};
use futures::{FutureExt, Stream, StreamExt, stream};
use inkstone_content::address::decode_path;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

use super::{
    live::{Event, Live},
    port,
};
use crate::Failure;

/// What `serve` adds to a page: a script of the server's own, as the page's policy wants it.
const SCRIPT_TAG: &str = "<script type=\"module\" src=\"/-/live.js\"></script>";
const SCRIPT: &str = include_str!("live.js");

/// The longest page that gets the script; a longer one is passed on as it is.
const LONGEST_PAGE: usize = 64 << 20;

/// Answers on `listener` until the process is interrupted or told to end.
pub(super) async fn until_interrupted(listener: TcpListener, live: Arc<Live>) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::not_built(format!("the server stopped: {error}"), "start it again");
    listener.set_nonblocking(true).map_err(failed)?;
    let port = listener.local_addr().map_err(failed)?.port();
    let listener = tokio::net::TcpListener::from_std(listener).map_err(failed)?;
    let router = router(live, port);
    tokio::select! {
        // Pages that are open keep a connection for events, which must not keep the server.
        () = interrupted() => Ok(()),
        served = axum::serve(listener, router).into_future() => served.map_err(failed),
    }
}

async fn interrupted() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut told = signal(SignalKind::terminate()).ok();
        let terminate = async {
            match &mut told {
                Some(told) => drop(told.recv().await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = interrupt => {}
            () = terminate => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupt.await;
}

fn router(live: Arc<Live>, port: u16) -> Router {
    Router::new()
        .route("/-/live.js", get(script))
        .route("/-/events", get(events))
        .fallback(file)
        .with_state(live)
        .layer(middleware::from_fn(move |request, next| own_names_only(port, request, next)))
}

/// Refuses whoever came by another name than this machine's own, and says how to ask.
async fn own_names_only(port: u16, request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(|host| port::is_own(host, port)) {
        let text = format!("This server answers at http://127.0.0.1:{port}/ only.\n");
        return (StatusCode::FORBIDDEN, text).into_response();
    }
    let mut response = next.run(request).await;
    // Whatever is served may change with the next key that the author presses.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn script() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT)
}

async fn events(State(live): State<Arc<Live>>) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    Sse::new(told(live.events.subscribe())).keep_alive(sse::KeepAlive::default())
}

fn told(events: Receiver<Event>) -> impl Stream<Item = Result<sse::Event, Infallible>> {
    stream::unfold(events, |mut events| async {
        let event = match events.recv().await {
            Ok(event) => event,
            // Some were missed: everything may have changed.
            Err(RecvError::Lagged(_)) => Event::Site,
            Err(RecvError::Closed) => return None,
        };
        let text = serde_json::to_string(&event).unwrap_or_default();
        Some((Ok(sse::Event::default().data(text)), events))
    })
}

/// A file of the site: as it was saved a moment ago, else as it was built.
async fn file(State(live): State<Arc<Live>>, request: Request) -> Response {
    if let Some(bytes) = path_of(request.uri()).and_then(|path| live.fresh(&path)) {
        return ([(CONTENT_TYPE, "text/markdown; charset=utf-8")], bytes).into_response();
    }
    let (head, _) = request.into_parts();
    let ask = || {
        // The paths that the service takes are decoded, and none leads out of the folder.
        let missing = ServeFile::new(live.site.join("404.html"));
        let service = ServeDir::new(&live.site).not_found_service(missing);
        let answer = service.oneshot(Request::from_parts(head.clone(), Body::empty()));
        answer.map(|answered| {
            let Ok(response) = answered;
            response.map(Body::new)
        })
    };
    with_script(readable(ask).await).await
}

/// An answer of `ask` whose body can be read. The service looks twice at a path: a folder that the next site puts
/// there in between is opened as if it were a file, and the second time it is known for what it is.
async fn readable<F: Future<Output = Response>>(ask: impl Fn() -> F) -> Response {
    for _ in 0..2 {
        let (head, body) = ask().await.into_parts();
        let mut chunks = body.into_data_stream();
        let first = match chunks.next().await {
            Some(Err(_)) => continue,
            first => first,
        };
        return Response::from_parts(head, Body::from_stream(stream::iter(first).chain(chunks)));
    }
    (StatusCode::INTERNAL_SERVER_ERROR, "this file of the site cannot be read\n").into_response()
}

/// The path below the site that `uri` asks for.
fn path_of(uri: &Uri) -> Option<String> {
    decode_path(uri.path().strip_prefix('/')?)
}

/// The page with the script for live reload in it; other files as they are, texts as UTF-8.
async fn with_script(response: Response) -> Response {
    let (mut head, body) = response.into_parts();
    let kind = content_type(&head.headers);
    if !kind.starts_with("text/html") {
        if kind.starts_with("text/")
            && !kind.contains("charset")
            && let Ok(kind) = HeaderValue::from_str(&format!("{kind}; charset=utf-8"))
        {
            head.headers.insert(CONTENT_TYPE, kind);
        }
        return Response::from_parts(head, body);
    }
    let Ok(page) = to_bytes(body, LONGEST_PAGE).await else {
        return (StatusCode::INTERNAL_SERVER_ERROR, "this page is too long to be served\n").into_response();
    };
    head.headers.remove(CONTENT_LENGTH);
    let page = match String::from_utf8(page.into()) {
        Ok(page) => Body::from(page.replacen("</head>", &format!("{SCRIPT_TAG}</head>"), 1)),
        Err(error) => Body::from(error.into_bytes()),
    };
    Response::from_parts(head, page)
}

fn content_type(headers: &HeaderMap) -> String {
    headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, io};

    use futures::executor::block_on;

    use super::*;

    /// Status and text of the answer, where the first `broken` ones cannot be read, and how often was asked.
    fn asked(broken: usize) -> (StatusCode, String, usize) {
        let times = Cell::new(0);
        let ask = || {
            times.set(times.get() + 1);
            let body = match times.get() <= broken {
                true => Body::from_stream(stream::iter([Err::<&str, _>(io::Error::other("it is a folder"))])),
                false => Body::from_stream(stream::iter([Ok::<_, io::Error>("a p"), Ok("age")])),
            };
            std::future::ready(body.into_response())
        };
        let response = block_on(readable(ask));
        let status = response.status();
        let bytes = block_on(to_bytes(response.into_body(), LONGEST_PAGE)).expect("a text");
        (status, String::from_utf8(bytes.into()).expect("a text"), times.get())
    }

    #[test]
    fn what_cannot_be_read_is_asked_for_again_once() {
        assert_eq!(asked(0), (StatusCode::OK, "a page".to_owned(), 1));
        assert_eq!(asked(1), (StatusCode::OK, "a page".to_owned(), 2));
        let (status, text, times) = asked(2);
        assert_eq!((status, times), (StatusCode::INTERNAL_SERVER_ERROR, 2));
        assert!(text.contains("cannot be read"), "{text}");
    }
}
