//! Any file as a post, in any dialect: no panic, and what every reader of a post relies on.

use inkstone_content::{
    ConfigurationFile, FrontMatter, Post, PostDate, PostPath, Site, Zone, dialect::Evidence, limits,
};

/// The first byte chooses the dialect, the others are the file.
pub fn check(input: &[u8]) {
    let Some((choice, bytes)) = input.split_first() else { return };
    let permalink = Some("/:year/:category/:post_title/:title/".into());
    let site = Site { dialect: super::dialect(*choice), permalink, ..Site::default() };
    let Ok(path) = PostPath::new("news/2014-05-06-a.fa.md") else { return };
    let post = Post::read(path.clone(), bytes, &site, &Zone::default());

    let meta = &post.meta;
    assert!(!meta.title.trim().is_empty() && !meta.title.contains(char::is_control));
    assert!(meta.categories.iter().all(|path| !path.0.is_empty() && path.0.iter().all(|name| !name.is_empty())));
    assert!(meta.tags.iter().chain(&meta.authors).all(|name| !name.is_empty()));
    assert!(post.problems.len() <= limits::PROBLEMS + 1);
    assert!(!post.body.text.contains('\r') && post.body.first_line >= 1);
    for address in post.addresses(&site) {
        let url = format!("/{}", address.encoded());
        assert!(!url.contains("//") && !url.contains('\\'), "{url}");
        assert!(!url.split('/').any(|part| part == "." || part == ".."), "{url}");
    }
    for date in [meta.date, meta.updated, meta.expires, meta.embargo].into_iter().flatten() {
        assert_eq!(PostDate::try_from(date.to_string()), Ok(date));
    }

    let known = |matter| Post::read_known(path.clone(), bytes, matter, &site, &Zone::default());
    if let Some(plain) = known(None) {
        assert!(plain == post, "plain front matter is the same front matter");
    }
    let told = FrontMatter::read(bytes).to_text().ok().and_then(|text| FrontMatter::from_text(&text));
    assert!(told.is_some() && known(told).as_ref() == Some(&post), "so is what another module has read");

    let mut evidence = Evidence::default();
    evidence.post(&path, bytes);
    evidence.dialect();
    configuration(super::text(bytes));
}

/// The same text as every file that configures a site.
fn configuration(text: &str) {
    for (name, file) in [
        ("inkstone.yaml", ConfigurationFile::Inkstone),
        ("_config.yml", ConfigurationFile::Hexo),
        ("hugo.toml", ConfigurationFile::Hugo),
        ("hugo.json", ConfigurationFile::Hugo),
    ] {
        let (site, _) = Site::default().read_over(name, file, text);
        assert!((1..=100).contains(&site.per_page) && !site.title.is_empty());
    }
}
