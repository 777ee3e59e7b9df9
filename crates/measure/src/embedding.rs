//! What a page of another site loads for its first element, read from the names in `embed.js`.

use crate::first_visit::file_literals;

/// What `embed.js` alone may weigh, in bytes of brotli: every page that has it loads it.
pub(crate) const SCRIPT_BUDGET: u64 = 4_000;
/// What a page's first element may weigh in all, in bytes of brotli, its post or list aside.
pub(crate) const FIRST_BUDGET: u64 = 180_000;

/// The script that other sites name.
pub(crate) const SCRIPT: &str = "embed.js";

/// The files of a site that elements are shown with, by what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Embedding {
    /// A post that its blog has rendered: the larger of the usual two.
    pub(crate) post: Vec<String>,
    /// A list.
    pub(crate) list: Vec<String>,
    /// Markdown: from elsewhere, or of a blog whose pages do not hold their texts.
    pub(crate) markdown: Vec<String>,
}

impl Embedding {
    /// Reads the text of `embed.js`.
    pub(crate) fn of(script: &str) -> Self {
        let named = |starts: &[&str]| {
            let is_wanted = |file: &String| starts.iter().any(|start| file.starts_with(start));
            file_literals(script).into_iter().filter(is_wanted).collect::<Vec<_>>()
        };
        // The styles are `embed-` and a hash.
        let styles =
            file_literals(script).into_iter().find(|file| file.starts_with("embed-") && file.ends_with(".css"));
        let with = |own: &[&str]| {
            let script = std::iter::once(SCRIPT.to_owned());
            script.chain(named(own)).chain(styles.clone()).collect::<Vec<_>>()
        };
        Self {
            post: with(&["embed-post-", "inkstone-embed"]),
            list: with(&["embed-list-"]),
            markdown: with(&["embed-post-", "inkstone-renderer"]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_element_has_its_own_files() {
        let script = "const files = { post: \"embed-post-1.js\", list: \"embed-list-2.js\", \
                      styles: [\"embed-3.css\", \"sha384-x\"], a: [\"inkstone-embed-4.js\", \"inkstone-embed_bg-5.wasm\"], \
                      b: [\"inkstone-renderer-6.js\", \"inkstone-renderer_bg-7.wasm\"], c: \"purify.es-8.mjs\" }; \
                      load(\"embed-frame.js\")";
        assert_eq!(
            Embedding::of(script),
            Embedding {
                post: ["embed.js", "embed-post-1.js", "inkstone-embed-4.js", "inkstone-embed_bg-5.wasm", "embed-3.css"]
                    .map(str::to_owned)
                    .to_vec(),
                list: ["embed.js", "embed-list-2.js", "embed-3.css"].map(str::to_owned).to_vec(),
                markdown: [
                    "embed.js",
                    "embed-post-1.js",
                    "inkstone-renderer-6.js",
                    "inkstone-renderer_bg-7.wasm",
                    "embed-3.css"
                ]
                .map(str::to_owned)
                .to_vec(),
            }
        );
    }
}
