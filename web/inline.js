// The one script that stands in every page itself, which its policy names by its hash: what has to happen before
// anything is painted, and may not wait for a host.
try {
  // The reader's choice of light or dark.
  const scheme = localStorage.getItem("inkstone:scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
} catch {
  // A browser that keeps nothing has no choice to remember.
}

// Who comes to a page's beginning need not wait for all of a long text to be laid out (src/unfold.rs).
if (!location.hash && performance.getEntriesByType("navigation")[0]?.type === "navigate") document.documentElement.dataset.parts = "";

// A picture's failure does not bubble, and may come before anything else does: the style sheet wants to know.
addEventListener("error", ({ target }) => target instanceof HTMLImageElement && target.setAttribute("data-failed", ""), true);

// What has been scrolled, by the browser or the reader, stays where it is when the app takes the page over.
addEventListener("scroll", () => document.documentElement.setAttribute("data-scrolled", ""), { once: true, passive: true });

// For a sheet that a page names, a browser paints nothing and starts no script as long as it may still come, and where a
// network falls silent that is for good. What the boot script puts in later comes without it, too.
setTimeout(() => {
  for (const link of document.querySelectorAll("head > link[rel=stylesheet]")) {
    if (!link.sheet) link.replaceWith(link.cloneNode());
  }
  for (const link of document.querySelectorAll("link[rel=inkstone-late]")) link.rel = "stylesheet";
}, 4000);
