"""The months validated before the ledger existed are written into it; what was declared of them stays declared."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Write each validated month into the ledgers of its clauses, oldest first. Safe to run twice."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for month in env["regie.hours.month"].search([("validated_on", "!=", False)], order="date"):
        month._get_clauses()._post_ledger([month.date])
    cr.execute(
        """UPDATE regie_clause_declaration declaration SET ledger_row = clause.ledger_count
             FROM regie_clause clause
            WHERE clause.id = declaration.clause_id AND declaration.sent_on IS NOT NULL
              AND COALESCE(declaration.ledger_row, 0) = 0"""
    )
    env["regie.clause.declaration"].invalidate_model(["ledger_row"])
    months = env["regie.clause.month"].search([])
    env.add_to_compute(months._fields["state"], months)
    env.add_to_compute(months._fields["last_answer_id"], months)
