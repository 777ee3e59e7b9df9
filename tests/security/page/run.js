// Shows every vector in a frame of its own behind one wall, does with it what a reader could
// do, and says what fired; and holds the engines of the browser against ammonia's output.

import * as dompurify from './purify.es.mjs';
import init from './harness.js';

window.dompurify = dompurify;
await init({ module_or_path: './harness_bg.wasm' });

const SITE = 'https://site.example/blog/';
const AT_A_TIME = 12;
// Walls that nodes are put behind; the others have a page for each vector.
const PAGES = {
  platform: './empty.html', dompurify: './empty.html', both: './guarded.html', bypassed: './guarded.html',
};
const PATIENCE = 20000;
// What a link may lead to; the same list as the policy's, written down once more.
const LINKS = ['http:', 'https:', 'mailto:', 'tel:', 'xmpp:', 'irc:', 'ircs:', 'magnet:'];
// What may be asked of other hosts.
const LOADED = ['img', 'image', 'video', 'audio', 'source', 'track'];
// What no post's body holds.
const FORBIDDEN = 'script, style, link, meta, base, form, iframe, frame, object, embed, svg, math, template, ' +
  'noscript, select, textarea, button, title, [style], [target], [is], [slot], [name], [srcdoc], [ping], ' +
  '[autofocus], [contenteditable], [popover], [id]:not([id^="user-content-"])';
const EVENTS = ['animationend', 'animationstart', 'auxclick', 'beforematch', 'beforetoggle', 'begin', 'begin', 'blur',
  'cancel', 'canplay', 'change', 'contextmenu', 'copy', 'drag', 'error', 'focus', 'focusin', 'input', 'keydown',
  'load', 'loadstart', 'mousedown', 'mouseenter', 'mouseover', 'paste', 'pointerenter', 'scrollend', 'start',
  'toggle', 'transitionend', 'wheel'];

const event = (target, name, what) => new Promise((done) => target.addEventListener(name, () => done(what), { once: true }));
const patience = () => new Promise((done) => setTimeout(done, PATIENCE, 'no end'));
// Tasks that are queued now have run when this resolves; a script address is such a task.
const turn = () => new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); });

/** Resolves when every picture, film and sound of the frame has loaded or failed. */
const settled = (body) => Promise.all([...body.querySelectorAll('img')].filter((image) => !image.complete)
  .map((image) => Promise.race([event(image, 'load'), event(image, 'error')])));

/** Does what a reader could do, and more. */
function touch(view) {
  view.document.addEventListener('click', (click) => {
    const link = click.composedPath().find((node) => node.href !== undefined);
    if (!link) return;
    const address = link.href.baseVal ?? link.href;
    const protocol = URL.canParse(address, 'https://site.example/') ? new URL(address, 'https://site.example/').protocol : 'https:';
    if (!LINKS.includes(protocol)) view.fired.push(`link: ${protocol}`);
    if (protocol !== 'javascript:') click.preventDefault();
  }, true);
  view.document.addEventListener('submit', (submit) => {
    if (!submit.target.getAttribute('action')?.startsWith('javascript:')) submit.preventDefault();
  }, true);
  for (const element of [...view.document.body.querySelectorAll('*')].slice(0, 300)) {
    for (const name of EVENTS) element.dispatchEvent(new view.Event(name, { bubbles: false, cancelable: true }));
    element.focus?.();
    element.click?.();
    if (!element.click) element.dispatchEvent(new view.MouseEvent('click', { bubbles: true, cancelable: true }));
  }
}

