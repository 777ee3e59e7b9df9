// A document of Markdown as the nodes of a page: Inkstone's module beside marked and DOMPurify, in turns.

import init, { page, sanitise } from './renderer.js';
import { marked } from './marked.js';
import DOMPurify from './purify.js';

const text = await (await fetch('./document.md')).text();
const bytes = new TextEncoder().encode(text);
await init({ module_or_path: './renderer.wasm' });

function ours() {
  const { html, head } = JSON.parse(page('document.md', bytes, '{}', '{"before":0}', '/'));
  if (html === null) throw new Error(`not shown: ${JSON.stringify(head.problems)}`);
  const work = sanitise(html, `${location.origin}/`, undefined);
  let body;
  while (!(body = work.step()));
  return body;
}

const theirs = () => DOMPurify.sanitize(marked.parse(text), { RETURN_DOM_FRAGMENT: true });

function milliseconds(run) {
  const began = performance.now();
  run();
  return performance.now() - began;
}

const middle = (times) => times.sort((one, other) => one - other)[times.length >> 1];

/** Bytes of the document, milliseconds of each (medians), and elements that each has made. */
window.compare = (rounds) => {
  const elements = [ours, theirs].map((run) => run().querySelectorAll('*').length);
  const times = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    times[0].push(milliseconds(ours));
    times[1].push(milliseconds(theirs));
  }
  return { bytes: bytes.length, ours: middle(times[0]), theirs: middle(times[1]), elements };
};

document.documentElement.dataset.ready = 'yes';
