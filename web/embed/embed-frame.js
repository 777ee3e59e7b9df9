// Sizes the frames of Inkstone's posts in this page: <script src="https://blog.example/embed-frame.js" async></script>.
// Only a message from a frame with the address of such a post counts, from that frame's own origin (or
// from none, where it is in a sandbox), and only a height within reason. A frame that goes on growing because it has
// grown is left as it is after 20 steps in 2 seconds.
(() => {
  const posts = "iframe[src*='/embed/posts/']";
  // Also those that an element shows where it may not do more (embed.js).
  const inside = ({ shadowRoot }) => shadowRoot?.querySelector(posts) ?? [];
  const frames = () => [
    ...document.querySelectorAll(posts),
    ...[...document.querySelectorAll("inkstone-post")].flatMap(inside),
  ];
  const steps = new WeakMap();
  addEventListener("message", ({ data, origin, source }) => {
    if (data?.type !== "inkstone:height" || !Number.isFinite(data.height)) return;
    const frame = frames().find((one) => one.contentWindow === source);
    if (!frame || (origin !== "null" && origin !== new URL(frame.src).origin)) return;
    if (origin === "null" && (!frame.sandbox.length || frame.sandbox.contains("allow-same-origin"))) return;
    const height = Math.min(Math.max(Math.ceil(data.height), 80), 20000);
    const now = performance.now();
    const recent = (steps.get(frame) ?? []).filter((at) => now - at < 2000);
    if (recent.length >= 20) return;
    steps.set(frame, [...recent, now]);
    frame.style.height = `${height}px`;
  });
  const ask = () => {
    for (const frame of frames()) {
      steps.delete(frame);
      frame.contentWindow?.postMessage({ type: "inkstone:measure" }, "*");
    }
  };
  // A frame that was there before this script has said its height to nobody.
  ask();
  // A window that is drawn smaller or larger takes more steps than that; its last size counts.
  let still;
  addEventListener("resize", () => {
    clearTimeout(still);
    still = setTimeout(ask, 250);
  });
})();