async function probe(wall, vector, number) {
  const frame = document.createElement('iframe');
  const page = PAGES[wall];
  const address = page ?? `./${wall}/${number}.html`;
  // No dialogs, also of frames within; scripts run, as they would on a page.
  frame.sandbox = 'allow-scripts allow-same-origin allow-forms allow-popups';
  frame.src = address;
  const loaded = event(frame, 'load');
  document.body.append(frame);
  const found = [];
  try {
    if (await Promise.race([loaded, patience()]) === 'no end') found.push('it never loads');
    const view = frame.contentWindow;
    if (page) {
      const made = wall === 'bypassed' ? parsed(vector.html) : window.inkstone(wall === 'both' ? 'platform' : wall, vector.html, SITE);
      view.document.body.append(view.document.adoptNode(made));
    }
    if (await Promise.race([settled(view.document.body), patience()]) === 'no end') found.push('pictures never end');
    touch(view);
    await turn();
    await turn();
    found.push(...view.fired);
    if (view.location.pathname !== new URL(address, location).pathname) found.push('it went away');
    for (const entry of view.performance.getEntriesByType('resource')) {
      // What is no address has gone nowhere.
      if (!URL.canParse(entry.name)) continue;
      const elsewhere = new URL(entry.name).protocol !== 'data:' && new URL(entry.name).origin !== location.origin;
      if (elsewhere && !LOADED.includes(entry.initiatorType)) found.push(`request: ${entry.initiatorType}`);
    }
    for (const left of (view.document.querySelector('.post-body') ?? view.document.body).querySelectorAll(FORBIDDEN)) {
      found.push(`left: ${left.localName}`);
    }
    for (const element of view.document.body.querySelectorAll('*')) {
      // A form's field may be called `attributes` or `getAttributeNames`.
      const names = Element.prototype.getAttributeNames.call(element);
      found.push(...names.filter((name) => name.startsWith('on')).map((name) => `left: ${name}`));
    }
  } catch (error) {
    found.push(error.name === 'SecurityError' ? 'it went away' : `failed: ${error.message}`);
  }
  frame.remove();
  return [...new Set(found)];
}

/** What fired behind `wall`, of the vectors from `from` on: pairs of number and list. */
window.probes = async (wall, from, to) => {
  const list = (window.vectors ??= await (await fetch('./vectors.json')).json());
  const fired = [];
  for (let start = from; start < Math.min(to, list.length); start += AT_A_TIME) {
    const group = list.slice(start, Math.min(start + AT_A_TIME, to));
    const found = await Promise.all(group.map((vector, index) => probe(wall, vector, start + index)));
    found.forEach((what, index) => { if (what.length > 0) fired.push([start + index, what]); });
  }
  return fired;
};

/** What is below `body`, written down; with or without attributes. */
function dump(body, shown = true) {
  body.normalize();
  const out = [];
  let node = body.firstChild;
  while (node) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      const names = shown ? node.getAttributeNames().sort() : [];
      out.push(`<${node.localName}${names.map((name) => ` ${name}=${JSON.stringify(node.getAttribute(name))}`).join('')}>`);
    } else {
      out.push(`[${node.nodeValue}]`);
    }
    if (node.firstChild) { node = node.firstChild; continue; }
    while (node && !node.nextSibling) {
      if (node.localName) out.push(`</${node.localName}>`);
      node = node.parentNode === body ? null : node.parentNode;
    }
    if (node) {
      if (node.localName) out.push(`</${node.localName}>`);
      node = node.nextSibling;
    }
  }
  return out.join('');
}

const inert = document.implementation.createHTMLDocument('');
function parsed(html) {
  const body = inert.createElement('div');
  body.innerHTML = html;
  return body;
}

/** Whether `made` is `expected` with fewer attributes at most. */
function isStricter(made, expected) {
  const [ours, theirs] = [made, expected].map((body) => [...body.querySelectorAll('*')]);
  return dump(made, false) === dump(expected, false) &&
    ours.every((element, index) => element.getAttributeNames().every((name) =>
      element.getAttribute(name) === theirs[index].getAttribute(name)));
}

/**
 * Whether both hold the same elements and the same characters, in whatever order; empty paragraphs
 * aside, which the end of one becomes when what moved out of it is read again.
 */
