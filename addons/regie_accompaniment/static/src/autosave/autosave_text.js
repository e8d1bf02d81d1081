import { useDebounced } from "@web/core/utils/timing";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { TextField, textField } from "@web/views/fields/text/text_field";
import { onWillUnmount, useState } from "@odoo/owl";

const { DateTime } = luxon;
const DELAY = 900;

/**
 * A note that is saved while it is typed, by itself: less than two seconds after the last key. Only the note is
 * sent, the rest of the form stays as it is.
 */
export class RegieAutosaveText extends TextField {
    static template = "regie_accompaniment.AutosaveText";

    setup() {
        super.setup();
        // not useService("orm"): it refuses to speak for a page that is being left, and the last words go then
        this.orm = this.env.services.orm;
        this.status = useState({ text: "", level: "muted" });
        this.saved = this.props.record.data[this.props.name] || "";
        this.queue = Promise.resolve();
        this.debouncedSave = useDebounced(() => this.autosave(), DELAY);
        onWillUnmount(() => this.autosave());
    }

    onNoteInput() {
        this.status.text = _t("Typing…");
        this.status.level = "muted";
        this.debouncedSave();
    }

    autosave() {
        const value = this.textareaRef.el?.value;
        if (value === undefined || value === this.saved || this.props.readonly) {
            return;
        }
        this.saved = value;
        this.queue = this.queue.then(() => this.send(value));
        return this.queue;
    }

    async send(value) {
        const { record, name } = this.props;
        try {
            if (!record.resId) {
                await record.update({ [name]: value });
                if (!(await record.save())) {
                    throw new Error("incomplete");
                }
            } else {
                await this.orm.silent.call(record.resModel, "autosave_note", [record.resId, name, value]);
            }
            this.status.text = _t("Saved at %s", DateTime.now().toFormat("HH:mm:ss"));
            this.status.level = "success";
        } catch (error) {
            this.saved = null;
            this.status.text = _t("Not saved: keep this page open");
            this.status.level = "danger";
            if (error.message !== "incomplete") {
                throw error;
            }
        }
    }
}

export const regieAutosaveText = { ...textField, component: RegieAutosaveText };

registry.category("fields").add("regie_autosave_text", regieAutosaveText);
