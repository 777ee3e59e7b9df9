//! A small HTTP/1.1 host on the loopback: a plain static host that can also fail in every way
//! a real one does, and remembers what it was asked.

mod faults;
mod folder;
mod tests;

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    path::Path,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use faults::{Delivery, held, matches};
pub(crate) use faults::{Fault, Gate, Rule};
use folder::{Folder, decoded};

/// The longest request that is read.
const LONGEST_REQUEST: usize = 64 * 1024;
/// How long a test waits for requests to arrive.
const PATIENCE: Duration = Duration::from_secs(15);

/// A request that has arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// `GET`, `HEAD` …
    pub(crate) method: String,
    /// The path, decoded, from the host's root.
    pub(crate) path: String,
    /// What follows the question mark, as it stands; empty without one.
    pub(crate) query: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
}

/// What is sent back.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn new(status: u16, kind: &str, body: Vec<u8>) -> Self {
        Self { status, headers: vec![("content-type".to_owned(), kind.to_owned())], body }
    }

    fn set(&mut self, name: &str, value: String) {
        self.headers.retain(|(other, _)| other != name);
        self.headers.push((name.to_owned(), value));
    }

    fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("content-length: {}\r\n\r\n", self.body.len()));
        head
    }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        404 => "Not Found",
        405 => "Method Not Allowed",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Status",
    }
}

/// A host that runs until it is dropped.
pub(crate) struct Host {
    address: SocketAddr,
    mount: String,
    state: Arc<State>,
    listening: Option<JoinHandle<()>>,
}

struct State {
    folder: Folder,
    rules: Mutex<Vec<Rule>>,
    requests: Mutex<Vec<Request>>,
    arrived: Condvar,
    connections: Mutex<Vec<TcpStream>>,
    has_ended: AtomicBool,
    end: Gate,
}

