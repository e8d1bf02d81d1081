from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL


class ProjectProject(models.Model):
    """A worksite is a project with a code: the code is what teams and files call it by."""

    _inherit = "project.project"
    _rec_names_search = ["name", "worksite_code"]

    worksite_code = fields.Char(
        copy=False,
        tracking=True,
        help="Short code of the worksite, as written on the hours sheets. A project with a code is a worksite: "
        "its hours follow the rules of the hours and go to the papers of the State and of the buyers.",
    )
    activity_id = fields.Many2one(
        "regie.activity",
        index="btree_not_null",
        tracking=True,
        check_company=True,
        help="The hours and the costs of the worksite go to the analytic account of this activity. "
        "Changing it changes the hours typed from now on; those already typed keep the activity they had.",
    )
    # "portal" would show the hours, with their names, to a buyer made a follower of the worksite
    privacy_visibility = fields.Selection(default="employees")
    hours_count = fields.Float(
        string="Hours worked",
        compute="_compute_hours_count",
        help="All hours typed on the worksite, corrections included.",
    )

    _worksite_code_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), worksite_code) WHERE worksite_code IS NOT NULL",
        "A worksite of the company already has this code.",
    )

    def _compute_hours_count(self):
        groups = self.env["account.analytic.line"]._read_group(
            [("project_id", "in", self.ids)], ["project_id"], ["unit_amount:sum"]
        )
        hours = {project.id: total for project, total in groups}
        for project in self:
            project.hours_count = hours.get(project.id, 0.0)

    @api.depends("worksite_code")
    def _compute_display_name(self):
        super()._compute_display_name()
        for project in self.filtered("worksite_code"):
            project.display_name = f"{project.worksite_code} {project.display_name}"

    @api.model_create_multi
    def create(self, vals_list):
        """The code is kept without the spaces of a spreadsheet; the activity gives its analytic account."""
        return super().create([self._clean_worksite_vals(vals) for vals in vals_list])

    def write(self, vals):
        """A worksite whose months are validated stays a worksite: its hours could otherwise leave the papers."""
        vals = self._clean_worksite_vals(vals)
        if "worksite_code" in vals or "company_id" in vals:
            self._check_worksite_free(vals)
        return super().write(vals)

    @api.model
    def _clean_worksite_vals(self, vals):
        """Strip the code, and keep the activity and the account of the plan "Activities" equal to each other."""
        vals = dict(vals)
        if "worksite_code" in vals:
            vals["worksite_code"] = (vals["worksite_code"] or "").strip() or False
        column = self.env["account.analytic.line"]._get_activity_column()
        if "activity_id" in vals:
            vals[column] = self.env["regie.activity"].browse(vals["activity_id"]).analytic_account_id.id
        elif column in vals:
            account = [("analytic_account_id", "=", vals[column])]
            vals["activity_id"] = vals[column] and self.env["regie.activity"].search(account, limit=1).id
        return vals

    def _check_worksite_free(self, vals):
        """Raise ValidationError (HRS-09) if hours of a validated month would enter or leave the worksites."""
        gains_code, loses_code = bool(vals.get("worksite_code")), "worksite_code" in vals and not vals["worksite_code"]
        changing = self.filtered(
            lambda project: (
                (gains_code and not project.worksite_code)
                or (loses_code and project.worksite_code)
                or ("company_id" in vals and project.company_id.id != vals["company_id"] and project.worksite_code)
            )
        )
        if not changing:
            return
        self.env["account.analytic.line"].flush_model(["project_id", "date", "company_id"])
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT line.project_id
                     FROM account_analytic_line line
                     JOIN regie_hours_month month ON month.company_id = line.company_id
                                                 AND month.date = date_trunc('month', line.date)::date
                    WHERE line.project_id = ANY(%s) AND month.validated_on IS NOT NULL""",
                list(changing.ids),
                to_flush=self.env["regie.hours.month"]._fields["validated_on"],
            )
        )
        if rows:
            raise ValidationError(
                self.env._(
                    "%(worksite)s has hours in a validated month: it stays the worksite it was. "
                    "Archive it and create another one if needed. (HRS-09)",
                    worksite=self.browse(rows[0][0]).display_name,
                )
            )

    def action_open_worksite_hours(self):
        """The hours typed on the worksite."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_insertion.account_analytic_line_action_hours")
        return dict(
            action,
            domain=[("project_id", "=", self.id)],
            context={"default_project_id": self.id, "is_timesheet": 1},
        )
