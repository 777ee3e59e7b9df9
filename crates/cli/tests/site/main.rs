//! The command on whole folders: each test writes a blog, runs `inkstone` and looks at what a
//! host would serve.

mod addresses;
mod book;
mod check;
mod check_site;
mod clashes;
mod compress;
mod corpus;
mod embed;
mod faults;
mod feeds;
mod head;
mod headers;
mod hidden;
mod host;
mod hostile;
mod incremental;
mod index;
mod lists;
mod new;
#[cfg(unix)]
mod nginx;
mod pages;
mod pictures;
mod places;
mod posts;
mod replace;
mod serve;
mod stable;
mod systems;
