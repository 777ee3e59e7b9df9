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
    /// Say what is wrong with the posts: file, line, column, reason and what to do
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

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) posts: Posts,
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
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && text.len() > scheme.len()
    });
    let is_clean = !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>\\?#".contains(c));
    if is_web && is_clean {
        Ok(text.to_owned())
    } else {
        Err("a site's address begins with https:// or http:// and has no blanks, `?` or `#`".into())
    }
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
