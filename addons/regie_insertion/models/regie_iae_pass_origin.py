from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date


class RegieIaePass(models.Model):
    """PASS IAE and what opened it: a prescriber, or the diagnosis of the structure; and when it may start."""

    _name = "regie.iae.pass"
    _inherit = ["regie.iae.pass", "regie.iae.prescribed"]

    diagnosis_id = fields.Many2one(
        "regie.iae.diagnosis",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        domain="[('employee_id', '=', employee_id), ('validated_on', '!=', False)]",
        help="Diagnosis of eligibility on which the PASS rests; it does not change any more once chosen here.",
    )
    is_self_prescription = fields.Boolean(
        compute="_compute_is_self_prescription",
        store=True,
        help="Opened by a diagnosis of the structure: the State may ask for the proof of each criterion.",
    )

    @api.depends("diagnosis_id.author_kind")
    def _compute_is_self_prescription(self):
        for record in self:
            record.is_self_prescription = record.diagnosis_id.author_kind == "employer"

    @api.constrains("date_start", "employee_id", "prescriber_id", "diagnosis_id")
    def _check_waiting_period(self):
        """INS-N04: after a PASS, a waiting period that only an authorised prescriber may shorten."""
        passes = self.search([("employee_id", "in", self.employee_id.ids)], order="date_end")
        for record in self:
            previous = (passes - record).filtered(
                lambda other, record=record: (
                    other.employee_id == record.employee_id and other.date_end < record.date_start
                )
            )[-1:]
            limit = previous._get_waiting_end()
            if limit and record.date_start <= limit and not record._has_authorised_prescriber():
                raise ValidationError(
                    self.env._(
                        "Waiting period until %(date)s: an authorised prescriber is required. (INS-N04)",
                        date=format_date(self.env, limit, date_format="dd/MM/yyyy"),
                    )
                )

    @api.constrains("diagnosis_id", "employee_id")
    def _check_diagnosis(self):
        """The diagnosis is that of the person, validated and not expired on the first day of the PASS. (INS-D05)"""
        for record in self.filtered("diagnosis_id"):
            if record.diagnosis_id.employee_id != record.employee_id:
                raise ValidationError(
                    self.env._(
                        "The diagnosis is that of %(other)s, not of %(name)s: choose another. (INS-D08)",
                        other=record.diagnosis_id.employee_id.name,
                        name=record.employee_id.name,
                    )
                )
            record.diagnosis_id._check_usable(record.date_start)

    def write(self, vals):
        """A PASS not started yet may be postponed, by so many days from today at most. (INS-N05)"""
        if vals.get("date_start"):
            self._check_postponement(fields.Date.to_date(vals["date_start"]))
        return super().write(vals)

    def _check_postponement(self, date_start):
        today = fields.Date.context_today(self)
        for record in self:
            if not record.date_start or record.date_start <= today or date_start <= record.date_start:
                continue
            parameters = self.env["regie.parameter"].with_company(record.company_id)
            limit = today + timedelta(days=int(parameters.get("pass_report_max_jours", today)))
            if date_start > limit:
                raise ValidationError(
                    self.env._(
                        "A PASS IAE that has not started can be postponed until %(date)s at most. (INS-N05)",
                        date=format_date(self.env, limit, date_format="dd/MM/yyyy"),
                    )
                )

    def _get_waiting_end(self):
        """Last day of the waiting period after this PASS; False without PASS."""
        if not self:
            return False
        self.ensure_one()
        parameters = self.env["regie.parameter"].with_company(self.company_id)
        return self.date_end + relativedelta(years=int(parameters.get("carence_annees", self.date_end)))

    def _has_authorised_prescriber(self):
        """Whether an authorised prescriber is at the origin of the PASS, by itself or by its diagnosis."""
        self.ensure_one()
        # sudo: the rule looks at the prescriber, whoever writes the PASS
        record = self.sudo()
        diagnosis = record.diagnosis_id
        partners = record.prescriber_id | (
            diagnosis.prescriber_id if diagnosis.author_kind == "prescriber" else diagnosis.prescriber_id.browse()
        )
        return any(partner._is_authorised_prescriber(record.date_start) for partner in partners)
