/* The round in the hand of the driver. Each answer is kept on the telephone, then sent with an identifier of its own: a bad
   network delays it, and sending it twice counts it once. Nothing stays on the telephone once it is sent. */
(function () {
    "use strict";
    const round = document.getElementById("round");
    if (!round) {
        return;
    }
    const $ = (id) => document.getElementById(id);
    const STORE = `portage.${round.dataset.round}`;
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
            entries: entries.map(({ at, ...entry }) => ({
                ...entry,
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
        for (const line of answer.result) {
            const entry = entries.find((one) => one.uid === line.uid);
            if (line.state === "refused") {
                show(entry.stop, "");
                refuse(line.message);
            } else if (line.message) {
                show(entry.stop, line.result, line.message);
            }
        }
        save(load().filter((entry) => !received.has(entry.uid)));
    }

    function refuse(message) {
        const line = document.createElement("p");
        line.className = "refusal";
        line.setAttribute("role", "alert");
        line.textContent = message;
        $("refused").append(line);
        line.scrollIntoView();
    }

    /** Show the answer of a door: a word in its line, the alert of an absence, the reason of a meal that is kept. */
    function show(stop, result, message = "") {
        const door = round.querySelector(`[data-stop="${stop}"]`);
        door.dataset.result = result;
        door.querySelector(".answer").textContent = result ? $(`label_${result}`).textContent : "";
        door.querySelector(".alert_absent").hidden = result !== "absent";
        const withheld = door.querySelector(".withheld");
        withheld.hidden = result !== "withheld";
        withheld.textContent = message || $("word_keep").textContent;
        $("done").textContent = [...round.querySelectorAll(".door")].filter((one) => one.dataset.result).length;
    }

    function isSafe(temperature) {
        const { low, high } = round.dataset;
        return temperature >= Number(low) && (high === "" || temperature <= Number(high));
    }

    function answer(door, result) {
        const field = door.querySelector("[name=temperature]");
        const text = field.value.trim().replace(",", ".");
        if (result === "delivered" && (field.required || text) && (text === "" || isNaN(text))) {
            field.focus();
            return;
        }
        const temperature = text === "" || isNaN(text) ? null : Number(text);
        const stop = Number(door.dataset.stop);
        const canvas = door.querySelector("canvas");
        const entry = {
            uid: uid(),
            at: Date.now(),
            stop,
            result,
            temperature,
            signature: canvas.dataset.drawn ? canvas.toDataURL("image/png") : "",
            note: door.querySelector("[name=note]").value,
        };
        save([...load(), entry]);
        const kept = result === "delivered" && temperature !== null && !isSafe(temperature) ? "withheld" : result;
        show(stop, kept);
        if (kept === "delivered" || kept === "refused") {
            door.open = false;
            const next = [...round.querySelectorAll(".door")].find((one) => !one.dataset.result);
            if (next) {
                next.open = true;
                next.scrollIntoView({ block: "nearest" });
            }
        }
        send();
    }

    /** A finger on a canvas. */
    function sign(canvas) {
        const pen = canvas.getContext("2d");
        pen.lineWidth = 2.5;
        pen.lineCap = "round";
        const at = (ev) => {
            const box = canvas.getBoundingClientRect();
            return [
                ((ev.clientX - box.left) * canvas.width) / box.width,
                ((ev.clientY - box.top) * canvas.height) / box.height,
            ];
        };
        canvas.addEventListener("pointerdown", (ev) => {
            pen.beginPath();
            pen.moveTo(...at(ev));
            canvas.dataset.drawn = "1";
        });
        canvas.addEventListener("pointermove", (ev) => {
            if (ev.buttons) {
                pen.lineTo(...at(ev));
                pen.stroke();
            }
        });
    }

    for (const door of round.querySelectorAll(".door")) {
        const canvas = door.querySelector("canvas");
        sign(canvas);
        for (const button of door.querySelectorAll("[data-answer]")) {
            button.addEventListener("click", () => answer(door, button.dataset.answer));
        }
        door.querySelector("[data-sign]").addEventListener("click", () => {
            door.querySelector(".sign").hidden = false;
        });
        door.querySelector("[data-clear]").addEventListener("click", () => {
            canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
            delete canvas.dataset.drawn;
        });
        show(door.dataset.stop, door.dataset.result);
    }

    // The end: everything is sent first
    $("end").addEventListener("submit", async (ev) => {
        ev.preventDefault();
        await send();
        if (load().length) {
            refuse($("word_wait").textContent);
        } else {
            $("end").submit();
        }
    });

    // What the page shows counts what waits on the telephone too
    for (const entry of load()) {
        show(entry.stop, entry.result);
    }
    const first = [...round.querySelectorAll(".door")].find((door) => !door.dataset.result);
    if (first) {
        first.open = true;
    }
    tell(load().length);
    send();
    window.addEventListener("online", send);
    window.setInterval(() => load().length && send(), 15000);
})();
