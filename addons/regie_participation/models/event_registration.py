from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class EventRegistration(models.Model):
    """A person who left a name at an event of the association, and agreed to it."""

    _inherit = "event.registration"

    regie_profile = fields.Selection(
        [("inhabitant", "Inhabitant"), ("partner", "Partner")], string="Comes as", default="inhabitant"
    )
    regie_date_consent = fields.Datetime(
        string="Agreed on", readonly=True, copy=False, help="When the person agreed that the régie keeps the name."
    )
    regie_date_forgotten = fields.Datetime(string="Name deleted on", readonly=True, copy=False, index="btree_not_null")

    @api.model
    def _cron_forget(self):
        """Delete the names of those who came to an event of the association long ago; they still count as a person.

        How long is the dated parameter ``participation_conservation_mois`` of each régie.
        """
        today = fields.Date.context_today(self)
        for company in self.env["res.company"].search([]):
            months = int(
                self.env["regie.parameter"].with_company(company).get("participation_conservation_mois", today)
            )
            old = self.with_context(active_test=False).search(
                [
                    ("company_id", "=", company.id),
                    ("event_id.regie_kind", "!=", False),
                    ("event_id.date_end", "<", today - relativedelta(months=months)),
                    ("regie_date_forgotten", "=", False),
                ]
            )
            old._forget()

    def _forget(self):
        """Take the name, the contact and their traces in the messages away."""
        self.with_context(tracking_disable=True).write(
            {
                "name": self.env._("Participant"),
                "email": False,
                "phone": False,
                "company_name": False,
                "partner_id": False,
                "regie_date_forgotten": fields.Datetime.now(),
            }
        )
        self.message_ids.unlink()
