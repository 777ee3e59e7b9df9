// Copyright 2015 Google Inc. All rights reserved.
//
// Permission is hereby granted, free of charge, to any person obtaining a copy
// of this software and associated documentation files (the "Software"), to deal
// in the Software without restriction, including without limitation the rights
// to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
// copies of the Software, and to permit persons to whom the Software is
// furnished to do so, subject to the following conditions:
//
// The above copyright notice and this permission notice shall be included in
// all copies or substantial portions of the Software.
//
// THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
// IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
// FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
// AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
// LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
// OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
// THE SOFTWARE.

//! Expansions of HTML5 entities

// Inkstone: one text in the order of the names, `name=value ` after `name=value `, in the place of a table of 2,125 pairs
// of slices, which is 34 KB of pointers in WebAssembly.
const ENTITIES: &str = include_str!("entities.txt");

pub(crate) fn get_entity(bytes: &[u8]) -> Option<&'static str> {
    let text = ENTITIES.as_bytes();
    let (mut start, mut end) = (0, text.len());
    // Between the two stand whole entries. No value has a blank in it, no name an equals sign.
    while start < end {
        let middle = start + (end - start) / 2;
        let before = text[start..middle].iter().rposition(|&byte| byte == b' ');
        let at = before.map_or(start, |blank| start + blank + 1);
        let value = at + text[at..].iter().position(|&byte| byte == b'=')? + 1;
        let next = value + text[value..].iter().position(|&byte| byte == b' ')? + 1;
        match text[at..value - 1].cmp(bytes) {
            core::cmp::Ordering::Less => start = next,
            core::cmp::Ordering::Greater => end = at,
            core::cmp::Ordering::Equal => return ENTITIES.get(value..next - 1),
        }
    }
    None
}
