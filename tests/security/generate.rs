//! Documents that nobody wrote: tags, ends, attributes, comments and text in any order, the
//! same for the same number, with more of what parsers stumble over than the web has.

/// A document of a number.
pub(crate) fn document(number: u64) -> String {
    let mut chance = Chance(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03);
    let mut out = String::new();
    let mut open: Vec<&str> = Vec::new();
    for _ in 0..chance.below(24) + 2 {
        match chance.below(12) {
            0..=4 => {
                let name = chance.one(NAMES);
                start(&mut out, name, &mut chance);
                open.push(name);
            }
            5..=6 => {
                if let Some(name) = open.pop() {
                    out.push_str(&format!("</{name}>"));
                }
            }
            7 => out.push_str(&format!("</{}>", chance.one(NAMES))),
            8 => out.push_str(chance.one(ODD)),
            _ => out.push_str(chance.one(TEXTS)),
        }
    }
    if chance.below(3) > 0 {
        while let Some(name) = open.pop() {
            out.push_str(&format!("</{name}>"));
        }
    }
    out
}

const NAMES: &[&str] = &[
    "p",
    "div",
    "span",
    "b",
    "i",
    "a",
    "em",
    "code",
    "pre",
    "ul",
    "ol",
    "li",
    "table",
    "tbody",
    "tr",
    "td",
    "th",
    "caption",
    "colgroup",
    "col",
    "h1",
    "h2",
    "br",
    "hr",
    "img",
    "picture",
    "source",
    "video",
    "details",
    "summary",
    "figure",
    "blockquote",
    "dl",
    "dt",
    "dd",
    "ruby",
    "rt",
    "rp",
    "font",
    "center",
    "nobr",
    "button",
    "form",
    "input",
    "label",
    "textarea",
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "math",
    "mi",
    "mtext",
    "foreignObject",
    "desc",
    "title",
    "iframe",
    "object",
    "embed",
    "xmp",
    "noembed",
    "x-a",
    "foo",
    "section",
    "article",
    "main",
    "nav",
    "marquee",
    "applet",
    "listing",
    "dialog",
    "slot",
    "image",
    "body",
    "head",
    "html",
    "frameset",
    "area",
    "link",
    "meta",
    "base",
    "P",
    "DIV",
    "SCRIPT",
    "Svg",
];

const ATTRIBUTES: &[&str] = &[
    "id=a",
    "id='a b'",
    "class='ink-center x'",
    "class=language-c",
    "href=/a",
    "href='#a'",
    "href=https://x.example/",
    "href=javascript:alert(1)",
    "src=/a",
    "src=//x.example/a",
    "src='data:image/png;base64,AA'",
    "srcset='/a 1x, /b 2x'",
    "style='color:red'",
    "title='a<b>c'",
    "title=\"a&amp;b\"",
    "onclick=alert(1)",
    "width=3",
    "width='50%'",
    "align=center",
    "name=a",
    "type=checkbox",
    "checked",
    "colspan=2",
    "lang=zh",
    "dir=rtl",
    "alt=a",
    "data-x=1",
    "open",
    "controls",
    "encoding=text/html",
    "/",
    "=",
    "\"",
    "a='",
    "datetime=2022",
];

const TEXTS: &[&str] = &[
    "a",
    "b c",
    " ",
    "\n",
    "一二三",
    "&amp;",
    "&lt;p&gt;",
    "&nbsp;",
    "&copy",
    "x < y",
    "1 > 2",
    "\"q\"",
    "'",
    "😀",
    "a\n\nb",
];

const ODD: &[&str] = &[
    "<!-- c -->",
    "<!--",
    "-->",
    "<!-->",
    "<![CDATA[x]]>",
    "<!doctype html>",
    "<",
    "</p",
    "<3",
    "<!x>",
    "&#0;",
    "&#x1F600;",
    "<p/>",
    "<br/>",
    "</br>",
    "</p>",
    "<a<b>",
    "<p title=>",
];

fn start(out: &mut String, name: &str, chance: &mut Chance) {
    out.push('<');
    out.push_str(name);
    for _ in 0..chance.below(4) {
        out.push(' ');
        out.push_str(chance.one(ATTRIBUTES));
    }
    out.push('>');
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let most = u64::try_from(most).expect("a small number");
        usize::try_from((z ^ (z >> 31)) % most).expect("below a small number")
    }

    fn one<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}
