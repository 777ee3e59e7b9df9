//! How fast posts are read and rendered as WebAssembly, in headless Chromium: the second half of
//! `cargo xtask bench content`, which compiles the module in the profile of the one that readers
//! get and names its folder in INKSTONE_STAGES.
//!
//! Repair below its goal is a miss; the program then exits with 1.
#![allow(clippy::print_stdout, reason = "its output is what it is for")]

#[cfg(not(target_arch = "wasm32"))]
#[allow(dead_code, reason = "the browser tests use more of it")]
#[path = "../../tests/browser/driver.rs"]
mod driver;
#[cfg(not(target_arch = "wasm32"))]
#[allow(dead_code, reason = "the families are measured natively")]
#[path = "../../crates/content/benches/content/families.rs"]
mod families;
#[cfg(not(target_arch = "wasm32"))]
#[allow(dead_code, unused_imports, reason = "the browser tests use more of it")]
#[path = "../../tests/browser/host/mod.rs"]
mod host;
#[cfg(not(target_arch = "wasm32"))]
#[allow(dead_code, reason = "the browser tests use more of it")]
#[path = "../../tests/browser/page.rs"]
mod page;
#[cfg(not(target_arch = "wasm32"))]
#[path = "../../crates/content/benches/content/sets.rs"]
mod sets;
#[cfg(not(target_arch = "wasm32"))]
mod table;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    table::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
