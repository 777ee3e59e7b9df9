//! How much of a formula there may be: a post is written by anybody.

use std::io;

use crate::FormulaError;

/// Longest formula.
pub(crate) const BYTES: usize = 16 * 1024;
/// Most groups, arguments and environments within each other.
pub(crate) const DEPTH: usize = 100;
/// Most MathML that a formula may stand for.
pub(crate) const WRITTEN: usize = 512 * 1024;

/// Refuses what is too long, or nested so deeply that reading it could exhaust the stack: braces
/// within braces, and commands that take what follows them without any.
pub(crate) fn check(tex: &str) -> Result<(), FormulaError> {
    if tex.len() > BYTES {
        return Err(FormulaError::Long);
    }
    if names_a_character(tex) {
        return Err(FormulaError::Tex("\\char is not known here".to_owned()));
    }
    let (mut braces, mut chain) = (0_usize, 0_usize);
    let mut previous = ' ';
    for c in tex.chars() {
        match c {
            '{' => braces += 1,
            '}' => {
                braces = braces.saturating_sub(1);
                chain = 0;
            }
            '\\' | '^' | '_' => chain += usize::from(previous != '\\'),
            c if c.is_ascii_alphabetic() || c.is_whitespace() => {}
            _ => chain = 0,
        }
        // A word that a command does not belong to ends a chain of commands.
        if c.is_whitespace() && !previous.is_ascii_alphabetic() {
            chain = 0;
        }
        if braces > DEPTH || chain > DEPTH {
            return Err(FormulaError::Deep);
        }
        previous = c;
    }
    Ok(())
}

/// Whether the command `\char` is anywhere in it: pulldown-latex 0.8 stops at the first letter
/// beyond ASCII behind one.
fn names_a_character(tex: &str) -> bool {
    tex.match_indices("\\char").any(|(at, name)| !tex[at + name.len()..].starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// A text that refuses to grow beyond [`WRITTEN`].
#[derive(Default)]
pub(crate) struct Bounded(Vec<u8>);

impl Bounded {
    pub(crate) fn text(self) -> Result<String, FormulaError> {
        String::from_utf8(self.0).map_err(|_| FormulaError::Unknown("bytes that are no text".to_owned()))
    }
}

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > WRITTEN {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
