//! chromedriver, once for all tests that run at a time: it starts with the first session and
//! ends with the last, also when a test panics.

use std::{
    env,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::{Arc, Condvar, Mutex, PoisonError, Weak},
};

/// How many browsers run side by side: more only wait for each other on two cores.
const AT_A_TIME: usize = 2;

/// The driver that runs now, if one does.
static RUNNING: Mutex<Weak<Driver>> = Mutex::new(Weak::new());
static FREE: (Mutex<usize>, Condvar) = (Mutex::new(AT_A_TIME), Condvar::new());

/// A chromedriver process.
pub(crate) struct Driver {
    process: Child,
    /// Where it listens.
    pub(crate) url: String,
}

impl Driver {
    /// The running driver, or a new one.
    pub(crate) fn running() -> Arc<Self> {
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        running.upgrade().unwrap_or_else(|| {
            let driver = Arc::new(Self::start());
            *running = Arc::downgrade(&driver);
            driver
        })
    }

    fn start() -> Self {
        let program = env::var_os("CHROMEDRIVER").unwrap_or_else(|| "chromedriver".into());
        let mut process = Command::new(&program)
            .args(["--port=0", "--log-level=SEVERE"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{}: {error}; `cargo xtask test` sets up what is missing", program.display())
            });
        let said = BufReader::new(process.stdout.take().expect("its output is a pipe"));
        let port = said.lines().map_while(Result::ok).find_map(|line| {
            let port = line.split(" started successfully on port ").nth(1)?.trim_end_matches('.').to_owned();
            port.parse::<u16>().ok()
        });
        let Some(port) = port else {
            let _ = process.kill();
            let _ = process.wait();
            panic!("{} ended without naming its port; is it of the browser's version?", program.display());
        };
        Self { process, url: format!("http://127.0.0.1:{port}") }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The right to run a browser, given back when dropped.
pub(crate) struct Turn(());

impl Turn {
    /// Waits until it is this test's turn.
    pub(crate) fn wait() -> Self {
        let mut free = FREE.0.lock().unwrap_or_else(PoisonError::into_inner);
        while *free == 0 {
            free = FREE.1.wait(free).unwrap_or_else(PoisonError::into_inner);
        }
        *free -= 1;
        Self(())
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *FREE.0.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        FREE.1.notify_one();
    }
}
