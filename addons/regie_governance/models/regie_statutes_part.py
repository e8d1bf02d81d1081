from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieStatutesPart(models.AbstractModel):
    """A line of the statutes (seats, rule of meetings, majority, article): frozen with its version, given with it as a
    file to another régie."""

    _name = "regie.statutes.part"
    _inherit = ["regie.config.exchange"]
    _description = "Line of the statutes"
    _exchange_key = "exchange_key"
    _part_key_fields = ()

    exchange_key = fields.Char(
        compute="_compute_exchange_key",
        inverse="_inverse_exchange_key",
        export_string_translation=False,
        help="What designates the line within its version: its organ, college, types or topic.",
    )

    @api.depends(lambda self: self._part_key_fields)
    def _compute_exchange_key(self):
        for part in self:
            values = (part[name] for name in self._part_key_fields)
            part.exchange_key = "/".join(
                (value.code or "" if isinstance(value, models.BaseModel) else value) or "" for value in values
            )

    def _inverse_exchange_key(self):
        """The fields of the key say it already: a file that holds it changes nothing."""

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse a line added to adopted statutes (GOV-027)."""
        parts = super().create(vals_list)
        parts._check_not_adopted()
        return parts

    def write(self, vals):
        """Refuse a change in adopted statutes (GOV-027)."""
        self._check_not_adopted()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_adopted(self):
        self._check_not_adopted()

    def _check_not_adopted(self):
        """Raise when a person touches a line of an adopted version.

        :raise UserError: GOV-027; the software's own data (installation, demonstration) may write
        """
        if self.env.su:
            return
        adopted = self.statutes_id.filtered("date_adopted")[:1]
        if adopted:
            raise UserError(adopted._get_adopted_message())
