//! WebAssembly modules as far as the build changes them: the names of what they import and export, and the order of
//! their functions ([`crate::functions`]).
//!
//! The format is the chapter on binaries of <https://webassembly.github.io/spec/core/>. It is read here by hand
//! because a crate for it would take longer to compile than all of `cargo xtask`; what is not known is refused.

use std::borrow::Cow;

use crate::failure::{Failure, Outcome};

/// What every module of version 1 begins with.
const PREAMBLE: &[u8] = b"\0asm\x01\0\0\0";

const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// The number of data segments; what has higher ids is not known here.
const LAST: u8 = 12;

/// What an import or export is.
const FUNCTION: u8 = 0;

/// A module in its sections, without those that change nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Module<'a>(Vec<Section<'a>>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Section<'a> {
    Imports(Vec<Import<'a>>),
    Exports(Vec<Export<'a>>),
    /// Any other, with its id.
    Other(u8, Cow<'a, [u8]>),
}

/// What a module needs from outside: `name` of `module`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Import<'a> {
    pub(crate) module: Cow<'a, str>,
    pub(crate) name: Cow<'a, str>,
    /// Its kind and type.
    what: &'a [u8],
}

impl Import<'_> {
    pub(crate) fn is_function(&self) -> bool {
        self.what.starts_with(&[FUNCTION])
    }
}

/// What a module gives to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Export<'a> {
    pub(crate) name: Cow<'a, str>,
    kind: u8,
    /// Its number among those of its kind.
    number: usize,
}

impl Export<'_> {
    /// The number of the function that it is.
    pub(crate) fn function(&mut self) -> Option<&mut usize> {
        (self.kind == FUNCTION).then_some(&mut self.number)
    }
}

impl<'a> Module<'a> {
    /// Reads a module, without its custom sections: names of functions and of tools, which change nothing.
    ///
    /// # Errors
    /// When `bytes` end early or are of a form that is not known here.
    pub(crate) fn read(bytes: &'a [u8]) -> Outcome<Self> {
        let unread = bytes.strip_prefix(PREAMBLE).ok_or_else(|| unknown("its first bytes"))?;
        let mut reader = Reader { unread };
        let mut sections = Vec::new();
        while !reader.unread.is_empty() {
            let id = reader.byte()?;
            let content = reader.sized()?;
            sections.push(match id {
                CUSTOM => continue,
                IMPORTS => Section::Imports(all(content, Reader::import)?),
                EXPORTS => Section::Exports(all(content, Reader::export)?),
                id if id <= LAST => Section::Other(id, content.into()),
                _ => return Err(unknown("a section")),
            });
        }
        Ok(Self(sections))
    }

    /// The imports, in their order.
    pub(crate) fn imports<'b>(&'b mut self) -> impl Iterator<Item = &'b mut Import<'a>> {
        let of =
            |section: &'b mut Section<'a>| if let Section::Imports(imports) = section { Some(imports) } else { None };
        self.0.iter_mut().filter_map(of).flatten()
    }

    /// The exports, in their order.
    pub(crate) fn exports<'b>(&'b mut self) -> impl Iterator<Item = &'b mut Export<'a>> {
        let of =
            |section: &'b mut Section<'a>| if let Section::Exports(exports) = section { Some(exports) } else { None };
        self.0.iter_mut().filter_map(of).flatten()
    }

    /// The content of the section with this id, where the module has one; of imports and exports there is none.
    pub(crate) fn section<'b>(&'b mut self, id: u8) -> Option<&'b mut Cow<'a, [u8]>> {
        self.0.iter_mut().find_map(|section| match section {
            Section::Other(its, content) if *its == id => Some(content),
            _ => None,
        })
    }

    /// The module as a file.
    pub(crate) fn written(&self) -> Vec<u8> {
        let mut bytes = PREAMBLE.to_vec();
        for section in &self.0 {
            let mut content = Vec::new();
            let id = match section {
                Section::Imports(imports) => {
                    write_number(&mut content, imports.len());
                    for Import { module, name, what } in imports {
                        write_sized(&mut content, module.as_bytes());
                        write_sized(&mut content, name.as_bytes());
                        content.extend_from_slice(what);
                    }
                    IMPORTS
                }
                Section::Exports(exports) => {
                    write_number(&mut content, exports.len());
                    for Export { name, kind, number } in exports {
                        write_sized(&mut content, name.as_bytes());
                        content.push(*kind);
                        write_number(&mut content, *number);
                    }
                    EXPORTS
                }
                Section::Other(id, as_it_is) => {
                    content.extend_from_slice(as_it_is);
                    *id
                }
            };
            bytes.push(id);
            write_sized(&mut bytes, &content);
        }
        bytes
    }
}

