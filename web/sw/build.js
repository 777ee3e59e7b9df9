// One build of the app: fetched whole or not at all, kept in a cache of its own, and let go when
// no page runs it any more.

const own = names.build(BUILD);
const SHELL = "shell.html";

self.addEventListener("install", (event) => event.waitUntil(install()));

// A worker whose build is not complete never comes into use. What has arrived stays for the
// browser's next attempt.
async function install() {
  await each(Object.keys(FILES).filter((path) => FILES[path].first), place);
}

// Puts a file of the build into its cache: what the browser has of it already, else the host's.
async function place(path) {
  const address = addressOf(path);
  if (await kept([own], address)) return;
  for (const mode of ["force-cache", "reload"]) {
    try {
      const answer = await ask(new Request(address, { cache: mode, credentials: "same-origin" }));
      if (await store(path, answer)) return;
    } catch {}
  }
  throw new Error(`${path} of build ${BUILD} did not arrive as it was built`);
}

// Stores an answer if it is this build's file, byte for byte.
async function store(path, answer) {
  if (answer.status !== 200) return false;
  const bytes = await answer.arrayBuffer();
  if ((await sha256(bytes)) !== FILES[path].integrity) return false;
  const headers = new Headers({ "content-type": typeOf(path) });
  for (const name of ["content-security-policy", "permissions-policy", "referrer-policy", "x-content-type-options"]) {
    if (path === SHELL && answer.headers.has(name)) headers.set(name, answer.headers.get(name));
  }
  const body = path === SHELL ? settled(decoder().decode(bytes), scope) : bytes;
  await put(own, addressOf(path), () => new Response(body, { headers }));
  return true;
}

self.addEventListener("activate", (event) => event.waitUntil(activate()));

async function activate() {
  // Pages that were opened before there was a worker; they go on with the app they run.
  await self.clients.claim();
  await dropIdleBuilds();
}

async function dropIdleBuilds() {
  const builds = (await buildCaches()).map((name) => name.slice(names.builds.length));
  if (builds.every((build) => build === BUILD)) return;
  const boots = await Promise.all((await pages()).map(bootOf));
  const running = await Promise.all(boots.map(async (boot) => boot && buildOf(boot, builds)));
  // What another worker is installing, or has installed and waits with, is not idle.
  const { installing, waiting } = self.registration;
  if (installing || waiting) return;
  for (const build of idleBuilds(builds, BUILD, running)) await caches.delete(names.build(build));
}

const buildCaches = async () => (await caches.keys()).filter((name) => name.startsWith(names.builds));

// The address of the boot script that a page runs, by its own word; undefined when it does not say.
function bootOf(page) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(String(data));
    setTimeout(resolve, 2000);
    page.postMessage({ type: "which build" }, [port2]);
  });
}

// The build that a boot script starts, by its name, which changes with all that it starts; none when
// it came from the network alone.
async function buildOf(boot, builds) {
  const { path } = locate(boot);
  for (const build of builds) if (await kept([names.build(build)], addressOf(path))) return build;
  return "";
}
