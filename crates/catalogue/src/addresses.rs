//! Where old addresses lead, and which file a post has when its address does not say.

use inkstone_content::{
    PostPath,
    json::{FromNode, JsonError, Node},
};
use serde::Serialize;

use crate::{FileError, file};

/// The fewest addresses of a file.
pub(crate) const LEAST_ADDRESSES: usize = 64;

/// A post that has another address or an unusual file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "(String, String, Option<String>)")]
pub struct Address {
    /// The address below the site's root, not percent-encoded, for instance `2022/04/hello` or
    /// `posts/hello`.
    pub address: String,
    /// The key of the post it leads to.
    pub path: String,
    /// The post's file below the posts folder, when that is not `<path>.md`.
    pub file: Option<String>,
}

impl FromNode for Address {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        let (address, path, file) = FromNode::from_node(node)?;
        Ok(Self { address, path, file })
    }
}

impl From<Address> for (String, String, Option<String>) {
    fn from(Address { address, path, file }: Address) -> Self {
        (address, path, file)
    }
}

/// A file of addresses, in the order of their hashes.
#[derive(Serialize)]
pub(crate) struct Addresses {
    pub(crate) addresses: Vec<Address>,
}

impl FromNode for Addresses {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self { addresses: node.field("addresses")? })
    }
}

impl Addresses {
    /// Reads a file of addresses. Those that leave the posts folder are dropped.
    pub(crate) fn from_json(text: &str) -> Result<Vec<Address>, FileError> {
        let Self { mut addresses } = file::read(text)?;
        file::bound("addresses", addresses.len(), 2 * LEAST_ADDRESSES)?;
        let is_valid = |path: &str| PostPath::new(path).is_ok();
        addresses.retain(|entry| is_valid(&entry.path) && entry.file.as_deref().is_none_or(is_valid));
        Ok(addresses)
    }
}
