//! Builds of the app that differ, and what a page says of the build that it runs.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::{
    blog::{self, Blog, fixture},
    page::Page,
};

/// Takes the app's module, which its script keeps to itself, when it is made: of all modules it is the one that says
/// its build.
const TAKE_MODULE: &str = "for (const name of ['instantiate', 'instantiateStreaming']) {
    const real = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
        const made = await real.apply(WebAssembly, given);
        const isApp = made.module && WebAssembly.Module.customSections(made.module, 'build').length > 0;
        if (isApp) globalThis.inkstoneModule = made.module;
        return made;
    };
}";

/// A blog whose app is built again and again.
pub(super) struct Deployments {
    pub(super) blog: Blog,
    app: TempDir,
}

impl Deployments {
    /// A blog with build 1.
    pub(super) fn new() -> Self {
        let deployments = Self { blog: super::blog("paging"), app: TempDir::new().expect("a temporary folder") };
        deployments.deploy(1);
        deployments
    }

    /// Puts build `number` in the place of whatever is on the host.
    pub(super) fn deploy(&self, number: u32) {
        let app = self.build(number);
        self.blog.rebuild(&fixture("paging"), &["--app", app.to_str().expect("UTF-8")]);
    }

    /// The files of an app that says in each of its parts that it is of build `number`.
    fn build(&self, number: u32) -> PathBuf {
        let folder = self.app.path().join(number.to_string());
        if folder.exists() {
            return folder;
        }
        let built = blog::project().join("target/app");
        assert!(built.is_dir(), "{} is not there: run `cargo xtask build`", built.display());
        blog::copy(&built, &folder, "", &mut Vec::new());
        let named = |start: &str, end: &str| name_in(&folder, start, end);
        let script = named("inkstone-app-", ".js");
        alter(&folder, &script, number, |bytes| {
            let more = format!("\nglobalThis.inkstoneScript = {number};\n{TAKE_MODULE}\n");
            [bytes, more.as_bytes()].concat()
        });
        alter(&folder, &named("inkstone-app-", "_bg.wasm"), number, |bytes| {
            let value = number.to_string();
            // A custom section: 0, its length, the length of its name, its name, its bytes.
            let length = u8::try_from(1 + 5 + value.len()).expect("a short section");
            [bytes, &[0, length, 5], b"build", value.as_bytes()].concat()
        });
        alter(&folder, &named("boot", ".js"), number, |bytes| {
            let mut text = bytes.to_owned();
            text.extend_from_slice(format!("\nglobalThis.inkstoneBoot = {number};\n").as_bytes());
            text
        });
        // No cache and no other build stands for the worker of this one.
        alter_worker(&folder, number);
        folder
    }
}

/// Which build each part of the page is of: boot script, app script, wasm.
pub(super) fn builds_of(page: &Page) -> [u64; 3] {
    let wasm = "Number(new TextDecoder().decode(\
                WebAssembly.Module.customSections(inkstoneModule, 'build')[0]))";
    page.wait_for("html[data-inkstone=ready]");
    page.wait_until(
        "all parts say their build",
        "globalThis.inkstoneBoot && globalThis.inkstoneScript && globalThis.inkstoneModule",
    );
    let said = page.eval(&format!("[inkstoneBoot, inkstoneScript, {wasm}]"));
    let numbers: Vec<u64> = said.as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    numbers.try_into().unwrap_or_else(|_| panic!("{said}"))
}

/// The build that the page runs, in all its parts.
#[track_caller]
pub(super) fn build_of(page: &Page) -> u64 {
    let [boot, script, wasm] = builds_of(page);
    assert!(boot == script && script == wasm, "a mixture: boot {boot}, script {script}, wasm {wasm}");
    boot
}

/// Waits until the worker of build `number` has been installed and waits for its turn. The browser looks for
/// updates by itself as well, and answers a second question with the answer to its first: so it is asked until
/// the right one waits.
#[track_caller]
pub(super) fn wait_for_update(page: &Page, number: u32) {
    page.wait_until(
        &format!("build {number} waits"),
        &format!(
            "(navigator.serviceWorker.getRegistration().then(async (one) => {{
                if (one.installing) return;
                const {{ port1, port2 }} = new MessageChannel();
                port1.onmessage = ({{ data }}) => (window.waitingBuild = data);
                one.waiting?.postMessage('build', [port2]);
                await one.update();
            }}).catch(() => {{}}), window.waitingBuild === {number})"
        ),
    );
}

