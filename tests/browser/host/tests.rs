//! The host itself, asked over plain sockets.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::Duration,
};

use tempfile::TempDir;

use super::{Fault, Gate, Host, Rule};

/// A folder with one file of each kind that matters.
fn folder() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for (file, text) in [
        ("index.html", "home"),
        ("404.html", "own not-found page"),
        ("posts/一 二.md", "# Chinese name"),
        ("deep/index.html", "deep"),
        ("app.wasm", "\0asm"),
        ("app.js", "js"),
        ("unknown.thing", "?"),
    ] {
        let file = folder.path().join(file);
        fs::create_dir_all(file.parent().expect("below the folder")).expect("the folder is ours");
        fs::write(file, text).expect("the folder is ours");
    }
    folder
}

/// Sends one request and reads until the host hangs up.
fn ask(host: &Host, path: &str) -> String {
    let mut stream = TcpStream::connect(host.address).expect("the host listens");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nX-Test: Yes\r\n\r\n").expect("the host reads");
    stream.shutdown(std::net::Shutdown::Write).expect("the socket is open");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the host answers");
    String::from_utf8_lossy(&answer).into_owned()
}

/// `STATUS TYPE BODY` of an answer.
fn short(answer: &str) -> String {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    let status = head.split(' ').nth(1).unwrap_or("no answer");
    let kind = head.lines().find_map(|line| line.strip_prefix("content-type: ")).unwrap_or_default();
    format!("{status} {kind} {body}")
}

#[test]
fn files_come_as_from_a_static_host() {
    let folder = folder();
    let host = Host::serve(folder.path(), "/");
    for (case, path, expected) in [
        ("home", "/", "200 text/html; charset=utf-8 home"),
        ("a query is no part of the name", "/index.html?a=1", "200 text/html; charset=utf-8 home"),
        ("percent-encoded", "/posts/%E4%B8%80%20%E4%BA%8C.md", "200 text/markdown; charset=utf-8 # Chinese name"),
        ("a folder's page", "/deep/", "200 text/html; charset=utf-8 deep"),
        ("a folder without its slash", "/deep", "301 text/plain "),
        ("wasm", "/app.wasm", "200 application/wasm \0asm"),
        ("a script", "/app.js", "200 text/javascript; charset=utf-8 js"),
        ("an unknown ending", "/unknown.thing", "200 application/octet-stream ?"),
        ("nothing there", "/nothing", "404 text/html; charset=utf-8 own not-found page"),
        ("a file is no folder", "/app.js/", "404 text/html; charset=utf-8 own not-found page"),
        ("out of the folder", "/deep/../../secret", "404 text/html; charset=utf-8 own not-found page"),
        ("out of the folder, encoded", "/..%2f..%2fsecret", "404 text/html; charset=utf-8 own not-found page"),
        ("no UTF-8", "/%FF", "400 text/plain not a path"),
    ] {
        assert_eq!(short(&ask(&host, path)), expected, "{case}");
    }
    for (path, expected) in [("/deep", "/deep/"), ("/deep?a=b", "/deep/?a=b")] {
        let answer = ask(&host, path);
        assert!(answer.contains(&format!("location: {expected}\r\n")), "{answer}");
    }
}

#[test]
fn a_mount_is_all_that_the_host_knows() {
    let folder = folder();
    let host = Host::serve(folder.path(), "/blog/");
    assert_eq!(short(&ask(&host, "/blog/")), "200 text/html; charset=utf-8 home");
    assert_eq!(short(&ask(&host, "/app.js")), "404 text/plain nothing here");
    assert_eq!(host.url("/a"), format!("http://{}/blog/a", host.address));
}

#[test]
fn one_connection_carries_many_requests() {
    let folder = folder();
    let host = Host::serve(folder.path(), "/");
    let mut stream = TcpStream::connect(host.address).expect("the host listens");
    stream.write_all(b"GET /app.js HTTP/1.1\r\n\r\nHEAD /app.js HTTP/1.1\r\n\r\nGE").expect("the host reads");
    stream.write_all(b"T /app.js HTTP/1.1\r\n\r\nPOST / HTTP/1.1\r\n\r\n").expect("the host reads");
    stream.shutdown(std::net::Shutdown::Write).expect("the socket is open");
    let mut answers = String::new();
    stream.read_to_string(&mut answers).expect("the host answers");
    assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 3);
    assert_eq!(answers.matches("\r\n\r\njs").count(), 2, "no body after HEAD");
    assert!(answers.contains("HTTP/1.1 405 "));
}

