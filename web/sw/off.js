// The worker that ends all workers: `inkstone build --no-offline` puts it in the place of sw.js.
// It removes what an earlier one of this site has kept, and itself; the pages that are open go on,
// and the next that is opened comes from the host.

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  const { pathname } = new URL(self.registration.scope);
  for (const name of await caches.keys()) {
    if (name.startsWith(`inkstone ${pathname} `)) await caches.delete(name);
  }
  await self.registration.unregister();
}
