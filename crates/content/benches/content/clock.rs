//! Time that a run takes, whatever else the machine does.

use std::time::Duration;

/// The shortest of several runs: what the machine can do when nothing else disturbs it.
pub(crate) fn best(run: &mut dyn FnMut(), measures: bool) -> Duration {
    const ENOUGH: Duration = Duration::from_millis(100);
    let mut best = Duration::MAX;
    let mut spent = Duration::ZERO;
    for round in 0..200 {
        let start = clock();
        run();
        let time = clock().saturating_sub(start);
        best = best.min(time);
        spent += time;
        if !measures || (round >= 2 && spent > ENOUGH) {
            break;
        }
    }
    best
}

/// Processor time of this thread: what other work the machine does is not in it.
#[cfg(unix)]
fn clock() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let seconds = u64::try_from(now.tv_sec).unwrap_or_default();
    Duration::new(seconds, u32::try_from(now.tv_nsec).unwrap_or_default())
}

/// Time since the first call: other systems have no clock of a thread that is safe to ask.
#[cfg(not(unix))]
fn clock() -> Duration {
    static BEGIN: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    BEGIN.get_or_init(std::time::Instant::now).elapsed()
}
