// Formulas: TeX in a post becomes MathML, nodes that crates/formula makes. What is no formula
// that can be read stays as it was written, with the reason where a pointer rests on it.

// The longest that formulas may hold up the page at a time, in milliseconds.
const patience = 12;

const breath = () => globalThis.scheduler?.yield?.() ?? new Promise((done) => setTimeout(done));

/** Sets the formulas of `body` that are not set yet; `formula` makes one's nodes. */
export async function typeset(body, formula, signal) {
  let since = performance.now();
  for (const place of body.querySelectorAll(".math:not(.typeset, .math-error)")) {
    if (signal?.aborted) return;
    const tex = place.textContent;
    try {
      const math = formula(tex, place.classList.contains("math-display"));
      place.replaceChildren(math);
      place.classList.add("typeset");
    } catch (error) {
      // A trap would leave the module in no state to go on.
      if (!(error instanceof Error) || error instanceof WebAssembly.RuntimeError) throw error;
      place.classList.add("math-error");
      place.title = error.message;
    }
    if (performance.now() - since > patience) {
      await breath();
      since = performance.now();
    }
  }
}
