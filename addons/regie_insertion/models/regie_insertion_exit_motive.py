from odoo import api, fields, models

CATEGORIES = [
    ("durable", "Lasting job"),
    ("transition", "Transition job"),
    ("positive", "Positive exit"),
    ("other", "Other exit"),
    ("withdrawn", "Withdrawn from the exits counted"),
]
# Those that make the dynamic rate.
DYNAMIC = ("durable", "transition", "positive")


class RegieInsertionExitMotive(models.Model):
    """Motive of an exit, in one of the five categories of the ASP.

    The full list of codes of the ASP was not published: the régie fills in the codes that its extranet shows.
    """

    _name = "regie.insertion.exit.motive"
    _description = "Motive of exit"
    _order = "category_rank, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(string="ASP code", help="Code of the motive in the extranet of the ASP. Empty: not known.")
    category = fields.Selection(CATEGORIES, required=True, help="Decides whether the exit is dynamic.")
    category_rank = fields.Integer(compute="_compute_category_rank", store=True, precompute=True)
    is_job = fields.Boolean(string="Is a job", help="Ticked: the exit asks who hires the person and for what job.")
    departure_reason_id = fields.Many2one(
        "hr.departure.reason",
        ondelete="set null",
        help="Reason of departure written on the contract of the person when it ends for this motive.",
    )
    sequence = fields.Integer(default=10)
    date_start = fields.Date(string="Valid from")
    date_end = fields.Date(string="Valid to")
    active = fields.Boolean(default=True)

    _dates_ordered = models.Constraint("CHECK (date_end >= date_start)", "A motive cannot end before it starts.")

    @api.depends("category")
    def _compute_category_rank(self):
        ranks = {category: rank for rank, (category, _label) in enumerate(CATEGORIES)}
        for motive in self:
            motive.category_rank = ranks.get(motive.category, len(ranks))
