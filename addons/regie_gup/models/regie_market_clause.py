from odoo import fields, models

#: Procedures that say by themselves where the obligation of a lot comes from.
PROCEDURE_FRAMES = {"reserved_iae": "reserved", "adapted_insertion": "insertion"}


class RegieMarket(models.Model):
    """What a market says of its social clauses, once for all its lots."""

    _inherit = "regie.market"

    clause_frame = fields.Selection(
        selection=lambda self: self.env["regie.clause"]._fields["frame"]._description_selection(self.env),
        string="Frame of the clause",
        help="Where the obligation of its lots comes from; empty: read from the procedure.",
    )
    clause_penalty = fields.Monetary(
        string="Penalty per missing hour",
        tracking=True,
        help="What the market says; the clauses of its lots follow it.",
    )
    clause_frequency = fields.Selection(
        selection=lambda self: self.env["regie.clause"]._fields["frequency"]._description_selection(self.env),
        string="Hours declared",
        help="The period of one declaration for the clauses of its lots; empty: monthly.",
    )
    clause_eligibility_months = fields.Integer(
        string="Eligible for (months)",
        help="For the clauses of its lots, from the first hour on any clause. 0: no limit.",
    )
    clause_months_after_cdi = fields.Integer(
        string="Eligible after a CDI (months)", help="For the clauses of its lots. 0: no limit."
    )
    clause_training_counted = fields.Boolean(
        string="Training counts", help="For the clauses of its lots: training hours count too."
    )

    def _get_clause_frame(self):
        """Where the obligation of the lots comes from."""
        self.ensure_one()
        return self.clause_frame or PROCEDURE_FRAMES.get(self.procedure, "l2112_2")

    def _prepare_market_clause_vals(self):
        """What the market says of the clauses of its lots; what it leaves out is not there."""
        self.ensure_one()
        vals = {
            "penalty": self.clause_penalty,
            "frequency": self.clause_frequency,
            "eligibility_months": self.clause_eligibility_months,
            "months_after_cdi": self.clause_months_after_cdi,
            "training_counted": self.clause_training_counted,
        }
        return {name: value for name, value in vals.items() if value}
