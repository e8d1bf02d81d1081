from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class RegieMealCompany(models.Model):
    """An employer whose workers eat here: it pays all of a meal, or a share of it. Domain: gup_services.md, 7.1."""

    _name = "regie.meal.company"
    _description = "Contract of meals"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_from desc, id desc"
    _rec_name = "partner_id"
    _check_company_auto = True

    partner_id = fields.Many2one("res.partner", string="Employer", required=True, index=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_from = fields.Date(string="From", required=True, default=fields.Date.context_today, tracking=True)
    date_to = fields.Date(string="Until", tracking=True, help="Empty: without end.")
    kind = fields.Selection(
        [("full", "The whole meal"), ("share", "A share of each meal")],
        string="The employer pays",
        required=True,
        default="share",
        tracking=True,
    )
    share = fields.Monetary(string="Share of a meal", tracking=True, help="What the employer pays on each meal.")
    worker_ids = fields.One2many("res.partner", "regie_meal_company_id", string="Workers")
    worker_count = fields.Integer(string="Number of workers", compute="_compute_counts")
    line_ids = fields.One2many("regie.meal.company.line", "contract_id", string="Meals")
    meal_count = fields.Integer(string="Number of meals", compute="_compute_counts")
    to_invoice = fields.Monetary(compute="_compute_counts", help="Shares of the meals that no invoice bears yet.")

    _share_positive = models.Constraint(
        "CHECK (kind = 'full' OR share > 0)", "Write what the employer pays on each meal."
    )
    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "A contract cannot end before it begins.")

    @api.depends("worker_ids", "line_ids.move_id")
    def _compute_counts(self):
        lines = self.env["regie.meal.company.line"]
        meals = dict(lines._read_group([("contract_id", "in", self.ids)], ["contract_id"], ["meals:sum"]))
        due = dict(
            lines._read_group(
                [("contract_id", "in", self.ids), ("move_id", "=", False)], ["contract_id"], ["amount:sum"]
            )
        )
        for contract in self:
            contract.worker_count = len(contract.worker_ids)
            contract.meal_count = meals.get(contract, 0)
            contract.to_invoice = due.get(contract, 0)

    def _is_in_force(self, day):
        """Tell whether the contract runs on a day."""
        return bool(self) and self.date_from <= day and (not self.date_to or self.date_to >= day)

    def _get_share(self, day):
        """Return what the employer pays on a meal of a day: 0 without a contract, below zero for all of it."""
        if not self or not self._is_in_force(day):
            return 0
        return -1 if self.kind == "full" else self.share

    def action_open_meals(self):
        """Open the meals of the workers."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_restaurant.regie_meal_company_line_action")
        return dict(action, domain=[("contract_id", "=", self.id)])

    def action_invoice(self):
        """Prepare one invoice for each employer with the meals of the past months that no invoice bears.

        The VAT was counted at the till: the invoice asks for the share without counting it again.

        :raise UserError: E-REST-03 when nothing is to be invoiced
        """
        self.check_access("write")
        today = fields.Date.context_today(self)
        lines = self.env["regie.meal.company.line"].search(
            [("contract_id", "in", self.ids), ("move_id", "=", False), ("date", "<", today.replace(day=1))]
        )
        if not lines:
            raise UserError(
                self.env._(
                    "No meal of the past months is to be invoiced; those of %(month)s will be next month. (E-REST-03)",
                    month=format_date(self.env, today, date_format="MMMM"),
                )
            )
        moves = self.env["account.move"]
        for contract, some in lines.grouped("contract_id").items():
            moves |= contract._invoice(some)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Invoices of meals"),
            "res_model": "account.move",
            "view_mode": "list,form",
            "domain": [("id", "in", moves.ids)],
        }

    def _invoice(self, lines):
        """Prepare the invoice of some meals, one line a month; names of workers are not on it."""
        self.ensure_one()
        months = lines.grouped(lambda line: line.date.replace(day=1))
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                "narration": self.env._("Share of the employer; the VAT of the meals was counted at the till."),
                "invoice_line_ids": [
                    fields.Command.create(self._prepare_invoice_line_vals(month, some))
                    for month, some in sorted(months.items())
                ],
            }
        )
        # sudo: a fact that the guard keeps; the right on the contract was checked
        lines.sudo().move_id = move
        return move

    def _prepare_invoice_line_vals(self, month, lines):
        """Values of the line of a month: how many meals, how much."""
        return {
            "name": self.env._(
                "Meals from %(first)s to %(last)s: %(count)s",
                first=format_date(self.env, month),
                last=format_date(self.env, month + relativedelta(months=1, days=-1)),
                count=sum(lines.mapped("meals")),
            ),
            "quantity": 1,
            "price_unit": sum(lines.mapped("amount")),
            "account_id": lines.payment_method_id[:1].receivable_account_id.id,
            "tax_ids": [fields.Command.clear()],
        }
