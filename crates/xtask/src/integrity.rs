//! What a browser checks a file against before it uses it (Subresource Integrity).

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256, Sha384};

/// `sha384-…` of a file's content.
pub(crate) fn of(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// `sha256-…`: a third shorter, for a script that names two hundred files by what they hash to.
pub(crate) fn short_of(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_example_of_the_specification() {
        // Subresource Integrity, section 3.1.
        assert_eq!(
            super::of(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
        assert_eq!(super::short_of(b"alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }
}
