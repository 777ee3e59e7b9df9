//! Texts compressed beside themselves, for hosts that send such files as they are (nginx with
//! `gzip_static` and `brotli_static`, Caddy with `precompressed`).

use std::io::Write;

use rayon::prelude::*;

use crate::{
    Failure, Progress,
    key::{Key, Recipe},
    output::Output,
};

/// Whether texts are compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compress {
    /// The host does it, or nobody.
    #[default]
    Nothing,
    /// Each gets a `.br` and a `.gz` beside it.
    Texts,
}

/// What shrinks when it is compressed, by extension.
const TEXTS: [&str; 14] =
    ["css", "csv", "html", "js", "json", "markdown", "md", "mjs", "svg", "txt", "wasm", "webmanifest", "xml", "yaml"];

/// The extensions of what is the same for years and read by everybody: no time is too long for it.
const APP: [&str; 4] = ["css", "js", "mjs", "wasm"];

/// Files below this many bytes fit into the first packet as they are.
const LEAST_BYTES: usize = 512;

#[derive(Clone, Copy, Debug)]
enum Form {
    Brotli,
    Gzip,
}

/// Compresses every text that `output` has written, in parallel; what was compressed by an
/// earlier build and has not changed is kept.
pub(crate) fn compress(output: &Output<'_>, progress: Progress) -> Result<(), Failure> {
    let texts: Vec<(String, Key)> = output.written_with(|path| is_any(path, &TEXTS));
    let work = progress.begin("Compressing", texts.len());
    texts.par_iter().try_for_each(|(path, key)| {
        let mut content = None;
        for form in [Form::Brotli, Form::Gzip] {
            let (target, quality) = (format!("{path}.{}", form.extension()), form.quality(path));
            // An author's own file stays, and some names are too long to become longer.
            if output.has(&target) || output.claim(&target).is_err() {
                continue;
            }
            let recipe = Recipe::new(form.extension()).with_form(key).with_form(&quality);
            if output.keep(&target, &recipe.key())? {
                continue;
            }
            let content = match &mut content {
                Some(content) => content,
                none => none.insert(output.read_back(path)?),
            };
            if content.len() >= LEAST_BYTES {
                output.write_as(&target, &recipe.key(), &form.compress(content, quality))?;
            }
        }
        work.step();
        Ok(())
    })
}

fn is_any(path: &str, extensions: &[&str]) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extensions.iter().any(|it| extension.eq_ignore_ascii_case(it)))
}

impl Form {
    fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    /// Brotli's best is thirty times as slow as its next and 8% smaller.
    fn quality(self, path: &str) -> u32 {
        match self {
            Self::Brotli if is_any(path, &APP) => 11,
            Self::Brotli | Self::Gzip => 9,
        }
    }

    fn compress(self, content: &[u8], quality: u32) -> Vec<u8> {
        let mut compressed = Vec::new();
        // Memory takes everything that is written to it.
        let _ = match self {
            Self::Brotli => {
                let quality = i32::try_from(quality).unwrap_or(9);
                let size_hint = content.len();
                let parameters =
                    brotli::enc::BrotliEncoderParams { quality, lgwin: 22, size_hint, ..Default::default() };
                brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters).map(drop)
            }
            Self::Gzip => {
                // Without a name and a time: the same text gives the same bytes.
                let mut writer = flate2::write::GzEncoder::new(&mut compressed, flate2::Compression::new(quality));
                writer.write_all(content).and_then(|()| writer.finish().map(drop))
            }
        };
        compressed
    }
}
