//! A browser with one page, as a reader has it in front of them: a test opens, clicks, presses,
//! waits for what a reader would see, and in the end nothing unexpected may stand in the console.

use std::{
    cell::RefCell,
    env, panic,
    sync::Arc,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{
    BrowserLogEntry, By, Capabilities, CapabilitiesHelper, ChromeCapabilities, ChromiumLikeCapabilities, Key,
    LoggingPrefsLogLevel, PageLoadStrategy, WebDriver,
    error::{WebDriverError, WebDriverResult},
};
use tokio::runtime::Runtime;

use crate::driver::{Driver, Turn};

/// How long a test waits for a state.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it looks.
const GLANCE: Duration = Duration::from_millis(25);
/// How long the driver may take for one command.
const COMMAND: Duration = Duration::from_secs(60);

/// The screen in front of the reader.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    /// CSS pixels.
    pub(crate) width: u32,
    /// CSS pixels.
    pub(crate) height: u32,
    /// Whether the system asks for dark pages.
    pub(crate) dark: bool,
}

impl Screen {
    /// A laptop, light.
    pub(crate) const LAPTOP: Self = Self { width: 1280, height: 800, dark: false };
    /// The narrowest phone.
    pub(crate) const PHONE: Self = Self { width: 320, height: 640, dark: false };
}

/// Runs `test` in a fresh browser; afterwards, and when it panics, the browser ends.
///
/// # Panics
/// As `test` does, with the page's address, title, console and text on stderr; and when the
/// console holds a warning or an error that the test did not expect.
pub(crate) fn browse(screen: Screen, test: impl FnOnce(&Page)) {
    // A picture that is held back must not hold back the test.
    watch(Page::start(screen, PageLoadStrategy::Eager), test);
}

/// The same in a browser whose commands do not even wait until a page's HTML has come.
pub(crate) fn browse_while_it_comes(screen: Screen, test: impl FnOnce(&Page)) {
    watch(Page::start(screen, PageLoadStrategy::None), test);
}

fn watch(page: Page, test: impl FnOnce(&Page)) {
    let outcome = panic::catch_unwind(panic::AssertUnwindSafe(|| {
        test(&page);
        page.check_console();
    }));
    if let Err(panic) = outcome {
        page.describe();
        drop(page);
        panic::resume_unwind(panic);
    }
}

/// A browser with one page.
pub(crate) struct Page {
    runtime: Runtime,
    session: Option<WebDriver>,
    console: RefCell<Vec<BrowserLogEntry>>,
    expected: RefCell<Vec<String>>,
    // Dropped in this order: the profile can go once the browser has ended.
    driver: Arc<Driver>,
    _profile: TempDir,
    _turn: Turn,
}

impl Page {
    fn start(screen: Screen, patience: PageLoadStrategy) -> Self {
        let turn = Turn::wait();
        let driver = Driver::running();
        let profile = TempDir::new().expect("a temporary folder");
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime of one thread");
        let capabilities = capabilities(&profile, screen, patience).expect("capabilities are JSON");
        // A connection a command: the driver closes idle ones, which the runtime, at rest between two commands,
        // would notice only once the next command is lost on it.
        let client = reqwest::Client::builder()
            .no_proxy()
            .timeout(COMMAND)
            .pool_max_idle_per_host(0)
            .build()
            .expect("a client without TLS");
        let session = runtime
            .block_on(async {
                let session = WebDriver::builder(driver.url.clone(), capabilities).client(client).connect().await?;
                show_on(&session, screen).await?;
                // Far from any zone that a fixture's blog is in: dates must not follow the reader's.
                let zone = json!({ "timezoneId": "America/St_Johns" });
                session.cdp().send_raw("Emulation.setTimezoneOverride", zone).await?;
                // Nothing is fetched ahead unless a test is about that: requests are what was asked for.
                let saving = json!({ "dataSaverEnabled": true });
                session.cdp().send_raw("Emulation.setDataSaverOverride", saving).await?;
                WebDriverResult::Ok(session)
            })
            .unwrap_or_else(|error| panic!("no browser: {error}; `cargo xtask test` sets up what is missing"));
        Self {
            runtime,
            session: Some(session),
            console: RefCell::default(),
            expected: RefCell::default(),
            driver,
            _profile: profile,
            _turn: turn,
        }
    }

