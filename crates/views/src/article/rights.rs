//! The box that says who wrote a post, where it lives, and what may be done with it.

use inkstone_content::{PostHead, PostPath, Rights, Site};
use yew::prelude::*;

use super::{authors, notices::host};
use crate::{Route, Setting};

/// The box, where the post or its site says something about copying.
pub(super) fn rights_box(setting: &Setting, path: &str, head: &PostHead) -> Html {
    let words = &setting.messages;
    let licence = licence(&head.rights, &setting.site);
    if head.rights.silent || (licence.is_none() && head.rights.line.is_none()) {
        return Html::default();
    }
    let address = setting.site.url.as_deref().zip(PostPath::new(path).ok());
    let address = address.map(|(site, path)| format!("{}/{}", site.trim_end_matches('/'), Route::Post { path }));
    let authors = authors(head, &setting.site.author);
    html! {
        <dl class="post-rights" lang={words.language} dir={words.direction}>
            if !authors.is_empty() { <div><dt>{words.author}</dt><dd>{authors.join(comma(words.language))}</dd></div> }
            if let Some(address) = address {
                <div><dt>{words.address}</dt><dd><a href={address.clone()} data-native="">{readable(&address)}</a></dd></div>
            }
            if let Some(licence) = licence {
                <div>
                    <dt>{words.licence}</dt>
                    <dd>
                        if let Some(href) = licence.address {
                            <a {href} rel="license noopener noreferrer">{licence.name}</a>
                        } else {
                            {licence.name}
                        }
                    </dd>
                </div>
            }
            if let Some(line) = &head.rights.line { <div><dt>{words.copyright}</dt><dd>{line}</dd></div> }
        </dl>
    }
}

/// What stands between two names.
fn comma(language: &str) -> &'static str {
    match language.split('-').next() {
        Some("zh" | "ja") => "、",
        Some("ar" | "fa" | "ur") => "، ",
        _ => ", ",
    }
}

/// A licence: its name, and where it can be read.
#[derive(Debug, PartialEq)]
struct Licence {
    name: String,
    address: Option<String>,
}

/// The post's licence, or its site's.
fn licence(rights: &Rights, site: &Site) -> Option<Licence> {
    let written = rights.licence.as_deref().or(site.license.as_deref())?.trim();
    let is_address = written.starts_with("https://") || written.starts_with("http://");
    if is_address {
        let name = creative_commons_name(written).unwrap_or_else(|| host(written).to_owned());
        return Some(Licence { name, address: Some(written.to_owned()) });
    }
    Some(Licence { name: written.to_owned(), address: creative_commons_address(written) })
}

/// `CC BY-NC-SA 4.0`, in whichever way it is written, as its address.
fn creative_commons_address(name: &str) -> Option<String> {
    let name = name.to_ascii_lowercase();
    let mut words = name.split([' ', '-', '_', '/']).filter(|word| !word.is_empty());
    match (words.next()?, words.next()) {
        ("cc0", _) => return Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned()),
        ("cc", Some("by")) => {}
        _ => return None,
    }
    let mut kind = "by".to_owned();
    let mut version = "4.0";
    for word in words {
        match word {
            "nc" | "nd" | "sa" => {
                kind.push('-');
                kind.push_str(word);
            }
            "1.0" | "2.0" | "2.5" | "3.0" | "4.0" => version = word,
            "international" | "intl" | "unported" | "license" | "licence" => {}
            _ => return None,
        }
    }
    let known = ["by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd"].contains(&kind.as_str());
    known.then(|| format!("https://creativecommons.org/licenses/{kind}/{version}/"))
}

/// The name of the licence at an address of Creative Commons.
fn creative_commons_name(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://creativecommons.org/")?;
    let mut parts = rest.split('/');
    match (parts.next()?, parts.next()?, parts.next()?) {
        ("licenses", kind, version) => Some(format!("CC {} {version}", kind.to_ascii_uppercase())),
        ("publicdomain", "zero", version) => Some(format!("CC0 {version}")),
        _ => None,
    }
}

/// An address as people read it: no scheme, and letters instead of their codes.
fn readable(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    inkstone_content::address::decode_path(rest).unwrap_or_else(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_known_by_name_and_by_address() {
        let cc = |kind: &str| Some(format!("https://creativecommons.org/licenses/{kind}/"));
        for (written, name, address) in [
            ("CC BY-NC-SA 4.0", "CC BY-NC-SA 4.0", cc("by-nc-sa/4.0")),
            ("cc-by-sa-3.0", "cc-by-sa-3.0", cc("by-sa/3.0")),
            ("CC BY", "CC BY", cc("by/4.0")),
            ("CC BY 4.0 International", "CC BY 4.0 International", cc("by/4.0")),
            ("CC0 1.0", "CC0 1.0", Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned())),
            ("CC BY-SA-NC", "CC BY-SA-NC", None),
            ("CC BYOB", "CC BYOB", None),
            ("MIT", "MIT", None),
            ("转载请注明出处", "转载请注明出处", None),
            (
                "https://creativecommons.org/licenses/by-nc/4.0/deed.zh",
                "CC BY-NC 4.0",
                Some("https://creativecommons.org/licenses/by-nc/4.0/deed.zh".to_owned()),
            ),
            ("https://a.example/licence", "a.example", Some("https://a.example/licence".to_owned())),
            ("javascript:alert(1)", "javascript:alert(1)", None),
        ] {
            let rights = Rights { licence: Some(written.to_owned()), ..Rights::default() };
            let expected = Licence { name: name.to_owned(), address };
            assert_eq!(licence(&rights, &Site::default()), Some(expected), "{written}");
        }
        let site = Site { license: Some("MIT".to_owned()), ..Site::default() };
        assert_eq!(licence(&Rights::default(), &site).map(|licence| licence.name).as_deref(), Some("MIT"));
        assert_eq!(licence(&Rights::default(), &Site::default()), None);
    }
}
