/** @odoo-module ignore **/
/* The door of a meeting: plain script, so that it opens at once on an old phone. */
(function () {
    "use strict";

    const UNDO_MS = 10000;
    const POLL_MS = 5000;

    function start() {
        const root = document.getElementById("door");
        const text = JSON.parse(root.dataset.texts);
        const get = (id) => document.getElementById(id);
        let state = JSON.parse(root.dataset.state);
        let filter = "all";
        let undoTimer = null;
        let signing = null;
        let busy = false;

        async function call(path, params) {
            const response = await fetch(`/governance/meeting/${root.dataset.meeting}/door/${path}`, {
                method: "POST",
                headers: { "Content-Type": "application/json" },
                body: JSON.stringify({ jsonrpc: "2.0", method: "call", params: params || {} }),
            });
            const body = await response.json();
            if (body.error) {
                throw new Error(body.error.data ? body.error.data.message : body.error.message);
            }
            return body.result;
        }

        function plain(value) {
            return value
                .normalize("NFD")
                .replace(/[\u0300-\u036f]/g, "")
                .toLowerCase();
        }

        function make(tag, className, content) {
            const element = document.createElement(tag);
            element.className = className || "";
            if (content) {
                element.textContent = content;
            }
            return element;
        }

        function describe(person) {
            const parts = [person.college];
            if (!person.isVoter) {
                parts.push(text.guest);
            }
            if (person.isPresent) {
                parts.push(`${text.since} ${person.came}`);
            } else if (person.left) {
                parts.push(`${text.left} ${person.left}`);
            } else if (person.isRepresented) {
                parts.push(text.represented);
            } else if (person.answer === "excused") {
                parts.push(text.excused);
            } else if (person.answer === "coming") {
                parts.push(text.coming);
            }
            return parts.filter(Boolean).join(" · ");
        }

        function addRow(list, person) {
            const row = make("li", "o_door_row");
            const tap = make("button", "o_door_person");
            tap.type = "button";
            tap.dataset.person = person.id;
            tap.setAttribute("aria-pressed", String(person.isPresent));
            const names = make("span", "o_door_names");
            names.append(make("strong", "", person.name));
            if (person.for) {
                names.append(make("span", "o_door_for", person.for));
            }
            names.append(make("span", "o_door_detail", describe(person)));
            tap.append(make("span", "o_door_tick", person.isPresent ? "✓" : ""), names);
            tap.addEventListener("click", () => pass(person.isPresent ? "leave" : "come", { person: person.id }));
            row.append(tap);
            if (!person.isPresent) {
                const sign = make("button", "o_door_pen", "✍");
                sign.type = "button";
                sign.setAttribute("aria-label", `${text.sign}: ${person.name}`);
                sign.addEventListener("click", () => openPad(person));
                row.append(sign);
            }
            list.append(row);
        }

        function render() {
            const wanted = plain(get("door_search").value.trim());
            const list = document.createDocumentFragment();
            const people = state.people.filter((person) => {
                const kept = filter === "all" || (filter === "in") === person.isPresent;
                return kept && plain(`${person.name} ${person.for}`).includes(wanted);
            });
            people.sort((one, other) => one.name.localeCompare(other.name));
            people.forEach((person) => addRow(list, person));
            if (!people.length) {
                list.append(make("li", "o_door_none", text.none));
            }
            get("door_list").replaceChildren(list);
            const quorum = get("door_quorum");
            quorum.textContent = `${state.quorum.isReached ? "✓" : "⚠"} ${state.quorum.sentence}`;
            quorum.classList.toggle("o_door_reached", state.quorum.isReached);
        }

        function show(id, content) {
            const box = get(id);
            box.hidden = !content;
            if (id === "door_error") {
                box.textContent = content || "";
            }
        }

        function offerUndo(done) {
            clearTimeout(undoTimer);
            const verbs = { come: text.come, leave: text.leave, undo: text.undo };
            get("door_undo_text").textContent = `${done.name} ${verbs[done.action]}`;
            get("door_undo_button").hidden = done.action === "undo";
            get("door_undo").dataset.person = done.id;
            show("door_undo", true);
            undoTimer = setTimeout(() => show("door_undo", false), done.action === "undo" ? 2000 : UNDO_MS);
        }

        async function pass(action, params) {
            if (busy) {
                return;
            }
            busy = true;
            const remote = get("door_remote");
            try {
                const answer = await call("pass", {
                    action,
                    is_remote: Boolean(action === "come" && remote && remote.checked),
                    ...params,
                });
                state = answer;
                show("door_error", answer.error);
                if (answer.done) {
                    offerUndo(answer.done);
                }
            } catch {
                show("door_error", text.offline);
            } finally {
                busy = false;
            }
            render();
        }

        async function poll() {
            if (!document.hidden && !busy && !signing) {
                try {
                    const fresh = await call("state");
                    if (!busy && !signing && JSON.stringify(fresh) !== JSON.stringify(state)) {
                        state = fresh;
                        render();
                    }
                } catch {
                    /* the next tap says that there is no connection */
                }
            }
            setTimeout(poll, POLL_MS);
        }

        /* Signature */
        const pad = get("door_pad");
        const pen = pad.getContext("2d");
        let isDrawn = false;

        function clearPad() {
            pen.fillStyle = "#fff";
            pen.fillRect(0, 0, pad.width, pad.height);
            pen.lineWidth = 4;
            pen.lineCap = "round";
            pen.strokeStyle = "#111";
            isDrawn = false;
        }

        function openPad(person) {
            signing = person;
            get("door_sign_name").textContent = person.name;
            clearPad();
            get("door_sign").showModal();
        }

        function point(event) {
            const box = pad.getBoundingClientRect();
            return [
                ((event.clientX - box.left) * pad.width) / box.width,
                ((event.clientY - box.top) * pad.height) / box.height,
            ];
        }

        pad.addEventListener("pointerdown", (event) => {
            pad.setPointerCapture(event.pointerId);
            pen.beginPath();
            pen.moveTo(...point(event));
        });
        pad.addEventListener("pointermove", (event) => {
            if (event.buttons) {
                pen.lineTo(...point(event));
                pen.stroke();
                isDrawn = true;
            }
        });
        get("door_sign_clear").addEventListener("click", clearPad);
        get("door_sign_cancel").addEventListener("click", () => get("door_sign").close());
        get("door_sign").addEventListener("close", () => {
            signing = null;
        });
        get("door_sign_ok").addEventListener("click", () => {
            if (isDrawn) {
                const person = signing.id;
                get("door_sign").close();
                pass("come", { person, signature: pad.toDataURL("image/png").split(",")[1] });
            }
        });

        /* Search, and codes: a scanner types the link of the convocation and the Enter key */
        const search = get("door_search");
        search.addEventListener("input", render);
        search.addEventListener("keydown", (event) => {
            if (event.key === "Enter") {
                event.preventDefault();
                const value = search.value.trim();
                if (value.includes("/my/meeting/") || /^[\w-]{40,}$/.test(value)) {
                    search.value = "";
                    pass("come", { code: value });
                }
            }
        });
        document.querySelectorAll("[data-filter]").forEach((button) =>
            button.addEventListener("click", () => {
                filter = button.dataset.filter;
                document
                    .querySelectorAll("[data-filter]")
                    .forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
                render();
            })
        );
        get("door_undo_button").addEventListener("click", () =>
            pass("undo", { person: Number(get("door_undo").dataset.person) })
        );
        render();
        setTimeout(poll, POLL_MS);
    }

    if (document.readyState === "loading") {
        document.addEventListener("DOMContentLoaded", start);
    } else {
        start();
    }
})();
