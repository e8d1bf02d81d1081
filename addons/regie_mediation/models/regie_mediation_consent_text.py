from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieMediationConsentText(models.Model):
    """What a person is told before a named case is opened: a version of the text, that no longer changes once used."""

    _name = "regie.mediation.consent.text"
    _description = "Text of consent"
    _order = "date_from desc, id desc"
    _rec_name = "version"

    version = fields.Char(required=True)
    date_from = fields.Date(string="Used since", required=True, default=fields.Date.context_today)
    active = fields.Boolean(default=True)
    body = fields.Html(string="Text", required=True, translate=True)
    company_id = fields.Many2one("res.company", help="Only for this régie. Empty: for all.")

    def write(self, vals):
        """Change a text that nobody has agreed to yet.

        :raise UserError: E-MED-11
        """
        if not self.env.su and {"body", "version"} & vals.keys():
            self._check_unused()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_unused(self):
        self._check_unused()

    def _check_unused(self):
        for model in ("regie.mediation.case", "regie.energy.case"):
            # sudo: the cases of the colleagues count too
            if self.env[model].sudo().search_count([("consent_text_id", "in", self.ids)], limit=1):
                raise UserError(
                    self.env._(
                        "People agreed to this text: it does not change any more. Write a new version. (E-MED-11)"
                    )
                )

    @api.model
    def _get_current(self):
        """The version in force today for the régie; empty when there is none."""
        today = fields.Date.context_today(self)
        return self.search(
            [("date_from", "<=", today), ("company_id", "in", (False, self.env.company.id))],
            order="company_id, date_from desc, id desc",
            limit=1,
        )
