//! A small host on the loopback. It serves a site as its file `_headers` says, and can do each thing wrong.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use crate::{
    book::Site,
    headers::{headers, rules},
};

/// What is about to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
    pub(crate) delivery: Delivery,
}

/// How much of a reply is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delivery {
    /// All of it, packed with gzip.
    Packed,
    /// All of it, as it is.
    Plain,
    /// The first half.
    Half,
    /// Nothing, and the connection stays.
    Silence,
}

/// What a host does wrong with the reply for a path.
pub(crate) type Fault = fn(&str, &mut Reply);

impl Reply {
    fn new(status: u16, path: &str, body: &[u8]) -> Self {
        let headers = BTreeMap::from([("content-type".to_owned(), type_of(path).to_owned())]);
        Self { status, headers, body: body.to_owned(), delivery: Delivery::Packed }
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.headers.insert(name.to_owned(), value.to_owned());
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.headers.remove(name);
    }

    /// Leads to `address` instead.
    pub(crate) fn lead_to(&mut self, address: &str) {
        self.status = 302;
        self.set("location", address);
    }

    /// Replaces a text in the body, which must be there.
    pub(crate) fn replace(&mut self, text: &str, by: &str) {
        let body = String::from_utf8_lossy(&self.body).into_owned();
        assert!(body.contains(text), "no {text} in {body}");
        self.body = body.replace(text, by).into_bytes();
    }
}

/// A host that runs until it is dropped.
pub(crate) struct Host {
    address: SocketAddr,
    has_ended: Arc<AtomicBool>,
    listening: Option<JoinHandle<()>>,
}

impl Host {
    /// Serves `site` on a port of its own; every reply goes through `fault`.
    pub(crate) fn serve(site: &Arc<Site>, fault: Fault) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on the loopback");
        let address = listener.local_addr().expect("a bound listener has an address");
        let has_ended = Arc::new(AtomicBool::new(false));
        let (ended, site) = (has_ended.clone(), site.clone());
        let listening = thread::spawn(move || {
            for stream in listener.incoming() {
                if ended.load(Ordering::SeqCst) {
                    break;
                }
                let (Ok(stream), site) = (stream, site.clone()) else { continue };
                // Whoever hangs up has heard enough.
                thread::spawn(move || drop(talk(stream, &site, fault)));
            }
        });
        Self { address, has_ended, listening: Some(listening) }
    }

    /// The address of the site.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.has_ended.store(true, Ordering::SeqCst);
        // Wakes the listener, which then sees that all is over.
        let _ = TcpStream::connect(self.address);
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

/// Answers one request.
fn talk(mut stream: TcpStream, site: &Site, fault: Fault) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let target = first.split(' ').nth(1).unwrap_or_default();
    let path = inkstone_content::address::decode_path(target).expect("UTF-8");
    let mut reply = reply(site, &path);
    fault(&path, &mut reply);
    if reply.delivery == Delivery::Silence {
        // Until the other side gives up.
        return stream.read(&mut [0; 1]).map(drop);
    }
    let mut body = reply.body;
    if reply.delivery == Delivery::Packed {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(&body)?;
        body = packer.finish()?;
        reply.headers.insert("content-encoding".to_owned(), "gzip".to_owned());
    }
    write!(stream, "HTTP/1.1 {} Whatever\r\nConnection: close\r\nContent-Length: {}\r\n", reply.status, body.len())?;
    for (name, value) in &reply.headers {
        write!(stream, "{name}: {value}\r\n")?;
    }
    let end = if reply.delivery == Delivery::Half { body.len() / 2 } else { body.len() };
    stream.write_all(b"\r\n")?;
    stream.write_all(&body[..end])
}

/// What a good host says.
fn reply(site: &Site, path: &str) -> Reply {
    let below = path.strip_prefix('/').unwrap_or(path);
    let folder = format!("{below}/index.html");
    let index = format!("{below}index.html");
    let mut reply = match (site.0.get(below), site.0.get(&index).filter(|_| below.is_empty() || below.ends_with('/'))) {
        (Some(file), _) => Reply::new(200, below, file),
        (None, Some(page)) => Reply::new(200, &index, page),
        (None, None) if site.0.contains_key(&folder) => {
            let mut reply = Reply::new(200, &folder, b"");
            reply.lead_to(&format!("{}/", inkstone_content::address::encode_path(path)));
            reply
        }
        (None, None) => Reply::new(404, "404.html", site.bytes("404.html")),
    };
    // As the hosts do that read the file: what no rule names is asked for again.
    reply.set("cache-control", "no-cache");
    for (name, values) in headers(&rules(site.text("_headers")), path) {
        reply.set(&name, &values.join(", "));
    }
    reply
}

fn type_of(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        "wasm" => "application/wasm",
        other => panic!("no type for .{other}"),
    }
}
