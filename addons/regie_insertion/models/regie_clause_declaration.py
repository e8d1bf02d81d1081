from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..tools.clause import declaration_period, expected_hours, is_small, percent, to_decimal

#: What a declaration that was sent may still receive: the buyer's answer. Everything else is frozen.
OPEN_FIELDS = {"acknowledged_on", "message_main_attachment_id"}


class RegieClauseDeclaration(models.Model):
    """What the régie declares of a social clause for a month or a quarter: figures frozen on the day it is sent.

    The buyer receives totals without a name; the people are in the lines, for the régie and, where the buyer's
    contract says so, for the facilitator. A correction made afterwards shows in the next version, as a difference.
    """

    _name = "regie.clause.declaration"
    _description = "Declaration of a Social Clause"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, clause_id, version desc"
    _check_company_auto = True

    clause_id = fields.Many2one("regie.clause", required=True, index=True, ondelete="restrict", check_company=True)
    company_id = fields.Many2one(related="clause_id.company_id", store=True, index=True)
    buyer_id = fields.Many2one(related="clause_id.buyer_id", store=True, index=True)
    facilitator_id = fields.Many2one(related="clause_id.facilitator_id")
    date_from = fields.Date(
        string="From", required=True, help="Any day of the period: the declaration covers its whole month or quarter."
    )
    date_to = fields.Date(string="To", required=True, readonly=True)
    version = fields.Integer(
        default=1, readonly=True, help="1, then one more each time that the period is declared again."
    )
    previous_id = fields.Many2one(
        "regie.clause.declaration", string="Replaces", readonly=True, copy=False, ondelete="restrict"
    )
    computed_on = fields.Datetime(readonly=True, copy=False, help="When the figures were read from the hours.")
    sent_on = fields.Datetime(
        readonly=True, copy=False, tracking=True, help="From this moment nothing of the declaration changes."
    )
    ledger_row = fields.Integer(
        string="Row of the ledger",
        readonly=True,
        copy=False,
        help="Last row of the clause's ledger when the declaration was sent: it declares the rows up to this one.",
    )
    sent_by_id = fields.Many2one("res.users", string="Sent by", readonly=True, copy=False)
    acknowledged_on = fields.Date(copy=False, tracking=True, help="The day on which the buyer answered that it agrees.")
    state = fields.Selection(
        [("draft", "To send"), ("sent", "Sent"), ("acknowledged", "Acknowledged")],
        compute="_compute_state",
        store=True,
        index=True,
        help="Read from the dates: sent, acknowledged by the buyer.",
    )
    hours = fields.Float(readonly=True, digits=(16, 2), help="Insertion hours of the period that count for the clause.")
    hours_qpv = fields.Float(string="QPV hours", readonly=True, digits=(16, 2))
    people_count = fields.Integer(string="People", readonly=True)
    people_qpv_count = fields.Integer(string="QPV people", readonly=True, groups="regie_insertion.group_insertion_read")
    women_count = fields.Integer(string="Women", readonly=True, groups="regie_insertion.group_insertion_read")
    hours_not_validated = fields.Float(
        string="Hours not validated", readonly=True, digits=(16, 2), help="Hours of months that are not validated yet."
    )
    hours_outside = fields.Float(
        string="Hours outside the dates",
        readonly=True,
        digits=(16, 2),
        help="Worked outside the clause's dates: not counted.",
    )
    hours_not_eligible = fields.Float(
        string="Hours no longer eligible",
        readonly=True,
        digits=(16, 2),
        help="Of people whose window of eligibility is over: not counted.",
    )
    hours_delta = fields.Float(
        string="Difference",
        readonly=True,
        digits=(16, 2),
        help="Hours of this version less those of the version that it replaces.",
    )
    hours_target = fields.Float(string="Hours due", readonly=True, digits=(16, 2))
    hours_total = fields.Float(
        string="Hours since the start",
        readonly=True,
        digits=(16, 2),
        help="From the first day of the clause to the end of the period.",
    )
    hours_expected = fields.Float(string="Hours expected", readonly=True, digits=(16, 2))
    small_threshold = fields.Integer(
        readonly=True,
        help="Groups of fewer people than this are not shown in the buyer's version (parameter petit_effectif).",
    )
    qpv_share = fields.Float(string="QPV share (%)", compute="_compute_shares", store=True, digits=(16, 2))
    progress = fields.Float(string="Progress (%)", compute="_compute_shares", store=True, digits=(16, 2))
    hours_gap = fields.Float(string="Gap", compute="_compute_shares", store=True, digits=(16, 2))
    hours_remaining = fields.Float(string="Hours still due", compute="_compute_shares", store=True, digits=(16, 2))
    line_ids = fields.One2many(
        "regie.clause.declaration.line",
        "declaration_id",
        string="People in detail",
        readonly=True,
        groups="regie_insertion.group_insertion_user",
    )
    is_outdated = fields.Boolean(
        string="Hours have changed",
        compute="_compute_is_outdated",
        search="_search_is_outdated",
        help="The hours of the period are no longer those that were declared: make a new version.",
    )

    _version_uniq = models.Constraint(
        "UNIQUE (clause_id, date_from, version)", "This version of the declaration already exists."
    )
    _draft_uniq = models.UniqueIndex(
        "(clause_id, date_from) WHERE sent_on IS NULL", "A declaration of this period is already being prepared."
    )

    @api.depends("clause_id.reference", "date_from", "date_to", "version")
    def _compute_display_name(self):
        for declaration in self:
            declaration.display_name = self.env._(
                "%(clause)s, %(period)s, version %(version)s",
                clause=declaration.clause_id.reference or "",
                period=declaration._get_period_name(),
                version=declaration.version,
            )

    @api.depends("sent_on", "acknowledged_on")
    def _compute_state(self):
        for declaration in self:
            sent = "acknowledged" if declaration.acknowledged_on else "sent"
            declaration.state = sent if declaration.sent_on else "draft"

    @api.depends("hours", "hours_qpv", "hours_total", "hours_target", "hours_expected")
    def _compute_shares(self):
        for declaration in self:
            total, target = to_decimal(declaration.hours_total), to_decimal(declaration.hours_target)
            declaration.qpv_share = float(percent(declaration.hours_qpv, declaration.hours) or 0)
            declaration.progress = float(percent(total, target) or 0)
            declaration.hours_gap = float(total - to_decimal(declaration.hours_expected))
            declaration.hours_remaining = float(max(target - total, to_decimal(0)))

    def _compute_is_outdated(self):
        sent = self.filtered("sent_on")
        figures = self.env["regie.clause"]._read_figures(
            [(one.id, one.clause_id.id, one.date_from, one.date_to) for one in sent]
        )
        replaced = self.search([("previous_id", "in", sent.ids)]).previous_id
        for declaration in self:
            current = figures.get(declaration.id)
            declaration.is_outdated = bool(
                current
                and declaration not in replaced
                and (current["counted"], current["qpv"], current["people"])
                != (to_decimal(declaration.hours), to_decimal(declaration.hours_qpv), declaration.people_count)
            )

    def _search_is_outdated(self, operator, value):
        if operator != "in" or set(value) - {True}:
            return NotImplemented
        return [("id", "in", self.search([("sent_on", "!=", False)]).filtered("is_outdated").ids)]

    @api.constrains("acknowledged_on")
    def _check_acknowledged(self):
        for declaration in self:
            if declaration.acknowledged_on and not declaration.sent_on:
                raise ValidationError(self.env._("A declaration is acknowledged after it was sent."))

    @api.model_create_multi
    def create(self, vals_list):
        """Prepare the next version of each period from the hours; raises INS-L01 outside the clause's dates."""
        # A version sent a moment ago is no draft any more: PostgreSQL has to know before the next one comes.
        self.flush_model(["sent_on"])
        declarations = super().create(self._prepare_versions(vals_list))
        declarations._check_period()
        declarations._read_hours()
        return declarations

    def write(self, vals):
        """Write a draft; of a declaration that was sent only the buyer's answer is written (INS-L07)."""
        if vals.keys() - OPEN_FIELDS:
            self._refuse_sent()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._refuse_sent()

    def copy(self, default=None):
        """A declaration is not copied: a new version of its period is made instead."""
        if self:
            raise UserError(self.env._("A declaration is not copied. Make a new version of it."))
        return super().copy(default)

    def _refuse_sent(self):
        """Raise INS-L07 when one of the declarations was sent."""
        for declaration in self.filtered("sent_on"):
            raise UserError(
                self.env._(
                    "The declaration %(declaration)s was sent: it does not change any more. "
                    "Make a new version. (INS-L07)",
                    declaration=declaration.display_name,
                )
            )

    @api.model
    def _prepare_versions(self, vals_list):
        """Give each new declaration its whole period, its number of version and the one that it replaces."""
        clauses = self.env["regie.clause"].browse({vals["clause_id"] for vals in vals_list if vals.get("clause_id")})
        latest = {}
        for declaration in self.search([("clause_id", "in", clauses.ids)], order="version"):
            latest[declaration.clause_id.id, declaration.date_from] = declaration
        prepared = []
        for vals in vals_list:
            clause = clauses.browse(vals.get("clause_id"))
            day = fields.Date.to_date(vals.get("date_from")) or fields.Date.context_today(self)
            start, end = declaration_period(day, clause.frequency)
            previous = latest.get((clause.id, start), self.browse())
            prepared.append(
                {
                    **{name: value for name, value in vals.items() if name in ("clause_id", "activity_ids")},
                    "date_from": start,
                    "date_to": end,
                    "version": previous.version + 1,
                    "previous_id": previous.id,
                }
            )
        return prepared

    def _check_period(self):
        """Raise INS-L01 for a period in which the clause has no day."""
        for declaration in self:
            clause = declaration.clause_id
            if declaration.date_to < clause.date_start or declaration.date_from > clause.date_end:
                raise ValidationError(
                    self.env._(
                        "The hours of %(period)s are outside the period of the market %(clause)s "
                        "(%(start)s to %(end)s). (INS-L01)",
                        period=declaration._get_period_name(),
                        clause=clause.reference,
                        start=format_date(self.env, clause.date_start),
                        end=format_date(self.env, clause.date_end),
                    )
                )

    def _get_period_name(self):
        """The month in words, or the first and last day of a quarter."""
        self.ensure_one()
        if not self.date_from or not self.date_to:
            return ""
        if self.date_from.month == self.date_to.month:
            return format_date(self.env, self.date_from, date_format="MMMM y")
        return self.env._(
            "%(start)s to %(end)s",
            start=format_date(self.env, self.date_from),
            end=format_date(self.env, self.date_to),
        )

    def _get_hidden_cells(self):
        """Names of the counts that the buyer's version keeps back: too few people would be recognised."""
        self.ensure_one()
        # Who may not read a small count is told, like the buyer, that it is small.
        counts = self.sudo()
        return {
            name
            for name in ("people_qpv_count", "women_count")
            if is_small(counts[name], self.people_count, self.small_threshold)
        }

    def _get_hours_expected(self):
        """Hours that a steady pace would have given by the end of the period."""
        self.ensure_one()
        clause = self.clause_id
        return float(expected_hours(clause.hours_target, clause.date_start, clause.date_end, self.date_to))
