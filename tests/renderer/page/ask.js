// Puts questions to the renderer, with what the other modules have read of a post where it asks for that, and gives the digests of
// the answers.

import init, * as renderer from './renderer.js';
import initFrontMatter, * as frontMatter from './front-matter.js';
import initTags, * as tags from './tags.js';
import * as names from './names.js';

await init({ module_or_path: './renderer.wasm' });
await initFrontMatter({ module_or_path: './front-matter.wasm' });
await initTags({ module_or_path: './tags.wasm' });

const decoded = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

const modules = { frontMatter, tags, names };
const asked = { frontMatter: 0, tags: 0, names: 0 };

function whole(ask, ...post) {
  const known = {};
  for (;;) {
    const answer = ask(known.frontMatter, known.tags, known.names);
    if (!modules[answer] || known[answer]) return answer;
    asked[answer] += 1;
    known[answer] = modules[answer].read(...post);
  }
}

/** The answer to a question, or what was thrown instead of one. */
function answer({ kind, file, bytes: encoded, site, zone, base, now }) {
  const bytes = decoded(encoded);
  try {
    switch (kind) {
      case 'page': return whole((...parts) => renderer.page(file, bytes, site, zone, base, ...parts), file, bytes, site, base);
      case 'summary': return whole((...parts) => renderer.summary(file, bytes, site, zone, now, ...parts), file, bytes, site, '');
      case 'configuration': return frontMatter.configuration(new TextDecoder().decode(bytes));
      default: return `no kind of question: ${kind}`;
    }
  } catch (error) {
    return `error: ${error.message}`;
  }
}

async function digest(text) {
  const sum = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return [...sum].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The digests of the answers to all questions of a file. */
window.digests = async (file) => {
  const questions = await (await fetch(file)).json();
  return Promise.all(questions.map((question) => digest(answer(question))));
};

/** The answer to one question of a file. */
window.answerTo = async (file, number) => answer((await (await fetch(file)).json())[number]);

/** All names of characters. */
window.names = () => names.read();

/** How many answers needed a module so far. */
window.readBy = (module) => asked[module];

/** The dates of posts, in the zone that their site names, by the browser's own rules. */
window.datesOf = async (file) => {
  const questions = await (await fetch(file)).json();
  return questions.map(({ name, site, post }) => {
    const page = renderer.page('a.md', new TextEncoder().encode(post), site, undefined, '/');
    return `${name} = ${JSON.parse(page).head.date}`;
  });
};

document.documentElement.dataset.ready = 'yes';
