from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class RegieTfpbAgreement(models.Model):
    """The agreement by which a landlord keeps 30 % off the property tax of its dwellings in QPV, and what it owes.

    CGI art. 1388 bis: the owner has signed, with the town, its intermunicipal body and the State, an agreement annexed
    to the city contract on the upkeep and the management of the dwellings. Domain: gup_services.md, 3.3.
    """

    _name = "regie.tfpb.agreement"
    _description = "Property tax agreement (TFPB)"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "year_to desc, landlord_id, id"
    _rec_names_search = ["name", "landlord_id.name"]
    _check_company_auto = True

    name = fields.Char(
        compute="_compute_name", store=True, readonly=False, precompute=True, required=True, tracking=True
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    landlord_id = fields.Many2one("res.partner", required=True, ondelete="restrict", index=True, tracking=True)
    municipality_id = fields.Many2one("res.partner", string="Town", ondelete="restrict")
    intermunicipal_id = fields.Many2one("res.partner", string="Intermunicipal body", ondelete="restrict")
    territory_ids = fields.Many2many(
        "regie.territory",
        "regie_tfpb_agreement_territory_rel",
        string="Priority neighbourhoods",
        domain="[('is_priority', '=', True)]",
        help="The QPV of the dwellings that the abatement covers.",
    )
    contract_reference = fields.Char(string="City contract", help="Contrat de ville to which the agreement is annexed.")
    date_signed = fields.Date(string="Signed on", tracking=True)
    year_from = fields.Integer(string="First year", required=True, tracking=True, aggregator=None)
    year_to = fields.Integer(string="Last year", required=True, tracking=True, aggregator=None)
    housing_count = fields.Integer(string="Dwellings", help="Dwellings that the abatement covers.")
    is_tax_included = fields.Boolean(
        string="Invoices with VAT",
        help="Ticked when the landlord does not recover VAT: invoices are valued with it.",
    )
    is_carried_over = fields.Boolean(
        string="Balance carried over",
        help="The agreement lets what was not spent in a closed year be owed the year after.",
    )
    user_id = fields.Many2one(
        "res.users", string="Responsible", default=lambda self: self.env.user, domain="[('share', '=', False)]"
    )
    state = fields.Selection(
        [("draft", "To be signed"), ("signed", "To come"), ("running", "Running"), ("ended", "Ended")],
        compute="_compute_state",
        search="_search_state",
        help="Read from the signature and the years, on the day you look at it.",
    )
    year_ids = fields.One2many("regie.tfpb.year", "agreement_id", string="Years")
    note = fields.Html()

    _housing_positive = models.Constraint("CHECK (housing_count >= 0)", "A number of dwellings is not negative.")

    @api.depends("landlord_id", "year_from", "year_to")
    def _compute_name(self):
        for one in self:
            if not one.name and one.landlord_id and one.year_from:
                one.name = f"TFPB {one.landlord_id.name} {one.year_from}-{one.year_to}"

    @api.depends("date_signed", "year_from", "year_to")
    def _compute_state(self):
        year = fields.Date.context_today(self).year
        for one in self:
            if not one.date_signed:
                one.state = "draft"
            elif one.year_to < year:
                one.state = "ended"
            else:
                one.state = "signed" if one.year_from > year else "running"

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        year = fields.Date.context_today(self).year
        signed, ended, coming = (
            Domain("date_signed", "!=", False),
            Domain("year_to", "<", year),
            Domain("year_from", ">", year),
        )
        domains = {
            "draft": ~signed,
            "ended": signed & ended,
            "signed": signed & coming,
            "running": signed & ~ended & ~coming,
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.constrains("year_from", "year_to", "year_ids")
    def _check_years(self):
        """The agreement stays within the years of the law, and holds the years entered in it. (E-ATF-04)"""
        parameters, today = self.env["regie.parameter"], fields.Date.context_today(self)
        first, last = (int(parameters.get(code, today)) for code in ("tfpb_annee_premiere", "tfpb_annee_derniere"))
        for one in self:
            if one.year_to < one.year_from or one.year_from < first or one.year_to > last:
                raise ValidationError(
                    self.env._(
                        "The agreement %(name)s goes from %(from)s to %(to)s: the law allows years from %(first)s to"
                        " %(last)s (parameters tfpb_annee_premiere and tfpb_annee_derniere). (E-ATF-04)",
                        **{"name": one.name, "from": one.year_from, "to": one.year_to, "first": first, "last": last},
                    )
                )
            one.year_ids._check_year()

    @api.constrains("territory_ids", "date_signed")
    def _check_territories(self):
        """A signed agreement covers at least one QPV. (E-ATF-05)"""
        for one in self:
            if one.date_signed and not one.territory_ids.filtered("is_priority"):
                raise ValidationError(
                    self.env._(
                        "%s is signed: choose at least one priority neighbourhood (QPV) that it covers. (E-ATF-05)",
                        one.name,
                    )
                )

    def action_create_years(self):
        """Open the years of the agreement; each one is then created with the amount that the landlord gives."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_landlord.regie_tfpb_year_action")
        known = set(self.year_ids.mapped("year"))
        free = next((year for year in range(self.year_from, self.year_to + 1) if year not in known), self.year_to)
        return dict(
            action,
            domain=[("agreement_id", "=", self.id)],
            context={"default_agreement_id": self.id, "default_year": free},
        )
