// Runs the release's own renderer on texts, with the modules that it asks for, and says how long each took.

const [renderer, frontMatter, tags] = await Promise.all(
  ['renderer', 'front-matter', 'tags'].map(async (name) => {
    const module = await import(`./${name}.js`);
    await module.default({ module_or_path: `./${name}.wasm` });
    return module;
  }),
);
const names = await import('./names.js');
const modules = { frontMatter, tags, names };

function whole(ask, ...post) {
  const known = {};
  for (;;) {
    const answer = ask(known.frontMatter, known.tags, known.names);
    if (answer[0] === '{') return;
    known[answer] = modules[answer].read(...post);
  }
}

const SITE = '{}';
const bytes = async (file) => new Uint8Array(await (await fetch(file)).arrayBuffer());
const best = (times, run) => {
  let shortest = Infinity;
  for (let round = 0; round < times; round += 1) {
    const start = performance.now();
    run();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
};

/** Milliseconds that a post's page takes, the shortest of some. */
window.pageTime = async (file, times) => {
  const text = await bytes(file);
  return best(times, () => whole((...parts) => renderer.page('a.md', text, SITE, undefined, '/', ...parts), 'a.md', text, SITE, '/'));
};

/** The same for its front matter alone, as a list needs it. */
window.summaryTimes = async (files, times) => {
  const found = [];
  for (const file of files) {
    const text = await bytes(file);
    found.push(best(times, () => whole((...parts) => renderer.summary('a.md', text, SITE, undefined, 0, ...parts), 'a.md', text, SITE, '')));
  }
  return found;
};

/** Milliseconds that the same sum always takes: what makes figures of two machines, or of two hours of one, comparable. */
window.yardstick = () =>
  best(5, () => {
    let sum = 0;
    for (let number = 0; number < 2e7; number += 1) sum = (Math.imul(sum, 31) + number) | 0;
    return sum;
  });

document.documentElement.dataset.ready = 'yes';
