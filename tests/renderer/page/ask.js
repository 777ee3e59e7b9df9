// Puts questions to the renderer and gives the digests of its answers.

import init, * as renderer from './renderer.js';

await init({ module_or_path: './renderer.wasm' });

const decoded = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** The answer to a question, or what was thrown instead of one. */
function answer({ kind, file, bytes, site, zone, base, now }) {
  try {
    switch (kind) {
      case 'page': return renderer.page(file, decoded(bytes), site, zone, base);
      case 'summary': return renderer.summary(file, decoded(bytes), site, zone, now);
      case 'configuration': return renderer.configuration(new TextDecoder().decode(decoded(bytes)));
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

/** The dates of posts, in the zone that their site names, by the browser's own rules. */
window.datesOf = async (file) => {
  const questions = await (await fetch(file)).json();
  return questions.map(({ name, site, post }) => {
    const page = renderer.page('a.md', new TextEncoder().encode(post), site, undefined, '/');
    return `${name} = ${JSON.parse(page).head.date}`;
  });
};

document.documentElement.dataset.ready = 'yes';
