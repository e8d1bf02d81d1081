from odoo import api, fields, models


class RegieRegulatoryGate(models.Model):
    """What the law or the régie asks for before an activity is held: agreement, declaration, check. Domain: 8.6."""

    _name = "regie.regulatory.gate"
    _description = "Authorisation to hold"
    _inherit = ["regie.config.exchange"]
    _order = "sequence, name, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "scope", "authority", "paper", "source", "months", "is_to_confirm")

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    scope = fields.Selection(
        [("company", "The régie"), ("event", "Each session")],
        string="Given for",
        required=True,
        default="company",
        help="The régie: one document serves all the sessions. Each session: a document names the session.",
    )
    authority = fields.Char(translate=True, required=True, help="Who gives it or receives it.")
    paper = fields.Char(string="Document to hold", translate=True, required=True)
    source = fields.Char(translate=True, help="Text that asks for it.")
    is_to_confirm = fields.Boolean(
        string="To be checked", help="The rule shipped with the software must be confirmed by a professional."
    )
    months = fields.Integer(string="Months of validity", help="Proposed on a new document. 0: no end proposed.")
    description = fields.Text(string="How to obtain it", translate=True)
    type_ids = fields.Many2many(
        "regie.activity.type",
        "regie_activity_type_gate_rel",
        "gate_id",
        "type_id",
        string="Kinds of activities",
        help="None of their sessions is published without a valid document.",
    )
    document_ids = fields.One2many("regie.regulatory.document", "gate_id", string="Documents")
    state = fields.Selection(
        [("valid", "Valid"), ("missing", "Missing or expired")],
        string="Today",
        compute="_compute_state",
        help="Whether the régie holds a document in force today. Read session by session where it is given for each.",
    )

    _code_uniq = models.UniqueIndex("(code)", "Another authorisation already bears this code.")
    _months_positive = models.Constraint("CHECK (months >= 0)", "A number of months is not negative.")

    @api.depends("document_ids.date_from", "document_ids.date_to", "document_ids.active", "scope")
    @api.depends_context("company", "allowed_company_ids")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        general = self.filtered(lambda gate: gate.scope == "company")
        missing = general._get_missing(today, today)
        for gate in self:
            gate.state = gate in general and ("missing" if gate in missing else "valid")

    def _get_missing(self, first, last, subject=()):
        """Return those of these authorisations that no document covers from the first day to the last.

        :param subject: domain on the documents: what they were given for; none for the régie itself
        """
        if not self:
            return self
        rows = self.env["regie.regulatory.document"]._read_group(
            [
                ("gate_id", "in", self.ids),
                ("company_id", "=", self.env.company.id),
                ("date_from", "<=", first),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", last),
                *subject,
            ],
            ["gate_id"],
        )
        return self - self.browse(gate.id for [gate] in rows)
