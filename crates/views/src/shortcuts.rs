//! The help on keys: a dialog that lists them and can switch them off.

use yew::prelude::*;

use crate::{
    Setting,
    choices::{SHORTCUTS, Shortcuts},
};

/// `id` of the dialog.
pub const DIALOG_ID: &str = "shortcuts";

/// The button that opens the dialog, and the dialog.
pub fn shortcuts_help(setting: &Setting) -> Html {
    let messages = &setting.messages;
    let keys = [
        ("j", messages.shortcut_next),
        ("k", messages.shortcut_previous),
        ("t", messages.shortcut_theme),
        ("?", messages.shortcut_help),
    ];
    html! {
        <>
            <button type="button" class="quiet for-keys" data-opens={DIALOG_ID} aria-haspopup="dialog">
                {messages.shortcuts}
            </button>
            <dialog id={DIALOG_ID} class="dialog" aria-labelledby="shortcuts-title">
                <h2 id="shortcuts-title">{messages.shortcuts}</h2>
                <dl>
                    {for keys.map(|(key, effect)| html! { <><dt><kbd>{key}</kbd></dt><dd>{effect}</dd></> })}
                </dl>
                <label>
                    <input type="checkbox" data-choice={SHORTCUTS} checked={setting.choices.shortcuts == Shortcuts::On} />
                    {messages.shortcuts_in_use}
                </label>
                <p class="dialog-end"><button type="button" data-closes={DIALOG_ID}>{messages.close}</button></p>
            </dialog>
        </>
    }
}
