from odoo import fields, models


class RegieOverheadKeyLine(models.Model):
    """An activity that receives a share of a support."""

    _name = "regie.overhead.key.line"
    _description = "Receiver of an overhead key"
    _order = "key_id, id"
    _rec_name = "activity_id"
    _check_company_auto = True

    key_id = fields.Many2one("regie.overhead.key", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="key_id.company_id", store=True, precompute=True)
    activity_id = fields.Many2one("regie.activity", required=True, ondelete="restrict", check_company=True)
    weight = fields.Float(
        digits=(16, 4), help="Square metres used, or share: only the proportions between the rows matter."
    )

    _activity_uniq = models.Constraint(
        "UNIQUE (key_id, activity_id)", "This activity is already among the receivers of the key."
    )
    _weight_check = models.Constraint("CHECK (weight >= 0)", "A weight is not negative. (FIN-061)")
