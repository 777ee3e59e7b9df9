//! The verdicts on the nodes that an engine left, some thousand at a time.
//!
//! What costs is not the verdicts but each question to the browser, so nearly all that has to be known is asked
//! of all nodes at once; one by one only elements are looked at, and of most only whether they have attributes.

use inkstone_content::policy::{Treatment, limits, treatment};
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node, NodeList};

use super::failed;
use crate::addresses::Addresses;
use crate::error::{Limit, SanitiseError};
use crate::verdict::{Attribute, Verdict, always_judged, judge};

/// How many elements are judged at a time: some milliseconds on a phone.
const AT_A_TIME: u32 = 4_000;

/// What a parser puts into one text at least before it begins another: 65,536 characters in Chromium.
const LEAST_OF_A_LONG_TEXT: usize = 1 << 15;

/// Which nodes an iterator shows (DOM, `NodeFilter`).
const TEXTS: u32 = 0x4;
const NEITHER_ELEMENTS_NOR_TEXTS: u32 = !(0x1 | TEXTS);

/// What is left to judge of a body.
pub(super) struct Judging {
    /// Every element, in the order of the document.
    elements: NodeList,
    /// How many of them have been judged.
    judged: u32,
    images: usize,
    /// The last that had to go: what was in it went with it.
    gone: Option<Element>,
}

impl Judging {
    /// Of all below `body`. What is neither element nor text goes at once: no engine should leave a comment.
    /// `html`: what it was filled with.
    pub(super) fn begin(body: &Element, html: &str) -> Result<Self, SanitiseError> {
        let elements = body.query_selector_all("*").map_err(|error| failed("no elements", &error))?;
        let number = usize::try_from(elements.length()).unwrap_or(usize::MAX);
        let page = body.owner_document().ok_or_else(|| SanitiseError::Engine("no document".to_owned()))?;
        if number > limits::NODES || has_too_many(&page, body, number, html)? {
            return Err(SanitiseError::TooMany { limit: Limit::Nodes, most: limits::NODES });
        }
        // An element that is in so many others, of which the body is one.
        let too_deep = body.query_selector(&format!("{}*", "* > ".repeat(limits::DEPTH + 1)));
        if too_deep.map_err(|error| failed("no depth", &error))?.is_some() {
            return Err(SanitiseError::TooMany { limit: Limit::Depth, most: limits::DEPTH });
        }
        for other in nodes(&page, body, NEITHER_ELEMENTS_NOR_TEXTS, usize::MAX)? {
            if let Some(parent) = other.parent_node() {
                parent.remove_child(&other).map_err(|error| failed("a node stays", &error))?;
            }
        }
        Ok(Self { elements, judged: 0, images: 0, gone: None })
    }

    /// Judges the next ones; whether these were the last.
    pub(super) fn step(&mut self, addresses: &Addresses) -> Result<bool, SanitiseError> {
        let end = self.elements.length().min(self.judged + AT_A_TIME);
        for at in self.judged..end {
            let node = self.elements.item(at).ok_or_else(|| SanitiseError::Engine("an element is away".to_owned()))?;
            let element: &Element = node.unchecked_ref();
            if self.gone.as_ref().is_some_and(|gone| gone.contains(Some(element))) {
                continue;
            }
            let name = html_name(element)?;
            self.images += usize::from(name == "img");
            if self.images > limits::IMAGES {
                return Err(SanitiseError::TooMany { limit: Limit::Images, most: limits::IMAGES });
            }
            if apply(element, &name, addresses)? {
                element.remove();
                self.gone = Some(element.clone());
            }
        }
        self.judged = end;
        Ok(end == self.elements.length())
    }
}

/// Whether there are more nodes below `body` than the policy allows, `elements` of which are elements.
fn has_too_many(page: &Document, body: &Element, elements: usize, html: &str) -> Result<bool, SanitiseError> {
    // A text ends where a tag stands, or a parser has had enough of it: so few need not be counted.
    let most_texts = html.matches('<').count() + html.len() / LEAST_OF_A_LONG_TEXT + 1;
    if elements + most_texts <= limits::NODES {
        return Ok(false);
    }
    let most = limits::NODES - elements;
    Ok(nodes(page, body, TEXTS, most + 1)?.len() > most)
}

/// The nodes below `body` that `shown` names, `most` at most.
fn nodes(page: &Document, body: &Element, shown: u32, most: usize) -> Result<Vec<Node>, SanitiseError> {
    let iterator = page.create_node_iterator_with_what_to_show(body, shown);
    let iterator = iterator.map_err(|error| failed("no nodes", &error))?;
    let mut found = Vec::new();
    while found.len() < most
        && let Some(node) = iterator.next_node().map_err(|error| failed("no next node", &error))?
    {
        found.push(node);
    }
    Ok(found)
}

/// The name of an element that the policy keeps, in lower case. HTML's own elements, and no
/// others, have their tag name in capitals (DOM, "HTML-uppercased qualified name").
fn html_name(element: &Element) -> Result<String, SanitiseError> {
    let written = element.tag_name();
    let name = written.to_ascii_lowercase();
    if treatment(&name) == Treatment::Keep && !written.contains(|c: char| c.is_ascii_lowercase()) {
        Ok(name)
    } else {
        Err(SanitiseError::Engine(format!("an element {written:?} was left")))
    }
}

/// Judges one element; true: it must go.
fn apply(element: &Element, name: &str, addresses: &Addresses) -> Result<bool, SanitiseError> {
    if !element.has_attributes() && !always_judged(name) {
        return Ok(false);
    }
    let map = element.attributes();
    let before: Vec<Attribute> = (0..map.length())
        .filter_map(|at| map.item(at))
        .map(|attribute| (attribute.name(), attribute.value()))
        .collect();
    let Verdict::Keep(after) = judge(name, before.clone(), addresses) else {
        return Ok(true);
    };
    for (name, _) in &before {
        if !after.iter().any(|(kept, _)| kept == name) {
            element.remove_attribute(name).map_err(|error| failed("an attribute stays", &error))?;
        }
    }
    for (name, value) in after.iter().filter(|attribute| !before.contains(attribute)) {
        element.set_attribute(name, value).map_err(|error| failed("no attribute", &error))?;
    }
    Ok(false)
}
