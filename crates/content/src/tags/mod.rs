//! Tags of the source systems: Hexo's and Jekyll's `{% … %}`, Hugo's `{{< … >}}`.

use std::borrow::Cow;

use pulldown_cmark::Event;

/// What stands in the place of tags.
#[derive(Debug, Default)]
pub(crate) struct Inserts {
    list: Vec<Insert>,
}

#[derive(Debug)]
pub(crate) struct Insert {}

impl Insert {
    pub(crate) fn write_in_text(&self, _out: &mut String) {}
    pub(crate) fn write_in_html(&self, _out: &mut String) {}
}

impl Inserts {
    pub(crate) fn is_block(&self, _event: Option<&Event<'_>>) -> bool {
        false
    }
    pub(crate) fn written<'t>(&self, text: &'t str) -> Cow<'t, str> {
        Cow::Borrowed(text)
    }
    pub(crate) fn address<'t>(&self, text: &'t str) -> Cow<'t, str> {
        Cow::Borrowed(text)
    }
    pub(crate) fn split<'s, 't: 's>(
        &'s self,
        text: &'t str,
    ) -> impl Iterator<Item = (&'t str, Option<&'s Insert>)> + 's {
        std::iter::once((text, self.list.first()))
    }
}
