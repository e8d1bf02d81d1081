from odoo import api, fields, models

from .hr_version import FORMS, GROUP_CONTRACT, contract_ending_search


class HrEmployeePublic(models.Model):
    """Profile that colleagues read: team leaders find here the name, the team and the contract, nothing social."""

    _inherit = "hr.employee.public"
    _rec_names_search = ["name"]

    registration_number = fields.Char(readonly=True, groups=GROUP_CONTRACT)
    iae_form = fields.Selection(FORMS, string="Form of contract", readonly=True, groups=GROUP_CONTRACT)
    weekly_hours = fields.Float(digits=(5, 2), readonly=True, groups=GROUP_CONTRACT)
    agreement_id = fields.Many2one("regie.iae.agreement", readonly=True, groups=GROUP_CONTRACT)
    contract_date_start = fields.Date(readonly=True, groups=GROUP_CONTRACT)
    contract_date_end = fields.Date(readonly=True, groups=GROUP_CONTRACT)
    is_contract_ending = fields.Boolean(
        string="Contract ends soon",
        compute="_compute_is_contract_ending",
        search="_search_is_contract_ending",
        groups=GROUP_CONTRACT,
        help="Contract whose end is within the number of weeks of the parameter alerte_contrat_semaines.",
    )

    @api.depends("contract_date_end")
    def _compute_is_contract_ending(self):
        ending = self.filtered_domain(self.env["hr.version"]._get_contract_ending_domain())
        for employee in self:
            employee.is_contract_ending = employee in ending

    _search_is_contract_ending = contract_ending_search

    @api.model
    def _search_display_name(self, operator, value):
        """Find by matricule too, for those who read it."""
        return self.env["hr.employee"]._add_registration_search(
            super()._search_display_name(operator, value), operator, value
        )