    #[track_caller]
    fn run<T, F: Future<Output = WebDriverResult<T>>>(&self, act: impl FnOnce(WebDriver) -> F) -> T {
        let session = self.session.clone().expect("there until the page is dropped");
        match self.runtime.block_on(act(session)) {
            Ok(value) => value,
            Err(error) => panic!("the browser refused: {}", brief(&error)),
        }
    }

    /// Turns or changes the screen.
    #[track_caller]
    pub(crate) fn show_on(&self, screen: Screen) {
        self.run(async |session| show_on(&session, screen).await);
    }

    /// Opens an address as if it were typed.
    #[track_caller]
    pub(crate) fn open(&self, url: &str) {
        self.run(async |session| session.goto(url).await);
    }

    /// The browser's button.
    #[track_caller]
    pub(crate) fn back(&self) {
        self.run(async |session| session.back().await);
    }

    /// The browser's button.
    #[track_caller]
    pub(crate) fn forward(&self) {
        self.run(async |session| session.forward().await);
    }

    /// The browser's button.
    #[track_caller]
    pub(crate) fn reload(&self) {
        self.run(async |session| session.refresh().await);
    }

    /// Opens another tab of the same browser, which is now in front.
    #[track_caller]
    pub(crate) fn new_tab(&self) {
        self.run(async |session| {
            let tab = session.new_tab().await?;
            session.switch_to_window(tab).await
        });
    }

    /// Puts the `number`th tab in front, from 0 in the order in which they were opened.
    #[track_caller]
    pub(crate) fn switch_to_tab(&self, number: usize) {
        self.run(async |session| {
            let tabs = session.windows().await?;
            let tab = tabs.get(number).cloned().unwrap_or_else(|| panic!("there is no tab {number}"));
            session.switch_to_window(tab).await
        });
    }

    /// Clicks the first element that `css` finds, with a pointer: scrolls to it, and fails when
    /// something lies over it.
    #[track_caller]
    pub(crate) fn click(&self, css: &str) {
        self.wait_for(css);
        self.run(async |session| session.find(By::Css(css)).await?.click().await);
    }

    /// Presses a key where the focus is.
    #[track_caller]
    pub(crate) fn press(&self, key: Key) {
        self.run(async |session| session.action_chain().send_keys(key).perform().await);
    }

    /// Types characters where the focus is.
    #[track_caller]
    pub(crate) fn type_keys(&self, text: &str) {
        self.run(async |session| session.action_chain().send_keys(text).perform().await);
    }

    /// What the JavaScript expression gives, as JSON.
    #[track_caller]
    pub(crate) fn eval(&self, expression: &str) -> Value {
        let script = format!("return ({expression});");
        self.run(async |session| Ok(session.execute(script, Vec::new()).await?.json().clone()))
    }

    /// What the promise that the JavaScript expression gives comes to, as JSON.
    #[track_caller]
    pub(crate) fn eval_async(&self, expression: &str) -> Value {
        let script = format!("const done = arguments[0]; ({expression}).then(done);");
        self.run(async |session| Ok(session.execute_async(script, Vec::new()).await?.json().clone()))
    }

    /// The same for an expression that gives a text.
    #[track_caller]
    pub(crate) fn eval_text(&self, expression: &str) -> String {
        match self.eval(expression) {
            Value::String(text) => text,
            other => panic!("`{expression}` gave {other}, not a text"),
        }
    }

    /// Waits until the JavaScript expression is true; `state` says in words what that means.
    #[track_caller]
    pub(crate) fn wait_until(&self, state: &str, expression: &str) {
        self.wait_until_within(PATIENCE, state, expression);
    }

    /// The same for something that may take so long.
    #[track_caller]
    pub(crate) fn wait_until_within(&self, patience: Duration, state: &str, expression: &str) {
        let script = format!("return !!({expression});");
        let deadline = Instant::now() + patience;
        loop {
            // An expression may fail while a page is being replaced by the next.
            let seen = self.runtime.block_on(async {
                let session = self.session.clone().expect("there until the page is dropped");
                let seen = session.execute(&script, Vec::new()).await.map(|given| given.json() == &Value::Bool(true));
                if !matches!(seen, Ok(true)) {
                    tokio::time::sleep(GLANCE).await;
                }
                seen
            });
            match seen {
                Ok(true) => return,
                _ if Instant::now() < deadline => {}
                Ok(false) => panic!("not within {patience:?}: {state} (`{expression}`)"),
                Err(error) => panic!("not within {patience:?}: {state} (`{expression}`): {}", brief(&error)),
            }
        }
    }

