//! Saving: how much first, then how far, and stopping, going on and removing; what is saved stays
//! when everything else goes.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{expect_failures, many, read, read_post, stop, wait_for_post};
use crate::{
    host::{Fault, Gate, Host, Rule},
    page::{Page, Screen, browse},
};

/// Deletes what was kept without being asked for.
fn forget_what_was_read(page: &Page) {
    let script = "caches.keys().then((names) => Promise.all(names.filter((name) => \
                  / (visited|images)$/.test(name)).map((name) => caches.delete(name)))).then(() => true)";
    assert_eq!(page.eval(script), true);
}

#[test]
fn a_saved_post_is_here_with_its_pictures_until_it_is_removed() {
    let blog = super::blog("shapes");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read_post(page, &blog, "bundle");
        page.click(".save-begin");
        page.wait_for(".save[data-state=asking]");
        assert!(page.text(".save").contains("1 post, about"), "{}", page.text(".save"));
        page.click(".save input[type=checkbox]");
        page.click(".save-start");
        page.wait_for(".save[data-state=saved]");

        forget_what_was_read(page);
        stop(&blog);
        page.open(&blog.url("/posts/bundle"));
        wait_for_post(page, "bundle");
        page.wait_until("the picture is shown", "document.querySelector('.post-body img').naturalWidth > 0");
        page.wait_for(".save[data-state=saved]");

        page.open(&blog.url("/saved"));
        page.wait_for(".saved-collection");
        assert_eq!(page.texts(".saved-collection h3"), ["A folder is a post"]);
        assert!(page.text(".saved-storage").contains("used"));
        page.click(".saved-collection .saved-remove");
        page.wait_without(".saved-collection");
        page.open(&blog.url("/posts/bundle"));
        page.wait_for(".notice[data-kind=offline] a[href$='/saved']");
        blog.mend();
        page.click(".notice .retry");
        wait_for_post(page, "bundle");
        page.wait_for(".save[data-state=idle]");
    });
}

/// A thousand posts are work for a slow disk.
const LONG: Duration = Duration::from_secs(90);

#[test]
fn a_thousand_posts_can_be_saved_stopped_and_gone_on_with() {
    let (_folder, blog) = many(1000, 400, |_, _| String::new());
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read(page, &blog, "/saved");
        page.click(".save-begin");
        page.wait_for(".save[data-state=asking]");
        assert!(page.text(".save").contains("1,000 posts, about"), "{}", page.text(".save"));
        let gate = Gate::default();
        blog.break_by(Rule::always("/posts/post-900.md", Fault::Held(gate.clone())));
        let began = Instant::now();
        page.click(".save-start");
        blog.wait_for(&["/posts/post-900.md"]);
        page.wait_for(".save[data-state=saving] progress");
        page.click(".save-cancel");
        gate.open();
        page.wait_for(".save[data-state=stopped]");
        blog.mend();

        // After a reload it goes on where it was.
        page.reload();
        page.wait_for(".saved-collection");
        page.wait_for(".save[data-state=stopped]");
        let before = blog.count("/posts/post-*.md");
        assert!(before < 1000, "{before}");
        page.click(".save-start");
        for part in [200, 400, 600, 800, 1000] {
            page.wait_until(
                &format!("{part} posts are here"),
                &format!(
                    "document.querySelector('.save progress')?.value >= {part} || document.querySelector('.save-done')"
                ),
            );
        }
        page.wait_until_within(LONG, "all is here", "document.querySelector('.save[data-state=saved]')");
        let took = began.elapsed();
        assert!(blog.count("/posts/post-*.md") <= 1010, "nothing is fetched twice: {}", blog.count("/posts/post-*.md"));

        forget_what_was_read(page);
        stop(&blog);
        let mut opened = 0;
        for number in [1, 2, 250, 499, 500, 501, 777, 1000] {
            page.open(&blog.url(&format!("/posts/post-{number}")));
            wait_for_post(page, &format!("post-{number}"));
            opened += 1;
        }
        // The lists are here as well.
        page.open(&blog.url("/page/7"));
        page.wait_for("html[data-inkstone=ready] .summary[data-path]");
        page.wait_for(".offline-bar");
        assert_eq!(page.count(".summary[data-away]"), 0);
        page.open(&blog.url("/saved"));
        page.wait_for(".saved-collection");
        assert!(page.text(".saved-collection").contains("1,000 posts"), "{}", page.text(".saved-collection"));
        eprintln!("1000 posts saved in {took:?}, {opened} of 8 opened without the host");
        page.click(".saved-remove");
        page.wait_until_within(LONG, "it has gone", "!document.querySelector('.saved-collection')");
        let left = "(async () => { const names = (await caches.keys()).filter((name) => / (saved|pictures)$/.test(name)); \
                    for (const name of names) if ((await (await caches.open(name)).keys()).length) return false; \
                    return window.isAllGone = true; })()";
        page.wait_until("the lists' files have gone with the posts", &format!("({left}, window.isAllGone)"));
    });
}

