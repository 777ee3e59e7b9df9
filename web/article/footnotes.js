// Footnotes beside their numbers: a pointer that rests on a number, or a tap on it, shows the
// note there. With the keyboard a number is the link that it is, to the note and back.

let serial = 0;

export function attend(body, { post, texts, signal }) {
  let shown = null;
  let timer = 0;
  let awaited = null; // the number on which the pointer has come to rest

  const stop = () => {
    clearTimeout(timer);
    awaited = null;
  };

  const hide = () => {
    stop();
    shown?.note.remove();
    shown?.link.removeAttribute("aria-describedby");
    shown = null;
  };

  const show = (link) => {
    stop();
    if (shown?.link === link) return;
    hide();
    const source = post.getRootNode().getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!source) return;
    const note = document.createElement("div");
    note.className = "footnote-popover";
    note.id = `inkstone-note-${(serial += 1)}`;
    note.popover = "manual";
    note.setAttribute("role", "note");
    note.setAttribute("aria-label", `${texts.footnote} ${link.textContent}`);
    note.append(...[...source.childNodes].map((node) => node.cloneNode(true)));
    for (const element of note.querySelectorAll("[id]")) element.removeAttribute("id");
    for (const back of note.querySelectorAll(".footnote-backref")) back.remove();
    // In the body, so that the note reads like the text; in the top layer, so that nothing cuts it.
    body.append(note);
    note.showPopover();
    link.setAttribute("aria-describedby", note.id);
    shown = { link, note };
    place(note, link);
    note.addEventListener("pointerleave", later);
    note.addEventListener("pointerenter", stop);
  };

  const later = () => {
    stop();
    timer = setTimeout(hide, 200);
  };

  const linkOf = (event) => event.target.closest?.(".footnote-reference a");
  body.addEventListener(
    "pointerover",
    (event) => {
      const link = event.pointerType === "mouse" && linkOf(event);
      // From one part of a number to another it goes on resting.
      if (!link || link === awaited) return;
      stop();
      awaited = link;
      timer = setTimeout(show, 120, link);
    },
    { signal },
  );
  body.addEventListener("pointerout", (event) => event.pointerType === "mouse" && linkOf(event) && later(), { signal });
  body.addEventListener(
    "click",
    (event) => {
      const link = linkOf(event);
      // A click of a key or of a mouse follows the link; a finger has no other way to look.
      if (!link || event.pointerType === "mouse" || !event.pointerType) return;
      event.preventDefault();
      show(link);
    },
    { signal },
  );
  addEventListener("pointerdown", (event) => event.composedPath().includes(shown?.note) || hide(), { signal });
  addEventListener("keydown", (event) => event.key === "Escape" && hide(), { signal });
  addEventListener("scroll", (event) => shown?.note.contains(event.target) || hide(), {
    capture: true,
    passive: true,
    signal,
  });
  addEventListener("resize", hide, { passive: true, signal });
  signal.addEventListener("abort", hide);
}

// Below its number, above where there is no room, never over the edges.
function place(note, link) {
  const gap = 8;
  const at = link.getBoundingClientRect();
  const { width, height } = note.getBoundingClientRect();
  const page = document.documentElement.clientWidth;
  const left = Math.max(gap, Math.min(at.left + at.width / 2 - width / 2, page - width - gap));
  const below = at.bottom + gap + height <= innerHeight || at.top < height + gap;
  note.style.left = `${left}px`;
  note.style.top = `${below ? at.bottom + gap : at.top - height - gap}px`;
}
