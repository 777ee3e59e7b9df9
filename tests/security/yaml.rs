//! Front matter that wants to keep its reader busy: what YAML readers were ever slow on, or
//! gave up on, each family in growing sizes up to the longest that is read at all.

/// How many families there are.
pub(crate) const FAMILIES: usize = MAKERS.len();

/// Longest text between the delimiters: just below the limit, so that it is read.
const LONGEST: usize = 64 * 1024 - 64;

/// A family by its name, and a member of about so many bytes.
type Maker = (&'static str, fn(usize) -> String);

/// The post of a number: the name of its family, and its file.
pub(crate) fn document(number: usize) -> (String, String) {
    let (name, make) = MAKERS[number % FAMILIES];
    // The longest first; then shorter ones, which may be slower where a limit cuts the long ones off.
    let round = number / FAMILIES;
    let size = LONGEST * (20 - round.min(19)) / 20;
    let mut text = make(size);
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    (format!("{name}, {size} bytes"), format!("---\n{text}\n---\nText.\n"))
}

fn repeated(unit: &str, size: usize) -> String {
    unit.repeat(size / unit.len() + 1)
}

fn numbered(size: usize, unit: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for number in 0.. {
        if text.len() >= size {
            break;
        }
        text.push_str(&unit(number));
    }
    text
}

/// `levels` lists, each of `width` times the one before (the "billion laughs").
fn laughs(levels: usize, width: usize) -> String {
    let mut text = "a0: &a0 [x]\n".to_owned();
    for level in 1..levels {
        let before = format!("*a{}", level - 1);
        text.push_str(&format!("a{level}: &a{level} [{}]\n", vec![before; width].join(", ")));
    }
    text
}

const MAKERS: &[Maker] = &[
    ("open brackets", |n| repeated("[", n)),
    ("open braces", |n| repeated("{", n)),
    ("open braces with keys", |n| repeated("{a: ", n)),
    ("32 levels, over and over", |n| repeated(&format!("- {}x{}\n", "[".repeat(32), "]".repeat(32)), n)),
    ("brackets in a quoted text", |n| format!("title: \"{}\"", repeated("[", n))),
    ("brackets in a plain text", |n| format!("title: a{}", repeated("[", n))),
    ("brackets on lines of a block", |n| format!("title: |\n{}", repeated("  [\n", n))),
    ("a billion laughs", |_| laughs(12, 9)),
    ("wide laughs", |n| laughs(3, n / 12)),
    ("deep laughs", |n| laughs(n / 20, 2)),
    ("aliases of one anchor", |n| format!("a: &a [x, y]\nb: [{}]", repeated("*a, ", n))),
    ("anchors", |n| numbered(n, |i| format!("k{i}: &a{i} x\n"))),
    ("anchors and their aliases", |n| numbered(n, |i| format!("k{i}: &a{i} x\nl{i}: *a{i}\n"))),
    ("one anchor, again and again", |n| repeated("- &a x\n- *a\n", n)),
    ("an alias of itself", |_| "a: &a [*a]\nb: &b {c: *b}\n".to_owned()),
    ("merge keys", |n| format!("a: &a {{x: 1}}\n{}", numbered(n, |i| format!("m{i}:\n  <<: *a\n")))),
    ("merge keys of merge keys", |n| {
        numbered(
            n,
            |i| if i == 0 { "m0: &m0 {x: 1}\n".to_owned() } else { format!("m{i}: &m{i} {{<<: *m{}}}\n", i - 1) },
        )
    }),
    ("one key, again and again", |n| repeated("title: a\n", n)),
    ("keys", |n| numbered(n, |i| format!("k{i}: v\n"))),
    ("keys without values", |n| numbered(n, |i| format!("k{i}:\n"))),
    ("complex keys", |n| repeated("? [a, b]\n: c\n", n)),
    ("complex keys within each other", |n| repeated("? ", n)),
    ("dashes within each other", |n| repeated("- ", n)),
    ("blocks within each other", |n| (0..n.isqrt()).map(|depth| " ".repeat(depth) + "a:\n").collect()),
    ("lists within each other", |n| (0..n.isqrt()).map(|depth| " ".repeat(depth) + "-\n").collect()),
    ("list items", |n| format!("tags:\n{}", repeated("- a\n", n))),
    ("a long list in a line", |n| format!("tags: [{}]", repeated("a, ", n))),
    ("a long text", |n| format!("title: {}", repeated("a ", n))),
    ("a long text of many lines", |n| format!("title: >\n{}", repeated("  a\n", n))),
    ("a plain text of many lines", |n| format!("title: a\n{}", repeated("  b\n", n))),
    ("blank lines in a folded text", |n| format!("title: >\n  a\n{}  b", repeated("\n", n))),
    ("quotes that do not end", |n| format!("title: \"{}", repeated("a ", n))),
    ("apostrophes that do not end", |n| format!("title: '{}", repeated("a''", n))),
    ("escapes", |n| format!("title: \"{}\"", repeated("\\x41\\u4e2d\\U0001F600", n))),
    ("broken escapes", |n| format!("title: \"{}\"", repeated("\\q", n))),
    ("comments", |n| repeated("# a\n", n)),
    ("comments after values", |n| repeated("a: b # c\n", n)),
    ("tags", |n| numbered(n, |i| format!("k{i}: !t{i} x\n"))),
    ("long tags", |n| format!("a: !{} x", repeated("t", n))),
    ("directives", |n| repeated("%TAG !a! tag:b,2000:\n", n)),
    ("tabs", |n| repeated("\ta: b\n", n)),
    ("tabs within", |n| repeated("a:\tb\n", n)),
    ("numbers", |n| format!("a: {}", repeated("9", n))),
    ("exponents", |n| numbered(n, |i| format!("k{i}: 1e999999999\n"))),
    ("dates", |n| numbered(n, |i| format!("date{i}: 2022-04-07T06:38:50.{}Z\n", "9".repeat(40)))),
    ("a long date", |n| format!("date: {}", repeated("2022-", n))),
    ("categories within each other", |n| {
        format!("categories: {}a{}", "[".repeat(30), "]".repeat(30))
            + format!("\ntags: [{}]", repeated("[a], ", n - 100)).as_str()
    }),
    ("line breaks of YAML 1.1", |n| repeated("a: b\u{85}\u{2028}\u{2029}", n)),
    ("nulls", |n| repeated("a: ~\nb: null\n", n)),
    ("carriage returns", |n| repeated("a: b\r", n)),
    ("nothing but colons", |n| repeated(": ", n)),
    ("commas", |n| format!("a: [{}]", repeated(",", n))),
    ("markers of documents", |n| repeated("a: b\n...\n", n)),
    ("keys that do not end", |n| repeated("a\n", n)),
    ("a key of a thousand characters", |n| numbered(n, |i| format!("{}{i}: x\n", "k".repeat(1_100)))),
    ("byte order marks", |n| repeated("\u{feff}a: b\n", n)),
    ("addresses", |n| format!("headimg: 'https://{}'", repeated("a.", n))),
    ("paths", |n| format!("permalink: '{}'", repeated("../", n))),
    ("a long pattern", |n| format!("permalink: '{}'", repeated(":year/:title/", n))),
    ("aliases of addresses", |n| format!("aliases:\n{}", numbered(n, |i| format!("- /old/{i}/\n")))),
];
