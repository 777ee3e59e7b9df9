// Takes posts through the stages of their way and says how long each takes.

import init, { Measured } from './stages.js';

await init({ module_or_path: './stages_bg.wasm' });

/** Seconds that a run should take at least: a browser's clock is coarse on purpose. */
const LONG_ENOUGH = 0.05;
const ROUNDS = 12;

/** The shortest time of several runs, in seconds for one: what the machine can do undisturbed. */
function shortest(run) {
  let times = 1;
  const seconds = () => {
    const start = performance.now();
    run(times);
    return (performance.now() - start) / 1000;
  };
  while (seconds() < LONG_ENOUGH) times *= 2;
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) best = Math.min(best, seconds() / times);
  return best;
}

/** Name, bytes and seconds of every stage, for the posts of a set. */
window.measured = async (set, count) => {
  const posts = new Measured();
  for (let at = 0; at < count; at += 1) {
    posts.add(new Uint8Array(await (await fetch(`./${set}-${at}.md`)).arrayBuffer()));
  }
  posts.prepare();
  const stages = [];
  for (let stage = 0; Measured.name(stage) !== undefined; stage += 1) {
    const seconds = shortest((times) => posts.run(stage, times));
    stages.push({ name: Measured.name(stage), bytes: posts.bytes(stage), seconds });
  }
  posts.free();
  return stages;
};

document.documentElement.dataset.ready = 'yes';
