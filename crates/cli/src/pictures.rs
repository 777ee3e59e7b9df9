//! The sizes of pictures: with them a page keeps the room of its pictures free until they come.
//!
//! A size is read from the beginning of a file. A file that is cut off, lies or is no picture at all has
//! none; that is no fault of a blog, and the browser does what it can.

use std::{
    collections::{BTreeSet, HashMap},
    io::{self, Cursor, Read},
};

use exif::{In, Tag};
use imagesize::ImageType;
use inkstone_content::BodyImage;
use inkstone_sanitise::PictureSize;

use crate::references;

/// How much of a file is read: before the size there may be a preview, a colour profile and a few
/// other things that cameras and programs tell, of 64 KiB each.
const HEAD: u64 = 512 << 10;

/// How much of a file is read where what turns the picture stands at its end.
const WHOLE: u64 = 16 << 20;

/// The sizes of a site's pictures, by their paths below its root.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pictures(HashMap<String, PictureSize>);

impl Extend<(String, PictureSize)> for Pictures {
    fn extend<T: IntoIterator<Item = (String, PictureSize)>>(&mut self, pictures: T) {
        self.0.extend(pictures);
    }
}

impl Pictures {
    /// The sizes of those at `paths` that have one.
    pub(crate) fn sizes<'a>(&self, paths: &'a [String]) -> Sizes<'a> {
        Sizes(paths.iter().filter_map(|path| Some((path.as_str(), *self.0.get(path)?))).collect())
    }
}

/// The sizes of the pictures of one post, by their paths below the site's root, in their order.
pub(crate) struct Sizes<'a>(Vec<(&'a str, PictureSize)>);

impl Sizes<'_> {
    /// The size of the picture at `address`, as it stands on a page from which `base` leads to the root.
    pub(crate) fn at(&self, address: &str, base: &str) -> Option<PictureSize> {
        let path = references::inside(address.strip_prefix(base)?)?;
        let found = self.0.binary_search_by(|(own, _)| own.cmp(&path.as_str())).ok()?;
        self.0.get(found).map(|(_, size)| *size)
    }

    /// All of it, for a recipe.
    pub(crate) fn form(&self) -> Vec<(&str, (u32, u32))> {
        self.0.iter().map(|(path, size)| (*path, size.sides())).collect()
    }
}

/// The paths below the site's root of those `pictures` of a post, rendered for that root, of which the
/// post does not tell the size; each once, in order.
pub(crate) fn unsized_paths(pictures: &[BodyImage]) -> Vec<String> {
    let is_open = |picture: &&BodyImage| picture.width.is_none() || picture.height.is_none();
    let paths = pictures.iter().filter(is_open).filter_map(|picture| references::inside(&picture.address));
    paths.collect::<BTreeSet<String>>().into_iter().collect()
}

/// The size in which browsers show the picture that `file` holds; `None` where it tells none.
///
/// # Errors
/// When `file` cannot be read.
pub(crate) fn read_size(file: &mut impl Read) -> io::Result<Option<PictureSize>> {
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut bytes)?;
    let Ok(kind) = imagesize::image_type(&bytes) else { return Ok(None) };
    let Some(size) = imagesize::blob_size(&bytes).ok().and_then(|size| {
        let side = |side: usize| u32::try_from(side).ok();
        PictureSize::new(side(size.width)?, side(size.height)?)
    }) else {
        return Ok(None);
    };
    let is_told_at_the_end = kind == ImageType::Webp && has_webp_exif(&bytes);
    if is_told_at_the_end {
        file.by_ref().take(WHOLE - HEAD).read_to_end(&mut bytes)?;
    }
    let (width, height) = size.sides();
    Ok(match (kind, turn(&bytes)) {
        // Its form has a turn of its own, which counts already.
        (ImageType::Heif(_), _) | (_, Turn::Upright) => Some(size),
        (ImageType::Webp, Turn::Unknown) if is_told_at_the_end => None,
        (_, Turn::Unknown) => Some(size),
        (ImageType::Jpeg, Turn::Sideways) => PictureSize::new(height, width),
        // Whether these are turned is each browser's own choice.
        (_, Turn::Sideways) => None,
    })
}

/// How a picture is turned when it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// Not at all, or upside down.
    Upright,
    /// Its width is shown as its height.
    Sideways,
    /// Nothing is said of it, or nothing that can be read.
    Unknown,
}

