//! The packages of the workspace and all they depend on, as cargo resolved them.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

/// A package.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) version: String,
    /// An SPDX expression, as its author wrote it.
    pub(crate) license: Option<String>,
    /// The registry it comes from; nothing for packages of the workspace.
    pub(crate) source: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) repository: Option<String>,
}

/// All packages, what each needs, and what each must hash to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
    /// By id: the ids of what a package needs to be built and to run; not what only its tests need.
    pub(crate) needs: BTreeMap<String, Vec<String>>,
    /// By id: the packages of the workspace itself.
    pub(crate) own: BTreeSet<String>,
    /// By name and version: the SHA-256 of the package's file in the registry.
    pub(crate) checksums: BTreeMap<(String, String), String>,
}

impl Metadata {
    /// Asks cargo, which answers from the lock file and asks nobody else.
    pub(crate) fn of(root: &Path) -> Result<Self, String> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let said = Command::new(cargo)
            .args(["metadata", "--format-version", "1", "--locked", "--offline"])
            .current_dir(root)
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| format!("cargo metadata: {error}"))?;
        if !said.status.success() {
            return Err("cargo metadata failed; `cargo fetch` brings what it misses".to_owned());
        }
        let json = String::from_utf8_lossy(&said.stdout);
        let lock = root.join("Cargo.lock");
        let lock = fs::read_to_string(&lock).map_err(|error| format!("{}: {error}", lock.display()))?;
        Self::parse(&json, &lock)
    }

    /// Reads cargo's answer and the lock file.
    pub(crate) fn parse(json: &str, lock: &str) -> Result<Self, String> {
        let answer: Answer = serde_json::from_str(json).map_err(|error| format!("cargo metadata: {error}"))?;
        let lock: Lock = toml::from_str(lock).map_err(|error| format!("Cargo.lock: {error}"))?;
        let nodes = answer.resolve.nodes.into_iter();
        let needs = nodes.map(|node| {
            let needed = node
                .deps
                .into_iter()
                .filter(|dep| dep.dep_kinds.iter().any(|kind| kind.kind.as_deref() != Some("dev")));
            (node.id, needed.map(|dep| dep.pkg).collect())
        });
        let locked = lock.package.into_iter();
        let checksums = locked.filter_map(|package| Some(((package.name, package.version), package.checksum?)));
        Ok(Self {
            packages: answer.packages,
            needs: needs.collect(),
            own: answer.workspace_members,
            checksums: checksums.collect(),
        })
    }

    /// The packages that the named ones of the workspace are made of, themselves included, in
    /// the order of their names.
    pub(crate) fn made_of(&self, names: &[&str]) -> Vec<&Package> {
        let roots = self.packages.iter().filter(|package| package.source.is_none());
        let mut left: Vec<&str> =
            roots.filter(|package| names.contains(&package.name.as_str())).map(|package| package.id.as_str()).collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = left.pop() {
            if seen.insert(id) {
                left.extend(self.needs.get(id).into_iter().flatten().map(String::as_str));
            }
        }
        let mut made: Vec<&Package> =
            self.packages.iter().filter(|package| seen.contains(package.id.as_str())).collect();
        made.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
        made
    }

    /// Whether a package is somebody else's: from a registry, or vendored.
    pub(crate) fn is_foreign(&self, package: &Package) -> bool {
        !self.own.contains(&package.id)
    }

    /// The checksum of a package, if it comes from a registry.
    pub(crate) fn checksum(&self, package: &Package) -> Option<&str> {
        self.checksums.get(&(package.name.clone(), package.version.clone())).map(String::as_str)
    }
}

#[derive(Deserialize)]
struct Answer {
    packages: Vec<Package>,
    #[serde(default)]
    workspace_members: BTreeSet<String>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dep>,
}

#[derive(Deserialize)]
struct Dep {
    pkg: String,
    dep_kinds: Vec<DepKind>,
}

#[derive(Deserialize)]
struct DepKind {
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}
