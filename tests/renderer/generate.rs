//! Files that nobody wrote: front matter and bodies of what posts are made of, in any order, and
//! bytes that are no text; the same for the same number.

/// The file of a number: mostly front matter and a body, now and then bytes of chance.
pub(crate) fn file(number: u64) -> Vec<u8> {
    let mut chance = Chance::new(number);
    if number % 20 == 19 {
        let length = chance.below(600);
        return (0..length).map(|_| u8::try_from(chance.below(256)).unwrap_or_default()).collect();
    }
    let fences = [("---\n", "---\n"), ("+++\n", "+++\n"), ("", ";;;\n"), ("{\n", "}\n"), ("---\n", ""), ("", "")];
    let (open, close) = fences[chance.below(fences.len()).min(chance.below(fences.len()))];
    let matter = front_matter(number);
    let body = pieces(&mut chance, BODY, 60);
    let mut bytes = format!("{open}{matter}{close}{body}").into_bytes();
    if number % 10 == 7 && !bytes.is_empty() {
        // A byte that is no text.
        let at = chance.below(bytes.len());
        bytes[at] = 0xFF;
    }
    bytes
}

/// Lines of front matter, most of which are some.
pub(crate) fn front_matter(number: u64) -> String {
    let mut chance = Chance::new(!number);
    let mut out = String::new();
    for _ in 0..chance.below(8) {
        let key = KEYS[chance.below(KEYS.len())];
        let value = pieces(&mut chance, VALUES, 5);
        out.push_str(&match chance.below(8) {
            0 => format!("{key}:\n  - {value}\n  - b\n"),
            1 => format!("{key}: [{value}, b]\n"),
            2 => format!("{key} = \"{value}\"\n"),
            3 => format!("\"{key}\": \"{value}\",\n"),
            _ => format!("{key}: {value}\n"),
        });
    }
    out
}

fn pieces(chance: &mut Chance, of: &[&str], most: usize) -> String {
    (0..chance.below(most) + 1).map(|_| of[chance.below(of.len())]).collect()
}

/// Numbers that look like chance: SplitMix64.
struct Chance(u64);

impl Chance {
    fn new(number: u64) -> Self {
        Self(number.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ 0x9E37_79B9_7F4A_7C15)
    }

    /// A number below `end`; 0 when nothing is below it.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let end = u64::try_from(end.max(1)).unwrap_or(1);
        usize::try_from((mixed ^ (mixed >> 31)) % end).unwrap_or_default()
    }
}

const KEYS: &[&str] = &[
    "title",
    "date",
    "updated",
    "lastmod",
    "expiryDate",
    "categories",
    "category",
    "tags",
    "keywords",
    "author",
    "authors",
    "cover",
    "thumbnail",
    "headimg",
    "excerpt",
    "description",
    "sticky",
    "top",
    "weight",
    "draft",
    "published",
    "hide",
    "lang",
    "dir",
    "toc",
    "comments",
    "link",
    "series",
    "permalink",
    "slug",
    "aliases",
    "math",
    "Title",
    "x y",
    "键",
];

const VALUES: &[&str] = &[
    "a",
    "b c",
    "砚台",
    "😀",
    "2022-04-07 06:38:50",
    "Thu, 07 Apr 2022 06:38:50 GMT",
    "2022/4/7 6:38",
    "2022年4月7日",
    "2022-03-13T02:30:00",
    "1649313530",
    "1649313530123",
    "0x10",
    "010",
    "1_000",
    "1.10",
    "1e400",
    "-0.0",
    "99999999999999999999",
    "yes",
    "no",
    "true",
    "~",
    "null",
    "''",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    ": ",
    "#",
    " # ",
    "&a ",
    "*a",
    "!!str 1",
    "|",
    ">",
    "\\",
    "\\u0041",
    "https://a.example/b.png?c=d",
    "//a.b",
    "../a",
    "a/b/c",
    "\u{feff}",
    "\u{85}",
    "\t",
    "%",
    "@",
    "`",
    "İ",
    "ẞ",
    "\u{301}",
];

const BODY: &[&str] = &[
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```",
    "~~~",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "> ",
    "- ",
    "1. ",
    "# ",
    "## ",
    "[",
    "](",
    ")",
    "]",
    "![",
    "[^a]",
    "[^a]: ",
    "[a]: ",
    "<",
    ">",
    "</",
    "<p>",
    "<pre>",
    "</pre>",
    "<h2>",
    "</h2>",
    "<img src=",
    "<a href='",
    "\"",
    "'",
    "<!--",
    "-->",
    "<!-- more -->",
    "<script>",
    "</script>",
    " data-src=a",
    " srcset=\"a 1x, b\"",
    "=",
    "&amp;",
    "&Aopf;",
    "&NotEqualTilde;",
    "&noname;",
    "&#x0;",
    "&#55555;",
    "&notit;",
    "&nbsp;",
    "{%",
    "%}",
    "{% raw %}",
    "{% endraw %}",
    "{% note a %}",
    "{% endnote %}",
    "{% codeblock a lang:b %}",
    "{% endcodeblock %}",
    "{% asset_img a %}",
    "{% post_link a %}",
    "{{",
    "}}",
    "{{< figure src=a >}}",
    "{{< highlight go >}}",
    "{{< /highlight >}}",
    "|",
    "|-|",
    "$",
    "$$",
    ":",
    ": ",
    "https://a.b/",
    "www.a.b",
    "a@b.c",
    "真",
    "，",
    "。",
    "“",
    "한",
    "ก",
    "שלום",
    "😀",
    "e\u{301}",
    "\u{0}",
    "\u{FDD0}",
    "\u{2E4F}",
    "\u{E0100}",
    "\\",
    "a",
    "B",
    "ß",
    "İ",
    "1",
    " ",
    "\r",
    "\u{A0}",
    "\u{3000}",
    "{1,3} title=\"",
    "[!NOTE]",
    "[ ] ",
    "[x] ",
    "/../",
    "%",
    "%E4",
    "?",
    "#",
    "---",
    "===",
    "{#b .c}",
    "Some more words of a paragraph. ",
    "这是一段正文。",
    "data-size=\"670,457\"",
    "style=\"text-align:center\"",
];
