from odoo import api, models
from odoo.tools import format_date


class RegieMandateRegister(models.Model):
    """The changes of those in charge enter the register of the association."""

    _inherit = "regie.mandate"

    @api.model_create_multi
    def create(self, vals_list):
        """Enter in the register who takes a function that is declared to the prefecture."""
        mandates = super().create(vals_list)
        mandates._append_to_register()
        mandates.filtered("date_end")._append_to_register(is_end=True)
        return mandates

    def write(self, vals):
        """Enter in the register who leaves such a function."""
        ending = self.filtered(lambda mandate: not mandate.date_end) if vals.get("date_end") else self.browse()
        result = super().write(vals)
        ending._append_to_register(is_end=True)
        return result

    def _append_to_register(self, is_end=False):
        """Add one line per mandate whose function is declared, in one go per régie."""
        declared = self.filtered("role_id.is_declared")
        for company, mandates in declared.grouped("company_id").items():
            language = company.partner_id.lang or self.env.lang
            lines = [
                {
                    "kind": "mandate",
                    "summary": mandate.with_context(lang=language)._get_register_words(is_end),
                    "reference": False,
                    "meeting_id": False,
                    "resolution_id": False,
                }
                for mandate in mandates
            ]
            self.env["regie.register.entry"]._append_lines(company, lines)

    def _get_register_words(self, is_end):
        """Return the change in one sentence."""
        self.ensure_one()
        names = {"person": self.partner_id.name, "role": self.role_id.name, "organ": self.organ_id.name}
        if is_end:
            reason = dict(self._fields["end_reason"]._description_selection(self.env)).get(self.end_reason, "")
            day = format_date(self.env, self.date_end)
            text = self.env._("%(person)s is no longer %(role)s (%(organ)s) after %(day)s", day=day, **names)
            return f"{text} – {reason}." if reason else f"{text}."
        return self.env._(
            "%(person)s is %(role)s (%(organ)s) from %(day)s.", day=format_date(self.env, self.date_start), **names
        )
