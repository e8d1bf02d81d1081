from odoo import api, fields, models


class RegieMediationCase(models.Model):
    """Somebody who asked to be followed up on a theme that is not sensitive, and agreed in writing."""

    _name = "regie.mediation.case"
    _description = "Named case"
    _inherit = ["regie.mediation.consent"]
    _order = "date_open desc, id desc"
    _check_company_auto = True

    theme_id = fields.Many2one(
        "regie.mediation.theme",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('is_sensitive', '=', False)]",
    )
    entry_ids = fields.One2many("regie.permanence.entry", "case_id", string="Visits")
    orientation_ids = fields.One2many("regie.mediation.orientation", "case_id", string="Orientations")
    date_last_contact = fields.Date(
        string="Last contact", compute="_compute_date_last_contact", store=True, index=True, precompute=False
    )
    outcome = fields.Selection(
        [
            ("solved", "Solved"),
            ("improved", "Improved"),
            ("handed_over", "Handed over to a partner"),
            ("abandoned", "Given up by the person"),
        ],
        help="How it ended.",
    )
    state = fields.Selection(
        [("open", "Followed"), ("closed", "Closed"), ("anonymised", "Anonymised")],
        compute="_compute_state",
        store=True,
        precompute=True,
        index=True,
    )

    @api.depends("date_closed", "date_anonymised")
    def _compute_state(self):
        for case in self:
            case.state = "anonymised" if case.date_anonymised else "closed" if case.date_closed else "open"

    @api.depends("date_open", "entry_ids.date", "orientation_ids.date", "orientation_ids.date_result")
    def _compute_date_last_contact(self):
        for case in self:
            lines = case.orientation_ids
            days = [case.date_open, *case.entry_ids.mapped("date"), *lines.mapped("date"), *lines.mapped("date_result")]
            case.date_last_contact = max(filter(None, days), default=False)

    @api.constrains("theme_id")
    def _check_theme(self):
        """Open no named case on a sensitive theme. (E-MED-05)"""
        for case in self.filtered("theme_id.is_sensitive"):
            raise case.theme_id._get_sensitive_error()

    def _is_named(self):
        # a case without a name is a visit: the case as such follows somebody
        return not self.date_anonymised

    def _get_orientations(self):
        return self.orientation_ids
