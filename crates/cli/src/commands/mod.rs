//! What each command does; the command line and its output are the binary's.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod index;
pub(crate) mod new;