    /// Waits until the browser has nothing to do. On a busy machine that may never be, so five seconds are enough.
    #[track_caller]
    pub(crate) fn wait_for_rest(&self) {
        self.eval_async("new Promise((done) => requestIdleCallback(() => done(true), { timeout: 5000 }))");
    }

    /// Waits until something is found.
    #[track_caller]
    pub(crate) fn wait_for(&self, css: &str) {
        let selector = Value::from(css);
        self.wait_until(&format!("{css} is on the page"), &format!("document.querySelector({selector})"));
    }

    /// Waits until nothing is found.
    #[track_caller]
    pub(crate) fn wait_without(&self, css: &str) {
        let selector = Value::from(css);
        self.wait_until(&format!("{css} is gone"), &format!("!document.querySelector({selector})"));
    }

    /// How many elements are found.
    #[track_caller]
    pub(crate) fn count(&self, css: &str) -> u64 {
        let selector = Value::from(css);
        self.eval(&format!("document.querySelectorAll({selector}).length")).as_u64().expect("a length is a number")
    }

    /// The text of the first element found, white space as one blank.
    #[track_caller]
    pub(crate) fn text(&self, css: &str) -> String {
        self.wait_for(css);
        self.texts(css).into_iter().next().unwrap_or_default()
    }

    /// The texts of all elements found, white space as one blank.
    #[track_caller]
    pub(crate) fn texts(&self, css: &str) -> Vec<String> {
        self.each(css, "element.textContent.replace(/\\s+/g, ' ').trim()")
    }

