/* The page of the field without network: its shell and its files come from the phone, what is sent never does. */
const KEPT = "regie_field";
const SHELL = "/chantier";
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
    self.skipWaiting();
    event.waitUntil(caches.open(KEPT).then((kept) => kept.add(new Request(SHELL, { credentials: "same-origin" }))));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The page tells which files it is made of: they are kept, those of the version before are dropped.
self.addEventListener("message", (event) => event.waitUntil(keepFiles(event.data.files || [])));

self.addEventListener("fetch", (event) => {
    const { request } = event;
    const path = new URL(request.url).pathname;
    if (request.method !== "GET") {
        return;
    }
    if (request.mode === "navigate" && path === SHELL) {
        event.respondWith(openShell(request));
    } else if (/^\/(web\/assets|regie_field\/static)\//.test(path) || path.startsWith(SHELL + "/manifest")) {
        event.respondWith(openFile(request));
    }
});

async function openShell(request) {
    const kept = await caches.open(KEPT);
    const known = await kept.match(SHELL);
    try {
        const fresh = await Promise.race([
            fetch(request),
            ...(known ? [new Promise((_, refuse) => setTimeout(refuse, PATIENCE))] : []),
        ]);
        if (fresh.ok && !fresh.redirected) {
            await kept.put(SHELL, fresh.clone());
        }
        return fresh.status >= 500 && known ? known : fresh;
    } catch (error) {
        if (known) {
            return known;
        }
        throw error;
    }
}

async function openFile(request) {
    const kept = await caches.open(KEPT);
    return (await kept.match(request.url)) || fetch(request);
}

async function keepFiles(files) {
    const kept = await caches.open(KEPT);
    const wanted = new Set(files.map((file) => new URL(file, self.location).href));
    for (const file of wanted) {
        if (!(await kept.match(file))) {
            const answer = await fetch(file);
            if (answer.ok) {
                await kept.put(file, answer);
            }
        }
    }
    for (const request of await kept.keys()) {
        if (!wanted.has(request.url) && new URL(request.url).pathname !== SHELL) {
            await kept.delete(request);
        }
    }
}
