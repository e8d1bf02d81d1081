from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL
from odoo.tools.misc import format_date, formatLang

from ..tools import etp


class RegieIaeStatement(models.Model):
    """The statement as the extranet of the ASP lays it out (section 2.2 of the domain file), and what the ASP answers.

    The ASP has no door for software: somebody types the figures, from the typing guide, and says here what came back.
    """

    _inherit = "regie.iae.statement"

    month_name = fields.Char(string="Month of effect", compute="_compute_month_name")
    siret = fields.Char(string="SIRET", related="company_id.company_registry", help="Set on the company.")
    rsa_count = fields.Integer(
        string="Of which on RSA", readonly=True, copy=False, help="Employees declared, on RSA when they entered."
    )
    exit_count = fields.Integer(string="Exits of the month", readonly=True, copy=False)
    hours_typed = fields.Float(
        string="Total shown by the extranet",
        digits=(16, 2),
        copy=False,
        help="Total hours that the extranet shows once every line is typed. It must be the total of the lines.",
    )
    next_ids = fields.One2many("regie.iae.statement", "previous_id", string="Replaced by", readonly=True)
    typing_guide = fields.Text(
        compute="_compute_typing_guide",
        groups="regie_insertion.group_insertion_user",
        help="One person per line in the order of the screens of the ASP, to copy from or to paste in a spreadsheet.",
    )
    typing_table = fields.Html(
        string="Lines to type", compute="_compute_typing_guide", groups="regie_insertion.group_insertion_user"
    )

    @api.depends("date_month")
    @api.depends_context("lang")
    def _compute_month_name(self):
        for statement in self:
            day = statement.date_month
            statement.month_name = format_date(self.env, day, date_format="MMMM y") if day else ""

    @api.depends("line_ids.declared_hours", "line_ids.is_declared")
    @api.depends_context("uid", "lang")
    def _compute_typing_guide(self):
        sees_wage = self.env.user.has_group("hr.group_hr_manager")
        for statement in self:
            lines = statement.line_ids.filtered("is_declared")
            rows = [statement._get_asp_titles(), *(line._get_asp_row(sees_wage) for line in lines)]
            statement.typing_guide = "\n".join("\t".join(row) for row in rows)
            statement.typing_table = statement._get_typing_table(rows)

    @api.constrains("hours_typed")
    def _check_typed_total(self):
        for statement in self.filtered("hours_typed"):
            total = etp.to_decimal(statement.hours_declared)
            if etp.to_decimal(statement.hours_typed) != total:
                raise ValidationError(
                    self.env._(
                        "The total of the hours of the lines (%(lines)s) does not match the total declared "
                        "(%(typed)s). (INS-M02)",
                        lines=formatLang(self.env, statement.hours_declared),
                        typed=formatLang(self.env, statement.hours_typed),
                    )
                )

    def action_mark_sent(self):
        """Say that the statements were declared to the State today; their total must be the one typed (INS-M02)."""
        self._check_controlled()
        self._check_typed_total()
        self.write({"sent_on": fields.Date.context_today(self), "accepted_on": False, "rejected_on": False})
        self._close_reminders()

    def action_mark_accepted(self):
        """Say that the ASP accepted the statements today."""
        self._check_sent()
        self.write({"accepted_on": fields.Date.context_today(self), "rejected_on": False})

    def action_mark_rejected(self):
        """Say that the ASP rejected the statements today; its reason must be written (INS-M17)."""
        self._check_sent()
        if any(not statement.rejection_reason for statement in self):
            raise UserError(self.env._("Write what the ASP says: the next version has to mend it. (INS-M17)"))
        self.write({"rejected_on": fields.Date.context_today(self), "accepted_on": False})

    def action_reconcile(self):
        """Open the reconciliation of the month with the payslips and the ASP."""
        self.ensure_one()
        return self.env["regie.iae.reconciliation"]._get_or_create(self.annex_id, self.date_month)._get_form_action()

    def _check_controlled(self):
        if any(not statement.validated_on for statement in self):
            raise UserError(self.env._("Validate the statement before you declare it. (INS-M10)"))

    def _check_sent(self):
        if any(not statement.sent_on for statement in self):
            raise UserError(self.env._("Declare the statement first: the ASP answers to what it received. (INS-M18)"))

    @api.model
    def _get_typing_table(self, rows):
        """The typing guide as a table, its first row as titles."""
        titles, *lines = rows
        head = Markup("").join(Markup("<th>%s</th>") % title for title in titles)
        body = Markup("").join(
            Markup("<tr>%s</tr>") % Markup("").join(Markup("<td>%s</td>") % cell for cell in line) for line in lines
        )
        return Markup(
            '<table class="table table-sm table-striped"><thead><tr>%s</tr></thead><tbody>%s</tbody></table>'
        ) % (head, body)

    @api.model
    def _get_asp_titles(self):
        return [
            self.env._("NAME and first name"),
            self.env._("Birth date"),
            self.env._("Form"),
            self.env._("Hours"),
            self.env._("Gross wage"),
            self.env._("Contract from"),
            self.env._("Contract until"),
            self.env._("Final exit on"),
            self.env._("Code of the motive"),
        ]

    def _count_rsa(self, month):
        """Persons declared for a month on RSA when they entered: ``{statement id: number}``."""
        return dict(
            self.env.execute_query(
                SQL(
                    """SELECT line.statement_id, COUNT(DISTINCT line.employee_id) FROM regie_iae_statement_line line
                         JOIN (%s) rsa ON rsa.employee_id = line.employee_id
                        WHERE line.statement_id = ANY(%s) AND line.is_declared
                     GROUP BY line.statement_id""",
                    self._rsa_query(month),
                    list(self.ids),
                )
            )
        )

    @api.model
    def _rsa_query(self, month):
        """SELECT of the employee_id of the persons on RSA in a month: the entry situation of the pathways answers."""
        return SQL("SELECT NULL::integer AS employee_id WHERE FALSE")
