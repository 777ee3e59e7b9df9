//! Any bytes in: no panic, and what every reader of a post relies on.

use std::rc::Rc;

use inkstone_content::{
    ConfigurationFile, Dialect, FrontMatter, Post, PostDate, PostPath, Site, SitePath, Zone,
    address::{decode_path, encode_path},
    date,
    dialect::Evidence,
    limits,
};
use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn dialects() -> impl Strategy<Value = Dialect> {
    prop::sample::select(vec![Dialect::Auto, Dialect::Hexo, Dialect::Jekyll, Dialect::Hugo, Dialect::Zola])
}

/// Pieces that posts are made of, in no sensible order.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: [&str; 64] = [
        "---\n",
        "---",
        "+++\n",
        ";;;\n",
        "...\n",
        "{",
        "}",
        "[",
        "]",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        ":",
        ": ",
        "- ",
        "? ",
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "|\n",
        ">-\n",
        "&a ",
        "*a ",
        "<<: ",
        "!!str ",
        "!x ",
        "# ",
        "%",
        "@",
        "`",
        "=",
        ",",
        "\\",
        "title",
        "date",
        "tags",
        "categories",
        "draft",
        "true",
        "no",
        "1_000",
        "2022-04-07",
        "06:38:50",
        "+08:00",
        "Thu, 07 Apr 2022",
        "年",
        "月",
        "日",
        "砚",
        "🥇",
        "\u{feff}",
        "\u{85}",
        "\u{2028}",
        "\0",
        "<div>",
        "</div>",
        "<p",
        ">",
        "permalink: ",
        "../",
        "//x",
    ];
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..200).prop_map(|pieces| pieces.concat())
}

/// What holds for every post.
fn check(post: &Post, site: &Site) {
    let meta = &post.meta;
    assert!(!meta.title.trim().is_empty());
    assert!(!meta.title.contains(char::is_control));
    assert!(meta.categories.iter().all(|path| !path.0.is_empty() && path.0.iter().all(|name| !name.is_empty())));
    assert!(meta.tags.iter().chain(&meta.authors).all(|name| !name.is_empty() && !name.contains(char::is_control)));
    assert!(post.problems.len() <= limits::PROBLEMS + 1);
    assert!(post.body.text.len() <= limits::BODY_BYTES && !post.body.text.contains('\r'));
    assert!(post.body.first_line >= 1);
    for address in post.addresses(site) {
        let url = format!("/{}", address.encoded());
        assert!(
            !url.contains("//") && !url.contains('\\') && !url.split('/').any(|part| part == "." || part == ".."),
            "{url}"
        );
        assert_eq!(SitePath::new(&address.encoded(), site), Some(address));
    }
    for date in [meta.date, meta.updated, meta.expires].into_iter().flatten() {
        assert_eq!(PostDate::try_from(date.to_string()), Ok(date));
    }
}

