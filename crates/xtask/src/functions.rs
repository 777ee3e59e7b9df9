//! The order of a module's functions: those that are alike stand together.
//!
//! A compressor finds the better what it has seen the nearer it is, and the list of the functions' types is next to
//! nothing once it is in order: 2 to 3 % of what a reader downloads (docs/adr/0004-two-modules.md). Nothing that
//! runs is changed but the functions' numbers, wherever one stands.

use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::wasm::{Module, Reader, all, unknown, write_number, write_sized};

const FUNCTIONS: u8 = 3;
const TABLES: u8 = 4;
const GLOBALS: u8 = 6;
const START: u8 = 8;
const ELEMENTS: u8 = 9;
const CODE: u8 = 10;

/// Puts the functions of a module's file in order.
///
/// # Errors
/// When the file cannot be read or written, and when it has something in it that is not known here.
pub(crate) fn sort(file: &Path) -> Outcome {
    let bytes = fs::read(file).map_err(|error| Failure::io("read", file, &error))?;
    let sorted = sorted(&bytes)?;
    fs::write(file, sorted).map_err(|error| Failure::io("write", file, &error))
}

/// `module` with its functions in the order of their types, and those of one type in that of what they do.
fn sorted(module: &[u8]) -> Outcome<Vec<u8>> {
    let mut module = Module::read(module)?;
    let imported = module.imports().filter(|import| import.is_function()).count();
    let taken = |section: Option<&mut _>| section.map(std::mem::take).unwrap_or_default();
    let types = taken(module.section(FUNCTIONS));
    let types = all(&types, Reader::number)?;
    let code = taken(module.section(CODE));
    let bodies = all(&code, Reader::sized)?;
    if types.len() != bodies.len() {
        return Err(unknown("functions without a body"));
    }

    let mut order: Vec<usize> = (0..bodies.len()).collect();
    order.sort_by_key(|&function| (types[function], bodies[function]));
    // Those that are imported come first and keep their numbers.
    let mut numbers: Vec<usize> = (0..imported + order.len()).collect();
    for (new, old) in order.iter().enumerate() {
        numbers[imported + old] = imported + new;
    }

    let mut sorted_types = Vec::new();
    let mut sorted_code = Vec::new();
    write_number(&mut sorted_types, order.len());
    write_number(&mut sorted_code, order.len());
    for function in order {
        write_number(&mut sorted_types, types[function]);
        write_sized(&mut sorted_code, &renumbered(bodies[function], &numbers, |walk| walk.body())?);
    }
    let parts: [(u8, Part); 4] = [
        (TABLES, |walk| walk.tables()),
        (GLOBALS, |walk| walk.globals()),
        (START, |walk| walk.function()),
        (ELEMENTS, |walk| walk.elements()),
    ];
    for (id, walk) in parts {
        if let Some(section) = module.section(id) {
            *section = renumbered(section, &numbers, walk)?.into();
        }
    }
    for export in module.exports() {
        if let Some(number) = export.function() {
            *number = *numbers.get(*number).ok_or_else(|| unknown("an export of nothing"))?;
        }
    }
    for (id, sorted) in [(FUNCTIONS, sorted_types), (CODE, sorted_code)] {
        if let Some(section) = module.section(id) {
            *section = sorted.into();
        }
    }
    Ok(module.written())
}

/// How to go along a part of a module.
type Part = fn(&mut Walk<'_>) -> Outcome;

/// `content` with the new number of each function that `walk` comes by.
fn renumbered(content: &[u8], numbers: &[usize], walk: Part) -> Outcome<Vec<u8>> {
    let mut along = Walk { reader: Reader { unread: content }, copied: content, numbers, written: Vec::new() };
    walk(&mut along)?;
    if !along.reader.unread.is_empty() {
        return Err(unknown("more in a section than it says"));
    }
    along.copy();
    Ok(along.written)
}

/// Goes along a part of a module and writes it anew.
struct Walk<'a> {
    reader: Reader<'a>,
    /// What is to be written as it is, and what follows it.
    copied: &'a [u8],
    /// The functions' new numbers by their old ones.
    numbers: &'a [usize],
    written: Vec<u8>,
}

