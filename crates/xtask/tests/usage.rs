//! What a person meets who types something wrong.

use std::process::{Command, Output};

fn xtask(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(words)
        .env_remove("TRUNK_STAGING_DIR")
        .output()
        .expect("cargo built the program before this test")
}

#[test]
fn wrong_usage_ends_with_2_and_one_line() {
    for words in [&[][..], &["sevre"], &["serve", "--port"], &["test", "long"]] {
        let output = xtask(words);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert_eq!(said.lines().count(), 1, "{words:?}: {said}");
        assert!(said.starts_with("error: "), "{words:?}: {said}");
        assert!(output.stdout.is_empty(), "{words:?}");
    }
}

#[test]
fn help_goes_to_standard_output_and_is_no_error() {
    let output = xtask(&["test", "--help"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("serve"));
    assert!(output.stderr.is_empty());
}

#[test]
fn a_problem_ends_with_1_and_says_what_mends_it() {
    let output = xtask(&["finish-app"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "error: finish-app is run by trunk, after a build of the app\n  to mend it: cargo xtask build\n"
    );
}