/// Reads from the front of what is left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    pub(crate) unread: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(crate) fn byte(&mut self) -> Outcome<u8> {
        let (first, rest) = self.unread.split_first().ok_or_else(|| unknown("its end"))?;
        self.unread = rest;
        Ok(*first)
    }

    /// A number of 32 bits, seven in a byte, the lowest first (LEB128).
    pub(crate) fn number(&mut self) -> Outcome<usize> {
        let mut number: u64 = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                let number = u32::try_from(number).ok().and_then(|number| usize::try_from(number).ok());
                return number.ok_or_else(|| unknown("a number"));
            }
        }
        Err(unknown("a number"))
    }

    /// Bytes with their number before them.
    pub(crate) fn sized(&mut self) -> Outcome<&'a [u8]> {
        let length = self.number()?;
        let (bytes, rest) = self.unread.split_at_checked(length).ok_or_else(|| unknown("its end"))?;
        self.unread = rest;
        Ok(bytes)
    }

    fn name(&mut self) -> Outcome<Cow<'a, str>> {
        std::str::from_utf8(self.sized()?).map(Cow::Borrowed).map_err(|_| unknown("a name"))
    }

    fn import(&mut self) -> Outcome<Import<'a>> {
        let (module, name) = (self.name()?, self.name()?);
        let what = self.passed(|reader| match reader.byte()? {
            // A function.
            0 => reader.number().map(drop),
            // A table: the type of its references, of which only those in one byte, and its limits.
            1 => match reader.byte()? {
                0x6f | 0x70 => reader.limits(),
                _ => Err(unknown("a table that it imports")),
            },
            // A memory.
            2 => reader.limits(),
            // A global: its type, of which only those in one byte, and whether it changes.
            3 => match reader.byte()? {
                0x6f | 0x70 | 0x7b..=0x7f => reader.byte().map(drop),
                _ => Err(unknown("a global that it imports")),
            },
            _ => Err(unknown("the kind of an import")),
        })?;
        Ok(Import { module, name, what })
    }

    fn export(&mut self) -> Outcome<Export<'a>> {
        Ok(Export { name: self.name()?, kind: self.byte()?, number: self.number()? })
    }

    /// The least and, where the first bit of the first byte says so, the greatest size.
    fn limits(&mut self) -> Outcome {
        let flags = self.byte()?;
        if flags > 3 {
            return Err(unknown("the limits of an import"));
        }
        self.number()?;
        if flags & 1 == 1 {
            self.number()?;
        }
        Ok(())
    }

    /// The bytes that `read` goes over.
    pub(crate) fn passed(&mut self, read: impl FnOnce(&mut Self) -> Outcome) -> Outcome<&'a [u8]> {
        let before = self.unread;
        read(self)?;
        Ok(&before[..before.len() - self.unread.len()])
    }
}

/// The elements of a section that is nothing but a list of them.
pub(crate) fn all<'a, T>(content: &'a [u8], element: impl Fn(&mut Reader<'a>) -> Outcome<T>) -> Outcome<Vec<T>> {
    let mut reader = Reader { unread: content };
    let number = reader.number()?;
    let elements = (0..number).map(|_| element(&mut reader)).collect::<Outcome<Vec<T>>>()?;
    match reader.unread {
        [] => Ok(elements),
        _ => Err(unknown("more in a section than it says")),
    }
}

