//! A blog for which no program has run: `posts/index.txt` names the posts, the browser makes the lists.

use std::fs;

use crate::{
    blog::Blog,
    host::{Fault, Gate, Rule},
    page::{Screen, browse},
};

#[test]
fn a_list_of_files_is_enough_for_a_blog() {
    let blog = Blog::by_hand("shapes");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("catalogue.json - Failed to load resource");
        page.open(&blog.url("/"));
        page.wait_until("all posts are listed", "document.querySelectorAll('.summary[data-path]').length === 11");
        assert_eq!(page.eval_text("document.title"), "Shapes of posts", "inkstone.yaml counts");
        let paths = page.attributes(".summary", "data-path");
        assert_eq!(paths[..3], ["seed-shape", "hexo", "markdown"], "newest first");
        assert!(!paths.contains(&"draft".to_owned()));
        assert_eq!(page.texts("[data-path=hexo] time"), ["March 1, 2022"], "in the zone of inkstone.yaml");

        page.click(".summary[data-path=bundle] h2 a");
        page.wait_for("article.post[data-path=bundle]");
        page.wait_until("the picture beside the post", "document.querySelector('.post-body img').naturalWidth > 0");
        page.back();
        page.wait_for(".summary[data-path=bundle]");
        assert_eq!(blog.count("/posts/hexo.md"), 1, "going back reads nothing again");

        // A host shows 404.html for an address that has no file.
        page.expect_in_console("/posts/hexo - Failed to load resource");
        page.open(&blog.url("/posts/hexo"));
        page.wait_for("article.post[data-path=hexo]");
        assert_eq!(page.eval_text("document.title"), "A post as Hexo writes it · Shapes of posts");
    });
}

#[test]
fn the_first_posts_are_shown_while_the_others_are_still_on_their_way() {
    let blog = Blog::by_hand("paging");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("catalogue.json - Failed to load resource");
        let gate = Gate::default();
        // The sixth and all that come after it.
        for number in 6..=10 {
            blog.break_by(Rule::always(&format!("/posts/letter-{number:02}.md"), Fault::Held(gate.clone())));
        }
        page.open(&blog.url("/"));
        page.wait_for(".summary[data-path=letter-05]");
        assert!(page.text(".list-head [role=status]").contains("of 10"), "it says how far it is");
        gate.open();
        page.wait_until(
            "the newest page is complete",
            "document.querySelector('.summary')?.dataset.path === 'letter-10'",
        );
        page.wait_until("the count is final", "!document.querySelector('.list-head').textContent.includes('of 10')");
        page.wait_for("nav.pager a[rel=next]");
    });
}

#[test]
fn one_post_that_does_not_come_takes_no_other_with_it() {
    let blog = Blog::by_hand("paging");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("Failed to load resource");
        blog.break_by(Rule::always("/posts/letter-09.md", Fault::Status(500)));
        page.open(&blog.url("/"));
        page.wait_for(".missing");
        page.wait_for(".summary[data-path=letter-10]");
        page.wait_for(".summary[data-path=letter-08]");
        assert_eq!(page.count(".summary[data-path=letter-09]"), 0);
    });
}

#[test]
fn a_host_that_shows_a_page_for_every_address_is_understood() {
    let blog = Blog::by_hand("paging");
    browse(Screen::LAPTOP, |page| {
        let page_of_the_host = fs::read_to_string(blog.folder().join("index.html")).expect("a site has a home");
        blog.break_by(Rule::always("/catalogue.json", Fault::Body(page_of_the_host)));
        blog.break_by(Rule::always("/catalogue.json", Fault::Type("text/html")));
        page.open(&blog.url("/"));
        page.wait_for(".summary[data-path=letter-10]");
    });
}

#[test]
fn a_list_of_files_that_does_not_come_says_why() {
    let blog = Blog::by_hand("paging");
    browse(Screen::LAPTOP, |page| {
        page.expect_in_console("Failed to load resource");
        for (fault, kind) in [(Fault::Status(500), "server"), (Fault::Closed, "offline"), (Fault::NotUtf8, "not-utf8")]
        {
            blog.break_by(Rule::always("/posts/index.txt", fault));
            page.open(&blog.url("/"));
            page.wait_for(&format!(".notice[data-kind={kind}]"));
            blog.mend();
            page.click(".notice .retry");
            page.wait_for(".summary[data-path=letter-10]");
        }
        // No list and no catalogue: nothing has been written here yet.
        fs::remove_file(blog.folder().join("posts/index.txt")).expect("the site is ours");
        page.open(&blog.url("/"));
        page.wait_for(".empty");
    });
}
