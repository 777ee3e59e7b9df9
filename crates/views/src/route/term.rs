//! Names of terms as parts of an address. Unlike a post's path they may hold anything: `C/C++`.

use inkstone_content::address::{decode_path, encode_path};

use super::RouteError;

/// The longest path of a category.
const DEEPEST: usize = 64;

/// One name as one part of an address. A name that the address itself uses (`page`,
/// `index.html`) is written so that it is not mistaken for that.
pub(super) fn encode(name: &str) -> String {
    match name {
        "page" => "%70age".to_owned(),
        name if name.ends_with("index.html") => encode_path(name).replace('/', "%2F").replace(".html", "%2Ehtml"),
        name => encode_path(name).replace('/', "%2F"),
    }
}

/// The names in these parts, each decoded once and checked afterwards.
pub(super) fn path(parts: &[&str]) -> Result<Vec<String>, RouteError> {
    let names: Vec<String> = parts.iter().copied().map(decode_path).collect::<Option<_>>().ok_or(RouteError)?;
    let is_name = |name: &String| !matches!(name.as_str(), "" | "." | "..") && !name.contains(char::is_control);
    if names.len() <= DEEPEST && names.iter().all(is_name) { Ok(names) } else { Err(RouteError) }
}
