//! The catalogue's files: what is written is read again, what is newer or damaged is refused
//! with its reason, and files stay put when a post is added.

mod blog;
mod damage;
mod feed;
mod reading;
mod stable;
