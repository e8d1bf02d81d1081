from odoo import api, fields, models
from odoo.exceptions import UserError

#: Results that make a deliberation: the organ decided, one way or the other.
DECIDED = ("adopted", "rejected", "tie")


class RegieResolutionNumber(models.Model):
    """The number of a deliberation, given once the meeting is closed, in the order of the agenda: 2026-CA-012."""

    _inherit = "regie.resolution"

    is_deliberation = fields.Boolean(
        string="Deliberation", compute="_compute_is_deliberation", help="Was put to the vote and decided."
    )

    @api.depends("result")
    def _compute_is_deliberation(self):
        for resolution in self:
            resolution.is_deliberation = resolution.result in DECIDED

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse a number typed by hand: the closing of the meeting gives it."""
        for vals in vals_list:
            self._check_number_not_typed(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Refuse a number typed by hand: the closing of the meeting gives it."""
        self._check_number_not_typed(vals)
        return super().write(vals)

    def _check_number_not_typed(self, vals):
        if vals.get("number") and not self.env.su:
            raise UserError(
                self.env._("The number of a deliberation is given by the closing of the meeting. (GOV-062)")
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_numbered(self):
        numbered = self.filtered("number")[:1]
        if numbered:
            raise UserError(
                self.env._(
                    "Deliberation %(number)s has its number in the register: it is never deleted. (GOV-062)",
                    number=numbered.number,
                )
            )

    def _assign_numbers(self):
        """Give their numbers to the deliberations that have none, per organ and year of the meeting, without gap."""
        counter = self.env["regie.deliberation.counter"]
        waiting = self.filtered(lambda resolution: resolution.is_deliberation and not resolution.number)
        for meeting, resolutions in waiting.grouped("meeting_id").items():
            year = meeting._get_day().year
            first = counter._take(meeting.organ_id, year, len(resolutions))
            for rank, resolution in enumerate(resolutions.sorted(lambda line: (line.sequence, line.id)), start=first):
                # sudo: nobody types a number; the callers close the meeting or send its minutes to be signed
                resolution.sudo().number = f"{year}-{meeting.organ_id.code}-{rank:03d}"
