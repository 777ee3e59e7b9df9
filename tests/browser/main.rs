//! What a reader sees: the real app in real headless Chromium, served by a small host of our
//! own that can also fail in every way a real one does.
//!
//! `cargo xtask test` sets up what these tests need and tells them where it is.
#![cfg(not(target_arch = "wasm32"))]

mod accessible;
mod adopting;
mod around;
mod article;
mod blog;
mod by_hand;
mod driver;
mod element;
mod embedding;
mod failing;
mod feel;
mod host;
mod hostile;
mod limits;
mod lists;
mod long_tasks;
mod offline;
mod origins;
mod page;
mod paper;
mod parts;
mod pictures;
mod policy;
mod readers_language;
mod reading;
mod real_input;
mod recipes;
mod serving;
mod starting;
mod still;
mod stopping;
mod tasks;
mod terms;
mod text_first;
