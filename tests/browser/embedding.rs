//! Posts in frames of other sites' pages: sized by what they hold, whatever else sends messages, with and
//! without an origin of their own.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use crate::{
    blog::Blog,
    host::Host,
    page::{Page, Screen, browse},
};

/// A page of another site, with `body` in it, and the script that sizes frames.
fn host_page(blog: &Blog, body: &str) -> (TempDir, Host) {
    let script = blog.url("/embed-frame.js");
    bare_page(&format!("<script src=\"{script}\"></script><h1>Somebody else</h1>{body}"))
}

/// A page of another site, with `body` in it.
fn bare_page(body: &str) -> (TempDir, Host) {
    let folder = TempDir::new().expect("a temporary folder");
    let page = format!("<!doctype html><meta charset=utf-8><title>Host</title><link rel=icon href=data:,>{body}");
    fs::write(folder.path().join("index.html"), page).expect("the folder is ours");
    let host = Host::serve(folder.path(), "/");
    (folder, host)
}

/// The address of the frame of the first post of the blog.
fn frame(blog: &Blog) -> String {
    let root = blog.folder().join("embed/posts");
    let mut folder = root.clone();
    while !folder.join("index.html").is_file() {
        let mut inside: Vec<_> =
            fs::read_dir(&folder).expect("a blog has frames").map(|entry| entry.expect("an entry").path()).collect();
        inside.sort();
        folder = inside.into_iter().find(|path| path.is_dir()).expect("a frame lies in a folder");
    }
    let below = folder.strip_prefix(&root).expect("below the frames").to_string_lossy().into_owned();
    blog.url(&format!("/embed/posts/{below}/"))
}

fn height(page: &Page, css: &str) -> f64 {
    page.eval(&format!("document.querySelector('{css}').getBoundingClientRect().height")).as_f64().unwrap_or_default()
}

#[test]
fn a_frame_is_as_high_as_its_post_with_and_without_an_origin() {
    let blog = Blog::of("article");
    let src = frame(&blog);
    let (_folder, host) = host_page(
        &blog,
        &format!(
            "<iframe id=own src=\"{src}\" width=600 height=90></iframe>\
             <iframe id=none sandbox=allow-scripts src=\"{src}\" width=600 height=90></iframe>\
             <p style=margin-top:9000px><iframe id=unseen src=\"{src}\" width=600 height=90></iframe></p>"
        ),
    );
    browse(Screen::LAPTOP, |page| {
        // As wide as the frames of the host's page are, and too high for a scroll bar.
        let size = json!({ "width": 600, "height": 9000, "deviceScaleFactor": 1, "mobile": false });
        page.cdp("Emulation.setDeviceMetricsOverride", size);
        page.open(&src);
        page.wait_for("main article.post h1");
        page.wait_until(
            "all has loaded",
            "document.readyState === 'complete' && [...document.images].every((one) => one.complete)",
        );
        let expected = height(page, "#main").ceil();
        assert!(expected > 100.0, "the post has a text: {expected}");
        page.cdp("Emulation.clearDeviceMetricsOverride", json!({}));

        page.open(&host.url("/"));
        for id in ["own", "none", "unseen"] {
            page.wait_until(
                &format!("the frame #{id} has been sized"),
                &format!("document.getElementById('{id}').style.height !== ''"),
            );
            page.wait_until(
                &format!("the frame #{id} is as high as its post"),
                &format!("Math.abs(parseFloat(document.getElementById('{id}').style.height) - {expected}) <= 2"),
            );
        }
    });
}

#[test]
fn a_script_that_comes_late_sizes_the_frames_that_are_there() {
    let blog = Blog::of("article");
    let (src, script) = (frame(&blog), blog.url("/embed-frame.js"));
    let (_folder, host) = bare_page(&format!(
        "<script>let told = 0; addEventListener('message', () => {{ told += 1 }})</script>\
         <iframe id=own src=\"{src}\" width=600 height=90></iframe>\
         <iframe id=none sandbox=allow-scripts src=\"{src}\" width=600 height=90></iframe>"
    ));
    browse(Screen::LAPTOP, |page| {
        page.open(&host.url("/"));
        page.wait_until("both frames have said their height to nobody", "told >= 2");
        assert_eq!(page.count("iframe[style]"), 0, "nobody has listened");
        page.eval(&format!(
            "document.head.append(Object.assign(document.createElement('script'), {{ src: '{script}' }}))"
        ));
        page.wait_for("#own[style*=height]");
        page.wait_for("#none[style*=height]");
    });
}

#[test]
fn a_frame_listens_to_its_address_and_to_nobody() {
    let blog = Blog::of("article");
    let src = frame(&blog);
    browse(Screen::LAPTOP, |page| {
        page.open(&format!("{src}?theme=ink&scheme=dark&lang=zh-Hans"));
        page.wait_for("html[data-theme=ink][data-scheme=dark]");
        assert_eq!(page.text(".embed-source a"), "阅读原文");
        assert_eq!(page.eval("getComputedStyle(document.documentElement).colorScheme"), json!("dark"));
        for css in ["script[src]", "button", "form", "[data-inkstone]"] {
            assert_eq!(page.count(css), 0, "{css}");
        }
        assert_eq!(page.eval("document.querySelector('h1 a').origin === location.origin"), json!(true));
        assert_eq!(page.eval("document.querySelector('base').target"), json!("_top"));
        assert_eq!(
            page.eval("document.querySelector('h1 a').pathname"),
            page.eval("location.pathname.replace('/embed/', '/')"),
        );

        page.open(&format!("{src}?theme=\"><b>&scheme=DARK&lang=xx"));
        page.wait_for("main article.post h1");
        assert_eq!(page.count("[data-scheme], [data-theme]"), 0, "what is no name is not taken");
    });
}

