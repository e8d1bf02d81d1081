import { Component } from "@odoo/owl";
import { formatFloat } from "@web/core/utils/numbers";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { useService } from "@web/core/utils/hooks";

/** A figure as an accountant writes it: two decimals, nothing for nil. */
function format(figure) {
    return figure ? formatFloat(figure, { digits: [16, 2] }) : "";
}

/** One statement of the annual accounts: each figure opens its journal items. */
export class RegieStatementTable extends Component {
    static template = "regie_accounts.StatementTable";
    static props = { ...standardFieldProps, statement: { type: String } };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.format = format;
    }

    get data() {
        return this.props.record.data[this.props.name] || { statements: {} };
    }

    get rows() {
        return this.data.statements[this.props.statement] || [];
    }

    get columns() {
        const asset = this.props.statement === "balance_asset" ? ["gross", "depreciation"] : [];
        return [...asset, "amount", ...(this.data.before ? ["amount_before"] : [])];
    }

    /** A phone shows what a row comes to; the detail of assets waits for a wider screen. */
    detail(column) {
        return column === "gross" || column === "depreciation" ? "d-none d-md-table-cell" : "";
    }

    async open(row, column) {
        const { resModel, resId } = this.props.record;
        const action = await this.orm.call(resModel, "action_view_items", [[resId], this.props.statement, row.code, column]);
        this.action.doAction(action);
    }
}

registry.category("fields").add("regie_statement_table", {
    component: RegieStatementTable,
    supportedTypes: ["json"],
    extractProps: ({ options }) => ({ statement: options.statement }),
});

/** A table of the annex. */
export class RegieAnnexTable extends Component {
    static template = "regie_accounts.AnnexTable";
    static props = { ...standardFieldProps };

    setup() {
        this.format = format;
    }

    get table() {
        return this.props.record.data[this.props.name] || { heads: [], rows: [] };
    }

    isNumber(cell) {
        return typeof cell === "number";
    }
}

registry.category("fields").add("regie_annex_table", { component: RegieAnnexTable, supportedTypes: ["json"] });
