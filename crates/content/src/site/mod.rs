//! The site's configuration, as far as posts and their readers need it.

mod foreign;
mod hosts;
mod own;
mod plug_ins;

use serde::Serialize;

pub use hosts::Hosts;
pub(crate) use own::language_tag;
pub use plug_ins::PlugIns;

use crate::{
    Dialect, Problem, address,
    front_matter::{self, Format, KeyLines, Matter, value::Value},
    json::{FromNode, JsonError, Node},
};

/// What the posts need to know of their site. Every field has a default that works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Site {
    /// The blog's name.
    pub title: String,
    /// A short line under the name.
    pub subtitle: String,
    /// One or two sentences for search engines and link previews.
    pub description: String,
    /// Who writes, where a post does not say.
    pub author: String,
    /// BCP 47 tag of the site's language.
    pub language: String,
    /// IANA name of the time zone that dates without an offset are in; UTC when absent.
    pub time_zone: Option<String>,
    /// Where the site will live, with scheme and path, for absolute addresses.
    pub url: Option<String>,
    /// A pattern of addresses that old links use, for instance `:year/:month/:title/`.
    pub permalink: Option<String>,
    /// Posts a list page, 1 to 100.
    pub per_page: u32,
    /// Whose rules decide where the systems disagree.
    pub dialect: Dialect,
    /// Whether a newline in a paragraph is a line break; the dialect decides when absent.
    pub breaks: Option<bool>,
    /// Whether `"quotes"`, `--` and `...` become curly quotes, dashes and an ellipsis.
    pub smart_punctuation: bool,
    /// Whether a post dated in the future is listed.
    pub future: bool,
    /// Whether a post's relative files live in a folder of its own name (Hexo).
    pub post_asset_folder: bool,
    /// The licence of posts that name none, by its name or its address.
    pub license: Option<String>,
    /// After how many days without a change a post is said to be old, 1 to 36,500; never when absent.
    pub outdated_after: Option<u32>,
    /// Name of the theme; `paper` when absent.
    pub theme: Option<String>,
    /// A style sheet of the owner's, below the posts folder, that comes after the theme.
    pub stylesheet: Option<String>,
    /// Links that every page shows, in order.
    pub navigation: Vec<NavigationLink>,
    /// Other hosts that pages may talk to. For the builder, which writes the pages' policy of
    /// content: the catalogue does without.
    #[serde(skip)]
    pub hosts: Hosts,
    /// Scripts of the owner's, for the builder as well.
    #[serde(skip)]
    pub plug_ins: PlugIns,
    /// Where on its host the site lives, for instance `/blog/`, when that is another path than `url`
    /// says. For the builder as well.
    #[serde(skip)]
    pub base_path: Option<String>,
}

/// A link of the site's navigation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NavigationLink {
    /// What it says; empty for a list of the app's own, which has a name in every language.
    pub label: String,
    /// Where it leads: `http:`, `https:` or `mailto:`, or a path of this site such as `/categories`.
    pub address: String,
}

impl FromNode for NavigationLink {
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        Ok(Self { label: node.field("label")?, address: node.field("address")? })
    }
}

impl FromNode for Site {
    /// A catalogue's site, which may be anybody's: of its links only those stay that a configuration
    /// could name.
    fn from_node(node: Node<'_>) -> Result<Self, JsonError> {
        let default = Self::default();
        let mut navigation: Vec<NavigationLink> = node.or_default("navigation")?;
        navigation.retain(|link| match link.label.as_str() {
            "" => own::is_own_list(&link.address),
            _ => address::is_link(&link.address),
        });
        node.fields(|fields| Self {
            title: fields.field_or("title", default.title),
            subtitle: fields.or_default("subtitle"),
            description: fields.or_default("description"),
            author: fields.or_default("author"),
            language: fields.field_or("language", default.language),
            time_zone: fields.field("time_zone"),
            url: fields.field("url"),
            permalink: fields.field("permalink"),
            per_page: fields.field_or("per_page", default.per_page),
            dialect: fields.or_default("dialect"),
            breaks: fields.field("breaks"),
            smart_punctuation: fields.or_default("smart_punctuation"),
            future: fields.or_default("future"),
            post_asset_folder: fields.or_default("post_asset_folder"),
            license: fields.field("license"),
            outdated_after: fields.field("outdated_after"),
            theme: fields.field("theme"),
            stylesheet: fields.field("stylesheet"),
            navigation,
            hosts: default.hosts,
            plug_ins: default.plug_ins,
            base_path: default.base_path,
        })
    }
}

/// A configuration file of one of the systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigurationFile {
    /// `inkstone.yaml`
    Inkstone,
    /// Hexo's `_config.yml`
    Hexo,
    /// Jekyll's `_config.yml`
    Jekyll,
    /// Hugo's `hugo.toml` or `config.toml`, or the same in YAML or JSON
    Hugo,
    /// Zola's `config.toml` or `zola.toml`
    Zola,
}

