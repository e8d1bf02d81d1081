/**
 * What the phone keeps: the queue of what is not sent, in its order, and a few values (the day, the crew of the day).
 */
const NAME = "regie_field";
let opened;

function open() {
    opened ||= new Promise((resolve, reject) => {
        const request = indexedDB.open(NAME, 1);
        request.onupgradeneeded = () => {
            request.result.createObjectStore("queue", { keyPath: "seq", autoIncrement: true });
            request.result.createObjectStore("kept");
        };
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    return opened;
}

/** Run actions on a store in one transaction; resolves once they are on the disk. */
async function run(name, mode, act) {
    const database = await open();
    return new Promise((resolve, reject) => {
        const transaction = database.transaction(name, mode, { durability: "strict" });
        const request = act(transaction.objectStore(name));
        transaction.oncomplete = () => resolve(request?.result);
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
}

export const getQueue = () => run("queue", "readonly", (store) => store.getAll());
export const addToQueue = (entry) => run("queue", "readwrite", (store) => store.add(entry));
export const keep = (key, value) => run("kept", "readwrite", (store) => store.put(value, key));
export const find = (key) => run("kept", "readonly", (store) => store.get(key));

/** Change several entries at once: those without value are dropped. */
export const settle = (changes) =>
    run("queue", "readwrite", (store) => {
        for (const [seq, entry] of changes) {
            entry ? store.put(entry) : store.delete(seq);
        }
    });
