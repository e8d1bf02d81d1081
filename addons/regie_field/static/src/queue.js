import { addToQueue, getQueue, settle } from "./store";
import { toBase64 } from "./picture";

const MAX_ENTRIES = 50;
const MAX_BYTES = 1_500_000;
const EXPIRED = 100;

/** Whether the server was reached the last time. */
export const link = { online: true, login: false, other: false };

const numbers = () => crypto.getRandomValues(new Uint8Array(16));
const uuid = () => crypto.randomUUID?.() || Array.from(numbers(), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Call the server; throws without network, with `expired` when the person has to sign in again. */
export async function call(url, params) {
    let answer;
    try {
        const response = await fetch(url, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ jsonrpc: "2.0", method: "call", params }),
        });
        answer = await response.json();
        link.online = true;
    } catch (error) {
        link.online = false;
        throw error;
    }
    link.login = answer.error?.code === EXPIRED;
    if (answer.error) {
        throw new Error(answer.error.data?.message || answer.error.message);
    }
    return answer.result;
}

/** Keep an entry on the phone: it is safe from there, whatever the network. */
export async function add(user, kind, pass, data = {}, images = []) {
    const entry = { uid: uuid(), user, kind, pass, at: new Date().toISOString(), data, images, reason: "" };
    await addToQueue(entry);
    navigator.storage?.persist?.();
}

/** The next entries to send, in their order: as many as one call carries on a poor network. */
function nextBatch(queue, user) {
    const batch = [];
    let bytes = 0;
    for (const entry of queue) {
        if (entry.reason || entry.user !== user) {
            continue;
        }
        bytes += entry.images.reduce((total, image) => total + image.size * 1.4, 300);
        if (batch.length && (batch.length >= MAX_ENTRIES || bytes > MAX_BYTES)) {
            break;
        }
        batch.push(entry);
    }
    return batch;
}

async function pack({ uid, kind, pass, at, data, images }) {
    const pictures = await Promise.all(images.map(toBase64));
    const image = kind === "photo" ? { image: pictures[0] } : pictures.length ? { images: pictures } : {};
    return { uid, kind, pass, at, data: { ...data, ...image } };
}

async function send(user, told) {
    for (;;) {
        const batch = nextBatch(await getQueue(), user);
        if (!batch.length) {
            return;
        }
        const entries = await Promise.all(batch.map(pack));
        const answer = await call("/chantier/sync", { user, entries, sent_at: new Date().toISOString() });
        link.other = answer.user !== user;
        if (link.other) {
            return;
        }
        const results = new Map(answer.answers.map((one) => [one.uid, one]));
        await settle(
            batch.map((entry) => {
                const { result, message } = results.get(entry.uid) || { result: "refused", message: "?" };
                return [entry.seq, result === "refused" ? { ...entry, reason: message } : null];
            })
        );
        await told(answer.day);
    }
}

let sending = null;

/**
 * Send what waits, in order; one sender at a time, also between two tabs. `told` gets the day of the server after each
 * call. An entry leaves the phone only once the server said what became of it.
 */
export function flush(user, told) {
    const act = () => send(user, told).catch(() => {});
    const locked = () =>
        navigator.locks ? navigator.locks.request("regie_field", { ifAvailable: true }, (lock) => lock && act()) : act();
    sending ||= locked().finally(() => (sending = null));
    return sending;
}

/** Send a refused entry again, or drop it. */
export const retry = (entry) => settle([[entry.seq, { ...entry, reason: "" }]]);
export const drop = (entry) => settle([[entry.seq, null]]);
