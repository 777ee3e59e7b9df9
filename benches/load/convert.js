// A document of Markdown as the nodes of a page: Inkstone's module beside marked and DOMPurify, in turns.

import init, { page, sanitise } from './renderer.js';
import { marked } from './marked.js';
import DOMPurify from './purify.js';

const text = await (await fetch('./document.md')).text();
const bytes = new TextEncoder().encode(text);
await init({ module_or_path: './renderer.wasm' });

function html() {
  const { html, head } = JSON.parse(page('document.md', bytes, '{}', '{"before":0}', '/'));
  if (html === null) throw new Error(`not shown: ${JSON.stringify(head.problems)}`);
  return html;
}

function ours() {
  const work = sanitise(html(), `${location.origin}/`, undefined);
  let body;
  while (!(body = work.step()));
  return body;
}

// What neither can do without: the browser reads the HTML, and nobody looks at it.
const parsed = html();
const parser = () => document.implementation.createHTMLDocument().createElement('div').setHTMLUnsafe(parsed);

const theirs = () => DOMPurify.sanitize(marked.parse(text), { RETURN_DOM_FRAGMENT: true });

function milliseconds(run) {
  const began = performance.now();
  run();
  return performance.now() - began;
}

const middle = (times) => times.sort((one, other) => one - other)[times.length >> 1];

/** Bytes of the document, milliseconds of each and of the browser's parser alone (medians), and elements that each has made. */
window.compare = (rounds) => {
  const elements = [ours, theirs].map((run) => run().querySelectorAll('*').length);
  const times = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    [ours, theirs, parser].forEach((run, at) => times[at].push(milliseconds(run)));
  }
  const [own, others, alone] = times.map(middle);
  return { bytes: bytes.length, ours: own, theirs: others, parser: alone, elements };
};

document.documentElement.dataset.ready = 'yes';
