from datetime import timedelta

from odoo import api, fields, models

#: States in which a line keeps its tool from others.
BLOCKING = ("reserved", "contract", "out", "overdue")


class RegieLoanLine(models.Model):
    """One tool of a loan: when it leaves, when it must be back, when it is free again. gup_services.md, 5.5.

    The tool is kept from others over [date_out, date_free), UTC, half open: the buffer of the policy is included.
    """

    _name = "regie.loan.line"
    _description = "Tool of a loan"
    _inherit = ["regie.fact.guard"]
    _order = "date_out desc, id desc"
    _rec_name = "item_id"
    _check_company_auto = True

    loan_id = fields.Many2one("regie.loan", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="loan_id.company_id", store=True, precompute=True, index=True)
    partner_id = fields.Many2one(related="loan_id.partner_id", store=True, precompute=True, index=True)
    item_id = fields.Many2one("regie.loan.item", string="Tool", index=True, ondelete="restrict", check_company=True)
    model_id = fields.Many2one(related="item_id.model_id", store=True, precompute=True, index=True)
    kit_id = fields.Many2one("regie.loan.kit", string="Of the kit", ondelete="restrict", check_company=True)
    date_out = fields.Datetime(string="From", required=True)
    date_due = fields.Datetime(string="Until", required=True)
    date_free = fields.Datetime(
        string="Free again", compute="_compute_date_free", store=True, precompute=True, readonly=True
    )
    date_left = fields.Datetime(string="Handed over on", readonly=True, copy=False)
    date_back = fields.Datetime(string="Back on", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("reserved", "Booked"),
            ("contract", "Signed"),
            ("out", "Out"),
            ("overdue", "Late"),
            ("returned", "Returned"),
            ("no_show", "Not collected"),
            ("cancelled", "Cancelled"),
        ],
        readonly=True,
        required=True,
        default="draft",
        copy=False,
        index=True,
        help="Written by the buttons of the loan and by the night watch.",
    )

    _dates_ordered = models.Constraint(
        "CHECK (date_due > date_out AND date_free > date_out)", "The return must follow the departure. (E-LOAN-17)"
    )
    _item_excl = models.Constraint(
        "EXCLUDE USING gist (item_id WITH =, tsrange(date_out, date_free, '[)') WITH &&)"
        " WHERE (state IN ('reserved', 'contract', 'out', 'overdue') AND item_id IS NOT NULL)",
        "This tool is already booked over this period, the time to check it included. (E-LOAN-11)",
    )

    @api.depends("date_due", "item_id")
    def _compute_date_free(self):
        for line in self:
            hours = line.item_id.policy_id.buffer_hours
            line.date_free = line.date_due and line.date_due + timedelta(hours=hours)
