import base64

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.regie_base.tools.small_cells import protect, protect_ticks

from ..tools.workbook import write_workbook

#: What a figure that would tell of a person is replaced by.
HIDDEN = "•"


class RegieActivityStatistics(models.TransientModel):
    """The statistics of the activities for those outside the team: counts without names, small ones hidden. 8.10."""

    _name = "regie.activity.statistics"
    _description = "Statistics of the activities"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    date_from = fields.Date(string="From", required=True, default=lambda self: self._default_date_from())
    date_to = fields.Date(string="To", required=True, default=fields.Date.context_today)
    group_by = fields.Selection(
        [("type_id", "Kind of activity"), ("family", "Family"), ("site_id", "Site"), ("organizer_id", "Organiser")],
        string="One line for each",
        required=True,
        default="type_id",
    )
    file = fields.Binary(attachment=False, readonly=True)
    file_name = fields.Char(readonly=True)

    @api.model
    def _default_date_from(self):
        return fields.Date.context_today(self) + relativedelta(month=1, day=1)

    @api.depends("date_from", "date_to")
    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Statistics of the activities")

    def _get_rows(self):
        """Return the lines ``{name, sessions, people, new, qpv, present, rate, hours, cost}``, small counts hidden.

        :raise UserError: E-ACT-20 when the reader belongs to another régie
        """
        self.ensure_one()
        if self.company_id not in self.env.user.company_ids:
            raise UserError(self.env._("Choose your own régie. (E-ACT-20)"))
        limit = int(self.env["regie.parameter"].get("activite_petits_nombres", self.date_to))
        domain = [
            ("company_id", "=", self.company_id.id),
            ("date", ">=", self.date_from),
            ("date", "<=", self.date_to),
        ]
        names = ("people", "new_people", "qpv_people")
        aggregates = ["session_count:sum", *(f"{name}:count_distinct" for name in names), "present:sum"]
        aggregates += ["anonymous:sum", "absent:sum", "hours:sum", "cost:sum"]
        # sudo: counts only, and those that would tell of somebody are hidden below
        groups = self.env["regie.activity.report"].sudo()._read_group(domain, [self.group_by], aggregates)
        shown = protect([group[2] for group in groups], limit)
        return [self._prepare_row(group, people, limit) for group, people in zip(groups, shown, strict=True)]

    def _prepare_row(self, group, people, limit):
        key, sessions, whole, new, qpv, present, anonymous, absent, hours, cost = group
        told = people is not None
        new, qpv = protect_ticks([new, qpv], whole, limit) if told and whole else (people, people)
        rate = 100 * present / (present + absent) if told and present + absent else None
        presences = present + anonymous
        return {
            "name": self._get_row_name(key),
            "sessions": sessions,
            "people": people,
            "new": new,
            "qpv": qpv,
            "presences": presences if told else None,
            "rate": rate and round(rate, 1),
            "hours": round(hours, 1) if told else None,
            "cost": round(cost / presences, 2) if told and presences else None,
        }

    def _get_row_name(self, key):
        if not key:
            return self.env._("Not said")
        if self.group_by == "family":
            return dict(self.env["regie.activity.type"]._fields["family"]._description_selection(self.env))[key]
        return key.display_name

    def _get_titles(self):
        labels = dict(self._fields["group_by"]._description_selection(self.env))
        report = self.env["regie.activity.report"]._fields
        names = ("session_count", "people", "new_people", "qpv_people")
        return [
            labels[self.group_by],
            *(report[name]._description_string(self.env) for name in names),
            self.env._("Presences"),
            *(report[name]._description_string(self.env) for name in ("attendance_rate", "hours", "cost_per_person")),
        ]

    def _get_cells(self):
        """The lines as they are printed: a hidden figure is a dot, a missing one is empty."""
        return [
            [
                HIDDEN if value is None and row["people"] is None else value if value is not None else ""
                for value in row.values()
            ]
            for row in self._get_rows()
        ]

    def action_print(self):
        """Print the statistics."""
        self.ensure_one()
        return self.env.ref("regie_activity.regie_activity_statistics_report").report_action(self)

    def action_export(self):
        """Download the statistics as a workbook."""
        self.ensure_one()
        name = f"activites-{self.date_from}-{self.date_to}.xlsx"
        content = write_workbook([(self.env._("Activities"), self._get_titles(), self._get_cells())])
        self.write({"file": base64.b64encode(content), "file_name": name})
        url = f"/web/content/{self._name}/{self.id}/file/{name}?download=true"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}
