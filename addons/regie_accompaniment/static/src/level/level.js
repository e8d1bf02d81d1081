import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

/** The four levels of a barrier as four buttons: one tap, no list to open. */
export class RegieLevel extends Component {
    static template = "regie_accompaniment.Level";
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get options() {
        return this.props.record.fields[this.props.name].selection.map(([key, name]) => ({ key, name }));
    }

    choose(key) {
        if (!this.props.readonly) {
            this.props.record.update({ [this.props.name]: key });
        }
    }
}

registry.category("fields").add("regie_level", {
    component: RegieLevel,
    supportedTypes: ["selection"],
    // a tap counts on a row that nobody opened for writing
    extractProps: (_fieldInfo, { readonly }) => ({ readonly }),
});
