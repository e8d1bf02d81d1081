from odoo import api, fields, models


class RegieMembershipAccept(models.TransientModel):
    """The decision by which requests of membership are accepted, and the first day of the members."""

    _name = "regie.membership.accept"
    _description = "Accept members"

    membership_ids = fields.Many2many("regie.membership", string="Requests", required=True)
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    date = fields.Date(string="Accepted on", required=True, default=fields.Date.context_today)
    date_start = fields.Date(
        string="Members from",
        compute="_compute_date_start",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
    )
    organ_id = fields.Many2one("regie.organ", compute="_compute_organ_id", string="Who accepts members")
    resolution_id = fields.Many2one(
        "regie.resolution",
        string="Deliberation",
        domain="[('resolution_type', '=', 'admission'), ('result', '=', 'adopted'), ('company_id', '=', company_id)]",
    )
    reference = fields.Char(
        string="Or decision", help="When the deliberation is not in the software: board of 12 March 2019…"
    )

    def _compute_display_name(self):
        for wizard in self:
            wizard.display_name = self.env._("Accept members")

    @api.depends("date")
    def _compute_date_start(self):
        for wizard in self:
            wizard.date_start = wizard.date

    @api.depends("date")
    def _compute_organ_id(self):
        for wizard in self:
            date = wizard.date or fields.Date.context_today(wizard)
            statutes = self.env["regie.statutes"]._get_in_force(wizard.company_id, date, raise_if_missing=False)
            wizard.organ_id = statutes.admission_organ_id if statutes.admission == "approval" else False

    def action_accept(self):
        """Accept the requests by this decision."""
        self.ensure_one()
        self.membership_ids._accept(self.date, self.date_start, self.resolution_id, self.reference)
