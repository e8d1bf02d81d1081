import { Component, xml } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** A month that is stored by its first day, written by its name: « octobre 2026 ». Read only. */
export class MonthField extends Component {
    static template = xml`<span t-out="month" />`;
    static props = { ...standardFieldProps };

    get month() {
        const day = this.props.record.data[this.props.name];
        return day ? day.toFormat("LLLL yyyy") : "";
    }
}

export const monthField = {
    component: MonthField,
    displayName: _t("Month"),
    supportedTypes: ["date"],
};

registry.category("fields").add("regie_month", monthField);
