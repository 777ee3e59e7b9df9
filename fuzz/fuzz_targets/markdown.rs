#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| inkstone_fuzz::markdown::check(input));
