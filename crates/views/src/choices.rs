//! What a reader may choose in the frame. The views show it; the app listens, keeps and applies.

use std::str::FromStr;

use yew::AttrValue;

use crate::Messages;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// As the system asks.
    #[default]
    Auto,
    /// Light, whatever the system asks.
    Light,
    /// Dark, whatever the system asks.
    Dark,
}

impl Scheme {
    /// All, in the order in which they follow each other.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// Its stable name: in the page, in the browser's storage, and for the style sheet.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// What a reader calls it.
    pub fn label(self, messages: &Messages) -> &'static str {
        match self {
            Self::Auto => messages.theme_auto,
            Self::Light => messages.theme_light,
            Self::Dark => messages.theme_dark,
        }
    }

    /// The one after it, and after the last the first.
    pub fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }
}

impl FromStr for Scheme {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|scheme| scheme.name() == name).ok_or(())
    }
}

/// Whether single keys do something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shortcuts {
    /// They do.
    #[default]
    On,
    /// They do not: somebody's screen reader or speech input needs them.
    Off,
}

/// What the reader has chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// Light or dark.
    pub scheme: Scheme,
    /// Tag of the interface's language; the site's own without one.
    pub language: Option<AttrValue>,
    /// Whether single keys do something.
    pub shortcuts: Shortcuts,
}

/// Name of the list of colours, for the app that listens to it.
pub const SCHEME: &str = "scheme";
/// Name of the list of languages.
pub const LANGUAGE: &str = "language";
/// Name of the switch for single keys.
pub const SHORTCUTS: &str = "shortcuts";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_have_names_and_an_order() {
        for scheme in Scheme::ALL {
            assert_eq!(scheme.name().parse(), Ok(scheme));
        }
        assert_eq!("".parse::<Scheme>(), Err(()));
        assert_eq!(Scheme::ALL.map(Scheme::next), [Scheme::Light, Scheme::Dark, Scheme::Auto]);
    }
}
