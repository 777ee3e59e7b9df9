// Reads and renders a long post beside the page, which answers its reader meanwhile: a module that is both, the
// page's side and the worker's.

// Milliseconds until a worker that has not begun counts as none. How long it reads is the post's affair.
const patience = 5000;

/**
 * What the renderer makes of a long post, as it would itself. `script` and `wasm` are the renderer's: the address of
 * each, and what it must hash to. A worker ends with its post, and gives its memory back.
 */
export function reader(script, wasm) {
  return {
    page(file, bytes, ...rest) {
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
        // A part of the app's memory would be sent with all of it.
        worker.postMessage({ script, wasm, post: [file, bytes.slice(), ...rest] });
      });
      return read.finally(() => worker.terminate());
    },
  };
}

if (!globalThis.document) {
  const fetched = ([address, integrity]) => fetch(address, { integrity });
  onmessage = async ({ data: { script, wasm, post } }) => {
    try {
      const module = fetched(wasm);
      module.catch(() => {}); // the script may be missing first
      // An import cannot say what it expects; the file that was asked for just before is the same.
      await fetched(script);
      const renderer = await import(script[0]);
      await renderer.default({ module_or_path: module });
      postMessage({ begun: true });
      postMessage({ page: renderer.page(...post) });
    } catch (error) {
      postMessage({ error: String(error) });
    }
  };
}
