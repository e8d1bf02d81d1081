from odoo import fields, models


class RegieSiteKind(models.Model):
    """What a place is (residence, building, hall, green space…) and under what it may stand in the tree of sites."""

    _name = "regie.site.kind"
    _description = "Kind of site"
    _order = "sequence, id"

    code = fields.Char(required=True, help="Short name of the kind in spreadsheets and files.")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    icon = fields.Char(default="fa-map-marker", help="Name of a Font Awesome icon, such as fa-building.")
    is_root = fields.Boolean(string="May stand alone", help="A site of this kind needs no parent.")
    parent_kind_ids = fields.Many2many(
        "regie.site.kind", "regie_site_kind_parent_rel", "kind_id", "parent_kind_id", string="Stands under"
    )
    is_green = fields.Boolean(string="Green space", help="No plant-protection product is used there.")

    _code_uniq = models.UniqueIndex("(code)", "Another kind of site already bears this code.")