fn read(bytes: &[u8], dialect: Dialect) {
    let site = Site { dialect, permalink: Some("/:year/:category/:post_title/".into()), ..Site::default() };
    let zone = Zone::Offsets(Rc::new(|second| if second % 7 < 3 { 3600 } else { -5400 }));
    let path = PostPath::new("2014-05-06-a/b.md").expect("a path");
    check(&Post::read(path.clone(), bytes, &site, &zone), &site);
    let again = Post::read(path.clone(), bytes, &site, &zone);
    assert_eq!(again, Post::read(path.clone(), bytes, &site, &zone), "the same bytes give the same post");
    let known = |matter| Post::read_known(path.clone(), bytes, matter, &site, &zone);
    if let Some(plain) = known(None) {
        assert_eq!(plain, again, "plain front matter is the same front matter");
    }
    let matter = FrontMatter::read(bytes);
    let told = FrontMatter::from_text(&matter.to_text().expect("a text"));
    assert_eq!(told.as_ref(), Some(&matter));
    assert_eq!(known(told), Some(again), "front matter that another module has read");
    let mut evidence = Evidence::default();
    evidence.post(&path, bytes);
    evidence.dialect();
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_bytes_are_a_post(bytes in prop::collection::vec(any::<u8>(), 0..600), dialect in dialects()) {
        read(&bytes, dialect);
    }

    #[test]
    fn any_pieces_are_a_post(text in pieces(), dialect in dialects()) {
        read(text.as_bytes(), dialect);
        read(format!("---\n{text}\n---\nBody").as_bytes(), dialect);
        read(format!("+++\n{text}\n+++\nBody").as_bytes(), dialect);
    }

    #[test]
    fn any_value_of_any_key_is_read(
        key in prop::sample::select(vec![
            "title", "date", "updated", "expiryDate", "categories", "tags", "author", "cover", "thumbnail", "excerpt", "sticky",
            "weight", "draft", "published", "hide", "lang", "dir", "toc", "comments", "link", "permalink", "slug", "aliases",
        ]),
        value in pieces(),
        dialect in dialects(),
    ) {
        read(format!("---\n{key}: {value}\n---\nBody").as_bytes(), dialect);
        read(format!("---\n{key}: {}\n---\nBody", value.replace(['\n', '\r'], " ")).as_bytes(), dialect);
    }

    #[test]
    fn any_text_may_be_a_date(text in "\\PC{0,40}") {
        let zone = Zone::Offsets(Rc::new(|second| if second % 2 == 0 { 86_400 * 2 } else { 17 }));
        if let Some(date) = date::parse(&text, &zone) {
            prop_assert_eq!(PostDate::try_from(date.to_string()), Ok(date));
        }
    }

    #[test]
    fn a_text_like_a_date_may_be_one(text in "[0-9]{0,5}[-/.年 ][0-9]{0,3}[-/.月 ][0-9]{0,3}[日T ]{0,2}[0-9]{0,3}:?[0-9]{0,3}:?[0-9.]{0,9} ?[-+ZGMT]{0,4}[0-9]{0,5}") {
        if let Some(date) = date::parse(&text, &Zone::default()) {
            prop_assert_eq!(PostDate::try_from(date.to_string()), Ok(date));
        }
    }

    #[test]
    fn any_path_that_is_one_reads_back(path in "\\PC{1,40}") {
        if let Ok(path) = PostPath::new(path) {
            prop_assert_eq!(decode_path(&encode_path(path.key())), Some(path.key().to_owned()));
            prop_assert!(!path.key().is_empty() && !path.name().is_empty());
        }
    }

    #[test]
    fn any_text_that_is_a_path_of_the_site_stays_in_it(text in "([a./%2eEfF\\\\:?#\\PC]|\\.html|index){0,30}") {
        let site = Site { url: Some("https://a.example/b".into()), ..Site::default() };
        if let Some(path) = SitePath::new(&text, &site) {
            let url = format!("/{}", path.encoded());
            prop_assert!(!url.contains("//") && !url.split('/').any(|part| part == "." || part == ".."), "{}", url);
            prop_assert_eq!(SitePath::new(&path.encoded(), &site), Some(path));
        }
    }

    #[test]
    fn any_text_is_a_configuration(text in pieces()) {
        for (name, file) in [
            ("inkstone.yaml", ConfigurationFile::Inkstone),
            ("_config.yml", ConfigurationFile::Hexo),
            ("_config.yml", ConfigurationFile::Jekyll),
            ("hugo.toml", ConfigurationFile::Hugo),
            ("hugo.json", ConfigurationFile::Hugo),
            ("config.toml", ConfigurationFile::Zola),
        ] {
            let (site, _) = Site::default().read_over(name, file, &text);
            prop_assert!((1..=100).contains(&site.per_page) && !site.title.is_empty());
            ConfigurationFile::recognise(name, &text);
        }
    }
}
