//! What must hold for any input, one function a target. libFuzzer calls them with inputs it
//! makes (`cargo xtask fuzz`), and `tests/fuzz_seeds.rs` with those in `fuzz/seeds`, where every
//! input goes that once broke one.

pub mod address;
pub mod catalogue;
pub mod dates;
pub mod front_matter;
pub mod markdown;
pub mod repair;

use inkstone_content::Dialect;

/// The dialect that a number stands for.
fn dialect(choice: u8) -> Dialect {
    const ALL: [Dialect; 5] = [Dialect::Auto, Dialect::Hexo, Dialect::Jekyll, Dialect::Hugo, Dialect::Zola];
    ALL[usize::from(choice) % ALL.len()]
}

/// The path of a site's root, or its address, that a number stands for.
fn base(choice: u8) -> &'static str {
    const ALL: [&str; 4] = ["/", "", "../../", "https://blog.example/b/"];
    ALL[usize::from(choice) % ALL.len()]
}

/// A choice, which is the first byte, and the text behind it, as far as it is one.
fn choice_and_text(input: &[u8]) -> Option<(u8, &str)> {
    let (choice, rest) = input.split_first()?;
    Some((*choice, text(rest)))
}

/// The bytes as far as they are text.
fn text(bytes: &[u8]) -> &str {
    bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}
