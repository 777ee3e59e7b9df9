//! What rendering gives up for being too much, the sanitiser would have refused: no post becomes
//! plain text that could be shown.
#![cfg(not(target_arch = "wasm32"))]

use inkstone_content::{Place, Post, PostPath, Site, Zone, render};
use inkstone_sanitise::{Origin, SanitiseError, try_sanitise};

#[test]
fn what_rendering_gives_up_the_sanitiser_refuses() {
    let path = PostPath::new("a.md").expect("a path");
    let origin = Origin { site: String::new() };
    for (case, body) in [
        ("paragraphs", "a\n\n".repeat(50_001)),
        ("rules and headings", "# a\n***\n".repeat(50_001)),
        ("items", "- a\n".repeat(50_001)),
        ("cells", format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(20_000))),
        ("terms", "a\n: b\n\n".repeat(26_000)),
        ("references to a note", format!("[^a]: b\n\n{}", "[^a]".repeat(26_000))),
        ("notes", (0..20_000).map(|at| format!("[^{at}]\n\n[^{at}]: b\n\n")).collect()),
        ("links", format!("[a]: b\n\n{}", "[a] ".repeat(50_001))),
        ("emphasis", "*a* ".repeat(50_001)),
        ("tags", "{% youtube a %}".repeat(50_001)),
        ("quotations", format!("{} a", ">".repeat(256))),
        ("lists", (0..140).map(|at| format!("{}- a\n", "  ".repeat(at))).collect()),
        ("emphasis in emphasis", format!("{}a{}", "*a **a ".repeat(150), " b** b*".repeat(150))),
        ("a note", format!("[^a]: {} a", ">".repeat(257))),
    ] {
        let mut post = Post::read(path.clone(), b"", &Site::default(), &Zone::default());
        post.body.text = body;
        let found = render(&post, &Site::default(), &Place::default());
        let limit = found.excess.unwrap_or_else(|| panic!("{case}: not too much"));
        let refused = SanitiseError::TooMany { limit, most: limit.most() };
        assert_eq!(try_sanitise(&found.html, &origin).err(), Some(refused), "{case}");
    }
}
