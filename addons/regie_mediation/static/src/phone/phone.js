/* The round in the hand of the mediators. Each tap is kept on the telephone, then sent with an identifier of its own: a bad
   network delays it, and sending it twice counts it once. Nothing stays on the telephone once it is sent. */
(function () {
    "use strict";
    const round = document.getElementById("round");
    if (!round) {
        return;
    }
    const $ = (id) => document.getElementById(id);
    const STORE = `mediation.${round.dataset.round}`;
    const load = () => JSON.parse(localStorage.getItem(STORE) || "[]");
    const save = (entries) => {
        if (entries.length) {
            localStorage.setItem(STORE, JSON.stringify(entries));
        } else {
            localStorage.removeItem(STORE);
        }
        tell(entries.length);
    };
    let isLoggedOut = false;
    let sending = null;

    function tell(waiting) {
        const word = (name) => $(`word_${name}`).textContent;
        $("queue").classList.toggle("waiting", waiting > 0);
        $("queue").textContent = isLoggedOut
            ? word("login")
            : waiting
              ? `${waiting} ${word("waiting")}`
              : word("sent");
    }

    function uid() {
        return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
            byte.toString(16).padStart(2, "0")
        ).join("");
    }

    function keep(kind, value) {
        const entry = { uid: uid(), kind, value, at: Date.now() };
        save([...load(), entry]);
        send();
        return entry;
    }

    /** Send what waits, in its order; what arrives meanwhile goes with the next sending. */
    function send() {
        sending = (sending || Promise.resolve()).then(sendNow).catch(() => tell(load().length));
        return sending;
    }

    async function sendNow() {
        const entries = load();
        if (!entries.length) {
            return;
        }
        const params = {
            entries: entries.map(({ uid, kind, value, at }) => ({
                uid,
                kind,
                value,
                age: Math.round((Date.now() - at) / 1000),
            })),
        };
        const response = await fetch(round.dataset.sync, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ jsonrpc: "2.0", method: "call", params }),
        });
        const answer = await response.json();
        isLoggedOut = Boolean(answer.error && answer.error.code === 100);
        if (!answer.result) {
            throw new Error("not received");
        }
        const received = new Set(answer.result.map((line) => line.uid));
        for (const line of answer.result.filter((one) => one.state === "refused")) {
            refuse(
                entries.find((entry) => entry.uid === line.uid),
                line.message
            );
        }
        save(load().filter((entry) => !received.has(entry.uid)));
    }

    /** What the server did not take stays on the page with the reason; an incident comes back into its form. */
    function refuse(entry, message) {
        if (entry.kind === "incident") {
            fill(entry.value);
            $("refusal").textContent = message;
            $("refusal").hidden = false;
            $("kept").hidden = true;
            $("incidents").textContent = Math.max(0, Number($("incidents").textContent) - 1);
            $("incident").scrollIntoView();
            return;
        }
        const line = document.createElement("p");
        line.className = "refusal";
        line.setAttribute("role", "alert");
        line.textContent = message;
        $("refused").append(line);
    }

    // People met
    for (const [selector, key, by] of [
        ["[data-band]", "band", 1],
        ["[data-less]", "less", -1],
    ]) {
        for (const button of round.querySelectorAll(selector)) {
            button.addEventListener("click", () => {
                const band = button.dataset[key];
                const number = round.querySelector(`[data-band="${band}"] .number`);
                if (by < 0 && Number(number.textContent) === 0) {
                    return;
                }
                number.textContent = Number(number.textContent) + by;
                keep("count", { band, by });
            });
        }
    }

    // Places and atmosphere: one among several
    function choose(group, button) {
        for (const other of group.querySelectorAll("[aria-pressed]")) {
            other.setAttribute("aria-pressed", String(other === button));
        }
    }
    const form = $("incident");
    for (const button of $("places").querySelectorAll("[data-place]")) {
        button.addEventListener("click", () => {
            choose($("places"), button);
            choose($("moods"), null);
            form.elements.site.value = button.dataset.place;
            keep("stop", Number(button.dataset.place));
        });
    }
    for (const button of $("moods").querySelectorAll("[data-mood]")) {
        button.addEventListener("click", () => {
            choose($("moods"), button);
            keep("mood", button.dataset.mood);
        });
    }

    // Incident
    function open(type) {
        for (const tile of $("types").querySelectorAll("[data-type]")) {
            const isChosen = tile.dataset.type === String(type);
            tile.setAttribute("aria-pressed", String(isChosen));
            if (isChosen) {
                $("danger").hidden = !tile.dataset.danger;
            }
        }
        form.dataset.type = type;
        form.hidden = false;
        $("kept").hidden = true;
        const current = $("places").querySelector("[aria-pressed=true]");
        if (current) {
            form.elements.site.value = current.dataset.place;
        }
    }
    function fill(value) {
        open(value.type);
        form.elements.site.value = value.site;
        form.elements.severity.value = value.severity;
        form.elements.outcome.value = value.outcome;
        form.elements.text.value = value.text;
        $("persons").textContent = value.persons;
        for (const box of form.querySelectorAll("[name=actions]")) {
            box.checked = value.actions.includes(Number(box.value));
        }
    }
    function close() {
        form.reset();
        form.hidden = true;
        $("refusal").hidden = true;
        $("persons").textContent = 0;
        for (const tile of $("types").querySelectorAll("[data-type]")) {
            tile.setAttribute("aria-pressed", "false");
        }
    }
    for (const tile of $("types").querySelectorAll("[data-type]")) {
        tile.addEventListener("click", () => {
            open(tile.dataset.type);
            form.scrollIntoView({ block: "nearest" });
        });
    }
    $("persons_more").addEventListener("click", () => {
        $("persons").textContent = Number($("persons").textContent) + 1;
    });
    $("persons_less").addEventListener("click", () => {
        $("persons").textContent = Math.max(0, Number($("persons").textContent) - 1);
    });
    $("cancel").addEventListener("click", close);
    form.addEventListener("submit", (ev) => {
        ev.preventDefault();
        const given = new FormData(form);
        const value = {
            type: Number(form.dataset.type),
            site: Number(given.get("site")),
            severity: given.get("severity"),
            actions: given.getAll("actions").map(Number),
            outcome: given.get("outcome") || "",
            persons: Number($("persons").textContent),
            text: given.get("text"),
        };
        close();
        $("kept").hidden = false;
        $("incidents").textContent = Number($("incidents").textContent) + 1;
        keep("incident", value);
    });

    // The end: everything is sent first
    $("end").addEventListener("submit", async (ev) => {
        ev.preventDefault();
        await send();
        if (load().length) {
            refuse({ kind: "end" }, $("word_wait").textContent);
        } else if (form.hidden) {
            $("end").submit();
        } else {
            form.scrollIntoView();
        }
    });

    // What the page shows counts what waits on the telephone too
    for (const entry of load()) {
        if (entry.kind === "count") {
            const number = round.querySelector(`[data-band="${entry.value.band}"] .number`);
            number.textContent = Math.max(0, Number(number.textContent) + entry.value.by);
        }
    }
    tell(load().length);
    send();
    window.addEventListener("online", send);
    window.setInterval(() => load().length && send(), 15000);
})();