#[test]
fn each_fault_looks_as_its_name_says() {
    let folder = folder();
    let host = Host::serve(folder.path(), "/");
    for (fault, expected) in [
        (Fault::Status(500), "500 text/html <!doctype html><title>500</title><h1>500</h1>"),
        (Fault::Truncated, "200 text/html; charset=utf-8 ho"),
        (Fault::Closed, "no answer  "),
        (Fault::NotUtf8, "200 text/html; charset=utf-8 ho\u{FFFD}(\u{FFFD}me"),
        (Fault::Type("text/plain"), "200 text/plain home"),
        (Fault::Body("new".to_owned()), "200 text/html; charset=utf-8 new"),
        (Fault::Redirect("http://other.example/".to_owned()), "302 text/plain "),
    ] {
        let case = format!("{fault:?}");
        host.break_by(Rule::always("/", fault));
        assert_eq!(short(&ask(&host, "/")), expected, "{case}");
        host.mend();
    }
    host.break_by(Rule::always("*", Fault::Portal));
    assert!(ask(&host, "/app.js").contains("Sign in"));
    host.mend();
    host.break_by(Rule::always("/", Fault::Header("retry-after", "9".to_owned())));
    assert!(ask(&host, "/").contains("retry-after: 9\r\n"));
}

#[test]
fn a_rule_strikes_the_requests_it_names() {
    let folder = folder();
    let host = Host::serve(folder.path(), "/");
    host.break_by(Rule::first(2, "/app.js", Fault::Status(500)));
    host.break_by(Rule::nth(3, "*.js", Fault::Status(503)));
    let statuses: Vec<_> = (0..4).map(|_| short(&ask(&host, "/app.js"))[..3].to_owned()).collect();
    assert_eq!(statuses, ["500", "500", "503", "200"]);
    assert_eq!(short(&ask(&host, "/"))[..3], *"200");
    host.mend();
    host.break_by(Rule::from(2, "*", Fault::Status(500)));
    let statuses: Vec<_> = (0..3).map(|_| short(&ask(&host, "/app.js"))[..3].to_owned()).collect();
    assert_eq!(statuses, ["200", "500", "500"]);
}

#[test]
fn a_held_answer_comes_when_the_gate_opens() {
    let folder = folder();
    let host = Host::serve(folder.path(), "/");
    let gate = Gate::default();
    host.break_by(Rule::always("/", Fault::Held(gate.clone())));
    thread::scope(|scope| {
        let asking = scope.spawn(|| ask(&host, "/"));
        host.wait_for(&["/"]);
        assert!(!asking.is_finished(), "nothing comes through a closed gate");
        gate.open();
        let answer = asking.join().expect("asking does not panic");
        assert_eq!(short(&answer), "200 text/html; charset=utf-8 home");
    });
}

#[test]
fn a_paused_answer_goes_on_when_the_gate_opens() {
    let folder = folder();
    let host = Host::serve(folder.path(), "/");
    let gate = Gate::default();
    host.break_by(Rule::always("/", Fault::Paused(vec![("me", gate.clone())])));
    let mut stream = TcpStream::connect(host.address).expect("the host listens");
    write!(stream, "GET / HTTP/1.1\r\n\r\n").expect("the host reads");
    let (mut answer, mut byte) = (String::new(), [0]);
    while !answer.ends_with("\r\n\r\nho") {
        stream.read_exact(&mut byte).expect("the first part comes");
        answer.push(char::from(byte[0]));
    }
    stream.set_read_timeout(Some(Duration::from_millis(50))).expect("not zero");
    assert!(stream.read(&mut byte).is_err(), "the rest waits");
    stream.set_read_timeout(None).expect("the socket is open");
    gate.open();
    let mut rest = [0; 2];
    stream.read_exact(&mut rest).expect("the rest comes");
    assert_eq!(&rest, b"me");
}

#[test]
fn silence_lasts_as_long_as_the_host() {
    let folder = folder();
    let host = Host::serve(folder.path(), "/");
    host.break_by(Rule::always("/", Fault::Silent));
    let mut stream = TcpStream::connect(host.address).expect("the host listens");
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").expect("the host reads");
    host.wait_for(&["/"]);
    stream.set_read_timeout(Some(Duration::from_millis(50))).expect("not zero");
    let waited = stream.read(&mut [0; 1]).expect_err("nothing comes");
    assert!(matches!(waited.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut), "{waited}");
    stream.set_read_timeout(None).expect("the socket is open");
    drop(host);
    assert_eq!(stream.read(&mut [0; 1]).unwrap_or(0), 0, "the connection has ended");
}

#[test]
fn requests_are_remembered_in_order() {
    let folder = folder();
    let host = Host::serve(folder.path(), "/");
    ask(&host, "/posts/%E4%B8%80%20%E4%BA%8C.md?x=1");
    ask(&host, "/gone");
    let requests = host.requests();
    let paths: Vec<_> = requests.iter().map(|request| (request.path.as_str(), request.query.as_str())).collect();
    assert_eq!(paths, [("/posts/一 二.md", "x=1"), ("/gone", "")]);
    assert!(requests[0].headers.contains(&("x-test".to_owned(), "Yes".to_owned())));
    assert_eq!((requests[0].method.as_str(), host.count("/gone")), ("GET", 1));
}
