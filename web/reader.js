// Reads and renders a long post beside the page, which answers its reader meanwhile: a module that is both, the
// page's side and the worker's.

// Milliseconds until a worker that has not begun counts as none. How long it reads is the post's affair.
const patience = 5000;

/**
 * What the renderer makes of a long post, as it would itself. `modules` are the renderer and what it may ask for: of each the script
 * and the wasm, if it has one, the address of both and what they must hash to. A worker ends with its post, and gives its memory back.
 */
export function reader(modules) {
  return {
    async page(...post) {
      const worker = new Worker(import.meta.url, { type: "module" });
      const read = new Promise((resolve, reject) => {
        // A worker that a browser does not start, or whose files a host does not send.
        const fail = () => reject(new TypeError("no worker"));
        const late = setTimeout(fail, patience);
        worker.onerror = fail;
        worker.onmessage = ({ data: { begun, page, error } }) => {
          clearTimeout(late);
          if (error !== undefined) reject(new Error(error));
          else if (!begun) resolve(page);
        };
        worker.postMessage({ modules, post });
      });
      return read.finally(() => worker.terminate());
    },
  };
}

// The worker's side.
if (!globalThis.document) {
  const fetched = ([address, integrity]) => fetch(address, { integrity });
  const load = async ([script, wasm]) => {
    const binary = wasm && fetched(wasm);
    binary?.catch(() => {}); // the script may be missing first
    // An import cannot say what it expects; the file that was asked for just before is the same.
    await fetched(script);
    const module = await import(script[0]);
    if (wasm) await module.default({ module_or_path: binary });
    return module;
  };
  onmessage = async ({ data: { modules, post } }) => {
    try {
      const { page } = await load(modules.renderer);
      postMessage({ begun: true });
      const known = {};
      let answer;
      // As web/boot.js asks.
      while ((answer = page(...post, known.frontMatter, known.tags, known.names))[0] !== "{") {
        const [file, bytes, site, , root] = post;
        known[answer] = (await load(modules[answer])).read(file, bytes, site, root);
      }
      postMessage({ page: answer });
    } catch (error) {
      postMessage({ error: String(error) });
    }
  };
}