function isMoved(made, expected) {
  const [ours, theirs] = [made, expected].map((body) =>
    [...body.querySelectorAll('*')].map((element) => element.outerHTML).filter((html) => html !== '<p></p>')
      .map((html) => html.split('>')[0]).concat([...body.textContent]).sort());
  return ours.join() === theirs.join();
}

/**
 * Whether ammonia's parser may read `html` in a way of its own: it lets an end tag reach out of the
 * elements of SVG and MathML that hold HTML, which stop it in the standard and in browsers (they
 * are "special" elements). What was to be dropped inside then stands outside, sanitised as ever.
 */
function mayReachOut(html) {
  return /<(svg|math)[\s/>]/i.test(html) &&
    /<(desc|title|foreignobject|mi|mo|mn|ms|mtext|annotation-xml)[\s/>][^]*<\/[a-z]/i.test(html);
}

const ENGINES = ['platform', 'dompurify'];

/** What `engine` makes of `html`; a text where it refuses. */
function madeBy(engine, html) {
  try {
    return window.inkstone(engine, html, SITE);
  } catch (error) {
    return error.message;
  }
}

/**
 * Whether it is for the dropped elements that Chromium's sanitiser leaves something out: it sanitises
 * while it parses, so that what the parser moves out of an element that is dropped has gone with it.
 * With other elements in their place, which give way to their children, it makes what DOMPurify makes.
 */
function isDroppedAlong(html, dropped) {
  const kept = html.replace(new RegExp(`<(/?)(?:${dropped.join('|')})(?=[\\s/>])`, 'gi'), '<$1slot');
  const [ours, theirs] = ENGINES.map((engine) => madeBy(engine, kept));
  return kept !== html && ![ours, theirs].some((made) => typeof made === 'string') &&
    (dump(ours) === dump(theirs) || isMoved(ours, theirs));
}

/**
 * The name of what tells `made` from `expected`, which ammonia made, where that is explained.
 * `peer`: what the other engine made.
 */
function kindOf(engine, html, made, peer, expected, dropped) {
  if (typeof made === 'string' || expected === null) {
    return typeof made === 'string' && expected === null ? 'refused' : undefined;
  }
  const other = parsed(expected);
  if (dump(made) === dump(other)) return 'equal';
  // What an unwrapped element leaves, a heading in a heading, cannot be written as HTML:
  // a builder's page reads it as one after the other.
  const written = parsed(made.innerHTML);
  if (dump(written) === dump(other)) return 'written';
  // Chromium sanitises while it parses: where the parser moves an element that gives way to
  // its children (out of a table, among formats that overlap), they may stay behind.
  if (engine === 'platform' && isMoved(made, other)) return 'moved';
  if (engine === 'dompurify' && isStricter(written, other)) return 'stricter';
  if (typeof peer === 'string') return undefined;
  if (mayReachOut(html) && dump(made) === dump(peer)) return 'foreign';
  if (engine === 'platform' && dump(peer) === dump(other) && isDroppedAlong(html, dropped)) return 'along';
  return undefined;
}

/**
 * Holds both engines against what ammonia made of the documents in `file`: how many differ in which
 * of the ways that are explained, and those that differ in another.
 */
window.compare = async (file) => {
  const { documents, dropped } = await (await fetch(file)).json();
  const differences = [];
  const sums = {};
  for (const { name, html, expected } of documents) {
    const both = ENGINES.map((engine) => madeBy(engine, html));
    both.forEach((made, index) => {
      const engine = ENGINES[index];
      const kind = kindOf(engine, html, made, both[1 - index], expected, dropped);
      if (kind) sums[kind] = (sums[kind] ?? 0) + 1;
      else differences.push({ name, engine, html, made: typeof made === 'string' ? made : dump(made), expected });
    });
  }
  return { sums, differences };
};

document.documentElement.dataset.ready = 'yes';
