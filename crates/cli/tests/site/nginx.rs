//! The guide's configurations of nginx, started as they stand there: a site behind them has all that its readers need.

use std::{
    env,
    fs::{self, File},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::{book::Book, check_site::book};

/// How long nginx may take to start.
const PATIENCE: Duration = Duration::from_secs(30);

/// A text of docs/deploy.
fn recipe(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/deploy").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Replaces `text`, which must be there.
fn with(recipe: &str, text: &str, by: &str) -> String {
    assert!(recipe.contains(text), "the recipe has no `{text}`: {recipe}");
    recipe.replace(text, by)
}

/// An nginx that runs until it is dropped.
struct Nginx {
    child: Child,
    port: u16,
    _folder: TempDir,
}

impl Nginx {
    /// Starts nginx with the `server` that `server` writes for a port.
    fn start(server: impl Fn(u16) -> String) -> Self {
        // Somebody else may take the port before nginx does.
        for _ in 0..10 {
            let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
            let port = free.expect("a free port on the loopback").port();
            if let Some(nginx) = Self::start_at(port, &server(port)) {
                return nginx;
            }
        }
        panic!("nginx found no free port in ten");
    }

    fn start_at(port: u16, server: &str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let at = folder.path();
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let temporary: String =
            temporary.iter().map(|name| format!("{name}_temp_path {}/{name};\n", at.display())).collect();
        // In the foreground and as one process, which ends with us and belongs to whoever runs the tests.
        let configuration = format!(
            "daemon off;\nmaster_process off;\npid {}/pid;\nevents {{ }}\nhttp {{\naccess_log off;\n{temporary}{server}\n}}\n",
            at.display()
        );
        fs::write(at.join("nginx.conf"), &configuration).expect("a file");
        let said = File::create(at.join("said")).expect("a file");
        let mut command = Command::new(program());
        command.arg("-p").arg(at).arg("-c").arg(at.join("nginx.conf")).args(["-e", "stderr"]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(said);
        let child = command.spawn().unwrap_or_else(|error| {
            panic!("{}: {error}; `cargo xtask setup` installs nginx, or says how", command.get_program().display())
        });
        let mut nginx = Self { child, port, _folder: folder };
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = nginx.child.try_wait().expect("our own process") {
                let said = fs::read_to_string(nginx._folder.path().join("said")).expect("a file");
                assert!(said.contains("Address already in use"), "nginx: {status}\n{said}\n{configuration}");
                return None;
            }
            if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
                return Some(nginx);
            }
            assert!(Instant::now() < deadline, "nginx does not listen");
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Debian has servers in a folder that is on root's PATH only.
fn program() -> PathBuf {
    let server = Path::new("/usr/sbin/nginx");
    let is_on_path =
        env::var_os("PATH").is_some_and(|path| env::split_paths(&path).any(|folder| folder.join("nginx").is_file()));
    if is_on_path || !server.is_file() { "nginx".into() } else { server.to_owned() }
}

/// nginx.conf for a site in `root`, at `port` of this machine.
fn at_the_root(root: &Path, port: u16) -> String {
    let server = with(&recipe("nginx.conf"), "listen 80;", &format!("listen 127.0.0.1:{port};"));
    let server = with(&server, "listen [::]:80;", "");
    with(&server, "root /srv/blog;", &format!("root {};", root.display()))
}

/// nginx-below-a-path.conf in a server of its own, with the lines of nginx.conf that it asks for.
fn below_a_path(root: &Path, port: u16) -> String {
    let whole = recipe("nginx.conf");
    let (_, types) = whole.split_once("types {").expect("types");
    let (types, _) = types.split_once('}').expect("an end of the types");
    let lines = whole.lines().map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| line.starts_with("charset") || line.starts_with("gzip")).collect();
    assert!(lines.len() >= 5, "{lines:?}");
    let site = with(&recipe("nginx-below-a-path.conf"), "root /srv/www;", &format!("root {};", root.display()));
    format!("server {{\nlisten 127.0.0.1:{port};\ntypes {{{types}}}\n{}\n{site}\n}}", lines.join("\n"))
}

fn finds_nothing(book: &Book, site: &str) {
    let run = book.run(&["check", "--site", site]);
    assert!(run.code == Some(0) && run.out.ends_with(" requests: no problems\n"), "{run:#?}");
}

#[test]
fn a_site_behind_the_guides_nginx_is_as_its_readers_need_it() {
    let book = book();
    for arguments in [&[][..], &["--compress"]] {
        book.build_with(arguments);
        let nginx = Nginx::start(|port| at_the_root(&book.path("site"), port));
        finds_nothing(&book, &format!("http://127.0.0.1:{}/", nginx.port));
    }
}

#[test]
fn so_is_one_below_a_path() {
    let book = book();
    book.build_with(&["--base-path", "/blog/"]);
    let root = book.path("www");
    fs::create_dir(&root).expect("a folder");
    fs::rename(book.path("site"), root.join("blog")).expect("a folder");
    let nginx = Nginx::start(|port| below_a_path(&root, port));
    finds_nothing(&book, &format!("http://127.0.0.1:{}/blog/", nginx.port));
}

#[test]
fn an_nginx_without_the_guides_lines_is_told_of_each() {
    let book = book();
    book.build();
    let root = book.path("site");
    let nginx = Nginx::start(|port| {
        format!("server {{ listen 127.0.0.1:{port}; root {}; types {{ text/html html; }} }}", root.display())
    });
    let run = book.run(&["check", "--site", &format!("http://127.0.0.1:{}/", nginx.port), "--json"]);
    let mut codes = run.codes();
    codes.sort();
    codes.dedup();
    let expected =
        ["cache-short", "cache-unsaid", "charset", "compression", "cors", "media-type", "nosniff", "not-found-page"];
    assert_eq!(codes, expected, "{run:#?}");
}
