from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: The figures that the landlord declares, in the order of the page.
FIGURES = (
    *("meetings_invited", "meetings_attended", "diagnosis_count", "project_funding"),
    *("premises_surface", "premises_value", "people_hired"),
    *("avoided_damage", "avoided_vacancy", "avoided_unpaid"),
)


class RegieLandlordDeclaration(models.Model):
    """What only the landlord knows of a year with the régie: the figures that its report shows as declared by it.

    Costs avoided are the landlord's own estimate; nothing here is computed or checked by the régie.
    """

    _name = "regie.landlord.declaration"
    _description = "Figures declared by a landlord"
    _inherit = ["mail.thread", "regie.fact.defaults"]
    _order = "year desc, landlord_id, id"
    _check_company_auto = True

    landlord_id = fields.Many2one("res.partner", required=True, ondelete="restrict", index=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    year = fields.Integer(
        required=True, aggregator=None, default=lambda self: fields.Date.context_today(self).year, tracking=True
    )
    meetings_invited = fields.Integer(string="Meetings of the régie, invited", tracking=True)
    meetings_attended = fields.Integer(string="Meetings of the régie, attended", tracking=True)
    diagnosis_count = fields.Integer(string="Diagnoses with the residents", tracking=True)
    project_funding = fields.Monetary(string="Funding of projects", tracking=True)
    premises_surface = fields.Float(string="Premises lent (m²)", digits=(16, 2), tracking=True)
    premises_value = fields.Monetary(string="Value of the premises lent", tracking=True, help="Yearly rent waived.")
    people_hired = fields.Integer(string="People of the régie hired", tracking=True, help="Caretakers, agents…")
    avoided_damage = fields.Monetary(string="Avoided damage", tracking=True)
    avoided_vacancy = fields.Monetary(string="Avoided vacancy", tracking=True)
    avoided_unpaid = fields.Monetary(string="Avoided unpaid rents", tracking=True)
    note = fields.Text(help="How these figures were estimated.")
    date_declared = fields.Date(string="Declared on", readonly=True, copy=False, tracking=True)
    declared_by_id = fields.Many2one("res.partner", string="Declared by", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Not declared yet"), ("declared", "Declared by the landlord")],
        compute="_compute_state",
        store=True,
        precompute=True,
    )

    _year_uniq = models.Constraint(
        "UNIQUE (landlord_id, company_id, year)", "This landlord already has its figures of this year. (E-LAND-05)"
    )

    @api.depends("landlord_id", "year")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.landlord_id.name or ''} {one.year or ''}"

    @api.depends("date_declared")
    def _compute_state(self):
        for one in self:
            one.state = "declared" if one.date_declared else "draft"

    @api.constrains(*FIGURES)
    def _check_figures(self):
        """Declared figures are positive, and one attends no more meetings than one is invited to. (E-LAND-05)"""
        for one in self:
            if any(one[name] < 0 for name in FIGURES) or one.meetings_attended > one.meetings_invited:
                raise ValidationError(
                    self.env._(
                        "%s: a declared figure is not negative, and the meetings attended are among those to which the"
                        " landlord was invited. (E-LAND-05)",
                        one.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Create declarations; that the landlord declared is not written by hand. (E-LAND-03)"""
        for vals in vals_list:
            self._check_no_fact(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Change declarations, under the same rule."""
        self._check_no_fact(vals)
        return super().write(vals)

    def action_declare(self):
        """Write that the landlord gave these figures, on paper or by phone."""
        self.check_access("write")
        self._declare(self.env.user.partner_id)

    def _declare(self, partner):
        # sudo: facts are refused by hand; the caller has checked the right
        self.sudo().write({"date_declared": fields.Date.context_today(self), "declared_by_id": partner.id})

    def _check_no_fact(self, vals):
        if not self.env.su and {"date_declared", "declared_by_id", "state"} & vals.keys():
            raise UserError(
                self.env._("Press “Declared by the landlord”: its date is not written by hand. (E-LAND-03)")
            )
