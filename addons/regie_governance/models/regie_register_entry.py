from odoo import fields, models


class RegieRegisterEntry(models.Model):
    """A line of the register of the association: what was decided or declared, in the order of time, each line chained
    to the one before. It is only added to. Optional in law since 2015; kept because it proves regularity."""

    _name = "regie.register.entry"
    _description = "Entry of the register"
    _order = "company_id, number desc"
    _rec_name = "summary"

    company_id = fields.Many2one("res.company", string="Régie", required=True, index=True, ondelete="restrict")
    number = fields.Integer(required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    kind = fields.Selection(
        [
            ("deliberation", "Deliberation"),
            ("minutes", "Signed minutes"),
            ("correction", "Correction"),
            ("mandate", "Change of those in charge"),
            ("statutes", "Change of the statutes"),
            ("declaration", "Declaration to the prefecture"),
        ],
        required=True,
        readonly=True,
    )
    reference = fields.Char(readonly=True)
    summary = fields.Text(required=True, readonly=True)
    resolution_id = fields.Many2one("regie.resolution", readonly=True, index="btree_not_null", ondelete="restrict")
    meeting_id = fields.Many2one("regie.meeting", readonly=True, index="btree_not_null", ondelete="restrict")
    seal = fields.Char(readonly=True, required=True, help="SHA-256 of this line and of the seal of the line before.")
    previous_seal = fields.Char(readonly=True)

    _number_uniq = models.Constraint("UNIQUE (company_id, number)", "Two entries were added at the same moment: retry.")
