//! What a reader sees of reading without a network: what is here, what is not, and what can be
//! done about it. Everything that happens is told to these views; they do nothing by themselves.

mod away;
mod bars;
mod presence;
mod save;
mod saved;

pub use away::{HerePost, away_page};
pub use bars::{Bar, bars};
pub use presence::Presence;
pub use save::{Pictures, SaveAction, SaveProblem, SaveState, save_control, save_place};
pub use saved::{Keeping, Lasting, SavedAction, SavedCollection, SavedListing, SavedPost, StorageUse, saved_page};
