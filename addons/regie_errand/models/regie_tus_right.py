from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieTusRight(models.Model):
    """The right of a person to social transport: the condition, the day when its paper was seen, nothing else.

    Law of mobilities, decree on social transport (domain 8.7): a residence in a rural municipality or an urban unit
    under a threshold of inhabitants, or resources. No amount and no copy of a paper is kept.
    """

    _name = "regie.tus.right"
    _description = "Right to social transport"
    _order = "date_from desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", string="Person", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    condition_id = fields.Many2one("regie.tus.condition", required=True, ondelete="restrict")
    kind = fields.Selection(related="condition_id.kind")
    proof = fields.Char(related="condition_id.proof")
    date_from = fields.Date(string="Paper seen on", required=True, default=fields.Date.context_today)
    date_to = fields.Date(
        string="Valid until", compute="_compute_date_to", store=True, readonly=False, required=True, precompute=True
    )
    user_id = fields.Many2one("res.users", string="Seen by", default=lambda self: self.env.user)
    town = fields.Char(string="Municipality")
    is_rural = fields.Boolean(string="Rural municipality")
    inhabitants = fields.Integer(string="Inhabitants of the urban unit")

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "A right does not end before it begins.")
    _inhabitants_positive = models.Constraint("CHECK (inhabitants >= 0)", "A number of inhabitants is not negative.")

    @api.depends("condition_id", "date_from")
    def _compute_date_to(self):
        for right in self:
            months = right.condition_id.months or 12
            start = right.date_from or fields.Date.context_today(self)
            right.date_to = start + relativedelta(months=months, days=-1)

    @api.constrains("condition_id", "is_rural", "inhabitants", "date_from")
    def _check_residence(self):
        """In a large town, a QPV included, only resources give the right.

        :raise ValidationError: E-TUS-03
        """
        for right in self.filtered(lambda one: one.condition_id.kind == "residence" and not one.is_rural):
            limit = int(self.env["regie.parameter"].get("tus_unite_urbaine_habitants", right.date_from))
            if not 0 < right.inhabitants < limit:
                raise ValidationError(
                    self.env._(
                        "Residence gives a right to social transport in a rural municipality or an urban unit under"
                        " %(limit)s inhabitants: elsewhere, in a priority neighbourhood too, choose a condition on"
                        " resources. (E-TUS-03)",
                        limit=limit,
                    )
                )

    @api.model
    def _get_valid(self, partner, company, day):
        """Return the right of a person that is valid on a day, or nothing."""
        return self.search(
            [
                ("partner_id", "=", partner.id),
                ("company_id", "=", company.id),
                ("date_from", "<=", day),
                ("date_to", ">=", day),
            ],
            order="date_to desc, id desc",
            limit=1,
        )
