// What a frame must never do, written down in `fired`. Runs before everything else in it.
(() => {
  const fired = (window.fired = []);
  const note = (what) => (fired.push(what), undefined);
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'msgbox']) {
    window[name] = () => note(`script: ${name}`);
  }
  for (const name of ['fetch', 'importScripts', 'Worker', 'SharedWorker', 'WebSocket', 'EventSource']) {
    if (name in window) window[name] = function () { note(`script: ${name}`); return new Promise(() => {}); };
  }
  navigator.sendBeacon = () => note('script: beacon');
  XMLHttpRequest.prototype.open = () => note('script: request');
})();
