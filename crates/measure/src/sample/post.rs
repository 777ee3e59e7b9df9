//! One sample post, as the mirror's generator writes it.

use std::fmt::Write as _;

use super::dice::Dice;
use super::places::Category;
use super::{Length, Quirks, prose};

/// Names of hosts that pictures come from.
const HOSTS: [&str; 5] =
    ["img.example.com", "pic1.example.cn", "static.example.net", "cdn.example.org", "wx3.example.cn"];
/// What the mirror puts before a picture's address that has no TLS.
const PROXY: &str = "https://cors.example.dev/?";

/// Which of its generations the generator was in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Generation {
    /// Four blanks, two names in a path, nothing quoted.
    First,
    /// Quoted titles, three names, a head image.
    Later,
}

/// What is fixed of a post before its text is written.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    stream: u64,
    generation: Generation,
    category: Category,
    title: String,
}

impl Plan {
    /// The plan of post number `stream`.
    pub(crate) fn new(seed: u64, stream: u64, quirks: Quirks) -> Plan {
        let mut dice = Dice::new(seed, stream * 2);
        let generation = if dice.falls(250) && quirks == Quirks::Real { Generation::First } else { Generation::Later };
        let category = Category::throw(&mut dice);
        let mut title = prose::title(&mut dice);
        if quirks == Quirks::Real {
            quirk(&mut dice, generation, &mut title);
        }
        Plan { stream, generation, category, title }
    }

    /// Its file below the posts folder, without `.md`.
    pub(crate) fn stem(&self) -> String {
        let kept = |c: char| !":/\\?*\"<>|[]#.".contains(c);
        let mut name: String =
            self.title.chars().filter(|c| kept(*c)).map(|c| if c == '~' { '_' } else { c }).collect();
        // A name has at most 255 bytes on most systems.
        while name.len() > 200 {
            name.pop();
        }
        let name = name.trim();
        format!("{}/{}", self.category.folder(), if name.is_empty() { "无题" } else { name })
    }

    /// The file's text.
    pub(crate) fn text(&self, seed: u64, length: Length) -> String {
        let mut dice = Dice::new(seed, self.stream * 2 + 1);
        let picture = dice.falls(880).then(|| picture(&mut dice));
        let mut text = self.front_matter(&mut dice, picture.as_deref());
        let body = body(&mut dice, length, picture.as_deref());
        // Braces would be taken for tags of the template language.
        let body = body.replace('{', "&#123;").replace('}', "&#125;");
        let _ = write!(text, "\n<div>   \n{body}  \n</div>\n            ");
        text
    }

    fn front_matter(&self, dice: &mut Dice, picture: Option<&str>) -> String {
        let Category { section, feed, channel } = &self.category;
        let date = date(dice);
        let placeholder = || format!("https://picsum.example/400/300?random={}", self.stream % 10_000);
        match self.generation {
            Generation::First => {
                let picture = picture.unwrap_or_default();
                format!(
                    "\n---\ntitle: {}\ncategories: \n    - {section}\n    - {feed} - {channel}\nauthor: {feed} - \
                     {channel}\ncomments: false\ndate: {date}\nthumbnail: {picture}\n---\n",
                    self.title
                )
            }
            Generation::Later => {
                let quote = if self.title.contains('\'') { '"' } else { '\'' };
                let picture = picture.map_or_else(placeholder, str::to_owned);
                format!(
                    "\n---\ntitle: {quote}{}{quote}\ncategories: \n - {section}\n - {feed}\n - {channel}\nheadimg: \
                     '{picture}'\nauthor: {feed}\ncomments: false\ndate: {date}\nthumbnail: '{picture}'\n---\n",
                    self.title
                )
            }
        }
    }
}

/// What makes one title in thirty hard to read.
fn quirk(dice: &mut Dice, generation: Generation, title: &mut String) {
    match (generation, dice.below(300)) {
        // A quote of the other kind, or of both: the latter is no YAML.
        (_, 0..4) => title.push_str(" It's here"),
        (Generation::Later, 4) => *title = format!("\"{title}\" isn't all"),
        (Generation::First, 4) => *title = format!("\"\"\"{title}\"\"\""),
        // In YAML these begin a comment, a reserved word, a key.
        (Generation::First, 5) => *title = format!("@{title}"),
        (Generation::First, 6) => "#".clone_into(title),
        (Generation::First, 7) => *title = format!("{}: {title}", prose::name(dice)),
        (_, 8) => *title = format!("{}", dice.within(1, 999_999)),
        (_, 9) => title.push_str(" 🥇"),
        (_, 10) => title.push_str(" Q&A 100%"),
        (_, 11) => *title = title.replace('，', ": "),
        (Generation::First, 12) => {
            *title = format!("{}.{}.{}", dice.within(2019, 2022), dice.below(12), dice.below(28))
        }
        _ => {}
    }
}

