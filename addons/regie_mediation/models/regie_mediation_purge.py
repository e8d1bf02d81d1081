from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import date_utils

TEXT_MODELS = {
    "incident_text_count": "regie.mediation.incident",
    "round_text_count": "regie.mediation.round",
    "workshop_text_count": "regie.mediation.workshop",
}
CASE_MODELS = {"case_count": "regie.mediation.case", "energy_case_count": "regie.energy.case"}


class RegieMediationPurge(models.Model):
    """Trace of what was forgotten, in numbers: which day, how many texts and names. Nobody changes it.

    GDPR, article 5.1 e and 5.2: kept no longer than necessary, and able to show it.
    """

    _name = "regie.mediation.purge"
    _description = "Purge of the mediation"
    _order = "id desc"
    _rec_name = "date"

    company_id = fields.Many2one("res.company", string="Régie", required=True, readonly=True, index=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", string="Run by", readonly=True, help="Empty: the scheduler.")
    is_dry_run = fields.Boolean(string="Trial", readonly=True, help="Counted only: nothing was erased.")
    day_texts = fields.Date(string="Texts before", readonly=True)
    day_cases = fields.Date(string="Cases without contact since", readonly=True)
    incident_text_count = fields.Integer(string="Texts of incidents", readonly=True)
    round_text_count = fields.Integer(string="Texts of rounds", readonly=True)
    workshop_text_count = fields.Integer(string="Texts of workshops", readonly=True)
    case_count = fields.Integer(string="Named cases", readonly=True)
    energy_case_count = fields.Integer(string="Energy cases", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Written by the purge only. (E-MED-08)"""
        self._check_system()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse: a trace is never changed. (E-MED-08)"""
        self._check_system()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._check_system()

    def _check_system(self):
        if not self.env.su:
            raise UserError(self.env._("The log of the purges is written by the system and never changed. (E-MED-08)"))

    @api.model
    def _cron_purge(self):
        """Forget, in every régie, what its parameters say is too old; a second run finds nothing more."""
        for company in self.env["res.company"].search([]):
            self._purge(company)

    @api.model
    def _purge(self, company, dry_run=False):
        """Erase the old texts and anonymise the old cases of a régie; return the trace, empty when nothing was old.

        ``dry_run``: count only, and keep the trace of the trial.
        """
        # sudo: the time that has passed decides, not who may read the cases
        purge = self.sudo()
        found, days = purge._find(company)
        if not dry_run:
            if not any(found.values()):
                return self.browse()
            for name in TEXT_MODELS:
                found[name]._erase_texts()
            for name in CASE_MODELS:
                found[name]._anonymise()
        counts = {name: len(records) for name, records in found.items()}
        return purge.create(
            {
                **counts,
                **days,
                "company_id": company.id,
                "is_dry_run": dry_run,
                "user_id": False if self.env.su else self.env.uid,
            }
        )

    @api.model
    def _find(self, company):
        """``({count field: records}, days)`` of what is too old today for the parameters of a régie."""
        today = fields.Date.context_today(self)
        parameters = self.env["regie.parameter"].with_company(company)
        days = {
            "day_texts": date_utils.subtract(today, months=int(parameters.get("mediation_texte_mois", today))),
            "day_cases": date_utils.subtract(today, months=int(parameters.get("mediation_dossier_mois", today))),
        }
        own = [("company_id", "=", company.id)]
        texts = {
            name: self.env[model].search(own + self.env[model]._get_erasable_domain(days["day_texts"]))
            for name, model in TEXT_MODELS.items()
        }
        cases = {
            name: self.env[model].search(own + self.env[model]._get_forgettable_domain(days["day_cases"]))
            for name, model in CASE_MODELS.items()
        }
        return {**texts, **cases}, days
