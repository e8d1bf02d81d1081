import { hoursOfEach, withQueue } from "./day";
import { isOfPass } from "./label";
import { takePhoto } from "./picture";
import { isFar, locate } from "./place";
import * as queue from "./queue";
import { draw } from "./screens";
import { find, getQueue, keep } from "./store";

const EVERY = 30_000;
const DAY = 24 * 3_600_000;

/**
 * The field on a phone: what is shown, and what each tap does. A tap is first kept on the phone, then drawn, then sent.
 */
export class Field {
    constructor(root) {
        this.root = root;
        this.words = JSON.parse(root.dataset.words);
        this.user = Number(root.dataset.user);
        this.day = null;
        this.queue = [];
        this.crews = {};
        this.quarters = {};
        this.sheet = null;
        this.busy = false;
        this.label = "";
        this.link = queue.link;
    }

    async start() {
        const [day, crews] = await Promise.all([find("day"), find("crews")]);
        // The day of somebody else, or of the day before yesterday, does not stay on the phone.
        const isOurs = day?.people && day.user === this.user && Date.now() - Date.parse(day.date) < 2 * DAY;
        this.day = isOurs ? day : null;
        this.crews = (isOurs && crews) || {};
        if (!isOurs) {
            await Promise.all([keep("day", null), keep("crews", {})]);
        }
        window.addEventListener("hashchange", () => this.draw());
        window.addEventListener("online", () => this.refresh());
        window.addEventListener("offline", () => this.draw());
        document.addEventListener("visibilitychange", () => document.hidden || this.refresh());
        setInterval(() => document.hidden || (this.queue.length ? this.send() : this.sheet || this.draw()), EVERY);
        await this.draw();
        await this.refresh();
    }

    // What is shown

    async draw() {
        this.queue = await getQueue();
        draw(this);
    }

    get hash() {
        return new URLSearchParams(location.hash.slice(1));
    }

    get passes() {
        return (this.day?.passes || []).map((pass) => withQueue(pass, this.day.people, this.queue));
    }

    /** The pass that is open, if any; a label that led here is remembered until the pass is started. */
    get pass() {
        const id = Number(this.hash.get("pass"));
        this.label = this.hash.get("label") || "";
        return this.passes.find((pass) => pass.id === id);
    }

    open(pass) {
        location.hash = pass ? `pass=${pass.id}` : "";
        window.scrollTo(0, 0);
    }

    show(sheet) {
        this.sheet = sheet;
        return this.draw();
    }

    close = () => this.show(null);

    /** The large button waits: what it asks for is being made ready. */
    wait() {
        this.busy = true;
        return this.draw();
    }

    // The network

    async refresh() {
        await this.send();
        try {
            await this.told(await queue.call("/chantier/today", {}));
        } catch {
            await this.draw();
        }
    }

    async send() {
        await queue.flush(this.user, (day) => this.told(day));
        await this.draw();
    }

    async told(day) {
        if (day.user !== this.user) {
            location.reload();
            return;
        }
        this.day = day;
        await keep("day", day);
        await this.draw();
    }

    /** Keep an entry, draw it, try to send it. */
    async enter(kind, pass, data, images) {
        try {
            await queue.add(this.user, kind, pass.id, data, images);
        } catch {
            await this.show({ name: "message", text: this.words.full });
            return;
        }
        await this.draw();
        this.send();
    }

    // The crew of the day: told once, it holds for the passes of the same team

    crewKey(pass) {
        return `${this.day.date}-${pass.team || pass.id}`;
    }

    absent(pass) {
        return this.crews[this.crewKey(pass)]?.absent || {};
    }

    present(pass) {
        const absent = this.absent(pass);
        return pass.crew.filter((person) => !absent[person.id]);
    }

    async setCrew(pass, absent, known) {
        const key = this.crewKey(pass);
        this.crews = { ...this.crews, [key]: { absent, known: known || Boolean(this.crews[key]?.known) } };
        await keep("crews", this.crews);
        await this.draw();
    }

    hours(pass) {
        return hoursOfEach(pass, this.present(pass).length, this.quarters[pass.id] || 0, Date.now());
    }

    async addQuarter(pass, count) {
        this.quarters[pass.id] = (this.quarters[pass.id] || 0) + count;
        await this.draw();
    }

    // The steps of a pass

    async begin(pass) {
        const label = this.label;
        await this.enter("start", pass);
        if (pass.crew.length && !this.crews[this.crewKey(pass)]?.known) {
            await this.show({ name: "crew", pass: pass.id });
        }
        if (label) {
            history.replaceState(null, "", `#pass=${pass.id}`);
            await this.scanned(pass, label);
        }
    }

    async finish(pass) {
        if (pass.crew.length) {
            const present = this.present(pass).map((person) => person.id);
            const expected = new Set(pass.crew.map((person) => String(person.id)));
            const absent = Object.entries(this.absent(pass)).filter(([person]) => expected.has(person));
            await this.enter("crew", pass, { present, absent: Object.fromEntries(absent), hours: this.hours(pass) });
        }
        await this.enter("done", pass);
        this.open(null);
    }

    async photo(pass, kind) {
        const image = await takePhoto(() => this.wait());
        if (image) {
            await this.prove("photo", pass, { kind }, [image]);
        }
    }

    async scanned(pass, label) {
        if (await isOfPass(label, pass)) {
            await this.prove("scan", pass, { label });
        } else {
            await this.show({ name: "message", text: this.words.scan_wrong });
        }
    }

    /** Enter a proof with its position; far from the site, ask why first. */
    async prove(kind, pass, data, images) {
        await this.wait();
        const position = await locate();
        this.busy = false;
        const enter = (reason) => this.enter(kind, pass, { ...data, ...position, reason }, images);
        const reasons = this.day.reasons.far || [];
        if (isFar(position, pass) && reasons.length) {
            await this.show({ name: "choice", title: this.words.why_far, rows: reasons, done: enter });
        } else {
            await enter(0);
        }
    }

    /** Tick what is left of the checklist. */
    tickAll(pass) {
        const left = pass.checks.filter((check) => !check.result).map((check) => [check.id, "done"]);
        return this.enter("check", pass, { results: Object.fromEntries(left) });
    }

    /** Tick a line; ticked again it is a fault, and what is wrong may be reported. */
    tick(pass, check) {
        const result = check.result === "done" ? "fault" : "done";
        return this.enter("check", pass, { results: { [check.id]: result } });
    }

    async report(pass, key, withPhoto) {
        const image = withPhoto ? await takePhoto(() => this.wait()) : null;
        await this.close();
        await this.prove("anomaly", pass, { key }, image ? [image] : []);
    }

    async retry(entries) {
        await Promise.all(entries.map(queue.retry));
        await this.close();
        await this.send();
    }

    async drop(entry) {
        await queue.drop(entry);
        await this.draw();
    }
}

/** Have the page open without network: the files that it is made of are kept by its worker. */
async function keepPage() {
    if (!("serviceWorker" in navigator)) {
        return;
    }
    await navigator.serviceWorker.register("/chantier/sw.js", { scope: "/chantier" });
    const { active } = await navigator.serviceWorker.ready;
    const parts = document.querySelectorAll("script[src], link[rel=stylesheet], link[rel~=icon], link[rel=manifest]");
    active.postMessage({ files: Array.from(parts, (part) => part.src || part.href) });
    document.documentElement.dataset.kept = "1";
}

function openField() {
    const field = new Field(document.getElementById("field"));
    field.start();
    keepPage().catch(() => {});
}

document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", openField) : openField();
