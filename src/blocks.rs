//! The blocks of the text in the page. A place in it is told by them, and not by pixels: those change with the screen and the
//! size of letters, and what nobody has been near has no height yet.

use web_sys::{DomRect, Element, HtmlCollection};

use crate::page::{find, screen_height};

/// Elements that only hold blocks.
const HOLDERS: [&str; 3] = ["DIV", "SECTION", "ARTICLE"];

/// The blocks of the text in the page.
pub(crate) struct Blocks {
    /// What holds them.
    around: Element,
    blocks: HtmlCollection,
}

impl Blocks {
    /// Those of the post that the page shows.
    pub(crate) fn shown() -> Option<Self> {
        let mut around: Element = find("article.post .post-body")?.into();
        // Mirrored posts have everything in one element.
        while around.child_element_count() == 1
            && let Some(only) = around.first_element_child()
            && HOLDERS.contains(&only.tag_name().as_str())
        {
            around = only;
        }
        let blocks = around.children();
        Some(Self { around, blocks })
    }

    /// The block with this number; a text without any is one itself.
    fn block(&self, at: u32) -> Element {
        self.blocks.item(at).unwrap_or_else(|| self.around.clone())
    }

    fn count(&self) -> u32 {
        self.blocks.length().max(1)
    }

    /// The place of the first block from `at` on that is shown, and its number.
    fn rectangle(&self, mut at: u32) -> (u32, DomRect) {
        loop {
            let rectangle = self.block(at).get_bounding_client_rect();
            // What is hidden is nowhere.
            if at + 1 >= self.count() || rectangle.height() > 0.0 || rectangle.top() != 0.0 {
                return (at, rectangle);
            }
            at += 1;
        }
    }

    /// The number of the last block that begins above `line`, in pixels below the top of the screen.
    fn at(&self, line: f64) -> Option<u32> {
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = low + (high - low) / 2;
            let (at, rectangle) = self.rectangle(middle);
            if at < high && rectangle.top() <= line {
                low = at + 1;
            } else {
                high = middle;
            }
        }
        low.checked_sub(1)
    }

    /// What the reader looks at: a browser puts what was looked for in the middle of the screen.
    pub(crate) fn in_the_middle(&self) -> Element {
        self.block(self.at(screen_height() / 2.0).unwrap_or(0))
    }

    /// How much of the text is above the screen, as a part of its blocks; 1 where its end is on the screen.
    pub(crate) fn passed(&self) -> f64 {
        if self.around.get_bounding_client_rect().bottom() <= screen_height() {
            return 1.0;
        }
        let Some(at) = self.at(0.0) else { return 0.0 };
        let rectangle = self.block(at).get_bounding_client_rect();
        let within = (-rectangle.top() / rectangle.height().max(1.0)).clamp(0.0, 1.0);
        (f64::from(at) + within) / f64::from(self.count())
    }

    /// How far below the top of the screen the place is that `part` of the text is above.
    pub(crate) fn top_of(&self, part: f64) -> f64 {
        let place = part * f64::from(self.count());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part is between 0 and 1")]
        let (_, rectangle) = self.rectangle(place as u32);
        rectangle.top() + place.fract() * rectangle.height()
    }
}
