//! The site's time zone where no catalogue carries it: offsets from `Intl`.

use std::rc::Rc;

use inkstone_content::Zone;
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The zone with an IANA name, as the browser knows it; UTC when it does not know it.
pub(crate) fn from_platform(name: Option<&str>) -> Zone {
    name.and_then(offsets).unwrap_or_default()
}

/// Asks `Intl` for the offset at an instant: `timeZoneName: "longOffset"` gives `GMT+08:00`.
fn offsets(name: &str) -> Option<Zone> {
    let options = Object::new();
    Reflect::set(&options, &"timeZone".into(), &name.into()).ok()?;
    Reflect::set(&options, &"timeZoneName".into(), &"longOffset".into()).ok()?;
    // The constructor throws a RangeError for a name it does not know; called through
    // `Reflect` so that the error comes back as a value.
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let arguments = Array::of2(&"en-US".into(), &options);
    let format: Intl::DateTimeFormat = Reflect::construct(&constructor, &arguments).ok()?.dyn_into().ok()?;
    let print: Function = format.format();
    Some(Zone::Offsets(Rc::new(move |second| {
        #[expect(clippy::cast_precision_loss, reason = "a date in milliseconds is far below 2^53")]
        let date = Date::new(&JsValue::from_f64(second as f64 * 1000.0));
        let text = print.call1(&JsValue::NULL, &date).ok().and_then(|text| text.as_string()).unwrap_or_default();
        seconds_of(&text)
    })))
}

/// Seconds of the `GMT+08:00` at the end of `text`; plain `GMT` is 0.
fn seconds_of(text: &str) -> i32 {
    let Some((_, offset)) = text.rsplit_once("GMT") else { return 0 };
    let sign = if offset.starts_with(['-', '\u{2212}']) { -1 } else { 1 };
    let mut parts = offset.trim_start_matches(['+', '-', '\u{2212}']).split(':').map(|part| part.parse().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    sign * (next() * 3600 + next() * 60 + next())
}

#[cfg(test)]
mod tests {
    use super::seconds_of;

    #[test]
    fn offsets_as_intl_writes_them() {
        for (text, expected) in [
            ("4/7/2022, GMT+08:00", 28_800),
            ("4/7/2022, GMT-03:30", -12_600),
            ("4/7/2022, GMT\u{2212}05:00", -18_000),
            ("1/1/1900, GMT+08:05:43", 29_143),
            ("4/7/2022, GMT", 0),
        ] {
            assert_eq!(seconds_of(text), expected, "{text}");
        }
    }
}
