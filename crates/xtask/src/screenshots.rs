//! `cargo xtask screenshots`: the pictures of the documentation, taken of the demo blog.

use crate::Options;
use crate::failure::Outcome;
use crate::process::Run;
use crate::project::Project;
use crate::{setup, site};

/// Builds the site and lets the browser tests take the pictures into docs/screenshots.
pub(crate) fn run(project: &Project, _options: &Options) -> Outcome {
    let (tools, browser) = setup::for_tests(project)?;
    site::build(project, &tools)?;
    Run::cargo(project, "test --package inkstone-app --test browser -- the_demo_blog_can_be_shown")
        .env("CHROMIUM", &browser.chromium)
        .env("CHROMEDRIVER", &browser.driver)
        .env("INKSTONE_BIN", project.inkstone())
        .env("INKSTONE_SITE", project.dist())
        .env("INKSTONE_SCREENSHOTS", project.root.join("docs/screenshots"))
        .run()
}
