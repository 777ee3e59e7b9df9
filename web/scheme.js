// The reader's choice of light or dark, before anything is painted. A classic script in the
// page's head, because a module such as boot.js runs after the first paint.
try {
  const scheme = localStorage.getItem("inkstone:scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
} catch {
  // A browser that keeps nothing has no choice to remember.
}
