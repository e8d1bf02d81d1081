from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieTerritoryLink(models.Model):
    """The territory of a person as declared on a day by an agent, who looked up the address at sig.ville.gouv.fr.

    A new address is a new link: the history proves the QPV share of a past period, so that only a manager mends one,
    or enters the declaration that another agent took on paper.
    """

    _name = "regie.territory.link"
    _description = "Declared territory of a person"
    _order = "date desc, id desc"
    _rec_name = "territory_id"

    partner_id = fields.Many2one("res.partner", string="Person", required=True, ondelete="cascade", index=True)
    territory_id = fields.Many2one(
        "regie.territory",
        ondelete="restrict",
        index=True,
        help="Empty: on that day the person lives outside any known territory.",
    )
    date = fields.Date(
        string="Declared on",
        required=True,
        default=fields.Date.context_today,
        help="Day on which the address was looked up; the latest link is the territory of the person.",
    )
    user_id = fields.Many2one(
        "res.users", string="Declared by", required=True, default=lambda self: self.env.user, ondelete="restrict"
    )
    company_id = fields.Many2one(related="partner_id.company_id", store=True, index="btree_not_null")

    @api.constrains("date")
    def _check_date(self):
        today = fields.Date.context_today(self)
        for link in self:
            if link.date > today:
                raise ValidationError(
                    self.env._(
                        "The territory of %(partner)s cannot be declared in the future.",
                        partner=link.partner_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Sign each declaration with the name of the person who makes it."""
        if not self.env.su and not self.env.user.has_group("regie_base.group_regie_manager"):
            vals_list = [dict(vals, user_id=self.env.uid) for vals in vals_list]
        return super().create(vals_list)
