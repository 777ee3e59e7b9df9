//! Sentences and paragraphs that read like the posts of a mirror without being anybody's.

use super::dice::Dice;
use super::words::{ENGLISH, MANNERS, NAME_CHARACTERS, OBJECTS, SUBJECTS, VERBS};

/// A name of two or three characters.
pub(crate) fn name(dice: &mut Dice) -> String {
    (0..dice.within(2, 3)).map(|_| dice.one(NAME_CHARACTERS)).collect()
}

/// Text of about `characters` Han characters: whole sentences.
pub(crate) fn sentences(dice: &mut Dice, characters: u64) -> String {
    let mut text = String::new();
    let mut left = characters;
    while left > 0 {
        let from = text.len();
        sentence(dice, &mut text);
        // A Han character is three bytes of UTF-8.
        left = left.saturating_sub((text.len() - from) as u64 / 3);
    }
    text
}

fn sentence(dice: &mut Dice, text: &mut String) {
    for clause in 0..dice.within(1, 3) {
        if clause > 0 {
            text.push('，');
        }
        if dice.falls(350) {
            text.push_str(dice.common(MANNERS));
        }
        match dice.below(20) {
            0 => text.push_str(&name(dice)),
            1 => text.push_str(&format!("{}的{}", name(dice), dice.common(SUBJECTS))),
            2 => text.push_str(&format!("{} 年，", dice.within(1949, 2022))),
            _ => text.push_str(dice.common(SUBJECTS)),
        }
        text.push_str(dice.common(VERBS));
        text.push_str(if dice.falls(300) { "了" } else { "" });
        text.push_str(dice.common(OBJECTS));
        if dice.falls(60) {
            text.push_str(&format!("（{} {}）", dice.one(ENGLISH), dice.one(ENGLISH)));
        }
    }
    text.push_str(dice.common(&["。", "。", "。", "！", "？", "；", "……"]));
}

/// `words` English words, the first with a capital.
pub(crate) fn english(dice: &mut Dice, words: u64) -> String {
    let text: Vec<&str> = (0..words).map(|_| dice.common(ENGLISH)).collect();
    let text = text.join(" ");
    let (first, rest) = text.split_at(text.len().min(1));
    first.to_uppercase() + rest
}

/// A title as feeds have them, without a character that only some titles hold.
pub(crate) fn title(dice: &mut Dice) -> String {
    match dice.below(20) {
        0 => {
            let words = dice.within(3, 12);
            english(dice, words)
        }
        1 => format!("《{}{}》第{}集", dice.one(OBJECTS), name(dice), dice.within(1, 99)),
        2 => format!("{}发布 {}.{}，{}{}", name(dice), dice.within(1, 20), dice.below(30), verb(dice), object(dice)),
        3 => format!("【{}】{}{}{}", name(dice), subject(dice), verb(dice), object(dice)),
        4 => format!("{}：{}{}  {}{}", name(dice), verb(dice), object(dice), verb(dice), object(dice)),
        5 => format!("{} {} {}{}", dice.one(ENGLISH), dice.within(2, 400), subject(dice), name(dice)),
        _ => format!("{}{}{}{}，{}{}", name(dice), subject(dice), verb(dice), object(dice), verb(dice), object(dice)),
    }
}

fn subject(dice: &mut Dice) -> &'static str {
    dice.common(SUBJECTS)
}

fn verb(dice: &mut Dice) -> &'static str {
    dice.common(VERBS)
}

fn object(dice: &mut Dice) -> &'static str {
    dice.common(OBJECTS)
}