    /// An attribute of all elements found that have it, as it stands.
    #[track_caller]
    pub(crate) fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        let name = Value::from(name);
        self.each(css, &format!("element.getAttribute({name})"))
    }

    #[track_caller]
    fn each(&self, css: &str, expression: &str) -> Vec<String> {
        let selector = Value::from(css);
        let all = format!("[...document.querySelectorAll({selector})].map((element) => {expression})");
        match self.eval(&all) {
            Value::Array(texts) => texts.into_iter().filter_map(|text| text.as_str().map(str::to_owned)).collect(),
            other => panic!("{css}: {other}"),
        }
    }

    /// A command of the DevTools protocol.
    #[track_caller]
    pub(crate) fn cdp(&self, method: &str, parameters: Value) -> Value {
        self.run(async |session| session.cdp().send_raw(method, parameters).await)
    }

    /// What the screen shows, as a WebP file.
    #[track_caller]
    pub(crate) fn picture(&self) -> Vec<u8> {
        let taken = self.cdp("Page.captureScreenshot", json!({ "format": "webp", "quality": 80 }));
        bytes(&taken["data"])
    }

    /// The page as it is printed on A4, as a PDF file.
    #[track_caller]
    pub(crate) fn printed(&self) -> Vec<u8> {
        // In inches.
        let paper = json!({ "paperWidth": 8.27, "paperHeight": 11.69 });
        bytes(&self.cdp("Page.printToPDF", paper)["data"])
    }

    /// From the next page on, the browser no longer says that its reader saves data: pages may
    /// fetch what nobody has asked for yet.
    #[track_caller]
    pub(crate) fn spend_data(&self) {
        self.cdp("Emulation.setDataSaverOverride", json!({ "dataSaverEnabled": false }));
    }

    /// Cuts or restores the browser's own network, as a plane mode does.
    #[track_caller]
    pub(crate) fn set_offline(&self, offline: bool) {
        let conditions = json!({
            "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.cdp("Network.enable", json!({}));
        self.cdp("Network.emulateNetworkConditions", conditions);
    }

    /// Warnings and errors of the console that hold this text belong to the test.
    pub(crate) fn expect_in_console(&self, text: &str) {
        self.expected.borrow_mut().push(text.to_owned());
    }

    /// All that was written to the console since the browser started.
    #[track_caller]
    pub(crate) fn console(&self) -> Vec<BrowserLogEntry> {
        let new = self.run(async |session| session.browser_log().await);
        let mut console = self.console.borrow_mut();
        console.extend(new);
        console.clone()
    }

    /// Waits until something in the console holds `text`.
    #[track_caller]
    pub(crate) fn wait_for_console(&self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.console().iter().any(|entry| entry.message.contains(text)) {
            assert!(Instant::now() < deadline, "not within {PATIENCE:?} in the console: {text}");
            std::thread::sleep(GLANCE);
        }
    }

    /// Nothing stands in the console that the test did not expect: no error of a script, no
    /// violation of the content security policy, no file of the site that does not load.
    #[track_caller]
    fn check_console(&self) {
        let expected = self.expected.borrow().clone();
        let unexpected: Vec<_> = self
            .console()
            .into_iter()
            .filter(|entry| matches!(entry.level.as_str(), "WARNING" | "SEVERE"))
            // The browser reaches no host but ours, so images of other hosts cannot load.
            .filter(|entry| !entry.message.contains("net::ERR_NAME_NOT_RESOLVED"))
            .filter(|entry| !expected.iter().any(|text| entry.message.contains(text.as_str())))
            .map(|entry| format!("{}: {}", entry.level, entry.message))
            .collect();
        assert!(unexpected.is_empty(), "in the console: {unexpected:#?}");
    }

    /// Writes to stderr what a person would look at first after a failure.
    fn describe(&self) {
        let look = "return [location.href, document.title, document.documentElement.dataset.inkstone || '', \
                    (document.querySelector('main') || document.body || document.documentElement).outerHTML];";
        let Some(session) = self.session.clone() else { return };
        let (seen, log) = self.runtime.block_on(async {
            let seen = session.execute(look, Vec::new()).await.map(|seen| seen.json().clone());
            (seen, session.browser_log().await.unwrap_or_default())
        });
        match seen {
            Ok(seen) => {
                let text = |index: usize| seen.get(index).and_then(Value::as_str).unwrap_or_default().to_owned();
                let main: String = text(3).chars().take(6_000).collect();
                eprintln!("address {}\ntitle   {}\nstate   {}\n{main}", text(0), text(1), text(2));
            }
            Err(error) => eprintln!("the page cannot be looked at: {error}"),
        }
        for entry in self.console.borrow().iter().chain(&log) {
            eprintln!("console {}: {}", entry.level, entry.message);
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(session) = self.session.take() {
            // When the driver is gone, so is the browser.
            if let Err(error) = self.runtime.block_on(session.quit()) {
                eprintln!("{}: the browser did not end in order: {error}", self.driver.url);
            }
        }
    }
}

/// The bytes that the DevTools protocol sends as a text.
fn bytes(text: &Value) -> Vec<u8> {
    STANDARD.decode(text.as_str().unwrap_or_default()).expect("base64, says the protocol")
}

/// An error of the driver without its stack, which tells nothing.
fn brief(error: &WebDriverError) -> String {
    let text = error.to_string();
    text.split("Stacktrace").next().unwrap_or_default().trim().to_owned()
}

async fn show_on(session: &WebDriver, screen: Screen) -> WebDriverResult<()> {
    let metrics = json!({
        "width": screen.width, "height": screen.height, "deviceScaleFactor": 1, "mobile": false,
    });
    session.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await?;
    let scheme = if screen.dark { "dark" } else { "light" };
    // Without motion, so that what a test clicks is not under the picture of the page before.
    let media = json!({ "features": [
        { "name": "prefers-color-scheme", "value": scheme },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ] });
    session.cdp().send_raw("Emulation.setEmulatedMedia", media).await?;
    Ok(())
}

fn capabilities(profile: &TempDir, screen: Screen, patience: PageLoadStrategy) -> WebDriverResult<Capabilities> {
    let mut chrome = ChromeCapabilities::new();
    if let Ok(binary) = env::var("CHROMIUM") {
        chrome.set_binary(&binary)?;
    }
    for argument in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // The small /dev/shm of containers is not enough for large pages.
        "--disable-dev-shm-usage",
        // No proxy of this machine, and no host but this machine: a test that needs the
        // internet would fail on a train.
        "--no-proxy-server",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--lang=en-US",
    ] {
        chrome.add_arg(argument)?;
    }
    chrome.add_arg(&format!("--window-size={},{}", screen.width, screen.height))?;
    chrome.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
    chrome.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    chrome.set_page_load_strategy(patience)?;
    Ok(chrome.into())
}
