//! What a browser checks a file against before it uses it (Subresource Integrity).

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

/// `sha256-…` of a file's content: the shortest that browsers take, since a page names thirty files by what they hash to, and no
/// compression makes that shorter.
pub(crate) fn of(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_example_of_the_specification() {
        // Subresource Integrity, section 3.1.
        assert_eq!(super::of(b"alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }
}
