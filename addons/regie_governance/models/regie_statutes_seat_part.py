from odoo import api, fields, models


class RegieStatutesSeat(models.Model):
    """The seats of a college in a sentence."""

    _name = "regie.statutes.seat"
    _inherit = ["regie.statutes.seat", "regie.statutes.part"]
    _part_key_fields = ("organ_id", "college_id")
    _exchange_fields = (
        *("exchange_key", "organ_id", "college_id", "is_allowed", "seats_min", "seats_max", "share_max", "weight"),
        *("article", "quote"),
    )

    sentence = fields.Char(compute="_compute_sentence", help="The rule as it is read in the minutes.")

    @api.depends("organ_id", "college_id", "is_allowed", "seats_min", "seats_max", "share_max")
    def _compute_sentence(self):
        for seat in self:
            seat.sentence = seat._get_rule_sentence() if seat.organ_id and seat.college_id else False

    def _get_rule_sentence(self):
        """Return the seats of the college in a sentence, in the reader's language."""
        self.ensure_one()
        names = {"organ": self.organ_id.name, "college": self.college_id.name}
        if not self.is_allowed:
            return self.env._("%(organ)s: the college %(college)s does not sit.", **names)
        if self.seats_min == self.seats_max == 1:
            seats = self.env._("one seat")
        elif self.seats_max and self.seats_min == self.seats_max:
            seats = self.env._("%(count)s seats", count=self.seats_max)
        elif self.seats_max:
            seats = self.env._("%(min)s to %(max)s seats", min=self.seats_min, max=self.seats_max)
        elif self.seats_min:
            seats = self.env._("at least %(min)s seats", min=self.seats_min)
        else:
            seats = self.env._("as many seats as are elected")
        if self.share_max:
            return self.env._(
                "%(organ)s, college %(college)s: %(seats)s, at most %(share)s %% of those who sit.",
                seats=seats,
                share=self.share_max,
                **names,
            )
        return self.env._("%(organ)s, college %(college)s: %(seats)s.", seats=seats, **names)
