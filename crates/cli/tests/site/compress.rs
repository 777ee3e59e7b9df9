//! `--compress`: texts have a `.br` and a `.gz` beside them that hold the same.

use std::io::Read;

use crate::book::Book;

#[test]
fn texts_are_compressed_beside_themselves() {
    let text = format!("---\ntitle: A\n---\n\n{}", "墨与纸。".repeat(500));
    let book = Book::new().file("a.md", &text).file("p.png", vec![0; 5_000]).titled("short.md", "Short");
    let site = book.build_with(&["--compress"]);
    for path in ["posts/a.md", "posts/a/index.html"] {
        let mut brotli = Vec::new();
        brotli::BrotliDecompress(&mut site.bytes(&format!("{path}.br")), &mut brotli).expect("brotli");
        assert_eq!(brotli, site.bytes(path), "{path}");
        let mut gzip = Vec::new();
        flate2::read::GzDecoder::new(site.bytes(&format!("{path}.gz"))).read_to_end(&mut gzip).expect("gzip");
        assert_eq!(gzip, site.bytes(path), "{path}");
    }
    for path in ["posts/p.png.gz", "posts/short.md.br", "posts/a.md.br.gz"] {
        assert!(!site.has(path), "{path}");
    }
    assert_eq!(book.build_with(&["--compress"]), site, "again");
    assert!(!book.build().names().iter().any(|path| path.ends_with(".br")), "without the option they are gone");
}
