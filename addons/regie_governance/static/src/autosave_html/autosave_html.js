import { HtmlField, htmlField } from "@html_editor/fields/html_field";
import { registry } from "@web/core/registry";
import { useDebounced } from "@web/core/utils/timing";

const DELAY = 1200;

/**
 * Words that are saved while they are typed, less than two seconds after the last key: the editor of core, whose record
 * is saved by itself. A record that is not created yet waits for its first save.
 */
export class RegieAutosaveHtml extends HtmlField {
    setup() {
        super.setup();
        this.debouncedSave = useDebounced(() => this.autosave(), DELAY);
    }

    onChange() {
        super.onChange();
        this.debouncedSave();
    }

    async autosave() {
        const { record } = this.props;
        if (record.resId && !this.props.readonly && this.isDirty) {
            await this.commitChanges();
            await record.save({ reload: false });
        }
    }
}

registry.category("fields").add("regie_autosave_html", { ...htmlField, component: RegieAutosaveHtml });
