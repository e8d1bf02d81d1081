import { registry } from "@web/core/registry";
import { formatFloat } from "@web/core/utils/numbers";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";
import { Component, onWillStart, useState } from "@odoo/owl";

/** The result by activity: every figure opens what it is made of, with the same total. */
export class RegieActivityTable extends Component {
    static template = "regie_finance.ActivityTable";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        const asked = this.props.state || {};
        this.state = useState({ table: null, hidesZero: true });
        onWillStart(() =>
            this.load(asked.exercise || this.props.action.context.exercise_id || false, asked.grouping || "activity")
        );
    }

    async load(exercise, grouping) {
        this.state.table = await this.orm.call("regie.activity.table", "get_table", [exercise, grouping]);
        if (this.table.exercise) {
            this.props.updateActionState?.({ exercise: this.table.exercise.id, grouping });
        }
    }

    get table() {
        return this.state.table;
    }

    get rows() {
        const always = (row) => row.kind === "total" || Object.values(row.values).some((value) => value);
        return this.state.hidesZero ? this.table.rows.filter(always) : this.table.rows;
    }

    openExercises() {
        return this.action.doAction("regie_finance.regie_exercise_action");
    }

    setExercise(ev) {
        return this.load(parseInt(ev.target.value), this.table.group_by);
    }

    setGrouping(ev) {
        return this.load(this.table.exercise.id, ev.target.value);
    }

    show(row, column) {
        const value = row.values[column.key];
        return value || row.kind === "total" ? formatFloat(value, { digits: [16, 2] }) : "";
    }

    async open(row, column) {
        const { exercise, group_by } = this.table;
        const args = [exercise.id, group_by, row.id, column.key];
        this.action.doAction(await this.orm.call("regie.activity.table", "action_open_cell", args));
    }

    async print(report) {
        this.action.doAction(
            await this.orm.call("regie.activity.table", "action_print", [this.table.exercise.id, report])
        );
    }
}

registry.category("actions").add("regie_activity_table", RegieActivityTable);
