//! `cargo xtask`: the one front door of the project.
//!
//! Each command is one row of [`COMMANDS`] and one file. Progress goes to
//! standard error; standard output carries what was asked for.

mod bench;
mod failure;
mod finish;
mod functions;
mod fuzz;
mod glue;
mod integrity;
mod module;
mod process;
mod project;
mod sample;
mod screenshots;
mod scripts;
mod serve;
mod setup;
mod site;
mod size;
mod styles;
mod test;
mod wasm;
mod worker;

#[cfg(test)]
mod scratch;

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use failure::Outcome;
use project::Project;

/// One word after `cargo xtask`.
struct Command {
    name: &'static str,
    /// The options it knows; one that takes a value has its name after it: `--posts N`.
    options: &'static [&'static str],
    about: &'static str,
    listed: Listed,
    run: fn(&Project, &Options) -> Outcome,
}

/// Whether `--help` names a command.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listed {
    Yes,
    /// For trunk, not for people.
    No,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "serve",
        options: &[],
        about: "set up what is missing, then serve the demo blog with live reload",
        listed: Listed::Yes,
        run: serve::run,
    },
    Command {
        name: "test",
        options: &["--long"],
        about: "set up what is missing, then run every test; --long adds the slow ones",
        listed: Listed::Yes,
        run: test::run,
    },
    Command {
        name: "build",
        options: &[],
        about: "release build: dist/ (the demo site) and target/release/inkstone",
        listed: Listed::Yes,
        run: site::run,
    },
    Command {
        name: "fuzz",
        options: &["--target NAME", "--minutes N"],
        about: "try the targets of fuzz/ with inputs that nobody wrote, ten minutes each",
        listed: Listed::Yes,
        run: fuzz::run,
    },
    Command {
        name: "bench",
        options: &["content", "lists", "build", "load", "--large", "--million", "--record"],
        about: "content: how fast posts are read and rendered; lists: what lists cost by the size of the blog; build: how fast sites are built; load: how soon a post can be read, beside docsify",
        listed: Listed::Yes,
        run: bench::run,
    },
    Command {
        name: "size",
        options: &[],
        about: "what a first visit to dist/ downloads, against its budget",
        listed: Listed::Yes,
        run: size::run,
    },
    Command {
        name: "sample",
        options: &["--posts N", "--out DIR", "--short", "--tidy"],
        about: "write a blog of N posts to test and measure with; --short bodies, --tidy front matter",
        listed: Listed::Yes,
        run: sample::run,
    },
    Command {
        name: "screenshots",
        options: &[],
        about: "take the pictures of docs/screenshots anew",
        listed: Listed::Yes,
        run: screenshots::run,
    },
    Command {
        name: "setup",
        options: &[],
        about: "set up what is missing, and nothing else",
        listed: Listed::Yes,
        run: setup::run,
    },
    Command {
        name: "finish-app",
        options: &[],
        about: "trunk's hook after a build of the app",
        listed: Listed::No,
        run: finish::run,
    },
];

/// The options given to a command, all of which it knows, and the values of those that take one.
#[derive(Default)]
struct Options(Vec<(&'static str, String)>);

impl Options {
    /// Whether `option` was given.
    fn has(&self, option: &str) -> bool {
        self.value(option).is_some()
    }

    /// The value of `option`, if it was given.
    fn value(&self, option: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| *given == option).map(|(_, value)| value.as_str())
    }

    /// Reads the words after a command's name.
    fn parse(command: &Command, words: &[String]) -> Result<Options, String> {
        let mut options = Options::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let known = command.options.iter().map(|option| option.split_once(' ').unwrap_or((option, "")));
            let Some((name, value)) = known.into_iter().find(|(name, _)| name == word) else {
                return Err(match command.options {
                    [] => format!("cargo xtask {} takes no `{word}`; it has no options", command.name),
                    known => format!("cargo xtask {} takes no `{word}`, only {}", command.name, known.join(", ")),
                });
            };
            let given = match value {
                "" => String::new(),
                value => {
                    let given = words.next().filter(|given| !given.starts_with("--"));
                    given.ok_or_else(|| format!("cargo xtask {} wants {name} {value}", command.name))?.clone()
                }
            };
            options.0.push((name, given));
        }
        Ok(options)
    }
}