/// Looks for a new worker until somebody asks for `path`, for which `asked` requests had come before.
#[track_caller]
pub(super) fn look_for_update(page: &Page, blog: &Blog, path: &str, asked: usize) {
    const LOOK: &str = "navigator.serviceWorker.getRegistration().then((one) => one.update()).then(() => 1, () => 0)";
    let deadline = Instant::now() + Duration::from_secs(20);
    while blog.count(path) <= asked {
        assert!(Instant::now() < deadline, "nobody asks for {path}");
        page.eval(LOOK);
    }
}

/// Waits until this build is the only one that is kept. A page that was too slow to say which it runs is asked once
/// more when it has shown something.
#[track_caller]
pub(super) fn wait_for_one_build(page: &Page) {
    page.wait_until(
        "nobody runs the old one",
        "(caches.keys().then((names) => {
            window.keepsOne = names.filter((name) => name.includes(' build ')).length === 1;
            if (!window.keepsOne) document.dispatchEvent(new Event('inkstone:rendered'));
        }), window.keepsOne)",
    );
}

/// How many builds are kept.
pub(super) fn kept_builds(page: &Page) -> usize {
    let names = page.eval("caches.keys()");
    let names = names.as_array().into_iter().flatten().filter_map(Value::as_str);
    names.filter(|name| name.contains(" build ")).count()
}

/// Stops every worker, as a browser does that needs the memory.
pub(super) fn kill_workers(page: &Page) {
    page.cdp("ServiceWorker.enable", json!({}));
    page.cdp("ServiceWorker.stopAllWorkers", json!({}));
}

/// Lets the worker in `folder` say its number to whoever asks.
fn alter_worker(folder: &Path, number: u32) {
    let worker = folder.join("sw.js");
    let text = fs::read_to_string(&worker).expect("the app's worker");
    let more = format!(
        "\nself.addEventListener('message', ({{ data, ports }}) => data === 'build' && ports[0].postMessage({number}));\n"
    );
    fs::write(&worker, text + more.as_str()).expect("the folder is ours");
}

/// Changes a file of the app in `folder`, its name, and whatever names it.
fn alter(folder: &Path, name: &str, number: u32, change: impl Fn(&[u8]) -> Vec<u8>) {
    let old = fs::read(folder.join(name)).expect("the app's file");
    let new = change(&old);
    let name_of_new = match hash_in(name) {
        Some(hash) => name.replace(&hash, &format!("{number:016x}")),
        None => name.to_owned(),
    };
    fs::remove_file(folder.join(name)).expect("the folder is ours");
    fs::write(folder.join(&name_of_new), &new).expect("the folder is ours");
    // A file that names it changes with it, and so does what that file hashes to, which others name.
    let mut changes = vec![(name.to_owned(), name_of_new), (integrity(&old), integrity(&new))];
    while let Some((before, after)) = changes.pop() {
        for entry in fs::read_dir(folder).expect("the folder is ours") {
            let path = entry.expect("a readable folder").path();
            let is_text = ["js", "html"].iter().any(|end| path.extension().is_some_and(|extension| extension == *end));
            let Some(text) = is_text.then(|| fs::read_to_string(&path).ok()).flatten() else { continue };
            let changed = text.replace(&before, &after);
            if changed != text {
                fs::write(&path, &changed).expect("the folder is ours");
                changes.push((integrity(text.as_bytes()), integrity(changed.as_bytes())));
            }
        }
    }
}

fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

/// The hash in a file's name; trunk leaves leading zeros out.
fn hash_in(name: &str) -> Option<String> {
    let mut parts = name.split(['-', '_', '.']);
    parts
        .find(|part| (8..=16).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .map(str::to_owned)
}

fn name_in(folder: &Path, start: &str, end: &str) -> String {
    let names = fs::read_dir(folder).expect("the app").filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut found: Vec<_> = names.filter(|name| name.starts_with(start) && name.ends_with(end)).collect();
    assert_eq!(found.len(), 1, "{start}…{end}: {found:?}");
    found.remove(0)
}
