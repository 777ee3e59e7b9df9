// What stands over a block of code: its language, a button that copies it, one that breaks its long lines, the numbers
// and marks of its lines. A part of its own (article.js): most posts have no code.

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

/** Adds that to every block of a post, as long as the post stays. */
export function attend(body, stay) {
  const blocks = body.querySelectorAll("pre > code");
  for (const code of blocks) frame(code, stay);
  // Where long lines are broken, another width breaks them elsewhere.
  const observer = new ResizeObserver((seen) => {
    for (const { target: code } of seen) if (code.parentNode.classList.contains("wrapped")) number(code.parentNode, code);
  });
  for (const code of blocks) observer.observe(code);
  stay.signal.addEventListener("abort", () => observer.disconnect());
}

// What is added lies over a block: no node of the text is touched or moved. One that has it already gets the names of
// its buttons in the language of now.
function frame(code, { texts, signal, copy }) {
  const pre = code.parentNode;
  const language = languageOf(code);
  // A diagram is left to whoever draws it (docs/guide/plug-ins.md).
  if (language === "mermaid") return;
  const bar = pre.querySelector(":scope > .code-bar");
  const button = (action, label, shape, act) => {
    const there = bar?.querySelector(`[data-action=${action}]`);
    const button = there ?? make("button", { type: "button", className: "icon-button" }, icon(shape));
    button.title = label;
    button.setAttribute("aria-label", label);
    button.dataset.action = action;
    button.addEventListener("click", () => act(button), { signal });
    return button;
  };
  const wrap = button("wrap-lines", texts.wrapLines, "M4 6h16M4 12h13a3 3 0 0 1 0 6h-3m0 0 2-2m-2 2 2 2M4 18h6", () => {
    wrap.setAttribute("aria-pressed", String(pre.classList.toggle("wrapped")));
    number(pre, code);
  });
  const copying = button("copy-code", texts.copyCode, "M9 9h11v11H9zM5 15H4V4h11v1", () =>
    copy(copying, code.textContent.replace(/\n$/, ""), texts),
  );
  if (bar) return;
  wrap.setAttribute("aria-pressed", "false");
  const name = make("span", { className: "code-language", translate: false }, pre.dataset.title ? "" : language);
  pre.append(make("div", { className: "code-bar" }, name, wrap, copying));
  number(pre, code);
}

const languageOf = (code) => [...code.classList].find((name) => name.startsWith("language-"))?.slice(9) ?? "";

// Above this many lines a block is shown as it is: numbers would cost more than they help.
const mostLines = 4000;

// Numbers beside a block's lines and marks behind them, as its fence asks for.
function number(pre, code) {
  const { lines: marked, start } = pre.dataset;
  if (!marked && !start) return;
  for (const old of pre.querySelectorAll(":scope > :is(.code-numbers, .code-mark)")) old.remove();
  const lines = code.textContent.replace(/\n$/, "").split("\n");
  if (lines.length > mostLines) return;
  const rows = pre.classList.contains("wrapped") ? rowsOf(code, lines) : lines.map(() => 1);
  if (start) {
    const first = Number(start) || 1;
    const text = rows.map((rows, at) => first + at + "\n".repeat(rows)).join("");
    const numbers = make("span", { className: "code-numbers" }, text);
    numbers.setAttribute("aria-hidden", "true");
    pre.append(numbers);
  }
  const isMarked = ranges(marked);
  let row = 0;
  rows.forEach((rows, at) => {
    if (isMarked(at + 1)) {
      const mark = make("span", { className: "code-mark" });
      mark.style.setProperty("--row", row);
      mark.style.setProperty("--rows", rows);
      pre.append(mark);
    }
    row += rows;
  });
}

// How many rows each line takes where long ones are broken.
function rowsOf(code, lines) {
  const node = code.firstChild;
  if (node?.nodeType !== Node.TEXT_NODE || code.childNodes.length > 1) return lines.map(() => 1);
  const height = parseFloat(getComputedStyle(code).lineHeight);
  const range = document.createRange();
  let at = 0;
  return lines.map((line) => {
    range.setStart(node, at);
    range.setEnd(node, at + line.length);
    at += line.length + 1;
    return Math.max(1, Math.round(range.getBoundingClientRect().height / height));
  });
}

// `1,3-5` as a question about a line's number.
function ranges(text) {
  const all = (text ?? "").split(",").map((range) => range.split("-").map(Number));
  return (line) => all.some(([first, last = first]) => line >= first && line <= last);
}

function icon(path) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(namespace, "path"));
  svg.firstChild.setAttribute("d", path);
  return svg;
}
