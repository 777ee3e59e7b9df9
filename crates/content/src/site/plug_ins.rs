//! Scripts of the site's owner that run on its pages, beside the app's.

use serde::{Deserialize, Serialize};

use crate::{
    PostPath,
    front_matter::{clean, value::Value},
};

/// The most scripts that a site may name.
const MOST: usize = 20;

/// What the configuration says of the owner's scripts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlugIns {
    /// Files of the posts folder that every page runs as modules, in order.
    pub scripts: Vec<PostPath>,
    /// Whether they may write HTML and styles into pages, against which pages are closed otherwise.
    pub write_html: bool,
}

/// The scripts that `value` names, one or a list, and what it names that cannot be one.
pub(super) fn scripts(value: &Value) -> (Vec<PostPath>, Vec<String>) {
    let items = match value {
        Value::List(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let (mut scripts, mut refused) = (Vec::new(), Vec::new());
    for item in items {
        let name = item.text().map(clean).unwrap_or_default();
        match PostPath::new(name.as_str()) {
            Ok(path) if is_script(&path) && scripts.len() < MOST => scripts.push(path),
            _ => refused.push(name),
        }
    }
    (scripts, refused)
}

fn is_script(path: &PostPath) -> bool {
    path.as_str().ends_with(".js") || path.as_str().ends_with(".mjs")
}