impl Walk<'_> {
    /// Writes what was read since the last number.
    fn copy(&mut self) {
        let (read, _) = self.copied.split_at(self.copied.len() - self.reader.unread.len());
        self.written.extend_from_slice(read);
        self.copied = self.reader.unread;
    }

    /// The number of a function.
    fn function(&mut self) -> Outcome {
        self.copy();
        let old = self.reader.number()?;
        self.copied = self.reader.unread;
        write_number(&mut self.written, *self.numbers.get(old).ok_or_else(|| unknown("a call of nothing"))?);
        Ok(())
    }

    fn numbers(&mut self, count: usize) -> Outcome {
        (0..count).try_for_each(|_| self.reader.number().map(drop))
    }

    /// A number with a sign, of 64 bits at most.
    fn signed(&mut self) -> Outcome {
        while self.reader.byte()? >= 0x80 {}
        Ok(())
    }

    fn bytes(&mut self, count: usize) -> Outcome {
        (0..count).try_for_each(|_| self.reader.byte().map(drop))
    }

    fn globals(&mut self) -> Outcome {
        for _ in 0..self.reader.number()? {
            // Its type, and whether it changes.
            self.bytes(2)?;
            self.constant()?;
        }
        Ok(())
    }

    /// An expression that ends with its one instruction.
    fn constant(&mut self) -> Outcome {
        self.instruction()?;
        match self.reader.byte()? {
            0x0b => Ok(()),
            _ => Err(unknown("an expression")),
        }
    }

    /// Tables of references that say nothing of what is in them.
    fn tables(&mut self) -> Outcome {
        for _ in 0..self.reader.number()? {
            if !matches!(self.reader.byte()?, 0x6f | 0x70) {
                return Err(unknown("a table"));
            }
            // How long it is at least, and at most.
            let has_most = self.reader.number()? & 1 == 1;
            self.numbers(if has_most { 2 } else { 1 })?;
        }
        Ok(())
    }

    /// The functions that are called by their place in a table.
    fn elements(&mut self) -> Outcome {
        for _ in 0..self.reader.number()? {
            if self.reader.number()? != 0 {
                return Err(unknown("elements"));
            }
            self.constant()?;
            for _ in 0..self.reader.number()? {
                self.function()?;
            }
        }
        Ok(())
    }

    /// A function's local variables and instructions.
    fn body(&mut self) -> Outcome {
        for _ in 0..self.reader.number()? {
            // How many, and their type.
            self.numbers(1)?;
            self.bytes(1)?;
        }
        while !self.reader.unread.is_empty() {
            self.instruction()?;
        }
        Ok(())
    }

    /// An instruction of WebAssembly 2.0 without vectors.
    fn instruction(&mut self) -> Outcome {
        match self.reader.byte()? {
            0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => Ok(()),
            // call, ref.func
            0x10 | 0xd2 => self.function(),
            // Branches, variables, tables, the size of the memory.
            0x0c | 0x0d | 0x20..=0x26 | 0x3f | 0x40 => self.numbers(1),
            // call_indirect; loads and stores.
            0x11 => self.numbers(2),
            0x28..=0x3e => {
                // Above that, the number of a memory follows.
                if self.reader.number()? >= 64 {
                    return Err(unknown("a second memory"));
                }
                self.numbers(1)
            }
            // The types of blocks, i32.const and i64.const.
            0x02..=0x04 | 0x41 | 0x42 => self.signed(),
            0x43 => self.bytes(4),
            0x44 => self.bytes(8),
            // ref.null
            0xd0 => self.bytes(1),
            // br_table: as many as it says and one.
            0x0e => {
                let count = self.reader.number()?;
                self.numbers(count)?;
                self.numbers(1)
            }
            // select with types.
            0x1c => {
                let count = self.reader.number()?;
                self.bytes(count)
            }
            0xfc => match self.reader.number()? {
                0..=7 => Ok(()),
                9 | 11 | 13 | 15..=17 => self.numbers(1),
                8 | 10 | 12 | 14 => self.numbers(2),
                _ => Err(unknown("an instruction")),
            },
            _ => Err(unknown("an instruction")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A section with the number of its parts before them, all of it shorter than 128 bytes.
    fn section(id: u8, parts: &[&[u8]]) -> Vec<u8> {
        let content = parts.concat();
        [&[id, content.len() as u8 + 1, parts.len() as u8], &*content].concat()
    }

    /// A module with an imported function, 0, and functions of these types and bodies from 1 on.
    fn module(types: &[&[u8]], bodies: &[&[u8]], exported: u8, elements: &[u8], start: u8) -> Vec<u8> {
        let bodies: Vec<_> = bodies.iter().map(|body| [&[body.len() as u8], *body].concat()).collect();
        [
            b"\0asm\x01\0\0\0".to_vec(),
            section(2, &[b"\x01m\x01f\x00\x00"]),
            section(3, types),
            section(6, &[&[0x70, 0, 0xd2, exported, 0x0b], b"\x7f\x01\x41\x80\x01\x0b"]),
            section(7, &[&[1, b'e', 0, exported], b"\x01m\x02\x00"]),
            vec![8, 1, start],
            section(9, &[&[&[0, 0x41, 1, 0x0b, elements.len() as u8], elements].concat()]),
            section(10, &bodies.iter().map(Vec::as_slice).collect::<Vec<_>>()),
            section(11, &[b"\x00\x41\x00\x0b\x01\x10"]),
        ]
        .concat()
    }

    #[test]
    fn functions_of_a_type_stand_together_and_everybody_knows_where() {
        // What looks like a call is none where it belongs to another instruction.
        let before = module(
            &[&[1], &[0], &[1], &[0]],
            &[
                b"\x01\x02\x7f\x41\x10\x10\x03\x0b",
                b"\x00\x42\x90\x10\x44\x10\x01\x10\x01\x10\x01\x10\x01\x10\x00\x0b",
                b"\x01\x01\x7f\x28\x02\x10\x10\x01\x0e\x01\x10\x10\xfc\x0a\x00\x00\x0b",
                b"\x00\x11\x10\x00\xd2\x02\x43\x10\x01\x10\x01\x10\x04\x0b",
            ],
            1,
            &[0, 4, 3],
            2,
        );
        let after = module(
            &[&[0], &[0], &[1], &[1]],
            &[
                b"\x00\x11\x10\x00\xd2\x02\x43\x10\x01\x10\x01\x10\x01\x0b",
                b"\x00\x42\x90\x10\x44\x10\x01\x10\x01\x10\x01\x10\x01\x10\x00\x0b",
                b"\x01\x01\x7f\x28\x02\x10\x10\x04\x0e\x01\x10\x10\xfc\x0a\x00\x00\x0b",
                b"\x01\x02\x7f\x41\x10\x10\x03\x0b",
            ],
            4,
            &[0, 1, 3],
            2,
        );
        assert_eq!(sorted(&before).expect("it is known"), after);
        assert_eq!(sorted(&after).expect("it is known"), after, "what is in order stays");
    }

    #[test]
    fn what_is_not_known_is_refused() {
        let with = |body: &[u8]| sorted(&module(&[&[0]], &[body], 1, &[1], 1));
        assert!(with(b"\x00\x0b").is_ok());
        for (case, body) in [
            ("a vector", &b"\x00\xfd\x0c\x0b"[..]),
            ("an exception", b"\x00\x08\x00\x0b"),
            ("a call of nothing", b"\x00\x10\x02\x0b"),
            ("an instruction that is cut off", b"\x00\x44\x00"),
        ] {
            assert!(with(body).is_err(), "{case}");
        }
        let elements = [section(3, &[]), section(9, &[b"\x01\x00\x00"]), section(10, &[])].concat();
        assert!(sorted(&[b"\0asm\x01\0\0\0", &*elements].concat()).is_err(), "elements of another form");
        assert!(sorted(&[b"\0asm\x01\0\0\0", &*section(3, &[&[0]])].concat()).is_err(), "no body");
    }
}
