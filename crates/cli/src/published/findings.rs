//! What is wrong with a site, each thing once: a fault of a host is in all its answers.

use inkstone_content::Severity;

use crate::FileProblem;

/// How many places a problem names.
const MOST_NAMED: usize = 3;

/// A fault, without the place that it is at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    severity: Severity,
    code: &'static str,
    /// What the file or the answer does, without naming it.
    message: String,
    hint: String,
}

impl Finding {
    /// Something that costs readers something.
    pub(super) fn error(code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { severity: Severity::Error, code, message: message.into(), hint: hint.into() }
    }

    /// Something that could be better.
    pub(super) fn warning(code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message, hint) }
    }
}

/// What has been found so far.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<(Finding, Vec<String>)>);

impl Findings {
    /// Adds a fault of `place`, an address or a file.
    pub(super) fn add(&mut self, place: impl Into<String>, finding: Finding) {
        let place = place.into();
        match self.0.iter_mut().find(|(known, _)| *known == finding) {
            Some((_, places)) if places.contains(&place) => {}
            Some((_, places)) => places.push(place),
            None => self.0.push((finding, vec![place])),
        }
    }

    /// A problem a fault, at the first of its places.
    pub(super) fn into_problems(self) -> Vec<FileProblem> {
        self.0.into_iter().map(|(finding, places)| problem(finding, &places)).collect()
    }
}

fn problem(finding: Finding, places: &[String]) -> FileProblem {
    let Finding { severity, code, mut message, hint } = finding;
    let (first, others) = places.split_first().map_or(("", &[][..]), |(first, others)| (first.as_str(), others));
    if !others.is_empty() {
        message.push_str(&format!("; so does {}", others[..others.len().min(MOST_NAMED)].join(", ")));
        if others.len() > MOST_NAMED {
            message.push_str(&format!(" and {} more", others.len() - MOST_NAMED));
        }
    }
    FileProblem::whole(first, severity, code, message, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_many_files_is_one_problem() {
        let mut findings = Findings::default();
        for place in ["a", "b", "a", "c", "d", "e"] {
            findings.add(place, Finding::warning("plain", "comes plain", "compress it"));
        }
        findings.add("a", Finding::error("status", "is not there", "upload it"));
        let problems = findings.into_problems();
        let said: Vec<_> = problems.iter().map(|found| (found.file.as_str(), found.problem.message.as_str())).collect();
        assert_eq!(said, [("a", "comes plain; so does b, c, d and 1 more"), ("a", "is not there")]);
    }
}
