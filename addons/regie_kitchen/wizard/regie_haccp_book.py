from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from odoo.addons.regie_base.tools.period import in_period


class RegieHaccpBook(models.TransientModel):
    """The hygiene book of a place for a month: what a control asks to see."""

    _name = "regie.haccp.book"
    _description = "Hygiene book"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    place_id = fields.Many2one(
        "regie.site",
        required=True,
        check_company=True,
        domain="[('is_kitchen', '=', True)]",
        default=lambda self: self.env["regie.site"]._get_default_kitchen(),
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: fields.Date.context_today(self) + relativedelta(day=1)
    )
    date_to = fields.Date(
        string="To", required=True, default=lambda self: fields.Date.context_today(self) + relativedelta(day=31)
    )

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "The book ends before it begins.")

    @api.depends("place_id", "date_from")
    def _compute_display_name(self):
        for book in self:
            book.display_name = self.env._("Hygiene book")

    def action_print(self):
        """Print the book of the month."""
        self.ensure_one()
        return self.env.ref("regie_kitchen.regie_haccp_book_report").report_action(self)

    def _get_controls(self, model):
        """Return the controls of a kind in the place and the period, from the first to the last."""
        self.ensure_one()
        tz = self.env.user.tz or "Europe/Paris"
        period = in_period("date", self.date_from, self.date_to, tz)
        return self.env[model].search([("place_id", "=", self.place_id.id), *period], order="date, id")

    def _get_readings(self):
        """Return ``{equipment: readings}`` in order."""
        return self._get_controls("regie.haccp.reading").grouped("equipment_id")

    def _get_samples(self):
        """Return the samples kept of the services of the period."""
        period = in_period("date", self.date_from, self.date_to)
        return self.env["regie.haccp.sample"].search([("place_id", "=", self.place_id.id), *period], order="date, id")

    def _get_cleanings(self):
        """Return ``[(what is cleaned, how many times, last time)]`` in the period."""
        logs = self._get_controls("regie.haccp.cleaning.log").grouped("cleaning_id")
        return [(task, len(done), done[-1:]) for task, done in logs.items()]

    def _get_faults(self):
        """Return how many controls of the period were not right, and how many were done."""
        bad = total = 0
        for model in ("regie.haccp.reading", "regie.haccp.process", "regie.haccp.reception", "regie.haccp.check"):
            controls = self._get_controls(model)
            if "is_corrected" in controls._fields:
                controls = controls.filtered(lambda one: not one.is_corrected)
            if "is_finished" in controls._fields:
                controls = controls.filtered("is_finished")
            total += len(controls)
            bad += len(controls.filtered(lambda one: not one.is_conform))
        return bad, total
