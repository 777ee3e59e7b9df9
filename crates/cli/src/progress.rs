//! How far long work has come: a bar on a terminal, plain lines elsewhere, nothing for programs.

use std::io::{IsTerminal, Write};

use indicatif::{ProgressBar, ProgressStyle};

/// Where progress is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// On standard error, in the form that fits it.
    Shown,
    /// Nowhere.
    Silent,
}

impl Progress {
    /// Begins work of `total` steps called `name`.
    pub(crate) fn begin(self, name: &'static str, total: usize) -> Work {
        if self == Self::Silent || total == 0 {
            return Work { bar: ProgressBar::hidden() };
        }
        if !std::io::stderr().is_terminal() {
            // A reader that has gone away is no reason to stop building.
            let _ = writeln!(std::io::stderr(), "{name}: {total}");
            return Work { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::new(u64::try_from(total).unwrap_or(u64::MAX));
        if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}") {
            bar.set_style(style);
        }
        bar.set_message(name);
        Work { bar }
    }
}

/// Work in progress; its bar goes away with it.
pub(crate) struct Work {
    bar: ProgressBar,
}

impl Work {
    pub(crate) fn step(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
