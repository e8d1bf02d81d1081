from odoo import api, fields, models
from odoo.fields import Domain

from .hr_version import CDDI_FORMS, GROUP_SOCIAL
from .regie_iae_derogation import EFFECTS


class HrEmployee(models.Model):
    """The decisions by which the contracts of a person go past the rules of the CDDI."""

    _inherit = "hr.employee"

    derogation_ids = fields.One2many("regie.iae.derogation", "employee_id", string="Derogations", groups=GROUP_SOCIAL)
    derogation_count = fields.Integer(compute="_compute_derogation_count", groups=GROUP_SOCIAL)

    @api.depends("derogation_ids")
    def _compute_derogation_count(self):
        counts = dict(
            self.env["regie.iae.derogation"]._read_group(
                [("employee_id", "in", self.ids)], ["employee_id"], ["__count"]
            )
        )
        for employee in self:
            employee.derogation_count = counts.get(employee._origin, 0)

    def _get_derogations(self, effect, day=None):
        """Decisions of this person that allow an effect ("duration" or "hours"), in force on a day when it is given."""
        self.ensure_one()
        without = self.env.context.get("regie_without_derogations", ())
        domain = Domain("employee_id", "=", self.id) & Domain("ground", "in", EFFECTS[effect])
        if day:
            domain &= Domain("date_from", "<=", day) & Domain("date_to", ">=", day)
        # sudo: a rule of the contract looks at the decisions, whoever writes the contract
        return self.env["regie.iae.derogation"].sudo().search(domain & Domain("id", "not in", without))

    def _check_derogations_rest(self):
        """Read again the rules that a decision lifts: it cannot be withdrawn under a contract."""
        versions = self.sudo().version_ids.filtered(
            lambda version: version.active and version.contract_date_start and version.iae_form in CDDI_FORMS
        )
        self._check_total_duration()
        versions._check_weekly_hours()

    def action_open_derogations(self):
        """Derogations of this person."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("regie_insertion.regie_iae_derogation_action")
        return {
            **action,
            "domain": [("employee_id", "=", self.id)],
            "context": {"default_employee_id": self.id},
        }
