from odoo import api, fields, models
from odoo.tools import SQL


class RegieDeliberationCounter(models.Model):
    """How many deliberations an organ numbered in a year. PostgreSQL gives the next number, without gap: a transaction
    that fails gives its numbers back, two at once wait for each other."""

    _name = "regie.deliberation.counter"
    _description = "Counter of deliberations"
    _order = "year desc, organ_id"
    _rec_name = "year"
    _log_access = False

    organ_id = fields.Many2one("regie.organ", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="organ_id.company_id")
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    last_number = fields.Integer(required=True, readonly=True, aggregator=None)

    _organ_year_uniq = models.Constraint("UNIQUE (organ_id, year)", "This organ already has its counter for the year.")

    @api.model
    def _take(self, organ, year, count=1):
        """Return the first of ``count`` new numbers of an organ in a year, held until the end of the transaction."""
        [(last,)] = self.env.execute_query(
            SQL(
                """INSERT INTO regie_deliberation_counter (organ_id, year, last_number) VALUES (%s, %s, %s)
                   ON CONFLICT (organ_id, year)
                   DO UPDATE SET last_number = regie_deliberation_counter.last_number + EXCLUDED.last_number
                   RETURNING last_number""",
                organ.id,
                year,
                count,
            )
        )
        self.invalidate_model(["last_number"])
        return last - count + 1
