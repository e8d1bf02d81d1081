from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class RegieAuditorMandate(models.Model):
    """Mandate of an auditor (commissaire aux comptes), named by the assembly for six exercises (C. com. L. 823-3)."""

    _name = "regie.auditor.mandate"
    _description = "Mandate of the auditor"
    _inherit = ["mail.thread"]
    _order = "date_start desc, id desc"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", string="Auditor", required=True, ondelete="restrict", check_company=True, tracking=True
    )
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    named_on = fields.Date(tracking=True, help="Assembly that named the auditor.")
    date_start = fields.Date(
        string="First exercise, from", required=True, tracking=True, help="First day of the first exercise audited."
    )
    exercise_count = fields.Integer(
        string="Exercises",
        required=True,
        default=lambda self: self._default_exercise_count(),
        help="Six, from the dated parameter.",
    )
    date_end = fields.Date(
        string="Last exercise, until",
        compute="_compute_date_end",
        store=True,
        help="The mandate ends with the assembly that approves the accounts closed on this day.",
    )
    is_substitute = fields.Boolean(string="Substitute")
    note = fields.Text()

    _count_positive = models.Constraint(
        "CHECK (exercise_count > 0)", "A mandate lasts at least one exercise. (FIN-090)"
    )
    _period_excl = models.Constraint(
        "EXCLUDE USING gist (company_id WITH =, daterange(date_start, date_end, '[]') WITH &&)"
        " WHERE (is_substitute IS NOT TRUE)",
        "Another auditor already has a mandate for some of these exercises. (FIN-091)",
    )

    def _default_exercise_count(self):
        return int(self.env["regie.parameter"].get("cac_mandat", fields.Date.context_today(self)))

    @api.depends("date_start", "exercise_count")
    def _compute_date_end(self):
        for mandate in self:
            mandate.date_end = mandate.date_start and mandate.date_start + relativedelta(
                years=mandate.exercise_count, days=-1
            )

    @api.depends("partner_id", "date_end")
    def _compute_display_name(self):
        for mandate in self:
            year = mandate.date_end.year if mandate.date_end else ""
            mandate.display_name = f"{mandate.partner_id.name or ''} → {year}"

    @api.model
    def _get_for(self, exercise):
        """Return the mandate of the auditor of an exercise, empty when there is none."""
        return self.search(
            [
                ("company_id", "=", exercise.company_id.id),
                ("is_substitute", "=", False),
                ("date_start", "<=", exercise.date_to),
                ("date_end", ">=", exercise.date_to),
            ],
            limit=1,
        )

    def _get_exercises_left(self, exercise):
        """How many exercises are still to be audited, this one included."""
        self.ensure_one()
        gap = relativedelta(self.date_end + relativedelta(days=1), exercise.date_to + relativedelta(days=1))
        return gap.years + 1 if gap.years >= 0 else 0
