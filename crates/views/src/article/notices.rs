//! What a reader should know before the text: where it first appeared, that it is old, that
//! something in its file could not be read.

use inkstone_content::{PostDate, PostHead, Problem, Severity, Site};
use jiff::{SignedDuration, Timestamp};
use yew::prelude::*;

use crate::{Messages, Setting};

/// When a post was changed last, if that is so long ago that `site` has it say so.
pub fn old_since(date: Option<PostDate>, updated: Option<PostDate>, site: &Site, now: Timestamp) -> Option<PostDate> {
    let (changed, days) = updated.or(date).zip(site.outdated_after)?;
    let age = now.duration_since(changed.instant());
    (age > SignedDuration::from_hours(i64::from(days) * 24)).then_some(changed)
}

/// The notices that apply, above the text.
pub(super) fn notices(setting: &Setting, head: &PostHead, now: Option<Timestamp>) -> Html {
    let messages = &setting.messages;
    let old = now.and_then(|now| old_since(head.date, head.updated, &setting.site, now));
    html! {
        <>
            if let Some(address) = &head.original {
                <p class="post-notice original" lang={messages.language} dir={messages.direction}>
                    {messages.original}{" "}
                    <a href={address.clone()} rel="noopener noreferrer nofollow ugc">{host(address).to_owned()}</a>
                </p>
            }
            if let Some(changed) = old {
                <p class="post-notice outdated" lang={messages.language} dir={messages.direction}>{messages.outdated(&messages.date(changed))}</p>
            }
            if head.problems.iter().any(is_felt) { {problems(messages, &head.problems)} }
        </>
    }
}

/// Whether the reader gets something else for it than was written. A warning is for the author: `check` tells.
fn is_felt(problem: &Problem) -> bool {
    problem.severity == Severity::Error
}

fn problems(messages: &Messages, problems: &[Problem]) -> Html {
    let problems: Vec<&Problem> = problems.iter().filter(|problem| is_felt(problem)).collect();
    let count = u32::try_from(problems.len()).unwrap_or(u32::MAX);
    html! {
        <details class="post-problems">
            <summary>{messages.problems(count)}</summary>
            <ul>
                {for problems.iter().map(|problem| html! {
                    <li>
                        if problem.line > 0 { <b>{messages.line(problem.line)}{": "}</b> }
                        {&problem.message}{" "}<span class="hint">{&problem.hint}</span>
                    </li>
                })}
            </ul>
        </details>
    }
}

/// The host of an address on the web, without a user name before it, which could pass for one.
pub(super) fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_named_by_its_host() {
        for (address, expected) in [
            ("https://www.toutiao.com/a/1?x=y", "toutiao.com"),
            ("http://a.example", "a.example"),
            ("https://good.example@evil.example/", "evil.example"),
            ("https://evil.example\\@good.example/", "evil.example"),
            ("https://a.example:8080#x", "a.example:8080"),
        ] {
            assert_eq!(host(address), expected, "{address}");
        }
    }
}
