import { Component, onWillUnmount, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { imageUrl } from "@web/core/utils/urls";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Longest side of a photo before it leaves the phone: enough to see a mark on a floor, light on a poor network. */
const SIDE = 1280;
/** What was tapped is kept on the server once the finger rests, so that a phone that goes flat loses nothing. */
const REST = 1200;

const NOTES = {
    "0_4": [
        { value: "0", sign: "0", label: _t("Not done") },
        { value: "1", sign: "1", label: _t("Bad") },
        { value: "2", sign: "2", label: _t("Fair") },
        { value: "3", sign: "3", label: _t("Good") },
        { value: "4", sign: "4", label: _t("Perfect") },
        { value: "na", sign: _t("N/A"), label: _t("Does not exist here") },
    ],
    yes_no: [
        { value: "0", sign: _t("No"), label: _t("No") },
        { value: "4", sign: _t("Yes"), label: _t("Yes") },
        { value: "na", sign: _t("N/A"), label: _t("Does not exist here") },
    ],
};

/** The photo of a phone as a small JPEG in base64, upright; without metadata, since a canvas keeps none. */
export async function shrink(file) {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const ratio = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * ratio));
    canvas.height = Math.max(1, Math.round(picture.height * ratio));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL("image/jpeg", 0.72).split(",")[1];
}

/**
 * The criteria of an inspection, one card each: the inspector taps a note, takes a photo, goes on. Nothing to type.
 */
export class InspectionNotes extends Component {
    static template = "regie_quality.InspectionNotes";
    static props = { ...standardFieldProps };

    setup() {
        this.notification = useService("notification");
        this.state = useState({ open: {} });
        onWillUnmount(() => clearTimeout(this.timer));
    }

    get lines() {
        return this.props.record.data[this.props.name].records;
    }

    get notedCount() {
        return this.lines.filter((line) => line.data.note).length;
    }

    get percent() {
        return this.lines.length ? Math.round((100 * this.notedCount) / this.lines.length) : 0;
    }

    /** The lines, with the title of a part of the site above its first one. */
    get rows() {
        let last = null;
        return this.lines.map((line) => {
            const title = line.data.section && line.data.section !== last ? line.data.section : "";
            last = line.data.section;
            return { line, title };
        });
    }

    notes(line) {
        return NOTES[line.data.scale] || NOTES["0_4"];
    }

    color(line, note) {
        if (line.data.note !== note.value) {
            return "btn-outline-secondary";
        }
        return { 0: "btn-danger", 1: "btn-danger", 2: "btn-warning", 3: "btn-success", 4: "btn-success" }[note.value] || "btn-secondary";
    }

    label(line, note) {
        return _t("%(criterion)s: %(note)s", { criterion: line.data.name, note: `${note.sign}, ${note.label}` });
    }

    photoUrl(line) {
        const photo = line.data.photo;
        if (!photo) {
            return "";
        }
        // fresh from the phone it is the picture itself; read from the server, only its size
        return photo.length > 200
            ? `data:image/jpeg;base64,${photo}`
            : imageUrl("regie.quality.inspection.line", line.resId, "photo", { unique: line.data.write_date });
    }

    isPhotoMissing(line) {
        const { note, photo, photo_required_below: below } = line.data;
        return Boolean(note) && note !== "na" && Number(note) < below && !photo;
    }

    isCommentOpen(line) {
        return Boolean(line.data.comment) || this.state.open[line.id];
    }

    /** A second tap on the same note takes it back. */
    async set(line, note) {
        if (!this.props.readonly) {
            await line.update({ note: line.data.note === note ? false : note });
            this.keepSoon();
        }
    }

    async setComment(line, ev) {
        await line.update({ comment: ev.target.value });
        this.keepSoon();
    }

    async setPhoto(line, ev) {
        const [file] = ev.target.files;
        if (!file) {
            return;
        }
        try {
            await line.update({ photo: await shrink(file) });
            this.keepSoon();
        } catch {
            this.notification.add(_t("This file is not a photo that can be read."), { type: "danger" });
        }
        ev.target.value = "";
    }

    async removePhoto(line) {
        await line.update({ photo: false });
        this.keepSoon();
    }

    openComment(line) {
        this.state.open[line.id] = true;
    }

    keepSoon() {
        clearTimeout(this.timer);
        const { record } = this.props;
        if (record.resId) {
            this.timer = setTimeout(() => record.save(), REST);
        }
    }
}

export const inspectionNotes = {
    component: InspectionNotes,
    displayName: _t("Criteria to tap"),
    supportedTypes: ["one2many"],
    extractProps: (_fieldInfo, { readonly }) => ({ readonly }),
    relatedFields: [
        { name: "sequence", type: "integer" },
        { name: "section", type: "char" },
        { name: "name", type: "char" },
        { name: "expected_text", type: "text" },
        { name: "weight", type: "integer" },
        { name: "scale", type: "selection", selection: [] },
        { name: "is_eliminatory", type: "boolean" },
        { name: "photo_required_below", type: "integer" },
        { name: "note", type: "selection", selection: [], readonly: false },
        { name: "comment", type: "char", readonly: false },
        { name: "photo", type: "binary", readonly: false },
        { name: "write_date", type: "datetime" },
    ],
};

registry.category("fields").add("regie_inspection_notes", inspectionNotes);
