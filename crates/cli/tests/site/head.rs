//! What stands in the head of a post's page, for search engines and previews of links.

use serde_json::{Value, json};

use crate::book::Book;

/// A post that says all it can, and whose title would end a script.
const POST: &str = "---\ntitle: 'A </script><b>\"stone\"</b>'\ndate: 2024-05-01 10:00:00 +0800\nupdated: 2024-05-02 10:00:00 +0800\n\
    author: Mi Fu\nlang: zh-TW\ncategories:\n  - [Craft, Stones]\ntags: [ink, 墨]\ncover: https://pictures.example/a.webp\n\
    description: Of a stone & more\n---\n\nText.\n";

/// The page of the post `post` of a blog that has an address.
fn page(post: &str) -> String {
    let book = Book::new()
        .file("inkstone.yaml", "title: Journal\nurl: https://example.com/b\ntime_zone: Asia/Shanghai\n")
        .file("stone.md", post);
    let run = book.run(&["build", "posts", "--out", "site", "--app", "app"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    book.site().text("posts/stone/index.html").to_owned()
}

/// What schema.org's words say of the page.
fn linked(page: &str) -> Value {
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">").unwrap_or_else(|| panic!("{page}"));
    let (text, _) = rest.split_once("</script>").expect("the block ends");
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn a_post_tells_search_engines_and_previews_what_it_is() {
    let page = page(POST);
    let title = "A &lt;/script&gt;&lt;b&gt;&quot;stone&quot;&lt;/b&gt;";
    for expected in [
        &format!("<title>{title} · Journal</title>"),
        "<meta name=\"description\" content=\"Of a stone &amp; more\">",
        "<link rel=\"canonical\" href=\"https://example.com/b/posts/stone/\">",
        &format!("<meta property=\"og:title\" content=\"{title}\">"),
        "<meta property=\"og:type\" content=\"article\">",
        "<meta property=\"og:url\" content=\"https://example.com/b/posts/stone/\">",
        "<meta property=\"og:image\" content=\"https://pictures.example/a.webp\">",
        "<meta property=\"og:locale\" content=\"zh_TW\">",
        "<meta name=\"twitter:card\" content=\"summary_large_image\">",
        "<meta property=\"article:published_time\" content=\"2024-05-01T10:00:00+08:00\">",
        "<meta property=\"article:modified_time\" content=\"2024-05-02T10:00:00+08:00\">",
        "<meta property=\"article:section\" content=\"Craft\">",
        "<meta property=\"article:tag\" content=\"墨\">",
        "<meta name=\"author\" content=\"Mi Fu\">",
        "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Journal\" href=\"../../feed.xml\">",
        "type=\"application/json+oembed\"",
        "<html lang=\"zh-TW\"",
    ] {
        assert!(page.contains(expected), "{expected} is not in {page}");
    }
    let address = "https://example.com/b/posts/stone/";
    let expected = json!({
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "BlogPosting", "headline": "A </script><b>\"stone\"</b>", "inLanguage": "zh-TW",
                "isPartOf": { "@type": "Blog", "name": "Journal" },
                "author": [{ "@type": "Person", "name": "Mi Fu" }],
                "description": "Of a stone & more",
                "datePublished": "2024-05-01T10:00:00+08:00", "dateModified": "2024-05-02T10:00:00+08:00",
                "image": "https://pictures.example/a.webp", "keywords": ["ink", "墨"],
                "articleSection": "Craft / Stones", "url": address, "mainEntityOfPage": address,
            },
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    { "@type": "ListItem", "position": 1, "name": "Journal", "item": "https://example.com/b/" },
                    {
                        "@type": "ListItem", "position": 2, "name": "Craft",
                        "item": "https://example.com/b/categories/Craft/",
                    },
                    {
                        "@type": "ListItem", "position": 3, "name": "Stones",
                        "item": "https://example.com/b/categories/Craft/Stones/",
                    },
                    { "@type": "ListItem", "position": 4, "name": "A </script><b>\"stone\"</b>" },
                ],
            },
        ],
    });
    assert_eq!(linked(&page), expected);
}

#[test]
fn a_page_beside_the_posts_is_for_everybody_to_find() {
    let book = Book::new()
        .file("inkstone.yaml", "title: Journal\nurl: https://example.com/b\n")
        .file("pages/about.md", "---\ntitle: About me\n---\n\nText.\n")
        .file("pages/secret.md", "---\ntitle: Secret\nhidden: true\n---\n\nText.\n");
    let run = book.run(&["build", "posts", "--out", "site", "--app", "app"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let (site, address) = (book.site(), "https://example.com/b/about/");
    let page = site.text("about/index.html");
    assert!(!page.contains("noindex") && page.contains("rel=\"alternate\""), "{page}");
    let expected = json!({
        "@context": "https://schema.org", "@type": "WebPage", "name": "About me", "inLanguage": "en",
        "isPartOf": { "@type": "Blog", "name": "Journal" }, "url": address, "description": "Text.",
    });
    assert_eq!(linked(page), expected);
    assert!(site.text("secret/index.html").contains("noindex"));
    let map = site.text("sitemap.xml");
    assert!(map.contains(address) && !map.contains("secret"), "{map}");
}

#[test]
fn a_post_that_lists_leave_out_is_for_who_has_its_address() {
    let page = page("---\ntitle: Quiet\ndate: 2024-05-01\nhidden: true\n---\n\nText.\n");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{page}");
    for kept_back in ["application/ld+json", "application/json+oembed", "rel=\"alternate\""] {
        assert!(!page.contains(kept_back), "{kept_back} is in {page}");
    }
}
