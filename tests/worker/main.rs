//! The service worker's decisions (web/sw/rules.js) without a browser: the same script in a small
//! JavaScript engine, one table a rule.
#![cfg(not(target_arch = "wasm32"))]

mod keeping;
mod kinds;
mod pages;

use std::fs;

use rquickjs::{CatchResultExt, Context, Runtime};
use serde_json::Value;

/// The script, read once a test.
pub(crate) struct Rules(Context);

impl Rules {
    /// Reads web/sw/rules.js.
    pub(crate) fn read() -> Self {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/web/sw/rules.js");
        let script = fs::read_to_string(file).expect("the rules");
        let runtime = Runtime::new().expect("an engine");
        let context = Context::full(&runtime).expect("an engine");
        context.with(|engine| {
            engine.eval::<(), _>(script).catch(&engine).map_err(|error| panic!("rules.js: {error}")).ok()
        });
        Self(context)
    }

    /// What `function` gives for `arguments`; `undefined` and `null` are both null.
    #[track_caller]
    pub(crate) fn call(&self, function: &str, arguments: &[Value]) -> Value {
        let list: Vec<String> = arguments.iter().map(Value::to_string).collect();
        let expression = format!("JSON.stringify({function}({}) ?? null)", list.join(", "));
        let text = self.0.with(|engine| {
            let given = engine.eval::<String, _>(expression.as_str()).catch(&engine);
            given.unwrap_or_else(|error| panic!("{expression}: {error}"))
        });
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{expression} gave {text}: {error}"))
    }
}
