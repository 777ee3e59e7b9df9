//! The builder's engine: ammonia, and then the verdicts on its output.

mod formulas;
mod pictures;
mod written;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use inkstone_content::RawHtml;
use inkstone_content::policy::{DROPPED, ELEMENTS, GLOBAL_ATTRIBUTES, IMAGE_SCHEMES, LINK_SCHEMES};

use crate::addresses::{Addresses, Origin};
use crate::{SafeBody, SanitiseError};

pub use formulas::typeset;
pub use pictures::{PictureSize, sized};

static AMMONIA: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let own = ELEMENTS.iter().filter(|element| !element.attributes.is_empty());
    let own: HashMap<_, HashSet<_>> =
        own.map(|element| (element.name, element.attributes.iter().map(|(name, _)| *name).collect())).collect();
    let mut builder = ammonia::Builder::empty();
    builder
        .tags(ELEMENTS.iter().map(|element| element.name).collect())
        .clean_content_tags(DROPPED.iter().copied().collect())
        .generic_attributes(GLOBAL_ATTRIBUTES.iter().map(|(name, _)| *name).collect())
        .tag_attributes(own)
        .url_schemes(LINK_SCHEMES.iter().chain(IMAGE_SCHEMES).copied().collect())
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    builder
});

/// Makes a body. One that is above the limits, or that cannot be made, is the HTML's source
/// as plain text in a `<pre>`.
pub fn sanitise(raw: &RawHtml, origin: &Origin) -> SafeBody {
    try_sanitise(raw, origin)
        .unwrap_or_else(|_| SafeBody::new(format!("<pre>{}</pre>", written::escaped_text(raw.as_str()))))
}

/// Makes a body, or says why not.
///
/// # Errors
/// [`SanitiseError::TooMany`] above a limit of the policy.
pub fn try_sanitise(raw: &RawHtml, origin: &Origin) -> Result<SafeBody, SanitiseError> {
    let html = crate::prepare::prepare(raw)?;
    let clean = AMMONIA.clean(&html).to_string();
    written::judge_all(&clean, &Addresses::new(origin)).map(SafeBody::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(raw: &str) -> String {
        let origin = Origin { site: "https://site.example/".to_owned() };
        sanitise(&RawHtml::new(raw), &origin).html().to_owned()
    }

    #[test]
    fn outcomes() {
        for (case, raw, expected) in [
            ("text", "a &amp; b &lt;c&gt;", "a &amp; b &lt;c&gt;"),
            ("script", "a<script>alert(1)</script>b", "ab"),
            ("handler", "<img src=\"/x\" onerror=\"alert(1)\">", "<img src=\"/x\">"),
            ("unknown", "<x-a><p>b</p></x-a><font>c</font>", "<p>b</p>c"),
            ("quote in a value", "<p title='a\"b&lt;'>x</p>", "<p title=\"a&quot;b&lt;\">x</p>"),
            ("comment", "a<!-- b -->c", "ac"),
            ("foreign", "<svg><p>a</svg><math><mi>b</mi></math>c", "<p>ac</p>"),
            ("noscript", "<noscript><img src=/a></noscript>b", "b"),
            ("template", "<template><p>a</template>b", "b"),
            ("field", "a<input type=text>b", "ab"),
        ] {
            assert_eq!(html(raw), expected, "{case}");
        }
    }
}
