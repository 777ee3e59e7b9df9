//! Where a server listens: on this machine only, and on a port that nobody else has.

use std::net::{Ipv4Addr, TcpListener};

use crate::Failure;

/// The port tried first when none is asked for.
pub const FIRST_PORT: u16 = 4000;

/// How many ports are tried after it.
const PORTS: u16 = 100;

/// Listens on `port`, else on the first free one.
pub(super) fn listen(port: Option<u16>) -> Result<TcpListener, Failure> {
    let bind = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => bind(port).map_err(|error| {
            Failure::not_built(format!("port {port} cannot be had: {error}"), "leave --port out to get a free one")
        }),
        None => (FIRST_PORT..FIRST_PORT + PORTS).find_map(|port| bind(port).ok()).ok_or_else(|| {
            Failure::not_built(
                format!("no port from {FIRST_PORT} to {} is free", FIRST_PORT + PORTS - 1),
                "name one with --port",
            )
        }),
    }
}

/// The address for a browser.
pub(super) fn address(listener: &TcpListener) -> Result<String, Failure> {
    match listener.local_addr() {
        Ok(address) => Ok(format!("http://127.0.0.1:{}/", address.port())),
        Err(error) => Err(Failure::not_built(format!("the server has no address: {error}"), "try again")),
    }
}

/// Whether `host` is a name of this very server: a page of somebody else's, whose own name was made
/// to lead here (DNS rebinding), asks for that name.
pub(super) fn is_own(host: &str, port: u16) -> bool {
    let name = host.strip_suffix(&format!(":{port}")).or_else(|| (port == 80).then_some(host));
    name.is_some_and(|name| ["127.0.0.1", "localhost", "[::1]"].iter().any(|own| name.eq_ignore_ascii_case(own)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_passed_over_unless_it_is_asked_for() {
        let first = listen(None).expect("one of a hundred is free");
        let port = first.local_addr().expect("it is bound").port();
        let second = listen(None).expect("another is free");
        assert_ne!(second.local_addr().expect("it is bound").port(), port);
        let failure = listen(Some(port)).expect_err("it is taken");
        assert!(failure.to_string().starts_with(&format!("port {port} cannot be had")), "{failure}");
    }

    #[test]
    fn only_this_machines_own_names_are_answered() {
        for (host, expected) in [
            ("127.0.0.1:4000", true),
            ("localhost:4000", true),
            ("LOCALHOST:4000", true),
            ("[::1]:4000", true),
            ("127.0.0.1:4001", false),
            ("127.0.0.1", false),
            ("evil.example:4000", false),
            ("localhost.evil.example:4000", false),
            ("evil.example", false),
            ("", false),
        ] {
            assert_eq!(is_own(host, 4000), expected, "{host}");
        }
    }
}
