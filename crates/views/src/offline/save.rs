//! Saving a post, or all posts of a kind: first what it will take, then how far it is, and a way
//! to stop, to go on and to remove it.

use yew::prelude::*;

use crate::Setting;

/// How far a saving is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Nobody has asked for it.
    Idle,
    /// The reader decides.
    Asking {
        /// How many posts it is about.
        posts: u32,
        /// About how many bytes it will take.
        bytes: u64,
    },
    /// It is under way.
    Saving {
        /// How many posts are here.
        done: u32,
        /// How many posts it is about.
        all: u32,
    },
    /// All of it is here.
    Saved {
        /// What it takes.
        bytes: u64,
    },
    /// It has ended before its time, and can go on.
    Stopped {
        /// How many posts are here.
        done: u32,
        /// How many posts it is about.
        all: u32,
        /// Why; nothing when the reader stopped it.
        problem: Option<SaveProblem>,
    },
}

/// Why a saving has ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveProblem {
    /// The browser gives no more storage.
    Full,
    /// This many posts could not be fetched.
    Unreached(u32),
}

/// Whether pictures are saved with their posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pictures {
    /// They are.
    With,
    /// Only texts.
    Without,
}

/// What the reader wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveAction {
    /// To know what it will take.
    Ask,
    /// To have pictures as well, or not.
    Choose(Pictures),
    /// To begin, or to go on, with pictures as chosen.
    Save,
    /// To stop, or not to begin.
    Cancel,
    /// To have it removed.
    Remove,
}

/// The place of [`save_control`] in a post's page, below all else and with its size before it is known whether posts can be
/// kept: the foot of a short post's page is in sight, and would move.
pub fn save_place(content: Html) -> Html {
    html! { <div class="save-place">{content}</div> }
}

/// The control that saves: how far it is, and whether pictures are chosen; `on_act` is told what the reader wants.
pub fn save_control(setting: &Setting, state: &SaveState, pictures: Pictures, on_act: &Callback<SaveAction>) -> Html {
    let messages = &setting.messages;
    let button = |class: &'static str, text: &'static str, action: SaveAction| {
        let on_act = on_act.clone();
        html! { <button type="button" {class} onclick={move |_| on_act.emit(action)}>{text}</button> }
    };
    let content = match state {
        SaveState::Idle => button("save-begin", messages.save, SaveAction::Ask),
        SaveState::Asking { posts, bytes } => {
            let on_act = on_act.clone();
            let other = if pictures == Pictures::With { Pictures::Without } else { Pictures::With };
            let onchange = move |_| on_act.emit(SaveAction::Choose(other));
            html! {
                <>
                    <span>{messages.save_about(*posts, *bytes)}</span>
                    <label><input type="checkbox" checked={pictures == Pictures::With} {onchange} />{messages.save_pictures}</label>
                    {button("save-start", messages.save_start, SaveAction::Save)}
                    {button("save-cancel", messages.cancel, SaveAction::Cancel)}
                </>
            }
        }
        SaveState::Saving { done, all } => html! {
            <>
                <progress value={done.to_string()} max={all.to_string()} aria-label={messages.save}></progress>
                <span>{messages.saving(*done, *all)}</span>
                {button("save-cancel", messages.cancel, SaveAction::Cancel)}
            </>
        },
        SaveState::Saved { bytes } => html! {
            <>
                <span class="save-done">{messages.saved_here}{" · "}{messages.size(*bytes)}</span>
                {button("save-remove", messages.remove, SaveAction::Remove)}
            </>
        },
        SaveState::Stopped { done, all, problem } => {
            let text = match problem {
                None => messages.saving(*done, *all),
                Some(SaveProblem::Full) => messages.save_full.to_owned(),
                Some(SaveProblem::Unreached(missing)) => messages.save_stopped(*missing),
            };
            html! {
                <>
                    <span class="save-problem">{text}</span>
                    {button("save-start", messages.saving_continue, SaveAction::Save)}
                    {button("save-remove", messages.remove, SaveAction::Remove)}
                </>
            }
        }
    };
    let name = match state {
        SaveState::Idle => "idle",
        SaveState::Asking { .. } => "asking",
        SaveState::Saving { .. } => "saving",
        SaveState::Saved { .. } => "saved",
        SaveState::Stopped { .. } => "stopped",
    };
    html! { <div class="save" data-state={name} role="group" aria-label={messages.save}>{content}</div> }
}
