from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

NATURES = [
    ("personal", "Personal"),
    ("organisation", "Of the organisation that the person represents"),
    ("financial", "Financial"),
    ("family", "Of a relative"),
]

# Says that the lines come with their declaration. An object, so that no caller from outside can send it.
CREATION = object()


class RegieInterestLine(models.Model):
    """An interest that a person declares: with whom, of what nature.

    The person types a name, so that their page never shows the contacts of the régie; the secretary matches it.
    """

    _name = "regie.interest.line"
    _description = "Declared interest"
    _inherit = ["regie.fact.guard"]
    _order = "declaration_id, id"
    _rec_name = "interest_name"

    declaration_id = fields.Many2one("regie.interest.declaration", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="declaration_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(related="declaration_id.partner_id", store=True, index=True)
    date = fields.Date(related="declaration_id.date", store=True, string="Declared on")
    interest_name = fields.Char(
        string="With whom",
        required=True,
        compute="_compute_interest_name",
        store=True,
        readonly=False,
        precompute=True,
        help="Company, association, authority: as the person names it.",
    )
    interest_partner_id = fields.Many2one(
        "res.partner",
        string="Matched with",
        index="btree_not_null",
        ondelete="restrict",
        help="Who is meant, among your contacts: conflicts are found from it, and from the groups around it.",
    )
    is_outside = fields.Boolean(
        string="Not among the contacts", help="Looked up, and unknown: the name alone is compared."
    )
    is_to_match = fields.Boolean(string="To match", compute="_compute_is_to_match", store=True)
    nature = fields.Selection(NATURES, required=True, default="personal")
    description = fields.Text()
    amount_band = fields.Selection(
        [
            ("none", "No amount"),
            ("low", "Less than 5 000 €"),
            ("middle", "From 5 000 € to 50 000 €"),
            ("high", "More than 50 000 €"),
        ],
        string="Amount",
        default="none",
        help="Read by the person, the president and the secretary; never in a dossier.",
    )
    relative_name = fields.Char(string="Relative", help="Who, when the interest is that of a relative.")

    @api.depends("interest_partner_id")
    def _compute_interest_name(self):
        for line in self:
            line.interest_name = line.interest_name or line.interest_partner_id.name

    @api.depends("interest_partner_id", "is_outside")
    def _compute_is_to_match(self):
        for line in self:
            line.is_to_match = not line.interest_partner_id and not line.is_outside

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse to add an interest to a signed declaration."""
        lines = super().create(vals_list)
        if self.env.context.get("interest_creation") is not CREATION:
            lines.declaration_id._check_not_signed()
        return lines

    def write(self, vals):
        """Only say who is meant once the declaration is signed, then look for conflicts again."""
        if not vals.keys() <= {"interest_partner_id", "is_outside", "is_to_match", "interest_name"} or (
            "interest_name" in vals and any(line.interest_name != vals["interest_name"] for line in self)
        ):
            self.declaration_id._check_not_signed()
        result = super().write(vals)
        if "interest_partner_id" in vals and any(self.declaration_id.mapped("date")):
            self.env["regie.conflict"]._sync_upcoming(self.company_id)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_draft_only(self):
        """An interest that was declared and signed stays declared."""
        if self.declaration_id.filtered("date"):
            raise UserError(self.env._("A signed declaration keeps its interests: fill in a new one."))

    def _match_names(self):
        """Match the names that only one contact bears; the others wait for the secretary. One query."""
        waiting = self.filtered("is_to_match")
        if not waiting:
            return
        # sudo: the person who signs does not read the contacts of the régie, and is told nothing of them
        partners = self.env["res.partner"].sudo()
        names = {line.interest_name.strip().lower() for line in waiting}
        found = partners.search(Domain.OR(Domain("name", "=ilike", _escape(name)) for name in names))
        by_name = found.grouped(lambda partner: partner.name.strip().lower())
        for line in waiting:
            candidates = by_name.get(line.interest_name.strip().lower(), partners)
            if len(candidates) == 1:
                line.interest_partner_id = candidates.id


def _escape(name):
    """Have a name mean itself in a search by pattern."""
    return name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
