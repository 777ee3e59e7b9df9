//! `inkstone serve`: what a browser on this machine gets, and what nobody else does.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::book::Book;

/// A server and its address.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    fn start(book: &Book) -> Self {
        let mut command = book.command();
        command.args(["serve", "posts", "--app", "app"]).env("TMPDIR", book.path("tmp"));
        fs::create_dir_all(book.path("tmp")).expect("a folder");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the command starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it is piped")).read_line(&mut line).expect("a line");
        let address = line.split_whitespace().next().expect("an address");
        let port = address.trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
        Self { child, port: port.unwrap_or_else(|| panic!("no address: {line}")) }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a socket");
        stream
    }

    /// Head and body of the answer to a request for `path`.
    fn get(&self, path: &str) -> (String, String) {
        self.ask(path, &format!("127.0.0.1:{}", self.port))
    }

    fn ask(&self, path: &str, host: &str) -> (String, String) {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it listens");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        (head.to_owned(), body.to_owned())
    }

    /// Waits until there is something at `path`.
    fn wait_for(&self, path: &str) {
        let begun = Instant::now();
        while !self.get(path).0.starts_with("HTTP/1.1 200") {
            assert!(begun.elapsed() < Duration::from_secs(20), "{path} has not come");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// The events of an open page.
    fn events(&self) -> impl Iterator<Item = String> + use<> {
        let mut stream = self.connect();
        write!(stream, "GET /-/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).expect("it listens");
        let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
        // The head is there once the server listens for us.
        assert!(lines.by_ref().take_while(|line| !line.is_empty()).any(|line| line.contains("text/event-stream")));
        lines.filter_map(|line| line.strip_prefix("data: ").map(str::to_owned))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_page_has_live_reload_and_files_are_as_they_are() {
    let book = Book::new().titled("a.md", "Alpha").file("p.png", "png");
    let server = Server::start(&book);
    let (head, page) = server.get("/posts/a/");
    assert!(head.starts_with("HTTP/1.1 200") && head.contains("text/html"), "{head}");
    assert!(page.contains("<script type=\"module\" src=\"/-/live.js\"></script></head>"), "{page}");
    assert!(server.get("/-/live.js").1.contains("EventSource"));
    let (head, post) = server.get("/posts/a.md");
    assert!(head.contains("text/markdown; charset=utf-8") && head.contains("no-store"), "{head}");
    assert_eq!(post, fs::read_to_string(book.path("posts/a.md")).expect("a file"));
    assert!(server.get("/posts/p.png").0.contains("image/png"));
    let (head, page) = server.get("/nowhere/");
    assert!(head.starts_with("HTTP/1.1 404") && page.contains("live.js"), "{head}");
    assert!(!book.path("site").exists() && !book.path(".site.inkstone").exists(), "nothing is left beside the posts");
}

#[test]
fn nobody_else_is_answered_and_no_other_file_is_read() {
    let book =
        Book::new().titled("a.md", "Alpha").titled("_drafts/b.md", "swordfish").beside("secret.txt", "swordfish");
    let server = Server::start(&book);
    for host in ["evil.example", &format!("evil.example:{}", server.port), "127.0.0.1:1"] {
        assert!(server.ask("/", host).0.starts_with("HTTP/1.1 403"), "{host}");
    }
    for path in [
        "/../secret.txt",
        "/posts/../../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/posts/..%5c..%5csecret.txt",
        "//etc/passwd",
        "/posts/_drafts/b.md",
        "/.site.inkstone/cache",
        "/posts/a.md%00",
    ] {
        let (head, body) = server.get(path);
        assert!(
            !head.starts_with("HTTP/1.1 200") && !body.contains("swordfish") && !body.contains("root:"),
            "{path}: {head}"
        );
    }
}

#[test]
fn what_is_saved_is_there_at_once_and_in_the_site_soon() {
    let book = Book::new().titled("a.md", "Alpha");
    let server = Server::start(&book);
    let mut events = server.events();
    fs::write(book.path("posts/a.md"), "---\ntitle: Beta\n---\nnew").expect("a file");
    assert_eq!(events.next().as_deref(), Some("{\"post\":\"a.md\"}"));
    assert!(server.get("/posts/a.md").1.contains("Beta"));
    assert!(events.any(|event| event == "\"site\""));
    assert!(server.get("/posts/a/").1.contains("Beta"));

    fs::write(book.path("posts/b.md"), "---\ntitle: Gamma\n---\nx").expect("a file");
    assert!(events.any(|event| event == "\"site\""));
    assert!(server.get("/posts/index.txt").1.contains("b.md"));

    // A post that becomes a draft is gone, and never shown on the way.
    fs::write(book.path("posts/a.md"), "---\ntitle: Beta\ndraft: true\n---\nswordfish").expect("a file");
    assert!(events.any(|event| event == "\"site\""));
    assert!(server.get("/posts/a.md").0.starts_with("HTTP/1.1 404"));
}

#[test]
fn a_second_server_takes_the_next_port() {
    let book = Book::new().titled("a.md", "Alpha");
    let (first, second) = (Server::start(&book), Server::start(&book));
    assert_ne!(first.port, second.port);
    let run = book.run(&["serve", "posts", "--app", "app", "--port", &first.port.to_string()]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains(&format!("port {} cannot be had", first.port)), "{run:?}");
}

#[cfg(unix)]
#[test]
fn told_to_end_it_leaves_nothing() {
    let book = Book::new().titled("a.md", "Alpha");
    let mut server = Server::start(&book);
    let _open_page = server.events();
    assert_eq!(fs::read_dir(book.path("tmp")).expect("a folder").count(), 1);
    let told = std::process::Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status();
    assert!(told.expect("there is a kill").success());
    assert_eq!(server.child.wait().expect("it is our child").code(), Some(0));
    assert_eq!(fs::read_dir(book.path("tmp")).expect("a folder").count(), 0);
}

#[test]
fn another_folder_in_the_place_of_the_posts_is_shown() {
    let book = Book::new().titled("a.md", "Alpha");
    let server = Server::start(&book);
    fs::create_dir(book.path("other")).expect("a folder");
    fs::write(book.path("other/b.md"), "x").expect("a file");
    fs::rename(book.path("posts"), book.path("away")).expect("a folder");
    fs::rename(book.path("other"), book.path("posts")).expect("a folder");
    server.wait_for("/posts/b/");
    fs::write(book.path("posts/c.md"), "x").expect("a file");
    server.wait_for("/posts/c/");
}

#[test]
fn a_post_whose_time_comes_is_shown_without_being_touched() {
    let after = |seconds: i64| jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
    let (soon, later) = (after(4), after(3_000));
    let book = Book::new()
        .titled("a.md", "Alpha")
        .file("soon.md", format!("---\ntitle: Soon\ndate: {soon}\n---\nx"))
        .file("later.md", format!("---\ntitle: Later\ndate: {later}\n---\nx"));
    let server = Server::start(&book);
    // Where starting took all the time, nothing had to wait.
    if jiff::Timestamp::now() < soon - jiff::SignedDuration::from_secs(1) {
        assert!(server.get("/posts/soon/").0.starts_with("HTTP/1.1 404"));
    }
    server.wait_for("/posts/soon/");
    assert!(jiff::Timestamp::now() >= soon);
    assert!(server.get("/posts/later/").0.starts_with("HTTP/1.1 404"));
}
