//! Site configurations, `inkstone.yaml` and those of the other systems, and how the dialect is worked out.

use inkstone_content::{
    ConfigurationFile, Dialect, Hosts, NavigationLink, PlugIns, PostPath, Problem, Site,
    dialect::Evidence,
    json::{self, FromNode},
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn link(label: &str, address: &str) -> NavigationLink {
    NavigationLink { label: label.into(), address: address.into() }
}

fn found(problems: &[Problem]) -> Vec<(u32, &str)> {
    problems.iter().map(|problem| (problem.line, problem.code.as_str())).collect()
}

#[test]
fn every_key_of_inkstone_yaml() {
    let text = "\
title: 砚台
subtitle: Notes
description: A blog
author: Ann
language: zh_CN
time_zone: Asia/Shanghai
url: https://a.example/
root: /blog/
permalink: :year/:title/
per_page: 20
dialect: hugo
breaks: false
future: yes
post_asset_folder: true
smart_punctuation: true
license: CC BY 4.0
outdated_after: 365
theme: ink
stylesheet: styles/mine.css
scripts: [plug-ins/comments.js, count.mjs]
scripts_write_html: yes
post_hosts: https://posts.example/
media_hosts: ['*.sinaimg.cn', http://img.example, IMG.example]
comment_hosts: giscus.app
analytics_hosts: [count.example:8443]
navigation:
  - label: About
    address: /posts/about
  - {label: Code, address: 'https://code.example/'}
";
    let (site, problems) = Site::from_yaml(text);
    assert_eq!(problems, []);
    assert_eq!(
        site,
        Site {
            title: "砚台".into(),
            subtitle: "Notes".into(),
            description: "A blog".into(),
            author: "Ann".into(),
            language: "zh-CN".into(),
            time_zone: Some("Asia/Shanghai".into()),
            url: Some("https://a.example/blog".into()),
            permalink: Some(":year/:title/".into()),
            per_page: 20,
            dialect: Dialect::Hugo,
            breaks: Some(false),
            future: true,
            post_asset_folder: true,
            smart_punctuation: true,
            license: Some("CC BY 4.0".into()),
            outdated_after: Some(365),
            theme: Some("ink".into()),
            stylesheet: Some("styles/mine.css".into()),
            navigation: vec![link("About", "/posts/about"), link("Code", "https://code.example/")],
            hosts: Hosts {
                posts: vec!["https://posts.example".into()],
                media: ["https://*.sinaimg.cn", "http://img.example", "https://img.example"].map(Into::into).into(),
                comments: vec!["https://giscus.app".into()],
                analytics: vec!["https://count.example:8443".into()],
            },
            plug_ins: PlugIns {
                scripts: ["plug-ins/comments.js", "count.mjs"].map(|path| PostPath::new(path).expect("a path")).into(),
                write_html: true,
            },
            base_path: None,
        }
    );
}

#[test]
fn a_configuration_without_keys_is_the_default() {
    for text in ["", "# nothing\n", "title:\nurl: ~\nnavigation:\n", "\u{feff}"] {
        assert_eq!(Site::from_yaml(text), (Site::default(), Vec::new()), "{text:?}");
    }
}

#[test]
fn navigation_may_be_a_mapping() {
    let (site, problems) = Site::from_yaml("navigation:\n  Home: /\n  Mail: mailto:a@b.example\n");
    assert_eq!((site.navigation, problems), (vec![link("Home", "/"), link("Mail", "mailto:a@b.example")], Vec::new()));
}

#[test]
fn the_apps_own_lists_need_no_label() {
    let (site, problems) =
        Site::from_yaml("navigation:\n  - /\n  - /archive\n  - About: /about\n  - {label: Me, address: /about}\n");
    assert_eq!(site.navigation, [link("", "/"), link("", "/archive"), link("About", "/about"), link("Me", "/about")]);
    assert_eq!(problems, []);
}

#[test]
fn navigation_has_the_names_that_people_know() {
    for key in ["navigation", "menu", "nav"] {
        let (site, problems) = Site::from_yaml(&format!("{key}:\n  关于: /about/\n"));
        assert_eq!((site.navigation, problems), (vec![link("关于", "/about/")], Vec::new()), "{key}");
        let (_, problems) = Site::from_yaml(&format!("title: A\n{key}: x\n"));
        assert_eq!(found(&problems), [(2, "configuration-value")], "{key}");
    }
}

#[test]
fn what_cannot_be_right_is_reported_and_the_default_holds() {
    for (text, code) in [
        ("title: [a, b]", "configuration-value"),
        ("language: '<script>'", "configuration-value"),
        ("time_zone: 'Asia Shanghai'", "configuration-value"),
        ("url: a.example", "configuration-value"),
        ("url: javascript://x", "configuration-value"),
        ("per_page: 0", "configuration-value"),
        ("per_page: 101", "configuration-value"),
        ("per_page: many", "configuration-value"),
        ("outdated_after: 0", "configuration-value"),
        ("outdated_after: a year", "configuration-value"),
        ("dialect: pelican", "configuration-value"),
        ("breaks: maybe", "configuration-value"),
        ("navigation: [{label: X, address: 'javascript:alert(1)'}]", "configuration-value"),
        ("navigation: [{label: X, address: //evil.example}]", "configuration-value"),
        ("navigation: [{address: /x}]", "configuration-value"),
        ("navigation: x", "configuration-value"),
        ("theme: dark", "configuration-value"),
        ("stylesheet: ../mine.css", "configuration-value"),
        ("stylesheet: mine.scss", "configuration-value"),
        ("stylesheet: https://evil.example/a.css", "configuration-value"),
        ("scripts: ../mine.js", "configuration-value"),
        ("scripts: https://evil.example/a.js", "configuration-value"),
        ("scripts: [mine.ts]", "configuration-value"),
        ("scripts_write_html: perhaps", "configuration-value"),
        ("colour: dark", "configuration-key"),
        ("comment_hosts: '*'", "configuration-value"),
        ("media_hosts: 'b.example; script-src *'", "configuration-value"),
        ("title: @x", "front-matter-syntax"),
    ] {
        let (site, problems) = Site::from_yaml(&format!("\n{text}\n"));
        assert_eq!(found(&problems), [(2, code)], "{text}");
        if code != "front-matter-syntax" {
            assert_eq!(site, Site::default(), "{text}");
        }
    }
    let (_, problems) = Site::from_yaml("perPage: 5");
    assert_eq!(problems[0].hint, "Did you mean `per_page`?");
}

#[test]
fn hexos_configuration() {
    let text = "\
title: 博客
subtitle: Sub
description: Desc
keywords: [a]
author: Ann
language:
- zh-CN
- en
timezone: Asia/Shanghai
url: https://a.example
root: /blog/
permalink: :year/:month/:day/:title/
new_post_name: :title.md
per_page: 0
future: true
post_asset_folder: true
marked:
  breaks: false
theme: butterfly
deploy: {type: git}
";
    assert_eq!(ConfigurationFile::recognise("_config.yml", text), Some(ConfigurationFile::Hexo));
    let (site, problems) = Site::default().read_over("_config.yml", ConfigurationFile::Hexo, text);
    assert_eq!(problems, [], "unknown keys of other systems are ignored");
    assert_eq!(
        site,
        Site {
            title: "博客".into(),
            subtitle: "Sub".into(),
            description: "Desc".into(),
            author: "Ann".into(),
            language: "zh-CN".into(),
            time_zone: Some("Asia/Shanghai".into()),
            url: Some("https://a.example/blog".into()),
            permalink: Some(":year/:month/:day/:title/".into()),
            per_page: 100,
            dialect: Dialect::Hexo,
            breaks: Some(false),
            future: true,
            post_asset_folder: true,
            ..Site::default()
        }
    );
}

#[test]
fn jekylls_configuration() {
    let text = "title: A\ntagline: T\ndescription: >-\n  Two\n  lines\nauthor:\n  name: Ann\n  email: a@b.example\nlang: en-GB\ntimezone: Europe/Berlin\nurl: https://a.example\nbaseurl: /blog\npermalink: pretty\npaginate: 7\nplugins: [jekyll-feed]\n";
    assert_eq!(ConfigurationFile::recognise("_config.yml", text), Some(ConfigurationFile::Jekyll));
    let (site, problems) = Site::default().read_over("_config.yml", ConfigurationFile::Jekyll, text);
    assert_eq!(problems, []);
    assert_eq!(
        (site.title.as_str(), site.subtitle.as_str(), site.description.as_str(), site.author.as_str()),
        ("A", "T", "Two lines", "Ann")
    );
    assert_eq!((site.language.as_str(), site.time_zone.as_deref()), ("en-GB", Some("Europe/Berlin")));
    assert_eq!(
        (site.url.as_deref(), site.permalink.as_deref()),
        (Some("https://a.example/blog"), Some("/:categories/:year/:month/:day/:title/"))
    );
    assert_eq!((site.per_page, site.dialect), (7, Dialect::Jekyll));
}

#[test]
fn hugos_configuration() {
    let toml = "\
baseURL = 'https://a.example/blog/'
title = 'All'
defaultContentLanguage = 'zh-cn'
timeZone = 'Asia/Tokyo'
buildFuture = true
[pagination]
pagerSize = 12
[permalinks]
posts = '/:year/:slug/'
[params]
description = 'Desc'
subtitle = 'Sub'
[params.author]
name = 'Ann'
[languages.zh-cn]
title = '中文'
languageCode = 'zh-CN'
[[menus.main]]
name = 'Second'
url = '/b'
weight = 2
[[menus.main]]
name = 'First'
url = '/a'
weight = 1
";
    let (site, problems) = Site::default().read_over("hugo.toml", ConfigurationFile::Hugo, toml);
    assert_eq!(problems, []);
    assert_eq!(
        site,
        Site {
            title: "中文".into(),
            subtitle: "Sub".into(),
            description: "Desc".into(),
            author: "Ann".into(),
            language: "zh-CN".into(),
            time_zone: Some("Asia/Tokyo".into()),
            url: Some("https://a.example/blog".into()),
            permalink: Some("/:year/:slug/".into()),
            per_page: 12,
            dialect: Dialect::Hugo,
            future: true,
            navigation: vec![link("First", "/a"), link("Second", "/b")],
            ..Site::default()
        }
    );
    let yaml = "baseurl: https://a.example/\ntitle: Y\npaginate: 3\npermalinks: {page: {posts: '/:title/'}}\nmenu: {main: [{name: A, url: /a}]}\n";
    let (site, _) = Site::default().read_over("config.yaml", ConfigurationFile::Hugo, yaml);
    assert_eq!((site.title.as_str(), site.per_page, site.permalink.as_deref()), ("Y", 3, Some("/:title/")));
    assert_eq!((site.url.as_deref(), site.navigation), (Some("https://a.example"), vec![link("A", "/a")]));
}

#[test]
fn zolas_configuration() {
    let text = "base_url = 'https://a.example'\ntitle = 'A'\ndescription = 'D'\ndefault_language = 'fr'\nauthor = 'Ann'\ncompile_sass = true\n[extra]\nsubtitle = 'S'\n";
    assert_eq!(ConfigurationFile::recognise("config.toml", text), Some(ConfigurationFile::Zola));
    let (site, problems) = Site::default().read_over("config.toml", ConfigurationFile::Zola, text);
    assert_eq!(problems, []);
    assert_eq!((site.title.as_str(), site.subtitle.as_str(), site.author.as_str()), ("A", "S", "Ann"));
    assert_eq!((site.url.as_deref(), site.language.as_str()), (Some("https://a.example"), "fr"));
    assert_eq!(site.dialect, Dialect::Zola);
}

#[test]
fn inkstone_yaml_is_read_over_a_blogs_old_configuration() {
    let (old, _) =
        Site::default().read_over("_config.yml", ConfigurationFile::Hexo, "title: Old\nauthor: Ann\nper_page: 5");
    let (site, _) = old.read_over("inkstone.yaml", ConfigurationFile::Inkstone, "title: New");
    assert_eq!(
        (site.title.as_str(), site.author.as_str(), site.per_page, site.dialect),
        ("New", "Ann", 5, Dialect::Hexo)
    );
}

/// Old addresses are known also where the configuration leaves them to the system.
#[test]
fn a_configuration_without_a_permalink_has_its_systems_own() {
    for (name, file, text, expected) in [
        ("_config.yml", ConfigurationFile::Hexo, "title: A", Some(":year/:month/:day/:title/")),
        ("_config.yml", ConfigurationFile::Jekyll, "title: A", Some("/:categories/:year/:month/:day/:title.html")),
        ("_config.yml", ConfigurationFile::Jekyll, "permalink: none", Some("/:categories/:title.html")),
        ("hugo.toml", ConfigurationFile::Hugo, "title = 'A'", Some("/:sections/:slugorcontentbasename/")),
        ("zola.toml", ConfigurationFile::Zola, "title = 'A'", Some("/:sections/:slugorfilename/")),
        ("inkstone.yaml", ConfigurationFile::Inkstone, "title: A", None),
    ] {
        let (site, _) = Site::default().read_over(name, file, text);
        assert_eq!(site.permalink.as_deref(), expected, "{file:?}: {text}");
    }
}

#[test]
fn a_starters_placeholder_address_is_nobodys() {
    let (site, _) =
        Site::default().read_over("_config.yml", ConfigurationFile::Hexo, "url: http://example.com\nroot: /");
    assert_eq!(site.url, None);
}

#[test]
fn broken_configurations_are_recovered_key_by_key() {
    let (site, problems) =
        Site::default().read_over("_config.yml", ConfigurationFile::Hexo, "title: A: B\nauthor: Ann\n");
    assert_eq!((site.title.as_str(), site.author.as_str()), ("A: B", "Ann"));
    assert_eq!(found(&problems), [(1, "front-matter-syntax")]);
    let (site, problems) = Site::default().read_over(
        "hugo.toml",
        ConfigurationFile::Hugo,
        "title = 'A'\nbaseURL = x\ntimeZone = 'Asia/Tokyo'\n",
    );
    assert_eq!((site.title.as_str(), site.time_zone.as_deref()), ("A", Some("Asia/Tokyo")));
    assert_eq!(found(&problems), [(2, "front-matter-syntax")]);
}

#[test]
fn configuration_files_are_known_by_name_and_keys() {
    for (name, text, expected) in [
        ("inkstone.yaml", "", Some(ConfigurationFile::Inkstone)),
        ("inkstone.yml", "", Some(ConfigurationFile::Inkstone)),
        ("_config.yml", "title: A\nskip_render: x", Some(ConfigurationFile::Hexo)),
        ("_config.yml", "title: A\nbaseurl: ''", Some(ConfigurationFile::Jekyll)),
        ("_config.yml", "title: A", Some(ConfigurationFile::Hexo)),
        ("hugo.toml", "", Some(ConfigurationFile::Hugo)),
        ("config.toml", "baseURL = 'x'", Some(ConfigurationFile::Hugo)),
        ("config.toml", "base_url = 'x'", Some(ConfigurationFile::Zola)),
        ("config.yaml", "baseURL: x", Some(ConfigurationFile::Hugo)),
        ("zola.toml", "", Some(ConfigurationFile::Zola)),
        ("package.json", "{}", None),
        ("post.md", "", None),
    ] {
        assert_eq!(ConfigurationFile::recognise(name, text), expected, "{name}: {text}");
    }
}

fn dialect_of(posts: &[(&str, &str)]) -> Dialect {
    let seen = |posts: &mut dyn Iterator<Item = &(&str, &str)>| {
        let mut evidence = Evidence::default();
        for (path, text) in posts {
            evidence.post(&PostPath::new(*path).expect("a path"), text.as_bytes());
        }
        evidence.dialect()
    };
    let dialect = seen(&mut posts.iter());
    assert_eq!(seen(&mut posts.iter().rev()), dialect, "the order does not matter");
    dialect
}

#[test]
fn the_dialect_is_worked_out_from_the_posts() {
    let seed = "\n---\ntitle: 'A'\ncategories: \n - B\n - C\nheadimg: 'x'\nauthor: D\ncomments: false\ndate: Thu, 07 Apr 2022 06:38:50 GMT\nthumbnail: 'x'\n---\n\n<div></div>";
    for (case, posts, expected) in [
        ("nothing", vec![], Dialect::Hexo),
        ("no front matter", vec![("a.md", "# A")], Dialect::Hexo),
        ("the seed", vec![("a/b.md", seed), ("a/c.md", seed)], Dialect::Hexo),
        ("no opening line", vec![("a.md", "title: A\ndate: 2022-01-01\n---\n")], Dialect::Hexo),
        ("a Hexo tag", vec![("a.md", "---\ntitle: A\n---\n{% asset_img a.png %}")], Dialect::Hexo),
        (
            "Jekyll",
            vec![
                ("2014-05-06-a.markdown", "---\nlayout: post\ntitle: A\n---\n{% highlight ruby %}"),
                ("2014-05-07-b.md", "---\nlayout: post\ntitle: B\n---\n"),
            ],
            Dialect::Jekyll,
        ),
        (
            "Hugo",
            vec![
                (
                    "posts/a/index.md",
                    "---\ntitle: A\ndate: 2019-05-16T12:20:44+08:00\ndraft: false\n---\n{{< figure >}}",
                ),
                ("posts/b.md", "+++\ntitle = 'B'\ndraft = false\n+++\n"),
            ],
            Dialect::Hugo,
        ),
        (
            "Zola",
            vec![
                ("a.md", "+++\ntitle = 'A'\n[taxonomies]\ntags = ['t']\n+++\n[b](@/b.md)"),
                ("b.md", "+++\ntitle = 'B'\n[extra]\nx = 1\n+++\n"),
            ],
            Dialect::Zola,
        ),
        ("JSON", vec![("a.md", "{\"title\": \"A\"}\nText")], Dialect::Hugo),
    ] {
        assert_eq!(dialect_of(&posts), expected, "{case}");
    }
}

#[test]
fn a_configuration_file_outweighs_the_posts() {
    for (name, text, expected) in [
        ("_config.yml", "skip_render: x", Dialect::Hexo),
        ("_config.yml", "baseurl: x", Dialect::Jekyll),
        ("hugo.toml", "", Dialect::Hugo),
        ("config.toml", "base_url = 'x'", Dialect::Zola),
        ("Gemfile", "gem \"jekyll\"", Dialect::Jekyll),
        ("package.json", "{\"dependencies\": {\"hexo\": \"^7\"}}", Dialect::Hexo),
    ] {
        for (_, post, _) in [
            ("hexo", "title: A\n---\n", ()),
            ("zola", "+++\n[extra]\nx = 1\n+++\n", ()),
            ("hugo", "---\ndraft: no\n---\n", ()),
        ] {
            let mut evidence = Evidence::default();
            for number in 0..1000 {
                evidence.post(&PostPath::new(format!("{number}.md")).expect("a path"), post.as_bytes());
            }
            evidence.file(name, text);
            assert_eq!(evidence.dialect(), expected, "{name} among posts like {post:?}");
        }
    }
}

#[test]
fn the_links_of_a_catalogue_are_checked_as_those_of_a_configuration() {
    let text = r#"{"navigation": [
        {"label": "Home", "address": "/"}, {"label": "Run", "address": "javascript:alert(1)"},
        {"label": "Away", "address": "//evil.example"}, {"label": "", "address": "/x"},
        {"label": "Code", "address": "https://code.example/"}, {"label": "", "address": "/archive"}
    ]}"#;
    let site: Site = json::read(text, FromNode::from_node).expect("a site");
    assert_eq!(site.navigation, [link("Home", "/"), link("Code", "https://code.example/"), link("", "/archive")]);
}
