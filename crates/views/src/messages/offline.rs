//! Texts about what is kept on a reader's device, which have places to be filled.

use super::{Messages, filled};

impl Messages {
    /// An amount of storage.
    ///
    /// Whole kilobytes, and tenths of what is larger, below a hundred: nobody decides by less, and
    /// fractions would be a large part of the app.
    pub fn size(&self, bytes: u64) -> String {
        // Up to four terabytes; as 32 bits, because the app writes no longer numbers.
        let kilobytes = u32::try_from(bytes.div_ceil(1000)).unwrap_or(u32::MAX);
        let (tenths, pattern) = match kilobytes {
            0..1000 => (kilobytes * 10, self.kilobytes),
            1000..1_000_000 => (kilobytes / 100, self.megabytes),
            _ => (kilobytes / 100_000, self.gigabytes),
        };
        let mut text = (tenths / 10).to_string();
        if kilobytes >= 1000 && tenths < 1000 {
            text.push('.');
            text.extend(char::from_digit(tenths % 10, 10));
        }
        filled(pattern, &[("size", &text)])
    }

    /// How many posts a saving is about, and how large it will be.
    pub fn save_about(&self, posts: u32, bytes: u64) -> String {
        self.counted_with(self.save_about, posts, &[("size", &self.size(bytes))])
    }

    /// How far a saving is.
    pub fn saving(&self, done: u32, all: u32) -> String {
        filled(self.saving, &[("done", &self.number(done)), ("all", &self.number(all))])
    }

    /// How many posts could not be saved.
    pub fn save_stopped(&self, missing: u32) -> String {
        self.counted(self.save_stopped, missing)
    }

    /// When something was last compared with the host.
    pub fn refreshed(&self, date: &str) -> String {
        filled(self.refreshed, &[("date", date)])
    }

    /// How much the kept pictures take.
    pub fn pictures_here(&self, bytes: u64) -> String {
        filled(self.pictures_here, &[("size", &self.size(bytes))])
    }

    /// How much storage is used and left.
    pub fn storage(&self, used: u64, left: u64) -> String {
        filled(self.storage, &[("used", &self.size(used)), ("left", &self.size(left))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_short() {
        let messages = Messages::for_language("en");
        for (bytes, expected) in [
            (0, "0 KB"),
            (1, "1 KB"),
            (999_000, "999 KB"),
            (1_000_000, "1.0 MB"),
            (1_250_000, "1.2 MB"),
            (99_990_000, "99.9 MB"),
            (123_456_789, "123 MB"),
            (999_999_999, "1.0 GB"),
            (20_590_000_000, "20.5 GB"),
            (296_630_000_000, "296 GB"),
            (1_800_000_000_000, "1800 GB"),
        ] {
            assert_eq!(messages.size(bytes), expected);
        }
    }

    #[test]
    fn a_saving_says_how_much_it_is_in_every_language() {
        for (tag, expected) in [("en", "2 posts, about 3 KB"), ("zh", "2 篇，约 3 KB"), ("ar", "مقالان، نحو 3 ك.ب")]
        {
            assert_eq!(Messages::for_language(tag).save_about(2, 2_600), expected, "{tag}");
        }
    }
}
