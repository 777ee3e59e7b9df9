// A post's pictures, one by one and as large as the screen: arrow keys and swipes go from one to
// the next, two fingers, a double click or the wheel enlarge, Escape, a click beside the picture
// or a pull downwards closes. A modal <dialog>, so that focus and the page behind are the browser's.

const largest = 6;

/** Shows `pictures[at]`; the dialog lives in `post` until it is closed or `signal` ends the stay. */
export function show(pictures, at, post, texts, signal) {
  const make = (name, className, parent) => {
    const element = parent.appendChild(document.createElement(name));
    element.className = className;
    return element;
  };
  const dialog = make("dialog", "lightbox", post);
  dialog.setAttribute("aria-label", texts.enlarge);
  const stage = make("div", "lightbox-stage", dialog);
  const caption = make("p", "lightbox-caption", dialog);
  caption.setAttribute("aria-live", "polite");
  const button = (className, label, sign, act) => {
    const element = make("button", `lightbox-button ${className}`, dialog);
    element.type = "button";
    element.textContent = sign;
    element.setAttribute("aria-label", label);
    element.onclick = act;
    return element;
  };
  const step = (by) => turn((at + by + pictures.length) % pictures.length);
  button("lightbox-close", texts.close, "✕", () => dialog.close());
  if (pictures.length > 1) {
    button("lightbox-previous", texts.previousPicture, "‹", () => step(-1));
    button("lightbox-next", texts.nextPicture, "›", () => step(1));
  }

  let view;
  let scale = 1;
  let [x, y] = [0, 0];
  const place = () => (view.style.transform = `translate(${x}px, ${y}px) scale(${scale})`);
  const reset = () => ([scale, x, y] = [1, 0, 0]);

  // `factor` times as large around a point of the screen, which stays where it is.
  const zoom = (factor, aroundX, aroundY) => {
    const next = Math.min(largest, Math.max(1, scale * factor));
    const box = stage.getBoundingClientRect();
    const [fromX, fromY] = [aroundX - box.left - box.width / 2, aroundY - box.top - box.height / 2];
    x = next === 1 ? 0 : fromX - ((fromX - x) * next) / scale;
    y = next === 1 ? 0 : fromY - ((fromY - y) * next) / scale;
    scale = next;
    dialog.classList.toggle("enlarged", scale > 1);
    place();
  };

  const turn = (to) => {
    at = to;
    const picture = pictures[at];
    reset();
    dialog.classList.remove("enlarged");
    view = document.createElement("img");
    view.referrerPolicy = picture.referrerPolicy;
    view.alt = picture.alt;
    view.draggable = false;
    view.src = picture.currentSrc || picture.src;
    stage.replaceChildren(view);
    const figure = picture.closest("figure")?.querySelector("figcaption")?.textContent;
    const number = pictures.length > 1 ? `${at + 1} / ${pictures.length}` : "";
    caption.textContent = [number, (figure ?? (picture.title || picture.alt)).trim()].filter(Boolean).join("  ");
  };

  const fingers = new Map();
  let start;
  const spread = () => {
    const [a, b] = [...fingers.values()];
    return { size: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  };
  stage.onpointerdown = (event) => {
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    start = { x: event.clientX, y: event.clientY, fromX: x, fromY: y, was: fingers.size };
  };
  stage.onpointermove = (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = fingers.size === 2 && spread();
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (before) {
      const now = spread();
      start.was = 2;
      zoom(now.size / (before.size || 1), now.x, now.y);
    } else if (scale > 1) {
      x = start.fromX + event.clientX - start.x;
      y = start.fromY + event.clientY - start.y;
      place();
    } else if (event.pointerType !== "mouse") {
      view.style.transform = `translate(${event.clientX - start.x}px, ${event.clientY - start.y}px)`;
    }
  };
  const lift = (event) => {
    if (!fingers.delete(event.pointerId)) return;
    if (fingers.size) {
      // The finger that is left goes on from where it is.
      const [rest] = fingers.values();
      start = { ...rest, fromX: x, fromY: y, was: 2 };
      return;
    }
    const [byX, byY] = [event.clientX - start.x, event.clientY - start.y];
    if (scale > 1 || start.was > 1) return;
    const far = Math.min(80, innerWidth / 5);
    const isRtl = getComputedStyle(dialog).direction === "rtl";
    if (event.pointerType !== "mouse" && Math.abs(byX) > far && Math.abs(byX) > Math.abs(byY) && pictures.length > 1) {
      step(byX < 0 !== isRtl ? 1 : -1);
    } else if (event.pointerType !== "mouse" && byY > far) {
      dialog.close();
    } else {
      place();
      if (Math.hypot(byX, byY) < 5 && event.type === "pointerup" && isBeside(event)) dialog.close();
    }
  };
  const isBeside = ({ clientX, clientY }) => {
    const box = view.getBoundingClientRect();
    return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
  };
  stage.onpointerup = lift;
  stage.onpointercancel = lift;
  stage.ondblclick = (event) => zoom(scale > 1 ? 0 : 2.5, event.clientX, event.clientY);
  stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
    },
    { passive: false },
  );
  dialog.onkeydown = (event) => {
    const middle = [innerWidth / 2, innerHeight / 2];
    const isRtl = getComputedStyle(dialog).direction === "rtl";
    const act = {
      ArrowRight: () => step(isRtl ? -1 : 1),
      ArrowLeft: () => step(isRtl ? 1 : -1),
      Home: () => turn(0),
      End: () => turn(pictures.length - 1),
      "+": () => zoom(1.5, ...middle),
      "=": () => zoom(1.5, ...middle),
      "-": () => zoom(1 / 1.5, ...middle),
      0: () => zoom(0, ...middle),
    }[event.key];
    // The page has keys of its own, which mean nothing here.
    event.stopPropagation();
    if (!act || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    act();
  };
  const end = () => dialog.close();
  signal.addEventListener("abort", end);
  dialog.onclose = () => {
    signal.removeEventListener("abort", end);
    dialog.remove();
    if (!signal.aborted) pictures[at].focus({ preventScroll: false });
  };
  turn(at);
  dialog.showModal();
}
