from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieLoanWait(models.Model):
    """Somebody waits for a model of tool over some days, and is told when a unit is free. gup_services.md, 5.1."""

    _name = "regie.loan.wait"
    _description = "Waiting for a tool"
    _inherit = ["regie.fact.guard"]
    _order = "create_date, id"
    _check_company_auto = True

    model_id = fields.Many2one("regie.loan.model", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="model_id.company_id", store=True, precompute=True, index=True)
    partner_id = fields.Many2one("res.partner", string="Who waits", required=True, index=True, ondelete="cascade")
    date_out = fields.Datetime(string="From", required=True)
    date_due = fields.Datetime(string="Until", required=True)
    date_told = fields.Datetime(string="Told on", readonly=True, copy=False)
    date_ended = fields.Datetime(string="Ended on", readonly=True, copy=False)
    state = fields.Selection(
        [("waiting", "Waiting"), ("told", "Told"), ("ended", "Ended")],
        compute="_compute_state",
        store=True,
        help="Told: a unit is free, the person has to book it. Ended: booked, given up, or the days are past.",
    )

    _dates_ordered = models.Constraint(
        "CHECK (date_due > date_out)", "The return must follow the departure. (E-LOAN-17)"
    )
    _once_excl = models.Constraint(
        "EXCLUDE USING gist (partner_id WITH =, model_id WITH =, tsrange(date_out, date_due, '[)') WITH &&)"
        " WHERE (date_ended IS NULL)",
        "This person already waits for this model on these days. (E-LOAN-27)",
    )

    @api.depends("partner_id", "model_id")
    def _compute_display_name(self):
        for wait in self:
            wait.display_name = f"{wait.model_id.name or ''} · {wait.partner_id.name or ''}"

    @api.depends("date_told", "date_ended")
    def _compute_state(self):
        for wait in self:
            wait.state = "ended" if wait.date_ended else "told" if wait.date_told else "waiting"

    @api.constrains("date_out", "date_due")
    def _check_dates(self):
        for wait in self:
            if wait.date_due <= wait.date_out:
                raise ValidationError(self.env._("The return must follow the departure. (E-LOAN-17)"))

    def action_end(self):
        """Take these people off the list: they gave up, or have their tool."""
        self.check_access("write")
        self._end()

    def _end(self):
        """Write that the wait is over."""
        # sudo: the end is a fact; who ends it was checked
        self.sudo().filtered(lambda wait: not wait.date_ended).write({"date_ended": fields.Datetime.now()})

    @api.model
    def _get_waiting(self, models):
        """Those who wait for these models, the first come first; those whose days are past no longer count."""
        # sudo: that somebody waits keeps a tool from being renewed, whoever asks
        return self.sudo().search(
            [("model_id", "in", models.ids), ("date_ended", "=", False), ("date_due", ">", fields.Datetime.now())]
        )

    @api.model
    def _tell_freed(self, models):
        """Tell the first who waits for each model that a unit is free over their days."""
        template = self.env.ref("regie_loan.mail_template_loan_wait")
        untold = self._get_waiting(models).filtered(lambda wait: not wait.date_told)
        for model, waits in untold.grouped("model_id").items():
            first = next((wait for wait in waits if model._get_free_items(wait.date_out, wait.date_due)), None)
            if first:
                first.date_told = fields.Datetime.now()
                # sudo: the mail leaves in the name of the régie
                template.sudo().send_mail(first.id)

    @api.model
    def _watch(self, now):
        """End what is past, and tell the next one when who was told has not booked in time."""
        # sudo: nobody waits for a day that is gone, whoever looks
        waits = self.sudo()
        waits.search([("date_ended", "=", False), ("date_due", "<", now)])._end()
        delay = self.env["regie.loan.line"]._get_hours("pret_attente_heures", now)
        open_waits = waits.search([("date_ended", "=", False)])
        busy = open_waits.filtered(lambda wait: wait.date_told and wait.date_told > now - delay).model_id
        self._tell_freed(open_waits.model_id - busy)

    @api.model
    def _serve(self, loan):
        """End the wait of who just booked what they waited for."""
        waits = self._get_waiting(loan.line_ids.model_id).filtered(lambda wait: wait.partner_id == loan.partner_id)
        waits.filtered(lambda wait: wait.date_out < loan.date_due and wait.date_due > loan.date_out)._end()
