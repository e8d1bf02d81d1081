from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieMandateRenewalLine(models.TransientModel):
    """A seat that comes to its end: its holder is elected again, or somebody else, or nobody."""

    _name = "regie.mandate.renewal.line"
    _description = "Seat to renew"

    renewal_id = fields.Many2one("regie.mandate.renewal", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="renewal_id.company_id")
    mandate_id = fields.Many2one("regie.mandate", required=True, ondelete="cascade")
    partner_id = fields.Many2one(related="mandate_id.partner_id", string="Goes out")
    college_id = fields.Many2one(related="mandate_id.college_id")
    role_id = fields.Many2one(
        "regie.mandate.role",
        string="Function",
        required=True,
        compute="_compute_role_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    date_end_planned = fields.Date(related="mandate_id.date_end_planned")
    cohort = fields.Integer(related="mandate_id.cohort")
    outcome = fields.Selection(
        [
            ("later", "Not decided yet"),
            ("same", "Elected again"),
            ("other", "Somebody else"),
            ("empty", "The seat stays empty"),
        ],
        required=True,
        default="later",
    )
    membership_id = fields.Many2one(
        "regie.membership",
        string="Elected",
        domain="[('company_id', '=', company_id), ('college_id', '=', college_id), ('state', '=', 'active')]",
    )

    @api.depends("mandate_id")
    def _compute_role_id(self):
        for line in self:
            line.role_id = line.mandate_id.role_id

    def _prepare_mandate_vals(self, date):
        """Return the values of the mandate of who was elected to this seat, for a whole term.

        :raise UserError: when somebody else was elected and is not named
        """
        self.ensure_one()
        mandate = self.mandate_id
        member = mandate.membership_id if self.outcome == "same" else self.membership_id
        if not member:
            raise UserError(
                self.env._("Name who was elected to the seat of %(person)s.", person=mandate.partner_id.name)
            )
        return {
            "organ_id": mandate.organ_id.id,
            "membership_id": member.id,
            "role_id": self.role_id.id,
            "origin": mandate.origin if mandate.origin != "cooptation" else "election",
            "date_start": date,
            "cohort": mandate.cohort,
            "seat_number": mandate.seat_number,
            "replaces_id": mandate.id,
        }
