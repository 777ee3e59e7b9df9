//! What a sanitiser made.

/// A post's body that a sanitiser made, here or in the builder: the only thing that a page's body component takes.
#[derive(Clone, Debug, PartialEq)]
pub struct SafeBody(#[cfg(target_arch = "wasm32")] web_sys::Element, #[cfg(not(target_arch = "wasm32"))] String);

#[cfg(target_arch = "wasm32")]
impl SafeBody {
    pub(crate) fn new(element: web_sys::Element) -> Self {
        Self(element)
    }

    /// The body that stands in a page already. The builder wrote it there, and it was sanitised natively; or the site's own
    /// script put it there, with the renderer's sanitiser, before the app came. It is shown already, with whatever the page
    /// itself is trusted.
    pub fn of_page(element: web_sys::Element) -> Self {
        Self(element)
    }

    /// A `<div class="post-body">` in no place of a page yet. Until it is put into one, none of its pictures loads.
    pub fn element(&self) -> &web_sys::Element {
        &self.0
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl SafeBody {
    pub(crate) fn new(html: String) -> Self {
        Self(html)
    }

    /// What stands inside the `<div class="post-body">`, as HTML.
    pub fn html(&self) -> &str {
        &self.0
    }
}