fn date(dice: &mut Dice) -> String {
    // From 2018 to 2022, the later years the fuller; every month has 28 days.
    let year = 2018 + dice.below(5).max(dice.below(5));
    let (month, day) = (dice.within(1, 12), dice.within(1, 28));
    let (hour, minute, second) = (dice.below(24), dice.below(60), dice.below(60));
    match dice.below(20) {
        0..13 => {
            let weekday = weekday(year, month, day);
            let name = MONTHS.get(usize::try_from(month - 1).unwrap_or(0)).copied().unwrap_or_default();
            format!("{weekday}, {day:02} {name} {year} {hour:02}:{minute:02}:{second:02} GMT")
        }
        _ => format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The day of the week, by Sakamoto's method.
fn weekday(year: u64, month: u64, day: u64) -> &'static str {
    const SHIFT: [u64; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    const NAMES: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    let year = if month < 3 { year - 1 } else { year };
    let shift = SHIFT.get(usize::try_from(month - 1).unwrap_or(0)).copied().unwrap_or(0);
    let number = (year + year / 4 - year / 100 + year / 400 + shift + day) % 7;
    NAMES.get(usize::try_from(number).unwrap_or(0)).copied().unwrap_or("Sun")
}

/// The address of a picture, through the proxy where it has no TLS.
fn picture(dice: &mut Dice) -> String {
    let (host, number) = (dice.one(&HOSTS), dice.throw());
    let (year, month) = (dice.within(2018, 2022), dice.within(1, 12));
    let ending = dice.one(&["jpg", "jpg", "jpeg", "png", "webp", "jpg?imageView2=2"]);
    let address = format!("{host}/upload/{year}/{month:02}/{number:016x}.{ending}");
    if dice.falls(200) { format!("{PROXY}http://{address}") } else { format!("https://{address}") }
}

fn body(dice: &mut Dice, length: Length, picture_of_post: Option<&str>) -> String {
    let mut html = String::new();
    if let Some(picture) = picture_of_post {
        image(dice, &mut html, picture);
    }
    let mut left = length.characters(dice);
    while left > 0 {
        let characters = dice.within(20, 200).min(left);
        left -= characters;
        block(dice, &mut html, characters);
    }
    html
}

fn block(dice: &mut Dice, html: &mut String, characters: u64) {
    let text = prose::sentences(dice, characters);
    // What follows is text of the page, written as it is.
    let _ = match dice.below(100) {
        0..55 => write!(html, "<p>{text}</p>"),
        55..65 => write!(html, "<p style=\"text-indent:2em;\">\n{text}\n</p>\n"),
        65..70 => write!(html, "<p>{text}<br>{}<br><br></p>", prose::sentences(dice, 10)),
        70..76 => write!(html, "<p><strong>{}</strong>{text}</p>", prose::sentences(dice, 6)),
        76..79 => write!(html, "<h3>{}</h3><p>{text}</p>", prose::title(dice)),
        79..83 => write!(
            html,
            "<ul><li>{text}</li><li>{}</li><li><a href=\"https://example.com/{}\" target=\"_blank\">{}</a></li></ul>",
            prose::sentences(dice, 12),
            dice.below(1_000_000),
            prose::name(dice)
        ),
        83..86 => write!(html, "<p>&nbsp;</p><p>\u{a0}</p><p>{text}</p>"),
        86..88 => write!(html, "<blockquote><p>{text}</p></blockquote>"),
        88..89 => {
            write!(html, "<pre><code>fn main() {{ let a = &quot;{}&quot;; }}\n</code></pre>", prose::english(dice, 3))
        }
        89..90 => {
            write!(html, "<iframe src=\"https://player.example.com/{}\" height=\"400\"></iframe>", dice.below(99_999))
        }
        _ => {
            let picture = picture(dice);
            image(dice, html, &picture);
            write!(html, "<p>{text}</p>")
        }
    };
}

fn image(dice: &mut Dice, html: &mut String, address: &str) {
    let (width, height) = (dice.within(300, 1_200), dice.within(200, 900));
    let _ = match dice.below(5) {
        0 => write!(
            html,
            "<p><img src=\"{address}\" data-size=\"{width},{height}\" alt referrerpolicy=\"no-referrer\"></p>"
        ),
        1 => write!(
            html,
            "<p align=\"center\">\n<img src=\"{address}\" alt=\"{}\" referrerpolicy=\"no-referrer\">\n</p>\n",
            prose::name(dice)
        ),
        2 => write!(
            html,
            "<p><img data-src=\"{address}\" data-w=\"{width}\" data-ratio=\"0.{}\" referrerpolicy=\"no-referrer\"></p>",
            dice.within(40, 99)
        ),
        _ => write!(html, "<img src=\"{address}\" referrerpolicy=\"no-referrer\"><br>"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_of_known_days() {
        for ((year, month, day), expected) in
            [((2022, 4, 7), "Thu"), ((2020, 2, 29), "Sat"), ((2018, 1, 1), "Mon"), ((2000, 12, 31), "Sun")]
        {
            assert_eq!(weekday(year, month, day), expected, "{year}-{month}-{day}");
        }
    }

    #[test]
    fn a_post_has_the_shape_of_the_mirror() {
        let plan = Plan::new(1, 3, Quirks::None);
        let text = plan.text(1, Length::Full);
        assert!(text.starts_with("\n---\ntitle: '"), "{text}");
        assert!(text.contains("\ncategories: \n - "), "{text}");
        assert!(text.ends_with("  \n</div>\n            "), "{text}");
        assert!(!text.contains(['{', '}']), "{text}");
        assert_eq!(text, Plan::new(1, 3, Quirks::None).text(1, Length::Full));
    }
}
