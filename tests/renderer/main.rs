//! The renderer that readers get, in real Chromium, held against the same code compiled
//! natively: for every file the same answer, to the byte.
//!
//! `cargo xtask test` sets up what these tests need and tells them where it is.
#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "the browser tests use more of it")]
#[path = "../browser/driver.rs"]
mod driver;
mod generate;
#[allow(dead_code, unused_imports, reason = "the browser tests use more of it")]
#[path = "../browser/host/mod.rs"]
mod host;
mod module;
#[allow(dead_code, reason = "the browser tests use more of it")]
#[path = "../browser/page.rs"]
mod page;
mod same;
mod vectors;
mod zones;

#[allow(dead_code, reason = "measured there, read here")]
#[path = "../../crates/content/benches/content/families.rs"]
mod families;
#[allow(dead_code, reason = "checked there, read here")]
#[path = "../../crates/content/tests/spec/mod.rs"]
mod spec;