impl ConfigurationFile {
    /// Whose file this is, by its name (without folders) and, where two systems share a name, by
    /// its keys. `None`: nobody's.
    pub fn recognise(name: &str, text: &str) -> Option<Self> {
        match name {
            "inkstone.yaml" | "inkstone.yml" => Some(Self::Inkstone),
            "hugo.toml" | "hugo.yaml" | "hugo.yml" | "hugo.json" => Some(Self::Hugo),
            "zola.toml" => Some(Self::Zola),
            "config.toml" | "config.yaml" | "config.yml" | "config.json" => {
                let (keys, _) = tree(format_of(name), text);
                let zola = keys.get("base_url").is_some() && keys.get("baseURL").is_none();
                Some(if zola { Self::Zola } else { Self::Hugo })
            }
            "_config.yml" | "_config.yaml" => {
                let (keys, _) = tree(Format::Yaml, text);
                let count = |names: &[&str]| names.iter().filter(|name| keys.get(name).is_some()).count();
                Some(if count(&JEKYLL_ONLY) > count(&HEXO_ONLY) { Self::Jekyll } else { Self::Hexo })
            }
            _ => None,
        }
    }

    /// Whose rules a site with this file follows; [`Dialect::Auto`] when it does not say.
    pub fn dialect(self) -> Dialect {
        match self {
            Self::Inkstone => Dialect::Auto,
            Self::Hexo => Dialect::Hexo,
            Self::Jekyll => Dialect::Jekyll,
            Self::Hugo => Dialect::Hugo,
            Self::Zola => Dialect::Zola,
        }
    }
}

/// Keys of `_config.yml` that only Hexo knows.
const HEXO_ONLY: [&str; 12] = [
    "root",
    "source_dir",
    "public_dir",
    "new_post_name",
    "skip_render",
    "tag_dir",
    "post_asset_folder",
    "per_page",
    "index_generator",
    "default_layout",
    "filename_case",
    "highlight",
];
/// Keys of `_config.yml` that only Jekyll knows.
const JEKYLL_ONLY: [&str; 14] = [
    "baseurl",
    "plugins",
    "gems",
    "collections",
    "defaults",
    "exclude",
    "kramdown",
    "markdown",
    "sass",
    "paginate",
    "remote_theme",
    "header_pages",
    "liquid",
    "incremental",
];

impl Default for Site {
    fn default() -> Self {
        Self {
            title: "Inkstone".into(),
            subtitle: String::new(),
            description: String::new(),
            author: String::new(),
            language: "en".into(),
            time_zone: None,
            url: None,
            permalink: None,
            per_page: 10,
            dialect: Dialect::Auto,
            breaks: None,
            smart_punctuation: false,
            future: false,
            post_asset_folder: false,
            license: None,
            outdated_after: None,
            theme: None,
            stylesheet: None,
            navigation: Vec::new(),
            hosts: Hosts::default(),
            plug_ins: PlugIns::default(),
            base_path: None,
        }
    }
}

impl Site {
    /// Reads `inkstone.yaml`.
    pub fn from_yaml(text: &str) -> (Self, Vec<Problem>) {
        Self::default().read_over("inkstone.yaml", ConfigurationFile::Inkstone, text)
    }

    /// Reads a configuration file over this site: what the file says replaces what is here. So
    /// a blog's old configuration is read first and `inkstone.yaml` over it.
    ///
    /// `name` is the file's name, for its ending. Unknown keys are reported for `inkstone.yaml` only:
    /// the other systems have many that mean nothing here.
    pub fn read_over(mut self, name: &str, file: ConfigurationFile, text: &str) -> (Self, Vec<Problem>) {
        let format = format_of(name);
        let text = front_matter::decode_text(text);
        let (keys, mut problems) = tree(format, &text);
        let lines = KeyLines::new(Some(Matter { format, text: &text, first_line: 1, opened: false }));
        match file {
            ConfigurationFile::Inkstone => own::read(&mut self, &keys, &lines, &mut problems),
            ConfigurationFile::Hexo => foreign::hexo(&mut self, &keys),
            ConfigurationFile::Jekyll => foreign::jekyll(&mut self, &keys),
            ConfigurationFile::Hugo => foreign::hugo(&mut self, &keys),
            ConfigurationFile::Zola => foreign::zola(&mut self, &keys),
        }
        if file != ConfigurationFile::Inkstone {
            self.dialect = file.dialect();
        }
        (self, problems)
    }
}

fn format_of(name: &str) -> Format {
    match name.rsplit('.').next() {
        Some("toml") => Format::Toml,
        Some("json") => Format::Json,
        _ => Format::Yaml,
    }
}

/// The keys of a configuration file, as far as they can be read.
fn tree(format: Format, text: &str) -> (Value, Vec<Problem>) {
    front_matter::parse(&Matter { format, text, first_line: 1, opened: false })
}
