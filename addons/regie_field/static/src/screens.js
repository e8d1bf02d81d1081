import { formatHour, formatHours, nextStep } from "./day";
import { button, el, sign } from "./dom";
import { drawSheet } from "./sheets";

const SIGNS = { planned: "⬜", in_progress: "▶️", done: "✅", validated: "✅", missed: "⛔" };
const STEPS = { start: "▶️", scan: "🔳", photo_before: "📷", checks: "✅", photo_after: "📸", finish: "⏹️" };

/** Draw the whole page again; who was on a button stays on it. */
export function draw(field) {
    const focused = document.activeElement?.dataset?.key;
    const pass = field.pass;
    const screen = pass ? drawPass(field, pass) : drawDay(field);
    const sheet = field.sheet && drawSheet(field, field.sheet);
    field.root.replaceChildren(...screen, ...(sheet ? [sheet] : []));
    // Drawn again, a sheet that is kept is no longer modal for the browser.
    sheet?.removeAttribute("open");
    sheet?.showModal();
    if (focused) {
        field.root.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
}

/** How much waits on this phone: always in sight, and read aloud when it changes. */
function drawStatus(field) {
    const refused = field.queue.filter((entry) => entry.reason).length;
    const waiting = field.queue.length - refused;
    const { words, link } = field;
    const text = [waiting && `${waiting} ${words.waiting}`, refused && `${refused} ${words.refused}`].filter(Boolean);
    const state = refused ? "bad" : waiting ? "wait" : "ok";
    return el(
        "button",
        { type: "button", class: `status ${state}`, "data-key": "status", onclick: () => field.show({ name: "queue" }) },
        sign(refused ? "⚠️" : waiting ? "☁️" : "✔️"),
        el("span", { role: "status", "data-waiting": waiting, "data-refused": refused }, text.join(", ") || words.sent),
        navigator.onLine && link.online ? null : sign("📵")
    );
}

function drawWarnings({ words, link, queue }) {
    const warnings = [
        !(navigator.onLine && link.online) && words.offline,
        link.other && words.other_user,
    ].filter(Boolean);
    return [
        ...warnings.map((text) => el("p", { class: "warning" }, text)),
        link.login && queue.length !== null
            ? el("p", { class: "warning" }, el("a", { href: "/web/login?redirect=/chantier" }, words.login))
            : null,
    ].filter(Boolean);
}

function drawDay(field) {
    const { words, day, passes } = field;
    const date = day ? new Date(`${day.date}T12:00:00`) : new Date();
    const format = { weekday: "long", day: "numeric", month: "long" };
    return [
        el(
            "header",
            {},
            el("h1", {}, date.toLocaleDateString(document.documentElement.lang, format)),
            button("🔄", words.today, () => field.refresh(), { kind: "icon", key: "refresh", "aria-label": words.today }),
            drawStatus(field)
        ),
        el(
            "main",
            {},
            drawWarnings(field),
            passes.length
                ? el("ul", { class: "passes" }, passes.map((pass) => el("li", {}, drawCard(field, pass))))
                : el("p", { class: "empty" }, sign("🌤️"), words.none)
        ),
    ];
}

function drawCard(field, pass) {
    const hours = [formatHour(pass.from), formatHour(pass.until)].filter(Boolean).join(" – ");
    return el(
        "button",
        {
            type: "button",
            class: `card ${pass.state}`,
            "data-key": `pass-${pass.id}`,
            onclick: () => field.open(pass),
        },
        el("span", { class: "pictogram", "aria-hidden": "true" }, pass.pictogram),
        el("span", { class: "what" }, el("strong", {}, pass.site), el("span", {}, pass.service), hours && el("small", {}, hours)),
        el("span", { class: "state" }, sign(SIGNS[pass.state]), el("span", {}, field.words[pass.state]))
    );
}

function drawPass(field, pass) {
    const { words } = field;
    const running = pass.state === "in_progress";
    const title = el("h1", {}, sign(pass.pictogram), ` ${pass.service}`);
    return [
        el(
            "header",
            {},
            button("⬅️", words.back, () => field.open(null), { kind: "icon", key: "back", "aria-label": words.back }),
            title,
            drawStatus(field)
        ),
        el(
            "main",
            { class: "pass" },
            drawWarnings(field),
            drawPlace(field, pass),
            running && drawTools(field, pass),
            running && drawChecks(field, pass),
            pass.state === "planned" && drawMissed(field, pass)
        ),
        drawNext(field, pass),
    ];
}

function drawPlace({ words }, pass) {
    const map = pass.latitude || pass.longitude;
    const spot = `${pass.latitude}/${pass.longitude}`;
    const address = `https://www.openstreetmap.org/?mlat=${pass.latitude}&mlon=${pass.longitude}#map=18/${spot}`;
    return el(
        "section",
        { class: "place" },
        el("p", {}, el("strong", {}, pass.site), el("br"), pass.path),
        pass.address && el("p", {}, pass.address),
        pass.access && el("p", { class: "access" }, sign("🔑"), el("span", { class: "hidden" }, words.door), ` ${pass.access}`),
        map ? el("a", { class: "way", href: address, target: "_blank", rel: "noopener" }, sign("🗺️"), ` ${words.way}`) : null
    );
}

function drawTools(field, pass) {
    const { words } = field;
    const { taken } = pass;
    const count = (kind) => (taken[kind] ? ` (${taken[kind]})` : "");
    return el(
        "div",
        { class: "tools" },
        button("📷", words.photo_before + count("photo_before"), () => field.photo(pass, "photo_before"), { key: "before" }),
        button("📸", words.photo_after + count("photo_after"), () => field.photo(pass, "photo_after"), { key: "after" }),
        button("⚠️", words.anomaly, () => field.show({ name: "anomaly", pass: pass.id }), { key: "anomaly" }),
        pass.crew.length
            ? button("👥", `${field.present(pass).length}/${pass.crew.length}`, () => field.show({ name: "crew", pass: pass.id }), {
                  key: "crew",
                  "aria-label": words.crew,
              })
            : null,
        el("p", { class: "rule" }, words.photo_rule)
    );
}

function drawMissed(field, pass) {
    return button("⛔", field.words.not_done, () => askReason(field, pass, "missed", field.words.why_missed), {
        kind: "quiet",
        key: "missed",
    });
}

function askReason(field, pass, kind, title) {
    const rows = field.day.reasons[kind] || [];
    field.show({ name: "choice", title, rows, done: (reason) => field.enter(kind, pass, { reason }) });
}

function drawChecks(field, pass) {
    const signs = { done: "✅", fault: "⚠️" };
    const { words } = field;
    return el(
        "ul",
        { class: "checks" },
        pass.checks.map((check) =>
            el(
                "li",
                {},
                el(
                    "button",
                    {
                        type: "button",
                        class: `check ${check.result}`,
                        "aria-pressed": String(Boolean(check.result)),
                        "data-key": `check-${check.id}`,
                        onclick: () => field.tick(pass, check),
                    },
                    sign(check.pictogram),
                    el("span", { class: "word" }, check.name, check.result === "fault" ? ` : ${words.fault}` : ""),
                    sign(signs[check.result] || "⬜")
                )
            )
        )
    );
}

/** The one large button: what is next. Before the end, the hours of each one can be put right by a finger. */
function drawNext(field, pass) {
    const step = nextStep(pass);
    const { words } = field;
    const acts = {
        start: () => field.begin(pass),
        scan: () => field.show({ name: "scan", pass: pass.id }),
        photo_before: () => field.photo(pass, "photo_before"),
        checks: () => field.tickAll(pass),
        photo_after: () => field.photo(pass, "photo_after"),
        finish: () => field.finish(pass),
    };
    if (!step) {
        return el("footer", {}, el("p", { class: "over" }, sign(SIGNS[pass.state]), ` ${words[pass.state]}`));
    }
    const adjust = step === "finish" && pass.crew.length;
    return el(
        "footer",
        {},
        adjust
            ? el(
                  "div",
                  { class: "hours" },
                  button("➖", "¼ h", () => field.addQuarter(pass, -1), { key: "less", "aria-label": words.less }),
                  el("p", {}, el("strong", {}, formatHours(field.hours(pass))), ` ${words.each}`),
                  button("➕", "¼ h", () => field.addQuarter(pass, 1), { key: "more", "aria-label": words.more })
              )
            : null,
        button(STEPS[step], words[step], acts[step], { kind: `next ${step}`, key: "next", disabled: field.busy })
    );
}
