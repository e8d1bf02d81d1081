from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

KINDS = [
    ("officers", "Persons in charge of the association"),
    ("statutes", "Statutes"),
    ("seat", "Registered office or address"),
    ("establishment", "Establishment opened or closed"),
    ("premises", "Premises bought or sold"),
    ("union", "Members of a union"),
]


class RegiePrefectureDeclaration(models.Model):
    """A change to declare to the prefecture within three months (law of 1 July 1901, article 5). Until then it cannot
    be invoked against third parties.

    Its state is read from facts: filed on, acknowledged on, and the deadline.
    """

    _name = "regie.prefecture.declaration"
    _description = "Declaration to the prefecture"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.file.owner"]
    _owned_file_fields = ("attachment_ids",)
    _order = "date_event desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    kind = fields.Selection(KINDS, required=True, default="officers", tracking=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date_event = fields.Date(
        string="Changed on", required=True, tracking=True, default=fields.Date.context_today, help="Day of the change."
    )
    date_deadline = fields.Date(
        string="To declare before",
        compute="_compute_date_deadline",
        store=True,
        help="Three calendar months after the change; the last day of the month when there is no such day.",
    )
    date_filed = fields.Date(string="Filed on", tracking=True, copy=False)
    filed_by_id = fields.Many2one(
        "res.partner", string="Filed by", ondelete="restrict", help="A director in office, or an agent with a mandate."
    )
    receipt_number = fields.Char(string="Prefecture receipt", tracking=True, copy=False)
    date_acknowledged = fields.Date(string="Receipt dated", tracking=True, copy=False)
    attachment_ids = fields.Many2many(
        "ir.attachment", string="Files", help="Deliberation, signed statutes, receipt of the prefecture."
    )
    meeting_id = fields.Many2one("regie.meeting", index="btree_not_null", ondelete="restrict", check_company=True)
    resolution_id = fields.Many2one(
        "regie.resolution", index="btree_not_null", ondelete="restrict", check_company=True, copy=False
    )
    line_ids = fields.One2many("regie.prefecture.declaration.line", "declaration_id", string="Persons")
    note = fields.Text(string="Change", help="What changes, in the words of the deliberation.")
    state = fields.Selection(
        [("todo", "To file"), ("late", "Late"), ("filed", "Filed"), ("acknowledged", "Acknowledged")],
        compute="_compute_state",
        search="_search_state",
        help="Read from the facts: receipt, filed, or else late from the day after the deadline.",
    )
    late_days = fields.Integer(string="Days late", compute="_compute_state")
    is_local_law = fields.Boolean(compute="_compute_is_local_law")

    _resolution_uniq = models.UniqueIndex(
        "(resolution_id, kind) WHERE resolution_id IS NOT NULL", "This resolution already has its declaration."
    )
    _officers_uniq = models.UniqueIndex(
        "(company_id, date_event) WHERE kind = 'officers' AND date_filed IS NULL",
        "The changes of that day already have their declaration: add the persons there.",
    )

    @api.depends("kind", "date_event")
    def _compute_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for declaration in self:
            day = declaration.date_event and declaration.date_event.strftime("%d/%m/%Y")
            declaration.name = f"{kinds.get(declaration.kind, '')} {day or ''}".strip()

    @api.depends("date_event")
    def _compute_date_deadline(self):
        for declaration in self:
            day = declaration.date_event
            months = day and int(self.env["regie.parameter"].get("declaration_prefecture_mois", day))
            declaration.date_deadline = day and fields.Date.add(day, months=months)

    @api.depends("date_deadline", "date_filed", "date_acknowledged")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for declaration in self:
            is_late = bool(declaration.date_deadline and declaration.date_deadline < today)
            if declaration.date_acknowledged:
                declaration.state = "acknowledged"
            elif declaration.date_filed:
                declaration.state = "filed"
            else:
                declaration.state = "late" if is_late else "todo"
            is_late = declaration.state == "late"
            declaration.late_days = (today - declaration.date_deadline).days if is_late else 0

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        acknowledged = Domain("date_acknowledged", "!=", False)
        filed = ~acknowledged & Domain("date_filed", "!=", False)
        waiting = ~acknowledged & Domain("date_filed", "=", False)
        late = Domain("date_deadline", "<", "today")
        domains = {"acknowledged": acknowledged, "filed": filed, "late": waiting & late, "todo": waiting & ~late}
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.depends("company_id", "date_event")
    def _compute_is_local_law(self):
        for declaration in self:
            declaration.is_local_law = declaration._is_under_local_law(declaration.company_id, declaration.date_event)

    @api.model
    def _is_under_local_law(self, company, date):
        """Tell whether the statutes put the association under the local law of Alsace-Moselle on a date: the court
        keeps its register then, and no declaration to the prefecture is prepared."""
        if not company or not date:
            return False
        statutes = self.env["regie.statutes"]._get_in_force(company, date, raise_if_missing=False)
        return statutes.legal_regime == "droit_local"

    def action_file(self):
        """Note that the declarations were filed today.

        :raise UserError: when a declaration of persons names nobody, or names somebody without all that must be told
        """
        today = fields.Date.context_today(self)
        for declaration in self.filtered(lambda one: not one.date_filed):
            declaration._check_complete()
            declaration.date_filed = today

    def _check_complete(self):
        """Refuse to file a declaration of persons that misses what article 5 asks for.

        :raise UserError: with what is missing, and for whom
        """
        self.ensure_one()
        if self.kind != "officers":
            return
        if not self.line_ids:
            raise UserError(self.env._("Add the persons who come into office or leave it, then file the declaration."))
        incomplete = self.line_ids.filtered("missing")
        if incomplete:
            raise UserError(
                self.env._(
                    "Complete before filing: %(people)s.",
                    people="; ".join(f"{line.partner_id.name} ({line.missing})" for line in incomplete),
                )
            )

    def action_acknowledge(self):
        """Note that the receipt of the prefecture came today."""
        for declaration in self:
            if not declaration.date_filed:
                raise UserError(self.env._("File the declaration first, then note its receipt."))
        self.write({"date_acknowledged": fields.Date.context_today(self)})

    def action_print(self):
        """Print the prepared content, to copy into the form or to attach."""
        return self.env.ref("regie_governance.regie_prefecture_declaration_report").report_action(self)

    def write(self, vals):
        """Add a filed declaration to the register of the association."""
        to_file = self.filtered(lambda one: not one.date_filed) if vals.get("date_filed") else self.browse()
        result = super().write(vals)
        for declaration in to_file:
            declaration._register_filing()
        return result

    def _register_filing(self):
        """Write the filing in the register of the association."""
        self.ensure_one()
        self.env["regie.register.entry"]._append(
            "declaration",
            self.env._("Declaration to the prefecture filed: %(name)s.", name=self.name),
            company=self.company_id,
        )
