//! Any texts as the files of a catalogue: no panic and no way out of its folder, whatever page is
//! asked for; and what is read writes and reads back the same.

use std::{
    future::Future,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use inkstone_catalogue::{Catalogue, FileError, Root, Shelf, Span, SummaryPage, Taxonomy};

/// Every line is a file, the root first. Which of the others a name stands for its letters say.
struct Lines<'a>(Vec<&'a str>);

impl Shelf for Lines<'_> {
    type Error = FileError;

    async fn text(&self, name: &str) -> Result<Rc<str>, FileError> {
        assert!(!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{name} leads elsewhere");
        let number: usize = name.bytes().map(usize::from).sum();
        Ok(self.0.get(number % self.0.len().max(1)).copied().unwrap_or_default().into())
    }
}

/// The lines of the input are the files.
pub fn check(input: &[u8]) {
    let text = super::text(input);
    let (first, rest) = text.split_once('\n').unwrap_or((text, text));
    if let Ok(root) = Root::from_json(first) {
        let Ok(written) = serde_json::to_string(&root) else { panic!("a root that was read is not written") };
        assert_eq!(Root::from_json(&written).as_ref(), Ok(&root));
        ask(&Catalogue::new(&root, &Lines(rest.lines().collect())));
    }
    if let Ok(page) = SummaryPage::from_json(first) {
        for summary in &page.0 {
            for path in [&summary.path, &summary.file()] {
                assert!(!path.split('/').any(|part| part.is_empty() || part == "." || part == ".."), "{path}");
            }
        }
        let Ok(written) = page.to_json("a", "") else { panic!("a page that was read is not written") };
        assert_eq!(SummaryPage::from_json(&written), Ok(page));
    }
}

/// Asks for everything that pages show.
fn ask(catalogue: &Catalogue<'_, Lines<'_>>) {
    let name = ["a".to_owned(), "砚".to_owned()];
    for number in [0, 1, 2, u32::MAX] {
        let _ = now(catalogue.home(number));
        let _ = now(catalogue.archive(Span::All, number));
        let _ = now(catalogue.archive(Span::Year(2022), number));
        for taxonomy in [Taxonomy::Categories, Taxonomy::Tags] {
            let _ = now(catalogue.terms(taxonomy, number));
            let _ = now(catalogue.term(taxonomy, &name[..1], number));
        }
    }
    let _ = now(catalogue.address("2022/04/07/a/"));
    let _ = now(catalogue.neighbours("news/2022/a", None, &[name.to_vec()], &name));
}

/// What a future that waits for nothing comes to.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the shelf never waits"),
    }
}
