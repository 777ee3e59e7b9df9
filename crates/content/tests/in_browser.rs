//! The tables of the contract, the specifications and the inputs of chance, compiled to
//! WebAssembly and run in a browser: `cargo xtask test` runs them there. What a table expects is
//! written down, so that a table which holds here and natively gives the same in both.
#![cfg(target_arch = "wasm32")]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

mod any_body;
mod any_input;
mod commonmark;
mod contract_addresses;
mod contract_body;
mod contract_body_kind;
mod contract_dates;
mod contract_front_matter;
mod contract_headings;
mod contract_keys;
mod contract_limits;
mod contract_site;
mod contract_tags;
mod gfm;
