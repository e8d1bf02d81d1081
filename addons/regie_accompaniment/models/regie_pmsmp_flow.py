from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_duration

from ..tools import immersion


class RegiePmsmp(models.Model):
    """What happens to an immersion: sent, signed, assessed, renewed, cancelled. Each act writes a fact."""

    _inherit = "regie.pmsmp"

    def action_send(self):
        """The convention goes out to be signed; its PDF opens."""
        self.filtered(lambda pmsmp: not pmsmp.sent_on).sent_on = fields.Date.context_today(self)
        return self.action_print()

    def action_print(self):
        """Open the PDF of the convention."""
        return self.env.ref("regie_accompaniment.regie_pmsmp_report").report_action(self)

    def action_sign_all(self):
        """The convention came back signed by everybody: today is written where no date was."""
        today = fields.Date.context_today(self)
        for pmsmp in self:
            missing = [name for name in pmsmp._get_signatures() if not pmsmp[name]]
            pmsmp.write({"sent_on": pmsmp.sent_on or today, **dict.fromkeys(missing, today)})

    def action_cancel(self):
        """The immersion will not take place. Once it has begun, it is assessed instead."""
        today = fields.Date.context_today(self)
        for pmsmp in self:
            if pmsmp.signed_on and pmsmp.date_start <= today:
                raise UserError(self.env._("An immersion that has begun is not cancelled: assess it."))
        self.cancelled_on = today

    def action_assess(self):
        """Open the assessment of the immersion."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assess the immersion"),
            "res_model": "regie.pmsmp.assess",
            "view_mode": "form",
            "target": "new",
            "context": {"default_pmsmp_id": self.id},
        }

    def action_renew(self):
        """Open the renewal: the same convention, from the next day on."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Renewal"),
            "res_model": "regie.pmsmp",
            "res_id": self._renew().id,
            "view_mode": "form",
        }

    def _renew(self):
        """Create the renewal for as many days as the month and the days left at the host allow (else INS-W02)."""
        self.ensure_one()
        start = self._get_periods()[-1][1] + timedelta(days=1) if self._get_periods() else self.date_end
        months = self._get_parameter("pmsmp_duree_mois")
        conventions = self._get_conventions_at_host()
        used = sum(immersion.days(*period) for pmsmp in conventions for period in pmsmp._get_periods())
        left = max(self._get_parameter("pmsmp_jours") - used, 1)
        return self.copy(
            {
                "renewal_of_id": self.id,
                "date_start": start,
                "date_end": min(immersion.last_day(start, months), start + timedelta(days=left - 1)),
            }
        )

    def _assess(self, vals):
        """Write down how it went. The hours of the contract do not change: nothing is written in the timesheets."""
        return self.write({"assessed_on": fields.Date.context_today(self), **vals})

    # -- paper ---------------------------------------------------------------------------------

    def _get_objects(self):
        """The objects of the Cerfa, that of this convention ticked, an archived one included."""
        self.ensure_one()
        return self.env["regie.pmsmp.object"].search([]) | self.object_id

    def _get_week(self):
        """Schedule as it is read: ``[(day, "9:00 – 12:00, 13:00 – 17:00"), …]``."""
        self.ensure_one()
        days = dict(self.schedule_ids._fields["weekday"]._description_selection(self.env))
        week = {}
        for line in self.schedule_ids.sorted(lambda line: (line.weekday, line.hour_from)):
            hours = f"{format_duration(line.hour_from)} – {format_duration(line.hour_to)}"
            week.setdefault(days[line.weekday], []).append(hours)
        return [(day, ", ".join(hours)) for day, hours in week.items()]

    def _get_signature_boxes(self):
        """Who signs: quality, name, day of the signature as text."""
        self.ensure_one()
        names = {
            "signed_beneficiary_on": (self.env._("Beneficiary"), self.employee_id.name),
            "signed_host_on": (self.env._("Host"), self.host_signatory or self.host_id.name),
            "signed_employer_on": (self.env._("Employer"), self.company_id.name),
            "signed_prescriber_on": (self.env._("Prescriber"), self.prescriber_id.name),
        }
        boxes = [(*names[field], format_date(self.env, self[field])) for field in self._get_signatures()]
        if self.representative_name:
            boxes.insert(1, (self.env._("Legal representative"), self.representative_name, ""))
        return boxes
