//! What a run of a program costs.

use std::fs;
use std::io;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often a running program is looked at.
const PULSE: Duration = Duration::from_millis(3);

/// How long the kernel's clock for the use of the processor ticks (USER_HZ).
const TICK: Duration = Duration::from_millis(10);

/// Time and memory of one run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cost {
    /// From its start to its end.
    pub(crate) wall: Duration,
    /// What all its threads used of the processors; other programs slow the wall clock only.
    pub(crate) processor: Duration,
    /// The most bytes of memory it held.
    pub(crate) peak: u64,
}

impl Cost {
    /// Runs `command` to its end and measures it.
    ///
    /// # Errors
    /// When it cannot be started or fails; what it said is part of the reason.
    pub(crate) fn of(command: &mut Command) -> io::Result<Cost> {
        let log = std::env::temp_dir().join(format!("inkstone-measure-{}.log", std::process::id()));
        // What others have left to be written is not for this one to wait for.
        let _ = Command::new("sync").status();
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(fs::File::create(&log)?);
        let began = Instant::now();
        let mut child = command.spawn()?;
        let mut cost = Cost::default();
        let status = loop {
            cost.look(child.id());
            if let Some(status) = child.try_wait()? {
                break status;
            }
            thread::sleep(PULSE);
        };
        cost.wall = began.elapsed();
        let said = fs::read_to_string(&log).unwrap_or_default();
        let _ = fs::remove_file(&log);
        match status.success() {
            true => Ok(cost),
            false => Err(io::Error::other(format!("{} failed ({status}): {said}", command.get_program().display()))),
        }
    }

    /// Notes what the kernel says of the process; only Linux says it in this form.
    fn look(&mut self, process: u32) {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        self.peak = self.peak.max(peak(&status).unwrap_or(0));
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
        self.processor = self.processor.max(processor(&stat).unwrap_or_default());
    }

    /// The run in the middle by its time.
    pub(crate) fn median(mut costs: Vec<Cost>) -> Cost {
        costs.sort_by_key(|cost| cost.wall);
        costs.get(costs.len() / 2).copied().unwrap_or_default()
    }
}

/// `VmHWM` of /proc/PID/status.
fn peak(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}

/// `utime` and `stime` of /proc/PID/stat, the 14th and 15th field; the second may hold blanks.
fn processor(stat: &str) -> Option<Duration> {
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut fields = fields.split(' ').skip(11).map(str::parse::<u32>);
    Some(TICK * (fields.next()?.ok()? + fields.next()?.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_linux_says_is_understood() {
        assert_eq!(peak("Name:\tx\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\n"), Some(2_097_152));
        let stat = "7 (a (b) c) S 1 7 7 0 -1 4194304 1 0 0 0 150 25 0 0 20 0 1 0 1 1 1";
        assert_eq!(processor(stat), Some(Duration::from_millis(1_750)));
        assert_eq!((peak(""), processor("")), (None, None));
    }
}
