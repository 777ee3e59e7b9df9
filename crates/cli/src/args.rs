//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use inkstone_cli::BasePath;

/// Turns a folder of Markdown posts into a blog that any static host can serve.
#[derive(Debug, Parser)]
#[command(name = "inkstone", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a complete site of a folder of posts
    Build(Build),
    /// Show the blog on this machine while it is written: saved posts appear at once
    Serve(Serve),
    /// Write the posts and their catalogue into a folder that holds the app already
    Index(Index),
    /// Say what is wrong with the posts, or with a built or published site, and what to do
    #[command(after_help = CHECK_HELP)]
    Check(Check),
    /// Begin a post: a file with the front matter that the site's posts have
    New(New),
}

#[derive(Debug, Args)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) posts: Posts,
    /// The folder to write the site to; an older site there is replaced whole
    #[arg(long, value_name = "SITE")]
    pub(crate) out: PathBuf,
    /// Where the site will live on its host, for instance /blog/
    #[arg(long, value_name = "PATH")]
    pub(crate) base_path: Option<BasePath>,
    #[command(flatten)]
    pub(crate) address: Address,
    /// Put a .br and a .gz beside each text, for hosts that send such files
    #[arg(long)]
    pub(crate) compress: bool,
    /// Build everything anew and remember nothing for the next build
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// Leave the texts out of the pages; readers' browsers make them from the raw posts
    #[arg(long)]
    pub(crate) no_html: bool,
    /// Remove what readers' browsers keep of the site, and let them keep nothing from now on
    #[arg(long)]
    pub(crate) no_offline: bool,
    /// Use the app in this folder, as trunk leaves it
    #[arg(long, value_name = "DIR", hide = true)]
    pub(crate) app: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) posts: Posts,
    /// The port to listen on; without it the first free one from 4000 on
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
    /// Use the app in this folder, as trunk leaves it
    #[arg(long, value_name = "DIR", hide = true)]
    pub(crate) app: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Index {
    #[command(flatten)]
    pub(crate) posts: Posts,
    /// The folder to write to; other files in it stay as they are
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    #[command(flatten)]
    pub(crate) address: Address,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

/// What a check of a site looks at.
const CHECK_HELP: &str = "\
Of posts it tells file, line, column, reason and what to do.

With --site URL it asks the host for some thirty files, with the system's curl, and tells what readers lack:
deep links, 404s, types, what may be kept for how long, compression, the policy of content, leave for other
sites to read posts. With --site DIR it tells what is missing, damaged or out of date in a built folder.
Exit code 1 on errors, 0 on warnings alone. docs/guide/hosting.md says what is asked of a host and why.";

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The folder with the posts, or the home of a Hexo, Jekyll, Hugo or Zola site
    #[arg(value_name = "POSTS", required_unless_present = "site")]
    pub(crate) posts: Option<PathBuf>,
    /// Check a site instead of posts: its address (https://example.org/blog/), or the folder it was built into
    #[arg(long, value_name = "URL|DIR", conflicts_with = "posts")]
    pub(crate) site: Option<String>,
    /// With --site URL: how long to wait for one answer, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) timeout: u64,
    #[command(flatten)]
    pub(crate) answer: Answer,
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// The post's title
    #[arg(value_name = "TITLE")]
    pub(crate) title: String,
    /// The folder with the posts, or the home of a Hexo, Jekyll, Hugo or Zola site;
    /// without it `posts` or else the current folder
    #[arg(long, value_name = "POSTS")]
    pub(crate) posts: Option<PathBuf>,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Posts {
    /// The folder with the posts, or the home of a Hexo, Jekyll, Hugo or Zola site
    #[arg(value_name = "POSTS")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Address {
    /// The site's full address, for instance https://example.com/blog/
    #[arg(long, value_name = "URL", value_parser = site_url)]
    pub(crate) site_url: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Answer {
    /// Fail (exit code 1) on warnings and on errors in posts
    #[arg(long)]
    pub(crate) strict: bool,
    /// Print one JSON object instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

fn site_url(text: &str) -> Result<String, String> {
    inkstone_content::address::site_address(text)
        .ok_or_else(|| "a site's address begins with https:// or http:// and has no blanks, `?` or `#`".into())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn only_addresses_of_the_web_are_site_urls() {
        for (text, expected) in [
            ("https://example.com", true),
            ("HTTP://例子.中国/a", true),
            ("https://", false),
            ("ftp://example.com", false),
            ("example.com", false),
            ("https://a/?q", false),
            ("https://a/\"", false),
            ("é", false),
        ] {
            assert_eq!(site_url(text).is_ok(), expected, "{text}");
        }
    }
}
