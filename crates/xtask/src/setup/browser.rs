//! The browser of the browser tests: Chromium and its driver, of one version.

use std::env;
use std::path::{Path, PathBuf};

use super::in_place;
use super::packages::{Privilege, ids, system};
use crate::failure::{Failure, Outcome};
use crate::process::{Run, found_on};
use crate::project::{Project, program};

/// A browser and the driver that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Browser {
    /// The Chromium (or Chrome) to start.
    pub(crate) chromium: PathBuf,
    /// The chromedriver that starts it.
    pub(crate) driver: PathBuf,
}

const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The second one is how the snap of Chromium names it.
const DRIVERS: &[&str] = &["chromedriver", "chromium.chromedriver"];

/// A program that answered `--version`.
#[derive(Clone, Debug)]
struct Found {
    file: PathBuf,
    major: u32,
}

/// Finds a matching pair, or installs one where apt can.
pub(super) fn set_up(project: &Project) -> Outcome<Browser> {
    let browser = match find(project) {
        Ok(browser) => browser,
        Err(missing) => {
            eprintln!("  {missing}");
            install(project)?;
            find(project).map_err(|still| Failure::new(still).mended_by(advice()))?
        }
    };
    in_place("chromium", &browser.chromium.display().to_string());
    in_place("chromedriver", &browser.driver.display().to_string());
    Ok(browser)
}

/// The first browser and driver of the same major version; CHROMIUM and
/// CHROMEDRIVER, where set, are looked at before PATH. The error says what is missing.
fn find(project: &Project) -> Result<Browser, String> {
    let browsers = candidates(project, "CHROMIUM", BROWSERS);
    let drivers = candidates(project, "CHROMEDRIVER", DRIVERS);
    pair(&browsers, &drivers)
}

fn pair(browsers: &[Found], drivers: &[Found]) -> Result<Browser, String> {
    for browser in browsers {
        if let Some(driver) = drivers.iter().find(|driver| driver.major == browser.major) {
            return Ok(Browser { chromium: browser.file.clone(), driver: driver.file.clone() });
        }
    }
    let shown = |found: &Found| format!("{} is {}", found.file.display(), found.major);
    Err(match (browsers.first(), drivers.first()) {
        (None, None) => "there is no Chromium and no chromedriver that runs".to_owned(),
        (None, Some(_)) => "there is no Chromium that runs".to_owned(),
        (Some(_), None) => "there is no chromedriver that runs".to_owned(),
        (Some(browser), Some(driver)) => {
            format!("Chromium and chromedriver differ in version: {}, {}", shown(browser), shown(driver))
        }
    })
}

/// Every program of `names` that says its version. A stub that only points at a
/// snap (Ubuntu's chromium-browser) fails at that and is not counted.
fn candidates(project: &Project, variable: &str, names: &[&str]) -> Vec<Found> {
    let path = env::var_os("PATH").unwrap_or_default();
    let chosen = env::var_os(variable).map(PathBuf::from);
    let known = names.iter().filter_map(|name| match Path::new(name).is_absolute() {
        true => Some(PathBuf::from(name)),
        false => found_on(&path, &program(name)),
    });
    chosen
        .into_iter()
        .chain(known)
        .filter(|file| file.is_file())
        .filter_map(|file| {
            let said = Run::new(project, &file).arg("--version").output().ok()?;
            Some(Found { major: major(&said)?, file })
        })
        .collect()
}

/// The major version in `Chromium 156.0.8078.79 built on …` and the like.
fn major(said: &str) -> Option<u32> {
    said.split_whitespace().find_map(|word| {
        let (major, rest) = word.split_once('.')?;
        rest.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
        major.parse().ok()
    })
}

/// Installs the browser with apt, as root or through a sudo that asks nothing.
fn install(project: &Project) -> Outcome {
    let refused = || Failure::new("the browser tests need Chromium").mended_by(advice());
    let may = Privilege::of(project).ok_or_else(refused)?;
    let advised = |failure: Failure| failure.mended_by(advice());
    may.apt_get(project, "update").run().map_err(advised)?;
    let policy = |package: &str| {
        let policy = Run::new(project, "apt-cache").arg("policy").arg(package);
        policy.output().is_ok_and(|said| has_real_candidate(&said))
    };
    let packages = if policy("chromium") {
        "chromium chromium-driver"
    } else if policy("chromium-browser") {
        "chromium-browser chromium-chromedriver"
    } else {
        return Err(refused());
    };
    let mut words = format!("install --yes --no-install-recommends {packages}");
    if !has_chinese_font(project) {
        // Without one, a screenshot of a Chinese post is a page of empty boxes.
        words.push_str(" fonts-noto-cjk");
    }
    may.apt_get(project, &words).run().map_err(advised)
}