#[test]
fn forged_messages_size_nothing() {
    let blog = Blog::of("article");
    let src = frame(&blog);
    let (_folder, host) = host_page(
        &blog,
        &format!(
            "<iframe id=post src=\"{src}\" width=600 height=90></iframe>\
             <iframe id=other srcdoc=\"<script>for (const height of [5000, 1e9]) \
             parent.postMessage({{ type: 'inkstone:height', height }}, '*'); parent.postMessage('sent', '*')</script>\" \
             width=600 height=90></iframe>"
        ),
    );
    browse(Screen::LAPTOP, |page| {
        page.open(&host.url("/"));
        page.wait_until("the frame has been sized", "document.getElementById('post').style.height !== ''");
        let before = page.eval("document.getElementById('post').style.height");
        // A frame of another address, the page itself, and what claims to come from the frame but not from its origin.
        page.eval_async(
            "(async () => {
                const post = document.getElementById('post'), other = document.getElementById('other');
                const forged = (data, origin, source) =>
                    dispatchEvent(new MessageEvent('message', { data, origin, source }));
                const told = (height) => ({ type: 'inkstone:height', height });
                const origin = new URL(post.src).origin;
                forged(told(5000), 'https://evil.example', post.contentWindow);
                forged(told(5000), 'null', post.contentWindow);
                forged(told(5000), origin, window);
                forged(told(5000), origin, other.contentWindow);
                for (const height of [NaN, Infinity, '5000', null, {}, undefined])
                    forged(told(height), origin, post.contentWindow);
                for (const data of [null, 5000, 'inkstone:height', { type: 'height', height: 5000 }])
                    forged(data, origin, post.contentWindow);
                window.postMessage(told(5000), '*');
                const arrived = new Promise((done) => addEventListener('message', ({ data }) => data === 'sent' && done()));
                other.srcdoc = other.srcdoc;
                await arrived;
            })()",
        );
        assert_eq!(page.eval("document.getElementById('post').style.height"), before);
        assert_eq!(page.eval("document.getElementById('other').style.height"), json!(""));

        // A height out of reason is brought into it, and what never ends is ended.
        let sized = page.eval(
            "(() => {
                const post = document.getElementById('post');
                const tell = (height) => dispatchEvent(new MessageEvent('message', {
                    data: { type: 'inkstone:height', height }, origin: new URL(post.src).origin, source: post.contentWindow,
                }));
                tell(1e6);
                const highest = post.style.height;
                for (let step = 0; step < 100; step += 1) tell(300 + step);
                return [highest, parseFloat(post.style.height) < 330];
            })()",
        );
        assert_eq!(sized, json!(["20000px", true]), "more than 20 steps in 2 seconds are not followed");

        // A window of another size takes as many, and the last one counts.
        page.eval("dispatchEvent(new Event('resize'))");
        page.wait_until(
            "it is as high as its text",
            &format!("document.getElementById('post').style.height === {before}"),
        );
    });
}

/// What WordPress makes of oEmbed's frame of a blog that it does not know: hidden, in a sandbox, and shown when it
/// tells its height with the word from its address.
#[test]
fn wordpress_shows_the_frame_and_follows_its_links_to_the_blog() {
    let blog = Blog::of("article");
    let src = frame(&blog);
    let (_folder, host) = bare_page(&format!(
        "<blockquote data-secret=s3cret><a href=\"{src}\">The post</a></blockquote>
         <iframe style=\"position: absolute; visibility: hidden\" sandbox=allow-scripts src=\"{src}#?secret=s3cret\"
           width=600 height=480></iframe>
         <script>
           const frame = document.querySelector('iframe');
           addEventListener('message', ({{ data, source }}) => {{
             if (data?.secret !== 's3cret' || source !== frame.contentWindow) return;
             document.querySelector('blockquote').style.display = 'none';
             frame.removeAttribute('style');
             if (data.message === 'height') frame.height = Math.min(1000, Math.max(200, data.value));
           }});
         </script>"
    ));
    browse(Screen::LAPTOP, |page| {
        page.open(&host.url("/"));
        page.wait_until(
            "the frame is shown",
            "frame.checkVisibility({ visibilityProperty: true }) && frame.height !== '480'",
        );
        assert_eq!(page.eval("document.querySelector('blockquote').checkVisibility()"), json!(false));
        // Its last words, for a script of WordPress that comes late.
        page.eval("(frame.height = 480, frame.contentWindow.postMessage({ message: 'ready', secret: 's3cret' }, '*'))");
        page.wait_until("it tells once more", "frame.height !== '480'");

        // By itself the frame is its own parent, and can be looked into.
        page.open(&format!("{src}#?secret=s3cret"));
        page.wait_for(".embed-source a");
        page.eval("addEventListener('message', ({ data }) => data.message === 'link' && (window.told = data))");
        page.click(".embed-source a");
        page.wait_until("it asks for the post's page", "told.value.includes('/posts/') && told.secret === 's3cret'");
        assert_eq!(page.eval("location.pathname.startsWith('/embed/')"), json!(true), "and does not go there itself");
    });
}
