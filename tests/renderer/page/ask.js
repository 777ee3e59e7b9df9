// Puts questions to the renderer, with front matter that the parsers have read where it asks for it, and gives the digests of the
// answers.

import init, * as renderer from './renderer.js';
import initParsers, * as parsers from './front-matter.js';

await init({ module_or_path: './renderer.wasm' });
await initParsers({ module_or_path: './front-matter.wasm' });

const decoded = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

let read = 0; // by the parsers

function whole(ask, bytes) {
  const answer = ask();
  if (answer !== undefined) return answer;
  read += 1;
  return ask(parsers.frontMatter(bytes));
}

/** The answer to a question, or what was thrown instead of one. */
function answer({ kind, file, bytes: encoded, site, zone, base, now }) {
  const bytes = decoded(encoded);
  try {
    switch (kind) {
      case 'page': return whole((matter) => renderer.page(file, bytes, site, zone, base, matter), bytes);
      case 'summary': return whole((matter) => renderer.summary(file, bytes, site, zone, now, matter), bytes);
      case 'configuration': return parsers.configuration(new TextDecoder().decode(bytes));
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

/** How many answers needed the parsers so far. */
window.readByParsers = () => read;

/** The dates of posts, in the zone that their site names, by the browser's own rules. */
window.datesOf = async (file) => {
  const questions = await (await fetch(file)).json();
  return questions.map(({ name, site, post }) => {
    const page = renderer.page('a.md', new TextEncoder().encode(post), site, undefined, '/');
    return `${name} = ${JSON.parse(page).head.date}`;
  });
};

document.documentElement.dataset.ready = 'yes';
