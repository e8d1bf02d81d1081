import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component } from "@odoo/owl";

/** Who can read the confidential part now, by name and by reason. */
export class RegiePadlock extends Component {
    static template = "regie_accompaniment.Padlock";
    static props = { ...standardFieldProps };

    get readers() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("regie_padlock", { component: RegiePadlock, supportedTypes: ["json"] });
