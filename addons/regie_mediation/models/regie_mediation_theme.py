from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieMediationTheme(models.Model):
    """What people come for; on a sensitive one nobody is ever named (GDPR, articles 9 and 10)."""

    _name = "regie.mediation.theme"
    _description = "Theme of mediation"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    icon = fields.Char(default="fa-comments-o", help="Name of a Font Awesome icon, such as fa-home.")
    is_sensitive = fields.Boolean(
        string="Sensitive",
        help="Health, addictions, justice…: visits are counted, no person and no named case can be linked. Once"
        " ticked, it stays.",
    )
    company_id = fields.Many2one("res.company", help="Only for this régie. Empty: for all.")

    def write(self, vals):
        """Change themes; a sensitive one stays so, and none becomes so under a named case.

        :raise ValidationError: E-MED-05
        """
        if "is_sensitive" in vals:
            changed = self.filtered(lambda theme: theme.is_sensitive != bool(vals["is_sensitive"]))
            for theme in changed:
                theme._check_sensitivity_change(bool(vals["is_sensitive"]))
        return super().write(vals)

    def _check_sensitivity_change(self, is_sensitive):
        # sudo: whoever changes the theme may not read the cases; only their existence counts
        cases = self.env["regie.mediation.case"].sudo()
        if not is_sensitive:
            raise ValidationError(
                self.env._(
                    "The theme %(theme)s is sensitive and stays so: archive it and create another one. (E-MED-05)",
                    theme=self.name,
                )
            )
        if cases.search_count([("theme_id", "=", self.id)], limit=1):
            raise ValidationError(
                self.env._(
                    "Named cases are open on the theme %(theme)s: it cannot become sensitive before they are"
                    " anonymised. (E-MED-05)",
                    theme=self.name,
                )
            )

    def _get_sensitive_error(self):
        """The error of who would name somebody on this theme. (E-MED-05)"""
        return ValidationError(
            self.env._(
                "The theme %(theme)s is sensitive: no person can be linked to it. Count the visit without a name."
                " (E-MED-05)",
                theme=self.name,
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_unused(self):
        # sudo: a visit that the reader does not see counts too
        if self.env["regie.permanence.entry"].sudo().search_count([("theme_id", "in", self.ids)], limit=1):
            raise ValidationError(self.env._("Visits were counted on this theme: archive it instead."))
