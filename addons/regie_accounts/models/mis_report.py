from odoo import Command, api, models

from ..tools.mis import Expressions

NAMES = {"balance": "Bilan", "income": "Compte de résultat"}


class MisReport(models.Model):
    """Balance sheet and income statement as templates of MIS Builder, to be edited, compared and set beside a budget.

    They are made of the rows of the annual accounts. MIS looks at accounts and not at partners: a customer in credit
    among customers in debt is netted there, and stands on its own side in the annual accounts.
    """

    _inherit = "mis.report"

    @api.model
    def _load_association_templates(self):
        """Create the two templates from the rows of the annual accounts, once: the régie edits them afterwards."""
        rows = self.env["regie.statement.row"].with_context(lang="fr_FR").search([])
        for family, name in NAMES.items():
            xmlid = f"regie_accounts.mis_report_{family}"
            if not self.env.ref(xmlid, raise_if_not_found=False):
                report = self.create({"name": name, "kpi_ids": self._get_association_kpis(rows, family)})
                self.env["ir.model.data"]._update_xmlids([{"xml_id": xmlid, "record": report, "noupdate": True}])

    @api.model
    def _get_association_kpis(self, rows, family):
        """Return the commands that create a KPI for each row of a family."""
        expressions = Expressions(rows._get_rules(family, rows))
        commands = []
        for rank, row in enumerate(rows.filtered(lambda row: row._get_family() == family), 1):
            values = {
                "name": expressions.name(row.code),
                "description": row.name,
                "sequence": rank,
                "expression": self._get_association_expression(expressions, row, family),
            }
            if row.kind == "title":
                values["type"] = "str"
            commands.append(Command.create(values))
        return commands

    @api.model
    def _get_association_expression(self, expressions, row, family):
        """Return the expression of MIS for a row."""
        if row.kind == "title":
            return "''"
        if row.kind == "total":
            return expressions.total(row.formula)
        sign = "-" if row.side == "credit" else ""
        terms = expressions.accounts(row.code, "p" if family == "income" else "e")
        profit = "[('internal_group', 'in', ('income', 'expense'))]"
        if row.kind == "result":
            terms.append(f"balp{profit}")
        elif row.kind == "prior":
            terms.append(f"balu{profit}")
        return f"{sign}({' + '.join(terms)})" if terms else "AccountingNone"
