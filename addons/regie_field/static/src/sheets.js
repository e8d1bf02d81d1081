import { button, el, sign } from "./dom";
import { canRead, readLabel } from "./label";

const KINDS = {
    start: "▶️", scan: "🔳", no_scan: "🏷️", photo: "📷", check: "✅", crew: "👥", done: "⏹️", missed: "⛔", anomaly: "⚠️",
};

/** The word of each kind of entry, among those of the page. */
const NAMES = { photo: "photo_after", check: "checks", done: "finish", missed: "not_done" };

/** What opens over the page: a crew, a choice of pictograms, the queue, the camera. */
export function drawSheet(field, sheet) {
    if (sheet.dialog) {
        return sheet.dialog; // the camera is not switched off and on because something was sent
    }
    const pass = field.passes.find((one) => one.id === sheet.pass);
    const [title, ...content] = SHEETS[sheet.name](field, sheet, pass);
    const close = button("✖️", field.words.close, field.close, { kind: "icon", key: "close", "aria-label": field.words.close });
    const dialog = el(
        "dialog",
        { "aria-label": title, oncancel: field.close },
        el("div", { class: "head" }, el("h2", {}, title), close),
        content
    );
    if (sheet.name === "scan") {
        sheet.dialog = dialog;
    }
    return dialog;
}

const SHEETS = {
    /** Everybody is here; a tap on who is not, a tap on why. */
    crew(field, sheet, pass) {
        const { words } = field;
        const absent = field.absent(pass);
        if (sheet.person) {
            return askAbsence(field, sheet, pass, absent);
        }
        const present = field.present(pass).length;
        const confirm = async () => {
            await field.setCrew(pass, absent, true);
            await field.close();
        };
        const word = present === pass.crew.length ? words.everybody : words.here.replace("%s", `${present}/${pass.crew.length}`);
        return [
            words.crew,
            button("👍", word, confirm, { kind: "next", key: "crew-ok" }),
            el(
                "ul",
                { class: "people" },
                pass.crew.map((person) => el("li", {}, drawPerson(field, sheet, person, absent[person.id])))
            ),
        ];
    },

    choice(field, { title, rows, done }) {
        const choose = async (key) => {
            await field.close();
            await done(key);
        };
        return [title, drawChoices(rows, choose)];
    },

    anomaly(field, sheet, pass) {
        const { words } = field;
        if (!sheet.key) {
            return [words.anomaly, drawChoices(field.day.anomalies, (key) => field.show({ ...sheet, key }))];
        }
        return [
            words.anomaly,
            button("📷", words.anomaly_photo, () => field.report(pass, sheet.key, true), { kind: "next", key: "with-photo" }),
            el("p", { class: "rule" }, words.photo_rule),
            button("📤", words.anomaly_send, () => field.report(pass, sheet.key, false), { kind: "quiet", key: "without-photo" }),
        ];
    },

    /** Read the label with the camera of the page, or say how to do it with that of the phone. */
    scan(field, sheet, pass) {
        const { words } = field;
        const refuse = async (reason) => {
            await field.close();
            await field.enter("no_scan", pass, { reason });
        };
        const without = [el("h2", {}, words.why_no_scan), drawChoices(field.day.reasons.no_scan || [], refuse)];
        if (!canRead()) {
            return [words.scan, el("p", {}, sign("📱"), ` ${words.scan_how}`), without];
        }
        const video = el("video", { playsinline: true, muted: true });
        const stop = { now: false };
        readLabel(video, stop)
            .then((label) => label && field.sheet === sheet && field.close().then(() => field.scanned(pass, label)))
            .catch(() => video.replaceWith(el("p", {}, sign("📱"), ` ${words.scan_how}`)));
        new MutationObserver((_, watch) => {
            if (!video.isConnected) {
                stop.now = true;
                watch.disconnect();
            }
        }).observe(field.root, { childList: true });
        return [words.scan, video, without];
    },

    queue(field, sheet) {
        const { words, queue } = field;
        const refused = queue.filter((entry) => entry.reason);
        return [
            words.queue,
            queue.length ? null : el("p", { class: "empty" }, sign("✔️"), words.sent),
            el("ul", { class: "queue" }, queue.map((entry) => el("li", {}, drawEntry(field, sheet, entry)))),
            refused.length ? button("🔁", words.retry, () => field.retry(refused), { kind: "next", key: "retry" }) : null,
        ];
    },

    message: (field, { text }) => [text],
};

function askAbsence(field, sheet, pass, absent) {
    const { words, day } = field;
    const person = pass.crew.find((one) => one.id === sheet.person);
    const choose = async (key) => {
        const { [person.id]: _before, ...others } = absent;
        await field.setCrew(pass, key ? { ...others, [person.id]: key } : others);
        await field.show({ ...sheet, person: null });
    };
    return [
        `${person.name} : ${words.why_absent}`,
        drawChoices(day.absences, choose),
        button("👋", words.is_here, () => choose(null), { kind: "quiet", key: "is-here" }),
    ];
}

function drawPerson(field, sheet, person, kind) {
    const absence = field.day.absences.find((one) => one.key === kind);
    return el(
        "button",
        {
            type: "button",
            class: `person ${kind ? "away" : "here"}`,
            "data-key": `person-${person.id}`,
            "aria-pressed": String(!kind),
            onclick: () => field.show({ ...sheet, person: person.id }),
        },
        el("span", { class: "word" }, person.name),
        sign(absence ? absence.pictogram : "✅"),
        absence ? el("span", { class: "hidden" }, absence.name) : null
    );
}

function drawChoices(rows, choose) {
    return el(
        "div",
        { class: "choices" },
        rows.map(({ key, name, pictogram }) => button(pictogram, name, () => choose(key), { key: `choice-${key}` }))
    );
}

function drawEntry(field, sheet, entry) {
    const { words } = field;
    const pass = field.day?.passes.find((one) => one.id === entry.pass);
    const sure = sheet.sure === entry.seq;
    const drop = () => (sure ? field.drop(entry) : field.show({ ...sheet, sure: entry.seq }));
    return el(
        "div",
        { class: `entry ${entry.reason ? "refused" : ""}` },
        el("p", {}, sign(KINDS[entry.kind]), ` ${words[NAMES[entry.kind] || entry.kind]}`),
        pass && el("p", {}, `${pass.site} · ${pass.service}`),
        entry.reason && el("p", { class: "reason" }, entry.reason),
        entry.reason && button("🗑️", sure ? words.drop_sure : words.drop, drop, { kind: "quiet", key: `drop-${entry.seq}` })
    );
}
