// A picture that fails leaves its place, its caption and a way to it. A part of its own (article.js): few posts have one.

const make = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

// A smaller place has no room for words: there the picture's own stays.
const [leastWidth, leastHeight] = [160, 90];

/** Shows it for the pictures of a post that have failed, and for those that will, as long as the post stays. */
export function attend(body, { texts, signal }) {
  const fail = (picture) => {
    if (!picture.isConnected || picture.previousSibling?.classList?.contains("failed-picture")) return;
    const isSized = picture.hasAttribute("width") && picture.hasAttribute("height");
    // One that is not laid out, in closed details, says how large it will be.
    const { width, height } = picture.getClientRects().length ? picture.getBoundingClientRect() : picture;
    const { display } = getComputedStyle(picture);
    picture.dataset.failed = "";
    if (isSized && (width < leastWidth || height < leastHeight)) return;
    const retry = make("button", { type: "button", className: "plain-button" }, texts.retry);
    const address = picture.currentSrc || picture.src;
    const place = make(
      "span",
      { className: "failed-picture" },
      make("span", { className: "failed-picture-caption" }, picture.alt),
      make("span", {}, texts.pictureFailed),
      make(
        "span",
        { className: "failed-picture-ways" },
        retry,
        make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, texts.openPicture),
      ),
    );
    // As the picture stood, to the pixel: nothing below it moves.
    if (isSized) Object.assign(place.style, { aspectRatio: `${width} / ${height}`, inlineSize: `${width}px`, minBlockSize: "0" });
    if (display === "inline-block") Object.assign(place.style, { display: "inline-flex", verticalAlign: "middle" });
    place.classList.add(...[...picture.classList].filter((name) => name.startsWith("ink-float")));
    retry.onclick = () => {
      place.remove();
      delete picture.dataset.failed;
      picture.src = address;
    };
    picture.before(place);
  };
  body.addEventListener("error", (event) => event.target.localName === "img" && fail(event.target), {
    capture: true,
    signal,
  });
  for (const picture of body.querySelectorAll("img")) {
    if (picture.complete && !picture.naturalWidth && picture.currentSrc) fail(picture);
  }
}
