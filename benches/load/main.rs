//! How soon a post can be read, beside docsify and beside a page that is nothing but the post's text, in headless
//! Chromium, on a fast line and on a slow one: `cargo xtask bench load`.
//!
//! Every goal is a ratio of two medians of the same run, or a figure of the page itself; one that is missed is
//! called a miss, and the program then exits with 1. INKSTONE_LOAD names parts, such as `seed-fast,convert`, where
//! not all are wanted.
#![allow(clippy::print_stdout, reason = "its output is what it is for")]

#[cfg(not(target_arch = "wasm32"))]
#[allow(dead_code, reason = "the browser tests use more of it")]
#[path = "../../tests/browser/blog.rs"]
mod blog;
#[cfg(not(target_arch = "wasm32"))]
mod contenders;
#[cfg(not(target_arch = "wasm32"))]
mod convert;
#[cfg(not(target_arch = "wasm32"))]
#[allow(dead_code, reason = "the browser tests use more of it")]
#[path = "../../tests/browser/driver.rs"]
mod driver;
#[cfg(not(target_arch = "wasm32"))]
mod goals;
#[cfg(not(target_arch = "wasm32"))]
#[allow(dead_code, unused_imports, reason = "the browser tests use more of it")]
#[path = "../../tests/browser/host/mod.rs"]
mod host;
#[cfg(not(target_arch = "wasm32"))]
mod lighthouse;
#[cfg(not(target_arch = "wasm32"))]
#[path = "../../tests/browser/long_tasks.rs"]
mod long_tasks;
#[cfg(not(target_arch = "wasm32"))]
#[allow(dead_code, reason = "the browser tests use more of it")]
#[path = "../../tests/browser/page.rs"]
mod page;
#[cfg(not(target_arch = "wasm32"))]
mod posts;
#[cfg(not(target_arch = "wasm32"))]
mod record;
#[cfg(not(target_arch = "wasm32"))]
mod visit;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    goals::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
