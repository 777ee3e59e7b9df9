//! The page that trunk leaves, made to name what was built.

use std::path::Path;

use super::files::{hashed_name, read, write};
use crate::failure::{Failure, Outcome};
use crate::integrity;

/// Writes a file of the page into `staging` under a name that changes with its content, and puts
/// that name into the page in the place of `name`.
pub(super) fn with_file(html: &str, name: &str, content: &str, staging: &Path) -> Outcome<String> {
    let link = format!("\"./{name}\"");
    if !html.contains(&link) {
        return Err(Failure::new(format!("index.html never asks for {link}")));
    }
    let hashed = hashed_name(name, content.as_bytes());
    write(&staging.join(&hashed), content.as_bytes())?;
    let integrity = integrity::of(content.as_bytes());
    Ok(html.replace(&link, &format!("\"./{hashed}\" integrity=\"{integrity}\"")))
}

/// The page with the text of `inline.js` in it instead of that file's name.
pub(super) fn with_inline_script(html: &str, script: &str) -> Outcome<String> {
    let asked = "<script src=\"./inline.js\"></script>";
    if script.to_ascii_lowercase().contains("</script") || script.contains("<!--") {
        return Err(Failure::new("web/inline.js holds what would end it in a page: `</script` or `<!--`"));
    }
    match html.matches(asked).count() {
        1 => Ok(html.replace(asked, &format!("<script>{script}</script>"))),
        number => Err(Failure::new(format!("index.html has {asked} {number} times, not once"))),
    }
}

/// The page with the boot script under the name it has got, and with what that hashes to. A
/// page that is older or newer than the script on its host would refuse it, so the name
/// changes with the content.
pub(super) fn with_boot(html: &str, name: &str, integrity: &str) -> Outcome<String> {
    let asked = "src=\"./boot.js\"";
    match html.matches(asked).count() {
        1 => Ok(html.replace(asked, &format!("src=\"./{name}\" integrity=\"{integrity}\""))),
        number => Err(Failure::new(format!("index.html has {asked} {number} times, not once"))),
    }
}

/// The page without the `<link rel="rust">` that tells trunk what to build: with
/// `inject_scripts` off, trunk 0.21 leaves it where it was.
pub(super) fn without_rust_link(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<link") {
        let (before, tag) = rest.split_at(start);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        kept.push_str(before);
        if tag.contains("rel=\"rust\"") {
            rest = after.trim_start_matches([' ', '\t']);
            rest = rest.strip_prefix('\n').unwrap_or(rest);
            kept.truncate(kept.trim_end_matches([' ', '\t']).len());
        } else {
            kept.push_str(tag);
            rest = after;
        }
    }
    kept.push_str(rest);
    kept
}

/// Makes the page's addresses of its own files absolute: trunk answers `/posts/x` with the
/// same page, and `./boot.js` would then be looked for below `/posts`. The sites that the
/// `inkstone` command makes have a page for every address instead.
pub(super) fn serve_from_everywhere(staging: &Path) -> Outcome {
    let page = staging.join("index.html");
    write(&page, read(&page)?.replace("=\"./", "=\"/").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_starts_nothing_is_refused() {
        for (page, times) in [("<script src=\"boot.js\">", 0), ("src=\"./boot.js\" src=\"./boot.js\"", 2)] {
            let failure = with_boot(page, "boot-1.js", "sha384-x").expect_err("it is not asked for once");
            assert!(failure.to_string().contains(&format!("{times} times")), "{failure}");
        }
    }

    #[test]
    fn a_script_in_the_page_cannot_end_it() {
        let page = "<script src=\"./inline.js\"></script>";
        assert_eq!(with_inline_script(page, "a<b"), Ok("<script>a<b</script>".to_owned()));
        for (page, script) in [(page, "'</SCRIPT>'"), (page, "a<!--b"), ("<script src=\"inline.js\"></script>", "a")] {
            with_inline_script(page, script).expect_err(script);
        }
    }
}