/// What Exif's tag Orientation says (Exif 2.32, 4.6.4): 5 to 8 lie on their side.
fn turn(bytes: &[u8]) -> Turn {
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_from_container(&mut Cursor::new(bytes));
    let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| {})) else { return Turn::Unknown };
    match exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0)) {
        Some(5..=8) => Turn::Sideways,
        _ => Turn::Upright,
    }
}

/// Whether a WebP file says that it holds Exif, which stands behind the picture (RFC 9649, 2.7).
fn has_webp_exif(bytes: &[u8]) -> bool {
    bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 0b1000 != 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn size(bytes: &[u8]) -> Option<(u32, u32)> {
        read_size(&mut &*bytes).expect("memory can be read").map(PictureSize::sides)
    }

    /// What cameras tell of a picture: its orientation and nothing else.
    fn exif(orientation: u8) -> Vec<u8> {
        let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
        tiff
    }

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).expect("a segment's length").to_be_bytes();
        [&[0xFF, marker], &length[..], content].concat()
    }

    /// A JPEG of 3 × 2 pixels, without its pixels.
    fn jpeg(before: &[Vec<u8>]) -> Vec<u8> {
        let frame = segment(0xC0, b"\x08\0\x02\0\x03\x01\x01\x11\0");
        [b"\xFF\xD8".to_vec(), before.concat(), frame, segment(0xDA, b"\x01\x01\0\0\x3F\0"), b"\xFF\xD9".to_vec()]
            .concat()
    }

    fn of_camera(orientation: u8) -> Vec<u8> {
        segment(0xE1, &[&b"Exif\0\0"[..], &exif(orientation)].concat())
    }

    fn png(chunks: &[u8]) -> Vec<u8> {
        [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x03\0\0\0\x02\x08\0\0\0\0CRC."[..], chunks].concat()
    }

    /// A WebP of 3 × 2 pixels whose pictures take `length` bytes, with Exif behind them.
    fn webp(flags: u8, length: usize, exif: &[u8]) -> Vec<u8> {
        let size = |bytes: usize| u32::try_from(bytes).expect("a size").to_le_bytes();
        let mut chunks = b"WEBPVP8X\x0a\0\0\0".to_vec();
        chunks.extend([flags, 0, 0, 0, 2, 0, 0, 1, 0, 0]);
        chunks.extend([b"ALPH".as_slice(), &size(length), &vec![0; length]].concat());
        chunks.extend([b"EXIF".as_slice(), &size(exif.len()), exif].concat());
        [b"RIFF".as_slice(), &size(chunks.len()), &chunks].concat()
    }

    #[test]
    fn a_picture_tells_its_size_in_its_first_bytes() {
        for (case, bytes, expected) in [
            ("GIF", b"GIF89a\x03\0\x02\0\0\0\0;".to_vec(), Some((3, 2))),
            ("PNG", png(b""), Some((3, 2))),
            ("JPEG", jpeg(&[]), Some((3, 2))),
            ("WebP", webp(0, 4, b""), Some((3, 2))),
            ("JPEG behind a profile and a preview", jpeg(&vec![segment(0xE2, &[0; 65_000]); 4]), Some((3, 2))),
            ("nothing", Vec::new(), None),
            ("text", b"This is no picture at all.".to_vec(), None),
            ("SVG", b"<svg xmlns='http://www.w3.org/2000/svg' width='3' height='2'/>".to_vec(), None),
            ("a cut PNG", png(b"")[..20].to_vec(), None),
            ("a cut JPEG", jpeg(&[])[..10].to_vec(), None),
            ("no side at all", b"GIF89a\0\0\x02\0\0\0\0;".to_vec(), None),
            ("an endless one", [&png(b"")[..16], &[0x7F; 17]].concat(), None),
            ("too much before it", jpeg(&vec![segment(0xE2, &[0; 65_000]); 9]), None),
            ("a JPEG of nothing but marks", [b"\xFF\xD8".to_vec(), segment(0xE0, b"").repeat(200_000)].concat(), None),
        ] {
            assert_eq!(size(&bytes), expected, "{case}");
        }
    }

    #[test]
    fn a_picture_that_lies_on_its_side_is_as_browsers_show_it() {
        for orientation in 0..=9 {
            let expected = if (5..=8).contains(&orientation) { (2, 3) } else { (3, 2) };
            assert_eq!(size(&jpeg(&[of_camera(orientation)])), Some(expected), "JPEG, {orientation}");
            let expected = Some((3, 2)).filter(|_| !(5..=8).contains(&orientation));
            let chunk = [&b"\0\0\0\x1aeXIf"[..], &exif(orientation), b"CRC."].concat();
            assert_eq!(size(&png(&chunk)), expected, "PNG, {orientation}");
            assert_eq!(size(&webp(8, 4, &exif(orientation))), expected, "WebP, {orientation}");
            assert_eq!(size(&webp(8, 1 << 20, &exif(orientation))), expected, "a long WebP, {orientation}");
        }
        for (case, bytes, expected) in [
            (
                "behind another segment",
                jpeg(&[segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0"), of_camera(6)]),
                Some((2, 3)),
            ),
            ("broken", jpeg(&[segment(0xE1, b"Exif\0\0MM\0\x2a\xFF\xFF\xFF\xFF")]), Some((3, 2))),
            ("a WebP whose Exif is too far", webp(8, 17 << 20, &exif(1)), None),
            ("a WebP whose Exif is a lie", webp(8, 4, b"nothing"), None),
        ] {
            assert_eq!(size(&bytes), expected, "{case}");
        }
    }

    #[test]
    fn a_post_shows_those_of_its_own_site_without_a_size() {
        let picture =
            |address: &str, width, height| BodyImage { address: address.to_owned(), alt: String::new(), width, height };
        let paths = unsized_paths(&[
            picture("posts/b.png?x", None, None),
            picture("posts/a%20b.png", None, None),
            picture("posts/b.png", None, None),
            picture("posts/c.png", Some(3), Some(2)),
            picture("https://cdn.example/d.png", None, None),
            picture("data:image/png;base64,x", None, None),
        ]);
        assert_eq!(paths, ["posts/a b.png", "posts/b.png"]);
        let mut pictures = Pictures::default();
        pictures.extend(PictureSize::new(3, 2).map(|size| ("posts/a b.png".to_owned(), size)));
        pictures.extend(PictureSize::new(5, 4).map(|size| ("posts/c.png".to_owned(), size)));
        let sizes = pictures.sizes(&paths);
        for (address, expected) in [
            ("../../posts/a%20b.png#x", Some((3, 2))),
            ("../../posts/b.png", None),
            ("../../posts/c.png", None),
            ("posts/a%20b.png", None),
            ("https://cdn.example/../../posts/a%20b.png", None),
        ] {
            assert_eq!(sizes.at(address, "../../").map(PictureSize::sides), expected, "{address}");
        }
        assert_eq!(sizes.form(), [("posts/a b.png", (3, 2))]);
    }

    /// An AVIF of 3 × 2 pixels, as far as its size goes; turned by a quarter where `turned` is 1.
    fn avif(turned: u8) -> Vec<u8> {
        fn part(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
            let length = u32::try_from(content.len() + 8).expect("a part's length").to_be_bytes();
            [&length[..], name, content].concat()
        }
        let properties = [part(b"ispe", &[0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 2]), part(b"irot", &[turned])].concat();
        let properties = part(b"iprp", &part(b"ipco", &properties));
        [part(b"ftyp", b"avif\0\0\0\0avifmif1"), part(b"meta", &[&[0; 4][..], &properties].concat())].concat()
    }

    #[test]
    fn an_avif_says_itself_how_it_is_turned() {
        assert_eq!((size(&avif(0)), size(&avif(1))), (Some((3, 2)), Some((2, 3))));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_a_file_holds_it_is_read(
            picture in 0..6,
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
            length in any::<prop::sample::Index>(),
        ) {
            let mut bytes = match picture {
                0 => jpeg(&[of_camera(6)]),
                1 => png(&[&b"\0\0\0\x1aeXIf"[..], &exif(6), b"CRC."].concat()),
                2 => webp(8, 4, &exif(6)),
                3 => avif(1),
                4 => segment(0xE1, b"Exif\0\0"),
                _ => b"GIF89a\x03\0\x02\0\0\0\0;".to_vec(),
            };
            for (at, byte) in changes {
                *at.get_mut(&mut bytes) = byte;
            }
            bytes.truncate(length.index(bytes.len() + 1));
            size(&bytes);
        }
    }
}
