// Runs the release's own renderer on texts and says how long each took.

const names = await (await fetch('./names.json')).json();
const renderer = await import(`./${names.script}`);
await renderer.default({ module_or_path: `./${names.module}` });

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
  return best(times, () => renderer.page('a.md', text, SITE, undefined, '/'));
};

/** The same for its front matter alone, as a list needs it. */
window.summaryTimes = async (files, times) => {
  const found = [];
  for (const file of files) {
    const text = await bytes(file);
    found.push(best(times, () => renderer.summary('a.md', text, SITE, undefined, 0)));
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
