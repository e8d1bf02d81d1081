from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

#: Cleaned by batches, so that a first run on years of sessions does not hold the base.
BATCH = 500


class EventRegistration(models.Model):
    """How long a name is kept: the person still counts afterwards, nobody knows who it was."""

    _inherit = "event.registration"

    @api.model
    def _cron_erase(self):
        """Erase the names of those who took part long ago: the dated parameter ``activite_conservation_mois``."""
        today = fields.Date.context_today(self)
        for company in self.env["res.company"].search([]):
            months = int(self.env["regie.parameter"].with_company(company).get("activite_conservation_mois", today))
            domain = [
                ("event_id.company_id", "=", company.id),
                ("regie_type_id", "!=", False),
                ("event_id.date_end", "<", today - relativedelta(months=months)),
                ("regie_date_erased", "=", False),
            ]
            while registrations := self.with_context(active_test=False).search(domain, limit=BATCH):
                registrations._erase_person()

    def _erase_person(self):
        """Take the name, the addresses, the guardian and the messages away."""
        # sudo: a fact of the software, and the messages of others
        one = self.sudo().with_context(tracking_disable=True, regie_no_promotion=True)
        one.write(
            {
                "name": self.env._("Participant"),
                "email": False,
                "phone": False,
                "company_name": False,
                "partner_id": False,
                "regie_guardian_id": False,
                "regie_guardian_name": False,
                "regie_date_erased": fields.Datetime.now(),
            }
        )
        one.message_ids.unlink()
        one.activity_ids.unlink()
