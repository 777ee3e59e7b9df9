//! `deny.toml`, the file of cargo-deny: the parts of it that need no network. Each rule is
//! read as cargo-deny reads it; what this does not know of it, it leaves to cargo-deny.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use spdx::{Expression, LicenseReq, Licensee, ParseMode};

use crate::metadata::{Metadata, Package};

/// The rules.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Rules {
    licenses: Licences,
    bans: Bans,
    sources: Sources,
}

#[derive(Clone, Debug, Deserialize)]
struct Licences {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Clone, Debug, Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
struct Bans {
    deny: Vec<Named>,
    skip: Vec<Named>,
}

/// A package by its name, or as `name@version`, and why it is named.
#[derive(Clone, Debug, Deserialize)]
struct Named {
    #[serde(rename = "crate")]
    name: String,
    reason: String,
    /// The only packages that may need what is banned.
    #[serde(default)]
    wrappers: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
}

impl Rules {
    /// Reads the file.
    pub(crate) fn read(file: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))
    }

    /// Everything that the rules do not allow, a line each.
    pub(crate) fn problems(&self, metadata: &Metadata) -> Vec<String> {
        let mut problems = Vec::new();
        for package in metadata.packages.iter().filter(|package| metadata.is_foreign(package)) {
            let named = format!("{} {}", package.name, package.version);
            let mut wrong = |what: String| problems.push(format!("{named}: {what}"));
            if let Some(what) = self.licence_problem(package) {
                wrong(what);
            }
            // What is vendored has neither: its files are held against vendor/vendor.toml.
            if let Some(source) = package.source.as_deref() {
                let index = source.strip_prefix("registry+").unwrap_or(source);
                if !self.sources.allow_registry.iter().any(|allowed| allowed == index) {
                    wrong(format!("it comes from {source}"));
                }
                if metadata.checksum(package).is_none() {
                    wrong("Cargo.lock has no checksum of it".to_owned());
                }
            }
            for ban in self.bans.deny.iter().filter(|ban| ban.names(package) && !ban.is_wrapped(package, metadata)) {
                wrong(format!("it is banned: {}", ban.reason));
            }
        }
        problems.extend(self.duplicates(metadata));
        problems
    }

    fn licence_problem(&self, package: &Package) -> Option<String> {
        let Some(license) = &package.license else { return Some("it names no licence".to_owned()) };
        let Ok(expression) = Expression::parse_mode(license, ParseMode::LAX) else {
            return Some(format!("`{license}` is no licence expression"));
        };
        let exceptions = self.licenses.exceptions.iter().filter(|exception| exception.name == package.name);
        let allowed: Vec<Licensee> = exceptions
            .flat_map(|exception| &exception.allow)
            .chain(&self.licenses.allow)
            .filter_map(|name| Licensee::parse(name).ok())
            .collect();
        let satisfied =
            expression.evaluate(|wanted: &LicenseReq| allowed.iter().any(|licensee| licensee.satisfies(wanted)));
        (!satisfied).then(|| format!("its licence `{license}` is not among those allowed"))
    }

    /// Packages that are there in several versions, beyond those that are known, and what is
    /// known and no longer so.
    fn duplicates(&self, metadata: &Metadata) -> Vec<String> {
        let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for package in &metadata.packages {
            versions.entry(&package.name).or_default().insert(&package.version);
        }
        let is_skipped = |name: &str, version: &str| {
            self.bans.skip.iter().any(|skip| skip.name == name || skip.name == format!("{name}@{version}"))
        };
        let several = versions
            .iter()
            .filter(|(name, versions)| versions.iter().filter(|version| !is_skipped(name, version)).count() > 1);
        let mut problems: Vec<String> = several
            .map(|(name, versions)| {
                let list: Vec<_> = versions.iter().copied().collect();
                format!("{name}: there are {} versions of it ({})", list.len(), list.join(", "))
            })
            .collect();
        for skip in &self.bans.skip {
            let is_needed = metadata.packages.iter().any(|package| {
                skip.names(package) && versions.get(package.name.as_str()).is_some_and(|versions| versions.len() > 1)
            });
            if !is_needed {
                problems.push(format!("deny.toml skips {}, which is no duplicate any more", skip.name));
            }
        }
        problems
    }
}

impl Named {
    /// Whether nothing but the wrappers needs the package.
    fn is_wrapped(&self, package: &Package, metadata: &Metadata) -> bool {
        let needs_it =
            |other: &&Package| metadata.needs.get(&other.id).is_some_and(|needs| needs.contains(&package.id));
        let mut dependents = metadata.packages.iter().filter(needs_it).peekable();
        dependents.peek().is_some() && dependents.all(|other| self.wrappers.contains(&other.name))
    }

