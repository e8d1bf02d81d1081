import { onMounted, onWillUnmount } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";

/** A number of votes that grows by itself while the vote is open: the record is read again, never while it is edited. */
export class VoteTurnout extends IntegerField {
    setup() {
        super.setup();
        onMounted(() => {
            this.timer = setInterval(() => this.refresh(), 5000);
        });
        onWillUnmount(() => clearInterval(this.timer));
    }

    async refresh() {
        const record = this.props.record;
        if (record.data.state === "open" && !document.hidden && !(await record.isDirty())) {
            await record.load();
        }
    }
}

registry.category("fields").add("regie_vote_turnout", {
    ...integerField,
    component: VoteTurnout,
    displayName: _t("Votes received"),
    supportedTypes: ["integer"],
});