impl Host {
    /// Serves `folder` below `mount`, such as `/` or `/blog/`, on a port of its own.
    pub(crate) fn serve(folder: &Path, mount: &str) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on the loopback");
        let address = listener.local_addr().expect("a bound listener has an address");
        let state = Arc::new(State {
            folder: Folder::new(folder, mount),
            rules: Mutex::default(),
            requests: Mutex::default(),
            arrived: Condvar::new(),
            connections: Mutex::default(),
            has_ended: AtomicBool::new(false),
            end: Gate::default(),
        });
        let listening = {
            let state = state.clone();
            thread::spawn(move || listen(&listener, &state))
        };
        Self { address, mount: mount.to_owned(), state, listening: Some(listening) }
    }

    /// The absolute address of `path`, which is below the mount and begins with `/`.
    pub(crate) fn url(&self, path: &str) -> String {
        let path = path.strip_prefix('/').expect("a path begins with /");
        format!("{}{}{path}", self.origin(), self.mount)
    }

    /// `http://127.0.0.1:PORT`.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// From now on, answers go wrong as `rule` says; of several rules for a request, the first
    /// that strikes counts.
    pub(crate) fn break_by(&self, rule: Rule) {
        held(&self.state.rules).push(rule);
    }

    /// Everything works again; what was held comes.
    pub(crate) fn mend(&self) {
        for rule in held(&self.state.rules).drain(..) {
            rule.release();
        }
    }

    /// Forgets all requests so far.
    pub(crate) fn forget_requests(&self) {
        held(&self.state.requests).clear();
    }

    /// All requests so far, in the order of their arrival.
    pub(crate) fn requests(&self) -> Vec<Request> {
        held(&self.state.requests).clone()
    }

    /// How many requests for `path` have come; a `*` stands for any text.
    pub(crate) fn count(&self, path: &str) -> usize {
        held(&self.state.requests).iter().filter(|request| matches(path, &request.path)).count()
    }

    /// Waits until more than `count` requests for `path` have come; a `*` stands for any text.
    #[track_caller]
    pub(crate) fn wait_for_more(&self, path: &str, count: usize) {
        let few = |requests: &mut Vec<Request>| {
            requests.iter().filter(|request| matches(path, &request.path)).count() <= count
        };
        let requests = held(&self.state.requests);
        let waited = self.state.arrived.wait_timeout_while(requests, PATIENCE, few);
        let waited = waited.unwrap_or_else(PoisonError::into_inner).1;
        assert!(!waited.timed_out(), "nobody asked for {path} again");
    }

    /// Waits until each of `paths` has been asked for; a `*` stands for any text.
    #[track_caller]
    pub(crate) fn wait_for(&self, paths: &[impl AsRef<str>]) {
        let deadline = Instant::now() + PATIENCE;
        let mut requests = held(&self.state.requests);
        loop {
            let has_come = |path: &str| requests.iter().any(|request| matches(path, &request.path));
            let missing: Vec<_> = paths.iter().map(AsRef::as_ref).filter(|path| !has_come(path)).collect();
            if missing.is_empty() {
                return;
            }
            let now = Instant::now();
            if now >= deadline {
                let came: Vec<_> = requests.iter().map(|request| request.path.as_str()).collect();
                panic!("nobody asked for {missing:?}, only for {came:#?}");
            }
            (requests, _) =
                self.state.arrived.wait_timeout(requests, deadline - now).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.state.has_ended.store(true, Ordering::SeqCst);
        self.mend();
        self.state.end.open();
        // Wakes the listener, which then sees that all is over.
        let _ = TcpStream::connect(self.address);
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

/// Takes connections until the host ends, then waits for the last of them to be over.
fn listen(listener: &TcpListener, state: &Arc<State>) {
    let mut talks = Vec::new();
    for stream in listener.incoming() {
        if state.has_ended.load(Ordering::SeqCst) {
            break;
        }
        let Ok(stream) = stream else { continue };
        if let Ok(other) = stream.try_clone() {
            held(&state.connections).push(other);
        }
        let state = state.clone();
        talks.push(thread::spawn(move || {
            // A browser that hangs up is its own affair.
            let _ = talk(&stream, &state);
            let _ = stream.shutdown(Shutdown::Both);
        }));
    }
    for connection in held(&state.connections).drain(..) {
        let _ = connection.shutdown(Shutdown::Both);
    }
    for talk in talks {
        let _ = talk.join();
    }
}

/// Answers the requests of one connection, one after the other.
fn talk(mut stream: &TcpStream, state: &State) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut unread = Vec::new();
    while let Some((request, target)) = next_request(stream, &mut unread)? {
        let (method, path) = (request.method.clone(), request.path.clone());
        let encodings = request.headers.iter().find(|(name, _)| name == "accept-encoding");
        let encodings = encodings.map(|(_, value)| value.clone()).unwrap_or_default();
        let fault = held(&state.rules).iter_mut().fold(None, |struck, rule| {
            // Every rule counts the request, also when an earlier one has struck.
            let fault = rule.ask(&path);
            struck.or(fault)
        });
        // A test that has seen the request may mend the host at once.
        held(&state.requests).push(request);
        state.arrived.notify_all();
        let answer = match method.as_str() {
            "GET" | "HEAD" => state.folder.answer(&target, &encodings),
            _ => Answer::new(405, "text/plain", Vec::new()),
        };
        let delivery = match fault {
            Some(fault) => fault.strike(answer),
            None => Delivery::Whole(answer),
        };
        let body = |answer: &Answer| if method == "HEAD" { 0 } else { answer.body.len() };
        match delivery {
            Delivery::Whole(answer) => {
                stream.write_all(answer.head().as_bytes())?;
                stream.write_all(&answer.body[..body(&answer)])?;
            }
            Delivery::Paused(answer, pauses) => {
                stream.write_all(answer.head().as_bytes())?;
                let mut sent = 0;
                for (at, gate) in pauses {
                    stream.write_all(&answer.body[sent..at])?;
                    sent = at;
                    gate.wait();
                }
                stream.write_all(&answer.body[sent..body(&answer)])?;
            }
            Delivery::Half(answer) => {
                stream.write_all(answer.head().as_bytes())?;
                stream.write_all(&answer.body[..body(&answer) / 2])?;
                return Ok(());
            }
            Delivery::Close => return Ok(()),
            Delivery::Silence => {
                state.end.wait();
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The next request and its target as it was sent; `None` when the browser is done or makes no sense.
fn next_request(mut stream: &TcpStream, unread: &mut Vec<u8>) -> std::io::Result<Option<(Request, String)>> {
    loop {
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut parsed = httparse::Request::new(&mut headers);
        match parsed.parse(unread) {
            Ok(httparse::Status::Complete(length)) => {
                let target = parsed.path.unwrap_or_default().to_owned();
                let (raw, query) = target.split_once('?').unwrap_or((&target, ""));
                let request = Request {
                    method: parsed.method.unwrap_or_default().to_owned(),
                    path: decoded(raw).unwrap_or_else(|| raw.to_owned()),
                    query: query.to_owned(),
                    headers: parsed
                        .headers
                        .iter()
                        .map(|header| {
                            let value = String::from_utf8_lossy(header.value).into_owned();
                            (header.name.to_ascii_lowercase(), value)
                        })
                        .collect(),
                };
                unread.drain(..length);
                return Ok(Some((request, target)));
            }
            Ok(httparse::Status::Partial) if unread.len() < LONGEST_REQUEST => {}
            Ok(httparse::Status::Partial) | Err(_) => return Ok(None),
        }
        let mut buffer = [0; 8 * 1024];
        match stream.read(&mut buffer)? {
            0 => return Ok(None),
            read => unread.extend_from_slice(&buffer[..read]),
        }
    }
}