/// Whether `apt-cache policy` names a version to install that is a browser, and
/// not Ubuntu's package that only points at the snap.
fn has_real_candidate(policy: &str) -> bool {
    policy
        .lines()
        .find_map(|line| line.trim().strip_prefix("Candidate:"))
        .is_some_and(|version| version.trim() != "(none)" && !version.contains("snap"))
}

fn has_chinese_font(project: &Project) -> bool {
    Run::new(project, "fc-list").arg(":lang=zh").output().is_ok_and(|fonts| !fonts.trim().is_empty())
}

/// What a person should install on this system, as one line.
fn advice() -> String {
    advice_for(&system()).to_owned()
}

/// The advice for a system, known from the text of its os-release (or `macos`).
fn advice_for(system: &str) -> &'static str {
    let ids = ids(system);
    let is = |id: &str| ids.contains(&id);
    if system == "macos" {
        "brew install --cask chromium chromedriver"
    } else if is("ubuntu") {
        "sudo snap install chromium (it holds the driver too; Ubuntu's apt packages are only \
         pointers to it)"
    } else if is("debian") {
        "sudo apt-get install chromium chromium-driver"
    } else if is("fedora") {
        "sudo dnf install chromium chromedriver"
    } else if is("arch") {
        "sudo pacman -S chromium"
    } else if is("alpine") {
        "sudo apk add chromium chromium-chromedriver"
    } else {
        "install Chromium (or Chrome) and the chromedriver of the same version, and put both on \
         PATH or name them in CHROMIUM and CHROMEDRIVER"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_browsers_and_drivers_say() {
        for (case, said, expected) in [
            ("Debian", "Chromium 156.0.8078.79 built on Debian GNU/Linux 12", Some(156)),
            ("Chrome", "Google Chrome 146.0.7680.80 \n", Some(146)),
            ("driver", "ChromeDriver 99.0.1 (a21ce95-refs/branch-heads/8078@{#1704})", Some(99)),
            ("stub", "Command '/usr/bin/chromium-browser' requires the chromium snap", None),
            ("a file name", "see README.md", None),
            ("nothing", "", None),
        ] {
            assert_eq!(major(said), expected, "{case}");
        }
    }

    #[test]
    fn only_a_pair_of_one_version_is_taken() {
        let found = |file: &str, major| Found { file: PathBuf::from(file), major };
        let drivers = [found("/old/driver", 145), found("/new/driver", 156)];
        assert_eq!(
            pair(&[found("/chrome", 150), found("/chromium", 156)], &drivers),
            Ok(Browser { chromium: PathBuf::from("/chromium"), driver: PathBuf::from("/new/driver") })
        );
        assert_eq!(
            pair(&[found("/chrome", 150)], &drivers),
            Err("Chromium and chromedriver differ in version: /chrome is 150, \
                 /old/driver is 145"
                .to_owned())
        );
        assert_eq!(pair(&[], &drivers), Err("there is no Chromium that runs".to_owned()));
    }

    #[test]
    fn a_package_that_points_at_a_snap_is_no_browser() {
        for (case, policy, expected) in [
            ("Debian", "chromium:\n  Installed: (none)\n  Candidate: 156.0.8078.79-1~deb12u1", true),
            ("Ubuntu", "chromium-browser:\n  Candidate: 2:1snap1-0ubuntu2\n", false),
            ("no candidate", "chromium:\n  Candidate: (none)\n", false),
            ("unknown package", "", false),
        ] {
            assert_eq!(has_real_candidate(policy), expected, "{case}");
        }
    }

    #[test]
    fn each_system_is_told_its_own_command() {
        for (case, system, expected) in [
            ("Debian", "ID=debian\n", "sudo apt-get install"),
            ("Ubuntu", "NAME=Ubuntu\nID=ubuntu\nID_LIKE=debian\n", "sudo snap install"),
            ("Mint", "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", "sudo snap install"),
            ("Rocky", "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", "sudo dnf"),
            ("macOS", "macos", "brew"),
            ("unknown", "", "install Chromium"),
        ] {
            let advice = advice_for(system);
            assert!(advice.starts_with(expected), "{case}: {advice}");
        }
    }
}