#[test]
fn a_category_and_a_tag_are_saved_and_storage_is_asked_for_only_then() {
    let matter = "---\ntitle: TITLE\ncategories: [Ink]\ntags: [stone]\n---\nText of TITLE.\n";
    let (_folder, blog) = many(1, 100, |_, folder| {
        for key in ["one", "two"] {
            fs::write(folder.join(format!("{key}.md")), matter.replace("TITLE", key)).expect("a file");
        }
        String::new()
    });
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        let count = "window.asked = 0; const persist = StorageManager.prototype.persist; \
                     StorageManager.prototype.persist = function () { asked += 1; return persist.call(this); };";
        page.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": count }));
        for (place, name) in [("/categories/Ink", "categories/Ink"), ("/tags/stone", "tags/stone")] {
            page.open(&blog.url(place));
            page.click(".save-begin");
            page.wait_for(".save[data-state=asking]");
            assert!(page.text(".save").contains("2 posts, about"), "{}", page.text(".save"));
            assert_eq!(page.eval("asked"), 0, "{place}: nobody has said that something is to be kept");
            page.click(".save-start");
            page.wait_for(".save[data-state=saved]");
            assert_eq!(page.eval("asked"), 1, "{place}");
            page.open(&blog.url("/saved"));
            page.wait_for(&format!(".saved-collection[data-name='{name}']"));
        }
        forget_what_was_read(page);
        // What another collection holds stays when one goes.
        page.click(".saved-collection[data-name='categories/Ink'] .saved-remove");
        page.wait_without(".saved-collection[data-name='categories/Ink']");
        stop(&blog);
        for key in ["one", "two"] {
            page.open(&blog.url(&format!("/posts/{key}")));
            wait_for_post(page, key);
        }
    });
}

#[test]
fn offline_lists_mark_what_is_not_here_and_its_page_offers_what_is() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read(page, &blog, "/");
        read_post(page, &blog, "letter-10");
        stop(&blog);
        page.open(&blog.url("/"));
        page.wait_for(".offline-bar");
        page.wait_for(".summary[data-path=letter-09][data-away] .away");
        assert_eq!(page.count(".summary[data-path=letter-10][data-away]"), 0);
        page.click(".summary[data-path=letter-09] h2 a");
        page.wait_for(".notice[data-kind=offline] .here a[href$='/posts/letter-10']");
        assert_eq!(page.count("main#main h1"), 1);
        page.click(".notice .here a");
        wait_for_post(page, "letter-10");
        blog.mend();
        // Whatever the page asks for next may find out as well.
        page.eval("void document.querySelector('.offline-bar button')?.click()");
        page.wait_without(".offline-bar");
    });
}

#[test]
fn a_post_that_has_changed_is_shown_when_the_reader_says_so() {
    let blog = super::blog("paging");
    browse(Screen::LAPTOP, |page| {
        read_post(page, &blog, "letter-10");
        let file = blog.folder().join("posts/letter-10.md");
        let text = fs::read_to_string(&file).expect("the site is ours");
        fs::write(&file, format!("{text}\nA sentence that was added.\n")).expect("the site is ours");
        page.open(&blog.url("/posts/letter-10"));
        wait_for_post(page, "letter-10");
        page.wait_for(".changed-bar");
        assert!(!page.text(".post-body").contains("that was added"), "nothing moves under the reader");
        page.click(".changed-bar button");
        page.wait_until("the new text", "document.querySelector('.post-body')?.textContent.includes('that was added')");
        page.wait_without(".changed-bar");
    });
}

#[test]
fn sound_of_a_saved_post_plays_from_what_is_here() {
    let wav = |folder: &Path| {
        // One second of silence: mono, 8 kHz, 8 bit.
        let (rate, length) = (8_000_u32, 8_000_u32);
        let mut bytes = Vec::from(*b"RIFF");
        bytes.extend((36 + length).to_le_bytes());
        bytes.extend(*b"WAVEfmt ");
        bytes.extend(16_u32.to_le_bytes());
        bytes.extend([1, 0, 1, 0]);
        bytes.extend(rate.to_le_bytes());
        bytes.extend(rate.to_le_bytes());
        bytes.extend([1, 0, 8, 0]);
        bytes.extend(*b"data");
        bytes.extend(length.to_le_bytes());
        bytes.extend(vec![128; 8_000]);
        fs::write(folder.join("tone.wav"), bytes).expect("a file");
    };
    let (_folder, blog) = many(1, 100, |_, folder| {
        wav(folder);
        "<audio controls src=\"tone.wav\"></audio>".to_owned()
    });
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        read_post(page, &blog, "post-1");
        page.click(".save-begin");
        page.click(".save input[type=checkbox]");
        page.click(".save-start");
        page.wait_for(".save[data-state=saved]");
        stop(&blog);
        page.open(&blog.url("/posts/post-1"));
        wait_for_post(page, "post-1");
        page.eval("void document.querySelector('audio').load()");
        page.wait_until("the sound is known", "document.querySelector('audio').duration === 1");
        page.eval("void (document.querySelector('audio').currentTime = 0.9)");
        page.wait_until("another part of it is here", "document.querySelector('audio').seekable.end(0) === 1");
    });
}

