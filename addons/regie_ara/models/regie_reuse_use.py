from odoo import fields, models


class RegieReuseUse(models.Model):
    """The case that things out of the reuse stock went to."""

    _inherit = "regie.reuse.use"

    ara_case_id = fields.Many2one(
        "regie.ara.case",
        string="Self-renovation case",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        groups="regie_ara.group_ara_user",
    )
