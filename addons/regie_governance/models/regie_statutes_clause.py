from odoo import fields, models

TOPICS = [
    ("admission", "Admission of members"),
    ("fee", "Fee"),
    ("territory", "Residence in the territory"),
    ("composition", "Composition and majority of inhabitants"),
    ("staff", "Employees in the organs"),
    ("cooptation", "Cooptation"),
    ("mandate_duration", "Duration of mandates"),
    ("mandate_limit", "Consecutive mandates"),
    ("absence", "Absences"),
    ("recusal", "Conflicts of interests"),
    ("reserve", "Allocation of the result"),
    ("liquidation", "Liquidation"),
]


class RegieStatutesClause(models.Model):
    """Where the statutes say a rule: the number of the article and its words, printed in the minutes."""

    _name = "regie.statutes.clause"
    _description = "Article of the statutes"
    _order = "statutes_id, topic"
    _rec_name = "article"

    statutes_id = fields.Many2one("regie.statutes", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="statutes_id.company_id", store=True, index=True)
    topic = fields.Selection(TOPICS, required=True)
    article = fields.Char(required=True)
    quote = fields.Text(help="The words of the statutes, as adopted.")

    _topic_uniq = models.Constraint("UNIQUE (statutes_id, topic)", "This topic already has its article.")