pub(crate) fn write_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

pub(crate) fn write_sized(bytes: &mut Vec<u8>, content: &[u8]) {
    write_number(bytes, content.len());
    bytes.extend_from_slice(content);
}

pub(crate) fn unknown(what: &str) -> Failure {
    Failure::new(format!("a WebAssembly module has {what} in a form that crates/xtask does not know"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module that imports one thing of every known kind, and exports a function; its custom section first.
    fn module() -> Vec<u8> {
        [
            PREAMBLE,
            b"\x00\x06\x04namex",
            b"\x01\x04\x01\x60\0\0",
            b"\x02\x26\x05",
            b"\x01m\x01f\x00\x00",
            b"\x01m\x01t\x01\x70\x00\x01",
            b"\x01m\x01s\x02\x03\x01\x80\x01",
            b"\x01m\x01g\x03\x7f\x01",
            b"\x01m\x01r\x03\x6f\x00",
            b"\x07\x08\x01\x04func\x00\x00",
        ]
        .concat()
    }

    #[test]
    fn only_names_and_custom_sections_change() {
        let bytes = module();
        let mut module = Module::read(&bytes).expect("all of it is known");
        let without_custom = [PREAMBLE, &bytes[PREAMBLE.len() + 8..]].concat();
        assert_eq!(module.written(), without_custom);

        let names: Vec<_> = module.imports().map(|import| format!("{} {}", import.module, import.name)).collect();
        assert_eq!(names, ["m f", "m t", "m s", "m g", "m r"]);
        let long = "l".repeat(200);
        for import in module.imports() {
            import.name = long.clone().into();
        }
        for export in module.exports() {
            export.name = "".into();
        }
        let written = module.written();
        let again = Module::read(&written).expect("it was just written");
        assert_eq!(again, module);
        let end = b"\x07\x04\x01\x00\x00\x00";
        assert!(written.ends_with(end), "{:x?}", &written[written.len() - end.len()..]);
    }

    #[test]
    fn what_is_not_known_is_refused() {
        let whole = module();
        for end in 0..whole.len() {
            let sections_end = [8, 16, 22, 62].contains(&end);
            assert_eq!(Module::read(&whole[..end]).is_ok(), sections_end, "cut at {end}");
        }
        for (case, section) in [
            ("more than it says", &b"\x07\x06\x01\x01f\x00\x00\x00"[..]),
            ("a name that is no text", b"\x07\x05\x01\x01\xff\x00\x00"),
            ("a table of another type", b"\x02\x0a\x01\x01m\x01t\x01\x64\x70\x00\x01"),
            ("a memory of 64 bits", b"\x02\x08\x01\x01m\x01s\x02\x04\x01"),
            ("a tag", b"\x02\x08\x01\x01m\x01t\x04\x00\x00"),
        ] {
            assert!(Module::read(&[PREAMBLE, section].concat()).is_err(), "{case}");
        }
    }
    #[test]
    fn numbers_are_of_32_bits() {
        for (bytes, expected) in [
            (&b"\x00"[..], Some(0)),
            (b"\x80\x01", Some(0x80)),
            (b"\xe5\x8e\x26", Some(624_485)),
            (b"\xff\xff\xff\xff\x0f", Some(0xffff_ffff)),
            (b"\xff\xff\xff\xff\x1f", None),
            (b"\x80\x80\x80\x80\x80\x00", None),
            (b"\x80", None),
        ] {
            assert_eq!(Reader { unread: bytes }.number().ok(), expected, "{bytes:x?}");
            if let Some(number) = expected {
                let mut written = Vec::new();
                write_number(&mut written, number);
                assert_eq!(written, bytes);
            }
        }
    }
}
