from odoo import api, fields, models


class RegieMediationPost(models.Model):
    """A post of mediator that somebody funds: the convention of an adulte-relais asks for a report each year."""

    _name = "regie.mediation.post"
    _description = "Post of mediator"
    _order = "date_start desc, id desc"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    kind = fields.Selection(
        [
            ("adult_relay", "Adulte-relais"),
            ("night", "Night correspondent"),
            ("street", "Street correspondent"),
            ("social", "Social mediator"),
            ("digital", "Digital adviser"),
            ("energy", "Energy mediator"),
        ],
        required=True,
        default="adult_relay",
    )
    user_id = fields.Many2one("res.users", string="Mediator", index="btree_not_null")
    convention_id = fields.Many2one(
        "regie.convention",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="For an adulte-relais: the one signed with the State. The home page says when it comes to its end.",
    )
    partner_id = fields.Many2one(related="convention_id.partner_id", string="Funder")
    date_start = fields.Date(string="Held since", required=True, default=fields.Date.context_today)
    date_end = fields.Date(string="Held until")
    trainings = fields.Text(help="Trainings followed and planned: the convention of an adulte-relais asks for them.")

    _dates_ordered = models.Constraint("CHECK (date_end >= date_start)", "A post ends after it begins.")

    @api.depends("name", "user_id")
    def _compute_display_name(self):
        for post in self:
            post.display_name = " · ".join(filter(None, (post.name, post.user_id.name)))
