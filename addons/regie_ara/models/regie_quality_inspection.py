from odoo import fields, models


class RegieQualityInspection(models.Model):
    """The control of the works of a case."""

    _inherit = "regie.quality.inspection"

    ara_case_id = fields.Many2one(
        "regie.ara.case",
        string="Self-renovation case",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
        groups="regie_ara.group_ara_user",
    )
