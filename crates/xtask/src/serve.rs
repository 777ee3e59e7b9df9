//! `cargo xtask serve`: the demo blog on this machine, rebuilt and reloaded as files change.

use std::fs;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::Child;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::Options;
use crate::failure::{Failure, Outcome};
use crate::project::Project;
use crate::setup;

/// The first port tried, and how many after it.
const FIRST_PORT: u16 = 8080;
const PORTS: u16 = 100;

/// How often the child, the interrupt and the address are looked at.
const PULSE: Duration = Duration::from_millis(100);

/// How long trunk gets to end by itself after an interrupt.
const GRACE: Duration = Duration::from_secs(3);

/// Sets up, then serves until Ctrl-C.
pub(crate) fn run(project: &Project, _options: &Options) -> Outcome {
    let tools = setup::for_builds(project)?;
    let port = free_port(FIRST_PORT)?;
    // The site of an earlier run must not answer while this one builds.
    let site = project.root.join("target/serve");
    if site.is_dir() {
        fs::remove_dir_all(&site).map_err(|error| Failure::io("remove", &site, &error))?;
    }

    let interrupted = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&interrupted);
    ctrlc::set_handler(move || heard.store(true, Ordering::SeqCst))
        .map_err(|error| Failure::new(format!("cannot listen for Ctrl-C: {error}")))?;

    eprintln!("  building the app: a minute or two the first time, then seconds");
    let serve = tools.trunk(project, "serve --dist target/serve --address 127.0.0.1 --port").arg(port.to_string());
    eprintln!("  $ {}", serve.line());
    let mut command = serve.command();
    own_group(&mut command);
    let mut trunk = command.spawn().map_err(|error| serve.not_started(&error))?;

    let mut announced = Answer::None;
    loop {
        if interrupted.load(Ordering::SeqCst) {
            stop(&mut trunk);
            eprintln!("\n  stopped");
            return Ok(());
        }
        let ended = trunk.try_wait().map_err(|error| serve.not_started(&error))?;
        if let Some(status) = ended {
            return serve.ended(status).and(Err(Failure::new("trunk ended by itself")));
        }
        if announced != Answer::Site {
            announced = announce(port, announced);
        }
        thread::sleep(PULSE);
    }
}

/// What the address answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// Nothing yet: trunk listens only after its first build.
    None,
    /// Something that is not the site: the first build failed.
    Failure,
    /// The site.
    Site,
}

/// Says once that the site is there, or once that it is not.
fn announce(port: u16, before: Answer) -> Answer {
    let address = format!("http://127.0.0.1:{port}/");
    let answer = ask(port);
    match answer {
        Answer::Site => {
            let line = format!("\n  The demo blog is at {address}  (Ctrl-C stops it)\n");
            // To standard output, where a script may wait for it. If nobody
            // reads that any more, nobody misses the line.
            let _ = writeln!(io::stdout(), "{line}");
        }
        Answer::Failure if before == Answer::None => eprintln!(
            "\n  The first build failed, for the reason above. It is tried again when a file \
             changes; then the demo blog will be at {address}\n"
        ),
        Answer::Failure | Answer::None => {}
    }
    answer
}

/// Asks for the front page.
fn ask(port: u16) -> Answer {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let status = || -> io::Result<[u8; 12]> {
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        stream.write_all(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status)
    };
    match status() {
        Ok(status) if status.ends_with(b" 200") => Answer::Site,
        Ok(_) => Answer::Failure,
        Err(_) => Answer::None,
    }
}

/// The first port from `first` on that nothing listens on.
fn free_port(first: u16) -> Outcome<u16> {
    (first..first.saturating_add(PORTS))
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .ok_or_else(|| {
            Failure::new(format!("no port is free from {first} on")).mended_by("stop a server that is no longer needed")
        })
}

/// trunk and what it starts (cargo, rustc, wasm-bindgen) form a group of their
/// own, so that all of it can be stopped, however this process was told to end.
#[cfg(unix)]
fn own_group(command: &mut std::process::Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_command: &mut std::process::Command) {}

/// Ends trunk's whole group: politely, then not.
fn stop(trunk: &mut Child) {
    signal_group(trunk, Manner::Polite);
    let patience = Instant::now() + GRACE;
    while Instant::now() < patience {
        if !matches!(trunk.try_wait(), Ok(None)) {
            break;
        }
        thread::sleep(PULSE);
    }
    signal_group(trunk, Manner::Final);
    // Both fail only for a process that has already ended.
    let _ = trunk.kill();
    let _ = trunk.wait();
}

/// How a group is told to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    Polite,
    Final,
}

#[cfg(unix)]
fn signal_group(trunk: &Child, manner: Manner) {
    use nix::sys::signal::{Signal, killpg};
    use nix::unistd::Pid;
    let signal = match manner {
        Manner::Polite => Signal::SIGINT,
        Manner::Final => Signal::SIGKILL,
    };
    if let Ok(group) = i32::try_from(trunk.id()) {
        // An error means that the whole group is gone, which is what was wanted.
        let _ = killpg(Pid::from_raw(group), signal);
    }
}

#[cfg(not(unix))]
fn signal_group(_trunk: &Child, _manner: Manner) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_passed_over() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        let port = taken.local_addr().expect("it is bound").port();
        let free = free_port(port).expect("one of the next hundred is free");
        assert_ne!(free, port);
    }

    #[test]
    fn the_address_answers_only_once_the_site_does() {
        let server = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        let port = server.local_addr().expect("it is bound").port();
        let answers = thread::spawn(move || {
            for status in ["404 Not Found", "200 OK"] {
                let (mut stream, _) = server.accept().expect("somebody asks");
                let mut request = [0; 64];
                let _ = stream.read(&mut request).expect("they say what for");
                // In one piece: they hang up once they have read the status.
                let answer = format!("HTTP/1.1 {status}\r\n\r\n");
                stream.write_all(answer.as_bytes()).expect("they listen");
            }
        });
        assert_eq!(ask(port), Answer::Failure);
        assert_eq!(ask(port), Answer::Site);
        answers.join().expect("both were asked");
        assert_eq!(ask(port), Answer::None);
    }
}
