from odoo import fields, models
from odoo.tools import SQL

from ..models.regie_iae_aid_payment import KINDS


class RegieIaeAidReport(models.Model):
    """Aide au poste by day: what was to come and what came, one row each, for pictures of the two together."""

    _name = "regie.iae.aid.report"
    _description = "Aide au poste expected and received"
    _auto = False
    _order = "date, annex_id, series"
    _rec_name = "payment_id"

    payment_id = fields.Many2one("regie.iae.aid.payment", readonly=True)
    annex_id = fields.Many2one("regie.iae.annex", string="Financial annex", readonly=True)
    agreement_id = fields.Many2one("regie.iae.agreement", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(KINDS, readonly=True)
    date = fields.Date(readonly=True, help="Day on which the payment is expected, or was received.")
    date_month = fields.Date(string="Month paid", readonly=True)
    series = fields.Selection([("1_expected", "Expected"), ("2_received", "Received")], readonly=True)
    amount = fields.Monetary(readonly=True)

    @property
    def _table_query(self):
        """Two rows at most per payment."""
        return SQL(
            """SELECT payment.id * 2 + serie.rank AS id, payment.id AS payment_id, payment.annex_id,
                      payment.agreement_id, payment.company_id, payment.kind, payment.date_month,
                      serie.date, serie.name AS series, serie.amount
                 FROM regie_iae_aid_payment payment
           CROSS JOIN LATERAL (VALUES
                      (0, '1_expected', payment.date_expected, payment.amount_expected),
                      (1, '2_received', payment.date_received, payment.amount_received)
                      ) serie(rank, name, date, amount)
                WHERE serie.date IS NOT NULL AND serie.amount <> 0"""
        )

    def _search(self, domain, *args, **kwargs):
        """What the rows are read from is written first."""
        self.env["regie.iae.aid.payment"].flush_model()
        return super()._search(domain, *args, **kwargs)
