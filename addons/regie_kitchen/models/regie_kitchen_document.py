from odoo import api, fields, models


class RegieKitchenDocument(models.Model):
    """A paper of the file of a place, looked at by the manager, good until a day."""

    _name = "regie.kitchen.document"
    _description = "Paper of the file of a kitchen"
    _inherit = ["regie.fact.guard"]
    _order = "place_id, kind_id, date desc, id desc"
    _rec_name = "kind_id"

    place_id = fields.Many2one(
        "regie.site",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('is_kitchen', '=', True)]",
        default=lambda self: self.env["regie.site"]._get_default_kitchen(),
    )
    company_id = fields.Many2one(related="place_id.company_id", store=True, precompute=True, index=True)
    kind_id = fields.Many2one(
        "regie.kitchen.document.kind", string="Paper", required=True, ondelete="restrict", index=True
    )
    partner_id = fields.Many2one("res.partner", string="Person", help="Who was trained, or who cooks at home.")
    number = fields.Char(help="Number of the receipt or of the certificate.")
    date = fields.Date(string="Of", required=True, default=fields.Date.context_today)
    date_end = fields.Date(string="Good until", index=True, help="Empty: without an end.")
    file = fields.Binary(attachment=True)
    file_name = fields.Char(string="Name of the file")
    date_verified = fields.Datetime(string="Looked at on", readonly=True, copy=False)
    verified_user_id = fields.Many2one("res.users", string="Looked at by", readonly=True, copy=False)

    _dates_ordered = models.Constraint("CHECK (date_end >= date)", "A paper cannot end before its date.")

    def write(self, vals):
        """Have a paper that changes looked at again."""
        result = super().write(vals)
        if {"kind_id", "place_id", "date", "date_end", "file", "number"} & vals.keys():
            # sudo: the facts follow from the change that was allowed
            self.sudo().filtered("date_verified").write({"date_verified": False, "verified_user_id": False})
        return result

    def action_verify(self):
        """Say that the papers were looked at and are right: from then on they count."""
        self.check_access("write")
        # sudo: the facts, once the right to write is checked
        self.sudo().write({"date_verified": fields.Datetime.now(), "verified_user_id": self.env.uid})

    @api.model
    def _get_valid(self, places, day):
        """Return the papers of places that were looked at and are good on a day."""
        return self.search(
            [
                ("place_id", "in", places.ids),
                ("date_verified", "!=", False),
                ("date", "<=", day),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", day),
            ]
        )
