//! What can go wrong with an answer, and when: a test gives the host rules, and the first
//! rule that speaks for a request decides what becomes of its answer.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::Answer;

/// What becomes of an answer.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// This status instead, with a host's usual page of HTML.
    Status(u16),
    /// The right answer, but not before the test opens the gate.
    Held(Gate),
    /// The right answer, but before each of these texts of its body, in their order, it waits for a gate.
    Paused(Vec<(&'static str, Gate)>),
    /// The headers promise everything, half of the body comes, the connection ends.
    Truncated,
    /// The connection ends without an answer.
    Closed,
    /// The connection stays open and nothing comes.
    Silent,
    /// Status 200 and a web page, as a captive portal answers.
    Portal,
    /// Bytes that are no UTF-8 in the middle of the right body.
    NotUtf8,
    /// The right body with this type.
    Type(&'static str),
    /// The right answer with one more header.
    Header(&'static str, String),
    /// Status 200 and this text instead of the file's.
    Body(String),
    /// Another address, for instance of another origin.
    Redirect(String),
}

/// What is to be sent.
pub(crate) enum Delivery {
    /// All of it.
    Whole(Answer),
    /// All of it, but after so many bytes of the body it waits for a gate.
    Paused(Answer, Vec<(usize, Gate)>),
    /// The headers of all of it and half of the body.
    Half(Answer),
    /// Nothing: the connection ends.
    Close,
    /// Nothing: the connection stays.
    Silence,
}

impl Fault {
    /// Does its work on `answer`; waits here when it is held.
    pub(crate) fn strike(self, mut answer: Answer) -> Delivery {
        match self {
            Self::Status(status) => {
                let page = format!("<!doctype html><title>{status}</title><h1>{status}</h1>");
                return Delivery::Whole(Answer::new(status, "text/html", page.into_bytes()));
            }
            Self::Held(gate) => gate.wait(),
            Self::Paused(pauses) => {
                let place = |text: &str| answer.body.windows(text.len()).position(|part| part == text.as_bytes());
                let found = pauses.into_iter().filter_map(|(text, gate)| Some((place(text)?, gate))).collect();
                return Delivery::Paused(answer, found);
            }
            Self::Truncated => return Delivery::Half(answer),
            Self::Closed => return Delivery::Close,
            Self::Silent => return Delivery::Silence,
            Self::Portal => {
                let page = "<!DOCTYPE html><html><title>Sign in</title><form>Sign in to this network</form></html>";
                return Delivery::Whole(Answer::new(200, "text/html; charset=utf-8", page.into()));
            }
            Self::NotUtf8 => {
                let middle = answer.body.len() / 2;
                answer.body.splice(middle..middle, [0xC3, 0x28, 0xFF]);
            }
            Self::Type(kind) => answer.set("content-type", kind.to_owned()),
            Self::Header(name, value) => answer.set(name, value),
            Self::Body(text) => {
                answer.status = 200;
                answer.body = text.into_bytes();
            }
            Self::Redirect(to) => {
                answer = Answer::new(302, "text/plain", Vec::new());
                answer.set("location", to);
            }
        }
        Delivery::Whole(answer)
    }
}

/// Holds answers back until a test opens it; open, it stays open.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    /// Lets everything through, now and later.
    pub(crate) fn open(&self) {
        *held(&self.0.0) = true;
        self.0.1.notify_all();
    }

    /// Returns once the gate is open.
    pub(crate) fn wait(&self) {
        let mut open = held(&self.0.0);
        while !*open {
            open = self.0.1.wait(open).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Which requests a fault strikes.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// See [`matches`].
    path: String,
    /// The requests for this path that came since the rule was made.
    seen: u32,
    from: u32,
    to: u32,
    fault: Fault,
}

/// A path as a test writes it: `*` stands for any text, once.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => path.len() >= start.len() + end.len() && path.starts_with(start) && path.ends_with(end),
        None => path == pattern,
    }
}

impl Rule {
    /// Strikes every request for `path`, which is decoded and begins with the host's root; a `*`
    /// in it stands for any text.
    pub(crate) fn always(path: &str, fault: Fault) -> Self {
        Self::between(path, 1, u32::MAX, fault)
    }

    /// Strikes the first `count` requests for `path`.
    pub(crate) fn first(count: u32, path: &str, fault: Fault) -> Self {
        Self::between(path, 1, count, fault)
    }

    /// Strikes the `number`th request for `path` alone, from 1.
    pub(crate) fn nth(number: u32, path: &str, fault: Fault) -> Self {
        Self::between(path, number, number, fault)
    }

    /// Strikes the `number`th request for `path`, from 1, and all that come after it.
    pub(crate) fn from(number: u32, path: &str, fault: Fault) -> Self {
        Self::between(path, number, u32::MAX, fault)
    }

    fn between(path: &str, from: u32, to: u32, fault: Fault) -> Self {
        Self { path: path.to_owned(), seen: 0, from, to, fault }
    }

    /// Counts a request; the fault, when it strikes this one.
    pub(super) fn ask(&mut self, path: &str) -> Option<Fault> {
        if !matches(&self.path, path) {
            return None;
        }
        self.seen += 1;
        (self.from..=self.to).contains(&self.seen).then(|| self.fault.clone())
    }

    /// Nobody is left waiting when the host goes.
    pub(super) fn release(&self) {
        match &self.fault {
            Fault::Held(gate) => gate.open(),
            Fault::Paused(pauses) => pauses.iter().for_each(|(_, gate)| gate.open()),
            _ => {}
        }
    }
}

/// The lock, also after a test that held it has panicked.
pub(super) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
