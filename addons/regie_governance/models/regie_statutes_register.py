from odoo import api, models
from odoo.tools import format_date


class RegieStatutesRegister(models.Model):
    """The statutes that are adopted enter the register of the association."""

    _inherit = "regie.statutes"

    @api.model_create_multi
    def create(self, vals_list):
        """Enter adopted statutes in the register."""
        statutes = super().create(vals_list)
        statutes.filtered("date_adopted")._append_to_register()
        return statutes

    def write(self, vals):
        """Enter statutes in the register on the day they are adopted."""
        adopted = self.filtered(lambda version: not version.date_adopted) if vals.get("date_adopted") else self.browse()
        result = super().write(vals)
        adopted._append_to_register()
        return result

    def _append_to_register(self):
        """Add one line per version: adopted when, in force from when, by what deliberation."""
        for version in self:
            told = version.with_context(lang=version.company_id.partner_id.lang or self.env.lang)
            self.env["regie.register.entry"]._append(
                "statutes",
                told.env._(
                    "Statutes “%(name)s”, adopted on %(adopted)s, in force from %(start)s.",
                    name=told.name,
                    adopted=format_date(told.env, told.date_adopted),
                    start=format_date(told.env, told.date_start),
                ),
                reference=version.resolution_id.number,
                resolution=version.resolution_id,
                meeting=version.resolution_id.meeting_id,
                company=version.company_id,
            )