    fn names(&self, package: &Package) -> bool {
        match self.name.split_once('@') {
            Some((name, version)) => name == package.name && version == package.version,
            None => self.name == package.name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "
        [licenses]
        allow = ['MIT', 'Apache-2.0', 'Apache-2.0 WITH LLVM-exception', 'Unicode-3.0']
        exceptions = [{ crate = 'cssparser', allow = ['MPL-2.0'] }]
        [bans]
        deny = [{ crate = 'openssl-sys', reason = 'no C' }]
        skip = [{ crate = 'syn@1.0.0', reason = 'yew' }]
        [sources]
        allow-registry = ['https://index.example']
    ";

    fn package(name: &str, version: &str, license: &str) -> Package {
        Package {
            id: format!("{name} {version}"),
            name: name.to_owned(),
            version: version.to_owned(),
            license: Some(license.to_owned()),
            source: Some("registry+https://index.example".to_owned()),
            description: None,
            repository: None,
        }
    }

    fn problems(packages: Vec<Package>) -> Vec<String> {
        let rules: Rules = toml::from_str(RULES).expect("rules");
        let sums = packages.iter().map(|package| ((package.name.clone(), package.version.clone()), "0".repeat(64)));
        let checksums = sums.collect();
        // The rule that a skip must be needed has a test of its own.
        let skipped = [package("syn", "1.0.0", "MIT"), package("syn", "2.0.0", "MIT")];
        let more: Vec<_> = packages.iter().cloned().chain(skipped).collect();
        let mut metadata = Metadata { packages: more, checksums, ..Metadata::default() };
        for version in ["1.0.0", "2.0.0"] {
            metadata.checksums.insert(("syn".to_owned(), version.to_owned()), "0".repeat(64));
        }
        rules.problems(&metadata)
    }

    #[test]
    fn what_is_banned_may_stand_behind_its_wrappers_only() {
        let rules = RULES.replace("reason = 'no C'", "reason = 'no C', wrappers = ['feed']");
        let rules: Rules = toml::from_str(&rules).expect("rules");
        let banned = package("openssl-sys", "1.0.0", "MIT");
        for (case, dependents, expected) in
            [("its wrapper", &["feed"][..], true), ("another as well", &["feed", "web"], false), ("nobody", &[], false)]
        {
            let others: Vec<_> = dependents.iter().map(|name| package(name, "1.0.0", "MIT")).collect();
            let needs = others.iter().map(|other| (other.id.clone(), vec![banned.id.clone()])).collect();
            let metadata = Metadata { packages: others, needs, ..Metadata::default() };
            assert_eq!(rules.bans.deny[0].is_wrapped(&banned, &metadata), expected, "{case}");
        }
    }

    #[test]
    fn what_the_rules_do_not_allow_is_told() {
        for (case, one, expected) in [
            ("allowed", package("a", "1.0.0", "MIT"), None),
            ("either", package("a", "1.0.0", "GPL-3.0-only OR MIT"), None),
            ("an older way to write it", package("a", "1.0.0", "MIT/Apache-2.0"), None),
            (
                "both",
                package("a", "1.0.0", "MIT AND GPL-3.0-only"),
                Some("a 1.0.0: its licence `MIT AND GPL-3.0-only` is not among those allowed"),
            ),
            ("with an exception", package("a", "1.0.0", "Apache-2.0 WITH LLVM-exception"), None),
            ("allowed for one", package("cssparser", "1.0.0", "MPL-2.0"), None),
            (
                "and for no other",
                package("a", "1.0.0", "MPL-2.0"),
                Some("a 1.0.0: its licence `MPL-2.0` is not among those allowed"),
            ),
            ("no expression", package("a", "1.0.0", "see file"), Some("a 1.0.0: `see file` is no licence expression")),
            ("none", Package { license: None, ..package("a", "1.0.0", "") }, Some("a 1.0.0: it names no licence")),
            ("banned", package("openssl-sys", "1.0.0", "MIT"), Some("openssl-sys 1.0.0: it is banned: no C")),
            (
                "another version",
                package("syn", "3.0.0", "MIT"),
                Some("syn: there are 3 versions of it (1.0.0, 2.0.0, 3.0.0)"),
            ),
            (
                "a git repository",
                Package { source: Some("git+https://a.example/b".to_owned()), ..package("a", "1.0.0", "MIT") },
                Some("a 1.0.0: it comes from git+https://a.example/b"),
            ),
            (
                "another registry",
                Package { source: Some("registry+https://evil.example".to_owned()), ..package("a", "1.0.0", "MIT") },
                Some("a 1.0.0: it comes from registry+https://evil.example"),
            ),
        ] {
            assert_eq!(problems(vec![one]).first().map(String::as_str), expected, "{case}");
        }
    }

    #[test]
    fn a_package_without_a_checksum_and_a_skip_without_a_need_are_told() {
        let rules: Rules = toml::from_str(RULES).expect("rules");
        let metadata = Metadata { packages: vec![package("a", "1.0.0", "MIT")], ..Metadata::default() };
        assert_eq!(
            rules.problems(&metadata),
            ["a 1.0.0: Cargo.lock has no checksum of it", "deny.toml skips syn@1.0.0, which is no duplicate any more"]
        );
    }
}
