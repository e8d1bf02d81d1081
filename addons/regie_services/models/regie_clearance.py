from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class RegieClearance(models.Model):
    """A person was trained on a day and is cleared until another: asked for by the tool library and the activities."""

    _name = "regie.clearance"
    _description = "Clearance"
    _order = "date desc, id desc"
    _rec_name = "kind_id"

    partner_id = fields.Many2one("res.partner", string="Person", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    kind_id = fields.Many2one(
        "regie.clearance.kind", string="Cleared for", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date(string="Trained on", required=True, default=fields.Date.context_today)
    date_to = fields.Date(
        string="Until", compute="_compute_date_to", store=True, readonly=False, help="Empty: without end."
    )
    score = fields.Float(string="Score of the quiz (%)", digits=(16, 1))
    user_id = fields.Many2one("res.users", string="Trainer", default=lambda self: self.env.user)

    _dates_ordered = models.Constraint("CHECK (date_to >= date)", "A clearance cannot end before the training.")
    _score_range = models.Constraint("CHECK (score BETWEEN 0 AND 100)", "A score is between 0 and 100.")

    @api.depends("date", "kind_id")
    def _compute_date_to(self):
        for clearance in self:
            months = clearance.kind_id.months
            clearance.date_to = clearance.date and months and clearance.date + relativedelta(months=months, days=-1)

    @api.model
    def _get_missing(self, partners, kinds, first, last):
        """Return ``{partner: kinds}``: what each person is not cleared for over the whole of a period."""
        rows = self._read_group(
            [
                ("partner_id", "in", partners.ids),
                ("kind_id", "in", kinds.ids),
                ("company_id", "=", self.env.company.id),
                ("date", "<=", first),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", last),
            ],
            ["partner_id"],
            ["kind_id:recordset"],
        )
        held = dict(rows)
        return {partner: kinds - held.get(partner, kinds.browse()) for partner in partners}