#[test]
fn on_a_full_disk_saved_posts_outlive_pictures() {
    // Pictures that do not compress, 200 KB each.
    let noise = |number: usize| {
        let mut state = 88_172_645_463_325_252_u64.wrapping_add(number as u64);
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        let text: String = (0..12_500).map(|_| format!("{:016x}", next())).collect();
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"20\"><!-- {text} --></svg>")
    };
    let (_folder, blog) = many(20, 120_000, |number, folder| {
        fs::write(folder.join(format!("{number}.svg")), noise(number)).expect("a file");
        format!("![a picture]({number}.svg)")
    });
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        page.expect_in_console("Quota");
        read(page, &blog, "/");
        let usage = page.eval("navigator.storage.estimate().then(({ usage }) => usage)").as_f64().expect("a number");
        let quota = json!({ "origin": blog.origin(), "quotaSize": usage + 1_000_000.0 });
        page.cdp("Storage.overrideQuotaForOrigin", quota);
        for number in 1..=6 {
            read_post(page, &blog, &format!("post-{number}"));
            page.wait_until("the picture is shown", "document.querySelector('.post-body img').naturalWidth > 0");
        }
        page.open(&blog.url("/saved"));
        page.wait_for("html[data-offline=kept] .save-begin");
        page.click(".save-begin");
        page.click(".save-start");
        page.wait_for(".save[data-state=stopped] .save-problem");
        assert!(
            page.text(".save-problem").contains("storage of this browser is full"),
            "{}",
            page.text(".save-problem")
        );
        let kept = |page: &Page, store: &str| {
            let script = format!(
                "caches.has('inkstone / {store}').then(async (has) => has ? \
                                  (await (await caches.open('inkstone / {store}')).keys()).length : 0)"
            );
            page.eval(&script).as_u64().expect("a length")
        };
        let (saved, images) = (kept(page, "saved"), kept(page, "images"));
        eprintln!("1 MB of storage: {saved} files saved, {images} pictures left");
        assert!(saved > 5, "{saved}");
        assert_eq!(images, 0, "pictures go first");
        // Reading goes on, and what is saved is here without the host.
        page.open(&blog.url("/posts/post-20"));
        wait_for_post(page, "post-20");
        let names = page.eval(
            "caches.open('inkstone / saved').then((cache) => cache.keys()).then((all) => \
                               all.map(({ url }) => url).filter((url) => url.endsWith('.md')))",
        );
        let posts: Vec<String> = names
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .filter_map(|url| Some(url.rsplit('/').next()?.trim_end_matches(".md").to_owned()))
            .collect();
        stop(&blog);
        for key in posts.iter().take(5) {
            page.open(&blog.url(&format!("/posts/{key}")));
            wait_for_post(page, key);
        }
    });
}

#[test]
fn with_the_headers_of_a_host_that_reads_them_pictures_of_other_hosts_are_kept() {
    let others = TempDir::new().expect("a temporary folder");
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"20\"/>";
    fs::write(others.path().join("picture.svg"), picture).expect("a file");
    let other = Host::serve(others.path(), "/");
    other.break_by(Rule::always("*", Fault::Header("access-control-allow-origin", "*".to_owned())));
    let address = other.url("/picture.svg");
    let (_folder, blog) = many(1, 100, |_, _| format!("![a picture]({address})"));
    // One policy for all files, the worker's among them, as the file `_headers` has it.
    let headers = fs::read_to_string(blog.folder().join("_headers")).expect("every site has one");
    let policies: Vec<_> =
        headers.lines().filter_map(|line| line.strip_prefix("  Content-Security-Policy: ")).collect();
    assert_eq!(policies.len(), 1, "{headers}");
    blog.break_by(Rule::always("*", Fault::Header("content-security-policy", policies[0].to_owned())));
    browse(Screen::LAPTOP, |page| {
        expect_failures(page);
        // Pictures that the reader has not asked for are kept where data costs nothing.
        page.spend_data();
        read_post(page, &blog, "post-1");
        page.wait_until(
            "the picture is kept",
            &format!("(caches.match('{address}').then((found) => window.found = !!found), window.found)"),
        );
        stop(&blog);
        drop(other);
        page.open(&blog.url("/posts/post-1"));
        wait_for_post(page, "post-1");
    });
}
