/** What a pass looks like once everything that waits on the phone is counted. Pure functions, no page. */

/** Five minutes, in hours. */
const SHORTEST = 0.08;

/** The pass as the server told it, with the names of its crew and what was entered since and is not refused. */
export function withQueue(pass, people, queue) {
    const seen = { ...pass, taken: { ...pass.taken }, checks: pass.checks.map((check) => ({ ...check })) };
    seen.crew = pass.crew.map((id) => ({ id, name: people[id] }));
    for (const entry of queue) {
        if (entry.pass === pass.id && !entry.reason) {
            STEPS[entry.kind]?.(seen, entry);
        }
    }
    return seen;
}

const STEPS = {
    start(pass, { at }) {
        pass.state = "in_progress";
        pass.started ||= at;
    },
    done: (pass) => (pass.state = "done"),
    missed: (pass) => (pass.state = "missed"),
    scan: (pass) => (pass.taken.scan = 1),
    no_scan: (pass) => (pass.no_scan = true),
    photo: (pass, { data }) => (pass.taken[data.kind] = (pass.taken[data.kind] || 0) + 1),
    check(pass, { data }) {
        for (const check of pass.checks) {
            check.result = data.results[check.id] || check.result;
        }
    },
};

/** What is left to do before the end: the one large button of the page says it. */
export function nextStep(pass) {
    if (["planned", "missed"].includes(pass.state)) {
        return "start";
    }
    if (pass.state !== "in_progress") {
        return null;
    }
    if (pass.scan && !pass.taken.scan && !pass.no_scan) {
        return "scan";
    }
    if (pass.photos.includes("photo_before") && !pass.taken.photo_before) {
        return "photo_before";
    }
    if (pass.checks.some((check) => !check.result)) {
        return "checks";
    }
    if (pass.photos.includes("photo_after") && !pass.taken.photo_after) {
        return "photo_after";
    }
    return "finish";
}

/** Milliseconds of a date, of the server (UTC, without zone) or of the phone. */
export const toTime = (text) => Date.parse(text.includes("T") ? text : text.replace(" ", "T") + "Z");

/** Hours of each person: since the start by five minutes, or as planned when the pass was only ticked; then ± ¼ h. */
export function hoursOfEach(pass, present, quarters, now) {
    const minutes = pass.started ? (now - toTime(pass.started)) / 60_000 : 0;
    const planned = pass.minutes / Math.max(present, 1);
    const counted = minutes >= 5 ? Math.round(minutes / 5) * 5 : planned || 5;
    return Math.max(SHORTEST, Math.round((counted / 60 + quarters / 4) * 100) / 100);
}

/** "1 h 30" */
export function formatHours(hours) {
    const minutes = Math.round(hours * 60);
    return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
}

/** "8 h 30" of an hour of the day, nothing when it is free. */
export const formatHour = (hour) => (hour ? formatHours(hour) : "");
