from odoo import api, fields, models


class RegieOrganComposition(models.Model):
    """What the composition of an organ became on a day: inhabitants, people counted, and whether the majority holds.

    The software adds a line when the count changes; nobody writes in it, so that the past can be shown as it was.
    """

    _name = "regie.organ.composition"
    _description = "Composition of an organ on a day"
    _order = "organ_id, date desc, id desc"
    _rec_name = "organ_id"

    organ_id = fields.Many2one("regie.organ", required=True, index=True, ondelete="cascade", readonly=True)
    company_id = fields.Many2one(related="organ_id.company_id", store=True, index=True, precompute=True)
    date = fields.Date(required=True, readonly=True, index=True)
    basis = fields.Selection(
        [("mandates", "Mandates in force"), ("seats", "Seats of the statutes"), ("weight", "Weight of the votes")],
        string="Counted on",
        required=True,
        readonly=True,
    )
    inhabitants = fields.Integer(readonly=True, aggregator=None)
    total = fields.Integer(string="Out of", readonly=True, aggregator=None)
    share = fields.Float(
        string="Inhabitants (%)", compute="_compute_share", store=True, digits=(16, 1), aggregator=None
    )
    state = fields.Selection(
        [("ok", "Majority"), ("warning", "Majority by one seat"), ("breach", "No majority")],
        readonly=True,
        required=True,
        help="By one seat: an inhabitant less, or somebody else more, and the majority is lost.",
    )
    missing_college_ids = fields.Many2many("regie.college", string="Founding colleges missing", readonly=True)
    date_breach = fields.Date(string="No majority since", readonly=True)

    @api.depends("inhabitants", "total")
    def _compute_share(self):
        for line in self:
            line.share = 100 * line.inhabitants / line.total if line.total else 0
