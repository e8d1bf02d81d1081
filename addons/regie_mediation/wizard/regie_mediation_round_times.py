from odoo import api, fields, models


class RegieMediationRoundTimes(models.TransientModel):
    """The true hours of a round that was forgotten, or walked without a telephone."""

    _name = "regie.mediation.round.times"
    _description = "True hours of a round"

    round_id = fields.Many2one("regie.mediation.round", required=True, readonly=True)
    date_started = fields.Datetime(
        string="Began at", required=True, compute="_compute_dates", store=True, readonly=False, precompute=True
    )
    date_ended = fields.Datetime(
        string="Finished at", required=True, compute="_compute_dates", store=True, readonly=False, precompute=True
    )

    @api.depends("round_id")
    def _compute_dates(self):
        for wizard in self:
            wizard.date_started = wizard.round_id.date_started or wizard.round_id.date_planned_start
            wizard.date_ended = wizard.round_id.date_ended or wizard.round_id.date_planned_end

    def action_write(self):
        """Write the true hours.

        :raise ValidationError: E-MED-02
        """
        self.ensure_one()
        self.round_id._write_times(self.date_started, self.date_ended)
