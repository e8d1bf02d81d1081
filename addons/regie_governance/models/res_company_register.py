from odoo import fields, models


class ResCompany(models.Model):
    """A régie, with the head of its register: how many lines it has and the seal of the last one."""

    _inherit = "res.company"

    regie_register_count = fields.Integer(
        string="Lines of the register", readonly=True, copy=False, groups="regie_governance.group_governance_read"
    )
    regie_register_seal = fields.Char(
        string="Seal of the register",
        readonly=True,
        copy=False,
        groups="regie_governance.group_governance_read",
        help="Seal of the last line: keep it elsewhere, and nobody can rewrite the register unseen.",
    )
