//! Hostile posts in real Chromium: every vector in a frame of its own, behind each wall with
//! the other one down, and first behind none, where it must fire; and the three sanitisers
//! held against each other on the vectors, on real posts and on generated documents.
//!
//! `cargo xtask test` sets up what these tests need and tells them where it is.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "the browser tests use more of it")]
#[path = "../browser/blog.rs"]
mod blog;
mod differential;
#[allow(dead_code, reason = "the browser tests use more of it")]
#[path = "../browser/driver.rs"]
mod driver;
#[allow(dead_code, reason = "the bench of the content crate uses more of it")]
#[path = "../../crates/content/benches/content/families.rs"]
mod families;
#[path = "../../crates/sanitise/tests/fixtures/mod.rs"]
mod fixtures;
mod generate;
mod harness;
#[allow(dead_code, unused_imports, reason = "the browser tests use more of it")]
#[path = "../browser/host/mod.rs"]
mod host;
mod insertion;
#[allow(dead_code, reason = "the browser tests use more of it")]
#[path = "../browser/page.rs"]
mod page;
mod published;
mod timing;
mod walls;
mod yaml;
