from odoo import fields, models


class RegieLoan(models.Model):
    """The case for which tools are lent."""

    _inherit = "regie.loan"

    ara_case_id = fields.Many2one(
        "regie.ara.case",
        string="Self-renovation case",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
        groups="regie_ara.group_ara_user",
    )
