//! Where on its host a site lives.

use std::str::FromStr;

/// The path of the site's root on its host: begins and ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasePath(String);

/// Why a text is no base path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BasePathError {
    /// It does not begin and end with a slash.
    #[error("a base path begins and ends with `/`, as in `/blog/`")]
    Slashes,
    /// A part of it is empty, `.` or `..`.
    #[error("a base path has no part that is empty, `.` or `..`")]
    Parts,
    /// It holds a character that must be percent-encoded there.
    #[error("a base path may not hold {0:?}: percent-encode it")]
    Character(char),
}

impl Default for BasePath {
    fn default() -> Self {
        Self("/".into())
    }
}

impl BasePath {
    /// The path, for instance `/blog/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of the site's full address, for instance `/blog/` of `https://example.com/blog`;
    /// `None` when that is no base path.
    pub(crate) fn of_url(url: &str) -> Option<Self> {
        let (_, rest) = url.split_once("://")?;
        let rest = rest.split(['?', '#']).next()?;
        let path = rest.split_once('/').map_or("", |(_, path)| path).trim_matches('/');
        if path.is_empty() { Some(Self::default()) } else { format!("/{path}/").parse().ok() }
    }
}

impl FromStr for BasePath {
    type Err = BasePathError;
    fn from_str(text: &str) -> Result<Self, BasePathError> {
        if let Some(bad) = text.chars().find(|c| !(c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@%".contains(*c))) {
            return Err(BasePathError::Character(bad));
        }
        if text == "/" {
            return Ok(Self::default());
        }
        let parts = text.strip_prefix('/').and_then(|text| text.strip_suffix('/')).ok_or(BasePathError::Slashes)?;
        if parts.split('/').any(|part| {
            let part = part.to_ascii_lowercase().replace("%2e", ".");
            matches!(part.as_str(), "" | "." | "..")
        }) {
            return Err(BasePathError::Parts);
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_paths() {
        for (text, expected) in [
            ("/", Ok("/")),
            ("/blog/", Ok("/blog/")),
            ("/a/b%20c/", Ok("/a/b%20c/")),
            ("", Err(BasePathError::Slashes)),
            ("blog", Err(BasePathError::Slashes)),
            ("/blog", Err(BasePathError::Slashes)),
            ("//", Err(BasePathError::Parts)),
            ("//evil.example/", Err(BasePathError::Parts)),
            ("/../", Err(BasePathError::Parts)),
            ("/%2E%2e/", Err(BasePathError::Parts)),
            ("/a b/", Err(BasePathError::Character(' '))),
            ("/\"/", Err(BasePathError::Character('"'))),
        ] {
            assert_eq!(
                text.parse::<BasePath>().as_ref().map(BasePath::as_str).map_err(|error| *error),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn the_base_path_of_an_address() {
        for (url, expected) in [
            ("https://example.com", Some("/")),
            ("https://example.com/", Some("/")),
            ("https://example.com/blog", Some("/blog/")),
            ("https://example.com/a/b/?q#x", Some("/a/b/")),
            ("https://example.com/a//b", None),
            ("example.com", None),
        ] {
            assert_eq!(BasePath::of_url(url).as_ref().map(BasePath::as_str), expected, "{url}");
        }
    }
}
