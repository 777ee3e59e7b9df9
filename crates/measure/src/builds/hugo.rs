//! Hugo on the same posts: two plain templates, taxonomies on.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::child::Cost;

const CONFIGURATION: &str = r#"baseURL = "https://example.com/"
title = "Bench"
paginate = 10
timeZone = "Asia/Shanghai"
[taxonomies]
category = "categories"
tag = "tags"
[markup.goldmark.renderer]
unsafe = true
"#;

const SINGLE: &str = r#"<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }} · {{ .Site.Title }}</title>
<meta name="description" content="{{ .Summary | plainify }}"></head><body><h1>{{ .Title }}</h1><time>{{ .Date }}</time>
{{ range .Params.categories }}<a href="{{ "categories/" | relURL }}{{ . | urlize }}/">{{ . }}</a> {{ end }}
<main>{{ .Content }}</main></body></html>
"#;

const LIST: &str = r#"<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }} · {{ .Site.Title }}</title></head><body>
<h1>{{ .Title }}</h1>{{ $pages := .RegularPages }}{{ if .IsHome }}{{ $pages = .Site.RegularPages }}{{ end }}
{{ if eq .Kind "taxonomy" }}{{ range .Data.Terms.ByCount }}<a href="{{ .Page.RelPermalink }}">{{ .Page.Title }} {{ .Count }}</a>{{ end }}{{ else }}
{{ $pager := .Paginate $pages }}{{ range $pager.Pages }}<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><time>{{ .Date }}</time><p>{{ .Summary | plainify }}</p></article>{{ end }}
{{ if $pager.HasNext }}<a href="{{ $pager.Next.URL }}">older</a>{{ end }}{{ end }}</body></html>
"#;

/// A site of Hugo's.
pub(crate) struct Hugo {
    folder: PathBuf,
    posts: PathBuf,
    /// What it calls itself.
    pub(crate) version: String,
}

impl Hugo {
    /// Writes a site for `posts` into `folder`. `None`: there is no Hugo.
    pub(crate) fn set_up(folder: &Path, posts: &Path) -> io::Result<Option<Hugo>> {
        let Ok(version) = Command::new("hugo").arg("version").output() else { return Ok(None) };
        let version = String::from_utf8_lossy(&version.stdout);
        let version = version.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        let layouts = folder.join("layouts/_default");
        fs::create_dir_all(&layouts)?;
        fs::write(folder.join("config.toml"), CONFIGURATION)?;
        fs::write(layouts.join("single.html"), SINGLE)?;
        fs::write(layouts.join("list.html"), LIST)?;
        Ok(Some(Hugo { folder: folder.to_owned(), posts: posts.to_owned(), version }))
    }

    /// Builds the site into a folder that does not exist yet.
    pub(crate) fn build(&self, site: &Path) -> io::Result<Cost> {
        let mut command = Command::new("hugo");
        command.arg("--quiet").arg("--contentDir").arg(&self.posts).arg("--destination").arg(site);
        Cost::of(command.current_dir(&self.folder))
    }
}
