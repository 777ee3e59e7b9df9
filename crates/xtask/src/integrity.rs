//! What a browser checks a file against before it uses it (Subresource Integrity).

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};

/// `sha384-…` of a file's content.
pub(crate) fn of(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
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
    }
}
