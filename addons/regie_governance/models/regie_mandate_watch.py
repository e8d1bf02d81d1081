from odoo import api, fields, models
from odoo.tools import format_date


class RegieMandateWatch(models.Model):
    """What is told of the mandates without being asked: ends to decide, cooptations to ratify, terms that passed."""

    _inherit = "regie.mandate"

    @api.model
    def _cron_watch(self):
        """Tell the president, once, of each mandate that waits for a decision."""
        today = fields.Date.context_today(self)
        for mandates in self.search(self._get_running_domain(today)).grouped("company_id").values():
            mandates._tell(today)

    def _tell(self, date):
        """One activity per mandate and subject, to the president; nothing when it is already there."""
        reasons = dict(self._fields["end_reason"]._description_selection(self.env))
        for mandate, reason in self._get_lost_quality(date).items():
            text = self.env._(
                "%(person)s: end of the mandate to decide (%(reason)s).",
                person=mandate.partner_id.name,
                reason=reasons[reason],
            )
            mandate._remind(text)
        for mandate in self._get_unratified(date):
            text = self.env._("Cooptation of %(person)s to ratify. (GOV-016)", person=mandate.partner_id.name)
            mandate._remind(text)
        for mandate in self.filtered_domain(self._get_ending_domain(date)):
            text = self.env._(
                "The mandate of %(person)s was to end on %(date)s: have the seat renewed.",
                person=mandate.partner_id.name,
                date=format_date(self.env, mandate.date_end_planned),
            )
            mandate._remind(text)

    def _remind(self, text):
        """Schedule an activity for the president, unless the same one waits already."""
        self.ensure_one()
        # sudo: the reminder is the software's, whoever made the change; it holds nothing that the mandate does not
        mandate = self.sudo()
        if text in mandate.activity_ids.mapped("summary"):
            return
        user = mandate.organ_id._get_president_user()
        mandate.activity_schedule("mail.mail_activity_data_todo", summary=text, user_id=user.id)
