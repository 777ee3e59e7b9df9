//! The stages of a post's way as a WebAssembly module, for `cargo xtask bench content`: compiled
//! in the profile of the renderer that readers get.

#[path = "../../content/benches/content/stages.rs"]
mod stages;

use stages::{Posts, Stage};
use wasm_bindgen::prelude::*;

/// Posts that are measured.
#[wasm_bindgen]
pub struct Measured {
    files: Vec<Vec<u8>>,
    posts: Option<Posts>,
}

#[wasm_bindgen]
#[allow(clippy::new_without_default, reason = "for JavaScript, which knows no Default")]
impl Measured {
    /// No posts yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self { files: Vec::new(), posts: None }
    }

    /// Adds a post's file.
    pub fn add(&mut self, bytes: &[u8]) {
        self.files.push(bytes.to_vec());
    }

    /// Reads and renders all posts, as far as the stages need them.
    pub fn prepare(&mut self) {
        self.posts = Posts::new(std::mem::take(&mut self.files));
    }

    /// How many bytes the stage of a number reads.
    pub fn bytes(&self, stage: usize) -> usize {
        self.posts.as_ref().zip(Stage::ALL.get(stage)).map_or(0, |(posts, stage)| posts.bytes(*stage))
    }

    /// Takes every post through the stage of a number, `times` times.
    pub fn run(&self, stage: usize, times: u32) {
        for _ in 0..times {
            if let Some((posts, stage)) = self.posts.as_ref().zip(Stage::ALL.get(stage)) {
                posts.run(*stage);
            }
        }
    }

    /// How many posts there are.
    pub fn count(&self) -> usize {
        self.posts.as_ref().map_or(0, Posts::count)
    }

    /// What the stage of a number is called.
    pub fn name(stage: usize) -> Option<String> {
        Stage::ALL.get(stage).map(|stage| stage.name().to_owned())
    }
}