/// What the words after `cargo xtask` ask for.
enum Request {
    Help,
    Run(&'static Command, Options),
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    match parse(&words) {
        Err(usage) => {
            eprintln!("error: {usage}");
            ExitCode::from(2)
        }
        Ok(Request::Help) => {
            // A reader that has gone away (`| head`) wants no more help.
            let _ = io::stdout().write_all(help().as_bytes());
            ExitCode::SUCCESS
        }
        Ok(Request::Run(command, options)) => match (command.run)(&Project::here(), &options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                eprintln!("error: {failure}");
                ExitCode::FAILURE
            }
        },
    }
}

/// Understands the words, or says in one line what is wrong with them.
fn parse(words: &[String]) -> Result<Request, String> {
    let known = || {
        let listed = COMMANDS.iter().filter(|command| command.listed == Listed::Yes);
        listed.map(|command| command.name).collect::<Vec<_>>().join(", ")
    };
    let Some((name, rest)) = words.split_first() else {
        return Err(format!("cargo xtask needs a command: {}", known()));
    };
    if words.iter().any(|word| ["--help", "-h"].contains(&word.as_str())) || name == "help" {
        return Ok(Request::Help);
    }
    let command = COMMANDS
        .iter()
        .find(|command| command.name == name)
        .ok_or_else(|| format!("cargo xtask has no command `{name}`; it has {}", known()))?;
    Ok(Request::Run(command, Options::parse(command, rest)?))
}

fn help() -> String {
    let mut text = String::from("cargo xtask COMMAND\n\n");
    for command in COMMANDS.iter().filter(|command| command.listed == Listed::Yes) {
        let usage = match command.options {
            [] => command.name.to_owned(),
            options => format!("{} [{}]", command.name, options.join("] [")),
        };
        text.push_str(&format!("  {usage:<15} {}\n", command.about));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn refusal(words: &str) -> Option<String> {
        let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        parse(&words).err()
    }

    #[test]
    fn wrong_usage_is_one_line_that_says_what_would_be_right() {
        for (words, expected) in [
            ("", "cargo xtask needs a command: serve, test, build, fuzz, bench, size, sample, screenshots, setup"),
            (
                "sevre",
                "cargo xtask has no command `sevre`; it has serve, test, build, fuzz, bench, size, sample, screenshots, setup",
            ),
            ("test --fast", "cargo xtask test takes no `--fast`, only --long"),
            ("sample --posts --out x", "cargo xtask sample wants --posts N"),
            ("sample --posts 3 4", "cargo xtask sample takes no `4`, only --posts N, --out DIR, --short, --tidy"),
            ("serve 8080", "cargo xtask serve takes no `8080`; it has no options"),
        ] {
            assert_eq!(refusal(words).as_deref(), Some(expected), "{words}");
        }
        for words in [
            "serve",
            "test --long",
            "test --long --help",
            "-h",
            "help",
            "finish-app",
            "sample --posts 3 --out x --short",
        ] {
            assert_eq!(refusal(words), None, "{words}");
        }
    }

    #[test]
    fn every_command_for_people_is_in_the_help() {
        let help = help();
        for command in COMMANDS {
            let named = help.lines().any(|line| line.trim_start().starts_with(command.name));
            assert_eq!(named, command.listed == Listed::Yes, "{}", command.name);
        }
    }

    /// What follows every `cargo xtask ` in `text`, up to the end of the words
    /// that look like a command and its options.
    fn quoted_commands(text: &str) -> Vec<String> {
        text.split("cargo xtask ")
            .skip(1)
            .map(|rest| {
                let is_word = |c: char| c.is_ascii_lowercase() || c == '-' || c == ' ';
                let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                let mut words = rest[..end].split(' ');
                let name = words.next().unwrap_or_default().to_owned();
                let options = words.take_while(|word| word.starts_with("--"));
                options.fold(name, |line, option| format!("{line} {option}"))
            })
            .collect()
    }

    #[test]
    fn the_readme_names_commands_that_exist_and_the_two_a_newcomer_types() {
        assert_eq!(
            quoted_commands("`cargo xtask serve` or cargo xtask test --long runs. cargo xtask build\n"),
            ["serve", "test --long", "build"]
        );

        let file = Project::here().root.join("README.md");
        let readme = fs::read_to_string(file).expect("the project has a README.md");
        let named = quoted_commands(&readme);
        for command in &named {
            assert_eq!(refusal(command), None, "README.md names `cargo xtask {command}`");
        }
        for needed in ["serve", "test"] {
            assert!(named.iter().any(|command| command == needed), "README.md does not name `cargo xtask {needed}`");
        }
    }
}
