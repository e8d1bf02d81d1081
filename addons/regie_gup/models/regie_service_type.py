from odoo import fields, models


class RegieServiceType(models.Model):
    """A service of the catalogue: what is done, how long it takes, and what proof it needs."""

    _name = "regie.service.type"
    _description = "Service of the catalogue"
    _order = "family_id, sequence, id"
    _rec_names_search = ["name", "code"]
    _check_company_auto = True

    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", string="Régie", help="Empty: for all the régies.")
    family_id = fields.Many2one("regie.service.family", required=True, index=True, ondelete="restrict")
    is_green = fields.Boolean(related="family_id.is_green", string="On green spaces")
    pictogram = fields.Char(default="🧹", help="One sign, seen on the phone by those who read little.")
    product_id = fields.Many2one(
        "product.product",
        string="Product invoiced",
        domain="[('type', '=', 'service')]",
        check_company=True,
        help="What a quotation and an invoice name.",
    )
    unit = fields.Selection(
        [("pass", "Pass"), ("m2", "m²"), ("hour", "Hour"), ("fixed", "Fixed price")], default="pass", required=True
    )
    planned_minutes = fields.Integer(string="Usual length (min)", help="For the whole team, on one site.")
    photo_rule = fields.Selection(
        [("none", "No photo"), ("after", "Photo after"), ("before_after", "Photo before and after")],
        string="Photos",
        default="none",
        required=True,
    )
    needs_scan = fields.Boolean(string="Scan of the label", help="The label of the site is scanned, or a reason given.")
    check_ids = fields.One2many("regie.service.check", "service_type_id", string="Checklist", copy=True)
    ecological_note = fields.Text(string="Ecological practice", help="What is done otherwise, and why.")

    _code_uniq = models.UniqueIndex("(code, COALESCE(company_id, 0))", "Another service already bears this code.")
    _minutes_positive = models.Constraint("CHECK (planned_minutes >= 0)", "A length is not negative.")
