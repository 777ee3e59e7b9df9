//! The interface's texts. A language is one file of `crates/views/messages`, as
//! docs/guide/translating.md describes it; here is what the texts are called and how they are read.
//!
//! They are data and not code because code is what a language would cost most in: as functions
//! that format, one is four times the size (docs/adr/0009-frame.md).

mod calendar;
mod number;
mod offline;
mod sentences;

use self::sentences::filled;

/// The files of all languages, English first; in the app only that, which stands in for the others.
const LANGUAGES: &[&str] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Every language: its tag, what it calls itself, and the tags that it is for.
const INDEX: &[[&str; 3]] = include!(concat!(env!("OUT_DIR"), "/index.rs"));

macro_rules! texts {
    ($($(#[$doc:meta])* $visibility:vis $name:ident,)+) => {
        /// Every text of the interface in one language.
        #[derive(Clone)]
        pub struct Messages {
            $($(#[$doc])* $visibility $name: &'static str,)+
        }

        /// What the texts are called, in the order of the fields.
        const NAMES: &[&str] = &[$(stringify!($name)),+];

        impl Messages {
            fn of([$($name),+]: [&'static str; NAMES.len()]) -> Self {
                Self { $($name),+ }
            }
        }
    };
}

// Private texts have places to be filled: a function of the same name does that.
texts! {
    /// BCP 47 tag of the language, for `lang`; the name of its file.
    pub language,
    /// What the language calls itself.
    pub name,
    /// The tags whose readers it is for, separated by commas.
    pub tags,
    /// `ltr` or `rtl`, for `dir`.
    pub direction,
    /// Which forms its nouns have after a number ([`number`]).
    plural,
    /// Its ten digits, from 0.
    digits,
    /// What stands between groups of three digits.
    group,
    /// The names of the months.
    months,
    /// A calendar date.
    date,
    /// A month of a year.
    month_of_year,

    /// The link that jumps over the header.
    pub skip,
    /// Name of the landmark with the site's navigation.
    pub menu,
    /// The link that leads home.
    pub home,
    /// Title of the list of all posts, and its place in the navigation.
    pub posts,
    /// Title of the archive.
    pub archive,
    /// Title of the page of all categories.
    pub all_categories,
    /// Title of the page of all tags.
    pub all_tags,
    /// Name of the choice between light and dark.
    pub theme,
    /// Colours as the system asks.
    pub theme_auto,
    /// Light colours.
    pub theme_light,
    /// Dark colours.
    pub theme_dark,
    theme_now,
    /// Name of the choice of the interface's language.
    pub interface_language,
    /// The language that the blog's owner chose.
    pub language_of_blog,
    /// Title of the help on keys.
    pub shortcuts,
    /// What `j` does.
    pub shortcut_next,
    /// What `k` does.
    pub shortcut_previous,
    /// What `t` does.
    pub shortcut_theme,
    /// What `?` does.
    pub shortcut_help,
    /// The switch that turns single keys on and off.
    pub shortcuts_in_use,
    /// Closes a dialog.
    pub close,
    resume,
    /// Title of posts that may be what a wrong address meant.
    pub suggestions,
    /// Title of the newest posts.
    pub recent,

    post_count,
    page_of,
    /// Link to newer posts.
    pub newer,
    /// Link to older posts.
    pub older,
    /// Name of the landmark that leads from page to page.
    pub pages,
    /// Mark of a pinned post.
    pub pinned,
    /// Name of the landmark with a post's category path.
    pub categories,
    /// A list without entries.
    pub empty,
    /// What the owner of an empty blog can do.
    pub empty_hint,
    reading_posts,
    posts_missing,
    tag_count,
    category_count,
    /// Title of the terms that most posts have.
    pub most_used,
    /// Title of posts without a date.
    pub undated,
    /// A blog without tags.
    pub no_tags,
    /// A blog without categories.
    pub no_categories,

    minutes,
    /// Label of the date of the last change.
    pub updated,
    /// Label of the series that a post is a part of.
    pub series,
    /// Link to the raw Markdown file.
    pub raw,
    problems,
    line,
    /// Why a post is shown as plain text.
    pub plain_text,
    /// The link from a post in a frame of another page to its own page.
    pub read_there,
    /// Name of the table of contents.
    pub contents,
    /// Before the link to where a mirrored post first appeared.
    pub original,
    outdated,
    /// Before the authors in the box about rights.
    pub author,
    /// Before the post's address there.
    pub address,
    /// Before its licence.
    pub licence,
    /// Before a line of the post's own about its rights.
    pub copyright,
    /// The button that hands the post to other apps.
    pub share,
    /// The button that copies the post's address.
    pub copy_link,
    /// What is said when something has been copied.
    pub copied,
    /// The button that says how a post gets into a page of another site, and the title of what it opens.
    pub embed,
    /// Name of the way by a frame.
    pub embed_frame,
    /// Name of the way by an element.
    pub embed_element,
    /// The link to the page that does the same for lists of posts, and that page's title.
    pub embed_lists,
    /// Name of the choice of how a list looks there.
    pub embed_layout,
    /// As on the blog's own pages.
    pub embed_layout_list,
    /// Nothing but titles.
    pub embed_layout_titles,
    /// Side by side.
    pub embed_layout_cards,
    /// Name of the number of posts that a list shows there.
    pub embed_number,
    /// Name of the landmark with the posts around this one.
    pub around,
    /// The next older post.
    pub earlier,
    /// The next newer post.
    pub later,
    /// Title of the posts about the same.
    pub related,
    /// The button that copies a code block.
    pub copy_code,
    /// The button that wraps the lines of a code block.
    pub wrap_lines,
    /// Name of a code block without a title.
    pub code,
    /// Name of a table without a caption.
    pub table,
    /// The link to a section.
    pub section_link,
    /// The button that enlarges a picture.
    pub enlarge,
    /// The button in an enlarged picture.
    pub previous_picture,
    /// The button in an enlarged picture.
    pub next_picture,
    /// What stands where a picture could not be loaded.
    pub picture_failed,
    /// The link to its address.
    pub open_picture,
    /// What stands on a player; `{host}` is filled in by the script.
    pub play_hint,
    /// Name of a footnote shown beside its number.
    pub footnote,

    /// What is said while something loads.
    pub loading,
    /// The button that tries again.
    pub retry,
    not_found,
    not_found_text,
    server,
    server_text,
    timeout,
    timeout_text,
    offline,
    offline_text,
    not_markdown,
    not_markdown_text,
    not_utf8,
    not_utf8_text,
    newer_site,
    newer_site_text,
    invalid,
    invalid_text,

    /// Mark of a post in a list that cannot be read without a network.
    pub away,
    /// Title of the page of such a post.
    pub away_post,
    /// What comes before the posts that are here.
    pub away_post_text,
    /// Title of the page of what is kept.
    pub saved_posts,
    /// Begins to save something.
    pub save,
    save_about,
    /// Whether pictures are saved as well.
    pub save_pictures,
    /// Begins the saving itself.
    pub save_start,
    saving,
    /// Ends something before its time.
    pub cancel,
    /// Goes on with a saving.
    pub saving_continue,
    /// Mark of something that is saved.
    pub saved_here,
    /// Why nothing more could be saved.
    pub save_full,
    save_stopped,
    /// Removes something that is saved.
    pub remove,
    /// Asks for something that is saved again.
    pub refresh,
    /// What is said while the host cannot be reached.
    pub offline_now,
    /// A new version of the app waits.
    pub update_ready,
    /// Takes the new version.
    pub update_now,
    /// A newer version of the shown post has come.
    pub post_changed,
    /// Shows it.
    pub post_changed_show,
    /// All posts, as something to save.
    pub whole_blog,
    /// Title where nothing is kept.
    pub nothing_saved,
    /// How to change that.
    pub nothing_saved_text,
    /// Title of the posts that are kept because they were read.
    pub posts_here,
    refreshed,
    pictures_here,
    storage,
    /// What is saved stays.
    pub storage_lasting,
    /// What is saved may go.
    pub storage_loose,
    /// Removes all that is kept.
    pub remove_all,
    /// Begins to keep posts.
    pub keep_posts,
    /// Ends keeping posts.
    pub keep_posts_off,
    /// Why no posts are kept.
    pub keep_posts_none,
    kilobytes,
    megabytes,
    gigabytes,
}

impl Messages {
    /// The texts for a BCP 47 tag; English where the language is not known.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn for_language(tag: &str) -> Self {
        let tag = Self::tag_for(tag);
        let text = LANGUAGES.iter().find(|text| value(text, "language") == tag);
        text.map_or_else(Self::english, |text| Self::read(text))
    }

    /// What leads from a frame to its post, by the language's tag, in every language. A frame has all of them, and
    /// there are as many frames as posts: the other texts need not be read for it.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn read_there_in_all() -> impl Iterator<Item = (&'static str, &'static str)> {
        LANGUAGES.iter().map(|text| (value(text, "language"), value(text, "read_there")))
    }

    /// The English texts, which are always at hand.
    pub fn english() -> Self {
        Self::read(LANGUAGES.first().copied().unwrap_or_default())
    }

    /// The tag of the language that a BCP 47 tag asks for, as it is or else with ever fewer of its parts;
    /// of English where the language is not known.
    pub fn tag_for(mut tag: &str) -> &'static str {
        loop {
            let is_for = |tags: &str| tags.split(',').any(|known| known.trim().eq_ignore_ascii_case(tag));
            if let Some([language, ..]) = INDEX.iter().find(|[_, _, tags]| is_for(tags)) {
                return language;
            }
            match tag.rsplit_once(['-', '_']) {
                Some((rest, _)) => tag = rest,
                None => return "en",
            }
        }
    }

    /// Every language that there is: its tag, and what it calls itself.
    pub fn languages() -> impl Iterator<Item = (&'static str, &'static str)> {
        INDEX.iter().map(|[language, name, _]| (*language, *name))
    }

    /// Reads a language's file; what it lacks is English.
    pub fn read(text: &'static str) -> Self {
        let mut texts = [""; NAMES.len()];
        // Files keep the order of the fields, so that the next name is nearly always the right one.
        let mut next = 0;
        for (name, value) in lines(text) {
            let place = NAMES.iter().skip(next).position(|known| *known == name).map(|at| next + at);
            if let Some(place) = place.or_else(|| NAMES.iter().position(|known| *known == name)) {
                if let Some(text) = texts.get_mut(place) {
                    *text = value;
                }
                next = place + 1;
            }
        }
        if let Some(english) = LANGUAGES.first().filter(|english| **english != text) {
            for (text, name) in texts.iter_mut().zip(NAMES).filter(|(text, _)| text.is_empty()) {
                *text = value(english, name);
            }
        }
        Self::of(texts)
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    // Only blanks are trimmed: French groups its digits with a narrow no-break space.
    let written = text.lines().filter(|line| !line.starts_with('#'));
    written.filter_map(|line| line.split_once('=')).map(|(name, value)| (name.trim(), value.trim_matches(' ')))
}

fn value(text: &'static str, name: &str) -> &'static str {
    lines(text).find(|(known, _)| *known == name).map_or("", |(_, value)| value)
}

/// Two with the same language are the same.
impl PartialEq for Messages {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

impl std::fmt::Debug for Messages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Messages({})", self.language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_finds_its_language() {
        for (tag, expected) in [
            ("en", "en"),
            ("en-GB", "en"),
            ("zh", "zh-Hans"),
            ("zh-CN", "zh-Hans"),
            ("zh_CN", "zh-Hans"),
            ("zh-Hans-HK", "zh-Hans"),
            ("zh-TW", "zh-Hant"),
            ("zh-hk", "zh-Hant"),
            ("zh-Hant-TW", "zh-Hant"),
            ("ja-JP", "ja"),
            ("ko", "ko"),
            ("ar-EG", "ar"),
            ("fr", "en"),
            ("", "en"),
            ("-", "en"),
        ] {
            assert_eq!(Messages::for_language(tag).language, expected, "{tag}");
        }
    }

    #[test]
    fn every_language_has_every_text_and_no_other() {
        for text in LANGUAGES {
            let language = value(text, "language");
            let written: Vec<&str> = lines(text).map(|(name, _)| name).collect();
            assert_eq!(written, NAMES, "{language}");
            for (name, value) in lines(text) {
                assert!(!value.is_empty(), "{language}: {name} is empty");
            }
        }
    }

    #[test]
    fn a_translation_has_the_places_of_the_english_text() {
        let places = |pattern: &'static str| {
            let mut names: Vec<&str> =
                pattern.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        for text in LANGUAGES {
            for (name, pattern) in lines(text).filter(|(name, _)| !matches!(*name, "date" | "month_of_year")) {
                let (here, english) = (places(pattern), places(value(LANGUAGES[0], name)));
                // A number may be said in words (“something”, «مقالان»).
                let fits = here == english || here.iter().chain(&english).all(|place| *place == "n");
                assert!(fits, "{}: {name} has {here:?}, English {english:?}", value(text, "language"));
            }
        }
    }

    #[test]
    fn places_are_filled_with_what_there_is() {
        for (case, pattern, expected) in [
            ("one", "a {x} b", "a 1 b"),
            ("twice", "{x}{x}", "11"),
            ("two", "{y}, {x}", "{z}, 1"),
            ("unknown", "a {q} b", "a  b"),
            ("open", "a {x", "a 1"),
            ("none", "a } b", "a } b"),
        ] {
            assert_eq!(filled(pattern, &[("x", "1"), ("y", "{z}")]), expected, "{case}");
        }
    }
}
