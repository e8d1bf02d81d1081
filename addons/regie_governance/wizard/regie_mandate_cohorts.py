import secrets

from odoo import api, fields, models


class RegieMandateCohorts(models.TransientModel):
    """The draw of the cohorts after the first election: who goes out first, by lot, with a seed that proves it."""

    _name = "regie.mandate.cohorts"
    _description = "Draw the cohorts"

    organ_id = fields.Many2one("regie.organ", required=True, ondelete="cascade")
    date = fields.Date(
        string="Elected on", required=True, compute="_compute_date", store=True, readonly=False, precompute=True
    )
    cohort_count = fields.Integer(
        string="Cohorts",
        required=True,
        compute="_compute_cohort_count",
        store=True,
        readonly=False,
        precompute=True,
    )
    mandate_ids = fields.Many2many(
        "regie.mandate",
        string="Who takes part",
        compute="_compute_mandate_ids",
        store=True,
        readonly=False,
        domain="[('organ_id', '=', organ_id), ('state', 'in', ['running', 'coming'])]",
        help="Those who are elected: who sits by right or by designation follows the term of another body.",
    )
    seed = fields.Char(
        required=True,
        default=lambda self: secrets.token_hex(16),
        help="Read it out before you draw, or type numbers that the assembly chose: the same seed always gives the same"
        " cohorts.",
    )

    @api.depends("organ_id")
    def _compute_cohort_count(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            wizard.cohort_count = wizard.organ_id._get_statutes_on(today).cohort_count if wizard.organ_id else 0

    @api.depends("organ_id")
    def _compute_mandate_ids(self):
        for wizard in self:
            wizard.mandate_ids = wizard._get_elected()

    @api.depends("organ_id")
    def _compute_date(self):
        for wizard in self:
            starts = wizard._get_elected().mapped("date_start")
            wizard.date = min(starts, default=fields.Date.context_today(self))

    def _get_elected(self):
        """Return the mandates by election of the organ that have not ended."""
        self.ensure_one()
        return self.env["regie.mandate"].search(
            [("organ_id", "=", self.organ_id.id), ("origin", "=", "election"), ("state", "!=", "ended")]
        )

    def action_draw(self):
        """Draw, and show the draw with its proof."""
        self.ensure_one()
        draw = self.env["regie.mandate.draw"]._draw(self.mandate_ids, self.date, self.cohort_count, self.seed)
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.mandate.draw",
            "view_mode": "form",
            "res_id": draw.id,
        }
