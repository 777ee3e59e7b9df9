//! Asking a host for a file, with the system's `curl`: it speaks TLS and HTTP/2 and knows the proxies of the
//! network, and Windows, macOS and nearly every Linux have it.

use std::{
    fs,
    io::{self, Read},
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

use super::answer::{Answer, Coding, head_of};
use crate::Failure;

/// The longest answer that is taken, in bytes: far more than any file of ours has.
const MOST_BYTES: u64 = 32 << 20;
/// The longest line of curl's about a failure.
const MOST_REASON: u64 = 4 << 10;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lost {
    /// What has happened, in words.
    pub(super) reason: String,
    /// Whether the host said nothing for as long as it may.
    pub(super) is_silence: bool,
}

impl Lost {
    fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), is_silence: false }
    }
}

/// The system's curl.
pub(super) struct Curl {
    /// For the heads of answers.
    folder: TempDir,
    patience: Duration,
}

impl Curl {
    /// Looks for curl; an answer may take `patience` to come whole.
    ///
    /// # Errors
    /// When there is none that runs.
    pub(super) fn find(patience: Duration) -> Result<Self, Failure> {
        let mut asked = Command::new("curl");
        asked.args(["--disable", "--version"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let is_there = asked.status().map_err(|error| error.to_string()).and_then(|status| match status.success() {
            true => Ok(()),
            false => Err(status.to_string()),
        });
        is_there.map_err(|reason| {
            Failure::not_built(
                format!("a published site is looked at with curl, which does not run here: {reason}"),
                "install it: `sudo apt-get install curl`, `sudo dnf install curl`, `apk add curl`; Windows 10 and macOS have it. A built folder needs none: --site DIR",
            )
        })?;
        let folder = tempfile::tempdir().map_err(Failure::file("write to", &std::env::temp_dir()))?;
        Ok(Self { folder, patience })
    }

    /// Asks for `url`; follows nothing.
    pub(super) fn get(&self, url: &str, is_loopback: bool) -> Result<Answer, Lost> {
        let head = self.folder.path().join("head");
        // What an earlier answer left must not be taken for this one's.
        let _ = fs::remove_file(&head);
        let seconds = format!("{:.3}", self.patience.as_secs_f64());
        let mut command = Command::new("curl");
        // First of all: nothing of what the user has configured for other work.
        command.args(["--disable", "--silent", "--show-error", "--globoff", "--path-as-is", "--proto", "=http,https"]);
        command.args(["--max-time", &seconds, "--connect-timeout", &seconds]);
        command.args(["--header", "Accept-Encoding: br, gzip", "--header", "Accept: */*"]);
        command.args(["--user-agent", concat!("inkstone-check/", env!("CARGO_PKG_VERSION"))]);
        if is_loopback {
            command.args(["--noproxy", "*"]);
        }
        command.arg("--dump-header").arg(&head).args(["--output", "-", "--url", url]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| Lost::because(format!("curl does not start: {error}")))?;
        let body = self.body(&mut child)?;
        let head = fs::read(&head).unwrap_or_default();
        let Some((status, headers)) = head_of(&String::from_utf8_lossy(&head)) else {
            return Err(Lost::because("the host does not speak HTTP"));
        };
        let coding = headers.iter().find(|(name, _)| name == "content-encoding").map_or("", |(_, value)| value);
        let coding = Coding::named(coding);
        let body = coding.decode(body, MOST_BYTES).map_err(Lost::because)?;
        Ok(Answer { url: url.to_owned(), status, headers, coding, body })
    }

    /// What `child` writes, and how it ends.
    fn body(&self, child: &mut Child) -> Result<Vec<u8>, Lost> {
        let mut body = Vec::new();
        let read = child.stdout.take().map_or(Ok(0), |out| out.take(MOST_BYTES + 1).read_to_end(&mut body));
        let is_too_long = u64::try_from(body.len()).is_ok_and(|length| length > MOST_BYTES);
        if is_too_long || read.is_err() {
            // It may have ended by itself.
            let _ = child.kill();
        }
        let mut said = String::new();
        if let Some(errors) = child.stderr.take() {
            let _: io::Result<usize> = errors.take(MOST_REASON).read_to_string(&mut said);
        }
        let ended = child.wait();
        if is_too_long {
            return Err(Lost::because(format!("the answer is longer than {}", crate::size(MOST_BYTES))));
        }
        match (read, ended) {
            (Ok(_), Ok(status)) if status.success() => Ok(body),
            (Ok(_), Ok(status)) => Err(self.reason(status.code(), &said)),
            (Err(error), _) | (_, Err(error)) => Err(Lost::because(error.to_string())),
        }
    }

    /// What curl's exit code means (its manual lists them).
    fn reason(&self, code: Option<i32>, said: &str) -> Lost {
        let said = said.lines().next().unwrap_or_default();
        let said = said.split_once(") ").map_or(said, |(_, said)| said).trim();
        match code {
            Some(28) => {
                Lost { reason: format!("no whole answer within {} s", self.patience.as_secs()), is_silence: true }
            }
            Some(18) => Lost::because("the answer ends before its end: less came than its Content-Length says"),
            Some(52) => Lost::because("the host hangs up without an answer"),
            _ if said.is_empty() => Lost::because(format!("curl fails with code {}", code.unwrap_or(-1))),
            _ => Lost::because(said),
        }
    }
}
