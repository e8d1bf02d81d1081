from odoo import api, models

HOURS, HOUR_COST = "hours", "hour_cost"


class RegieActivityTable(models.AbstractModel):
    """The result by activity with its hours, and what an hour costs once the overheads are shared."""

    _inherit = "regie.activity.table"

    @api.model
    def action_open_cell(self, exercise_id, group_by, row_id, column):
        """The hours of a cell are the lines of the worksites."""
        if row_id != HOURS:
            return super().action_open_cell(exercise_id, group_by, row_id, column)
        exercise = self._get_exercise(exercise_id)
        table = self.get_table(exercise.id, group_by)
        [chosen] = [one for one in table["columns"] if one["key"] == column]
        activities = self.env["regie.activity"].browse([key for key in chosen["ids"] if key])
        action = self.env["ir.actions.act_window"]._for_xml_id("analytic.account_analytic_line_action_entries")
        domain = [
            *self._get_hours_domain(exercise),
            (self._get_hours_column(), "in", activities.analytic_account_id.ids),
        ]
        name = f"{self.env._('Hours worked')} · {chosen['name']} · {exercise.name}"
        return {**action, "domain": domain, "context": {}, "name": name, "display_name": name}

    @api.model
    def _get_hours(self, exercise):
        """``{activity id: hours}`` worked over the exercise, corrections included."""
        column = self._get_hours_column()
        groups = self.env["account.analytic.line"]._read_group(
            [*self._get_hours_domain(exercise), (column, "!=", False)], [column], ["unit_amount:sum"]
        )
        axis = self._get_axis(exercise.company_id, "activity", [account for account, _hours in groups])
        return {axis[account.id]: round(hours, 2) for account, hours in groups if account.id in axis}

    def _get_other_activities(self, exercise):
        return [*super()._get_other_activities(exercise), *self._get_hours(exercise)]

    def _get_hours_column(self):
        # sudo: the name of a column tells nothing
        return self.env.ref("regie_base.analytic_plan_activity").sudo()._column_name()

    def _get_hours_domain(self, exercise):
        return [
            ("company_id", "=", exercise.company_id.id),
            ("date", ">=", exercise.date_from),
            ("date", "<=", exercise.date_to),
            ("project_id", "!=", False),
        ]

    def _get_rows(self, exercise, figures, given, columns):
        """Two more rows: hours, and full cost of an hour (expenses and share of the overheads ÷ hours)."""
        rows = super()._get_rows(exercise, figures, given, columns)
        if any(column["key"] == "funding" for column in columns) or not (hours := self._get_hours(exercise)):
            return rows
        natures = {row.id: row.nature for row in self.env["regie.result.row"].search([])}
        overheads = self._sum_given(given)
        hour_row = {"id": HOURS, "name": self.env._("Hours worked"), "kind": "hours", "values": {}}
        cost_row = {"id": HOUR_COST, "name": self.env._("Full cost of an hour"), "kind": "figure", "values": {}}
        for column in columns:
            keys = [key for key in column["ids"] if key]
            worked = round(sum(hours.get(key, 0.0) for key in keys), 2)
            cost = sum(-overheads.get(key, 0.0) for key in keys) - sum(
                amount
                for key in keys
                for row, amount in figures.get(key, {}).items()
                if natures.get(row) == "direct_charge"
            )
            hour_row["values"][column["key"]] = worked
            cost_row["values"][column["key"]] = round(cost / worked, 2) if worked else None
        return [*rows, {**hour_row, "nature": False, "unit": "h"}, {**cost_row, "nature": False, "unit": "€"}]
