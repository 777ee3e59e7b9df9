//! The verdicts on the nodes that an engine left, in one walk without recursion.

use inkstone_content::policy::{Treatment, limits, treatment};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::failed;
use crate::addresses::Addresses;
use crate::error::{Limit, SanitiseError};
use crate::verdict::{Attribute, Verdict, always_judged, judge};

/// Judges every node below `body`.
pub(super) fn judge_all(body: &Element, addresses: &Addresses) -> Result<(), SanitiseError> {
    let mut nodes = 0;
    let mut images = 0;
    let mut depth = 0;
    let mut next = body.first_child();
    while let Some(node) = next {
        nodes += 1;
        if nodes > limits::NODES {
            return Err(SanitiseError::TooMany { limit: Limit::Nodes, most: limits::NODES });
        }
        let mut gone = false;
        let kind = node.node_type();
        match kind {
            Node::TEXT_NODE => {}
            Node::ELEMENT_NODE => {
                let element: &Element = node.unchecked_ref();
                let name = html_name(element)?;
                if depth + 1 > limits::DEPTH {
                    return Err(SanitiseError::TooMany { limit: Limit::Depth, most: limits::DEPTH });
                }
                images += usize::from(name == "img");
                if images > limits::IMAGES {
                    return Err(SanitiseError::TooMany { limit: Limit::Images, most: limits::IMAGES });
                }
                gone = apply(element, &name, addresses)?;
            }
            // A comment, a processing instruction: no engine should leave one.
            _ => gone = true,
        }
        // The walk stands on `node` until the next one is known: only then may it go.
        let child = if gone || kind == Node::TEXT_NODE { None } else { node.first_child() };
        next = if child.is_some() {
            depth += 1;
            child
        } else {
            following(&node, body, &mut depth)
        };
        if gone && let Some(parent) = node.parent_node() {
            parent.remove_child(&node).map_err(|error| failed("a node stays", &error))?;
        }
    }
    Ok(())
}

/// The next node in document order that is not below `node`.
fn following(node: &Node, body: &Element, depth: &mut usize) -> Option<Node> {
    let mut at = node.clone();
    loop {
        if let Some(sibling) = at.next_sibling() {
            return Some(sibling);
        }
        at = at.parent_node()?;
        if &at == body.unchecked_ref::<Node>() {
            return None;
        }
        *depth -= 1;
    }
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
