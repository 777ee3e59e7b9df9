//! The work of the `inkstone` command: a folder of posts in, a site out.

mod addresses;
mod aliases;
mod app;
mod assets;
mod base_path;
mod blog;
mod cache;
mod claims;
mod commands;
mod compress;
mod configuration;
mod csp;
mod dialect;
mod failure;
mod feeds;
mod folder;
mod headers;
mod kept_back;
mod key;
mod later;
mod made;
mod manifest;
mod memory;
mod not_the_app;
mod output;
mod pages;
mod pictures;
mod prepared;
mod progress;
mod publish;
mod published;
mod read;
mod records;
mod references;
mod renewal;
mod report;
mod serve;
mod service_worker;
mod shell;
mod staging;
mod stamp;
mod statics;
mod tags;
mod taken;
mod terms;
mod twin;
mod walk;
mod zone;

pub use app::App;
pub use base_path::{BasePath, BasePathError};
pub use blog::Blog;
pub use claims::FileNames;
pub use commands::{
    build::{BuildOptions, Reuse, build},
    check::{Checked, check},
    index::index,
    new::new,
};
pub use compress::Compress;
pub use failure::Failure;
pub use folder::PostsFolder;
pub use pages::PageText;
pub use progress::Progress;
pub use published::{CheckedSite, check_site};
pub use report::{Counts, FileProblem, Report, print_problems, size};
pub use serve::{FIRST_PORT, ServeOptions, Served, serve};
pub use service_worker::Offline;
