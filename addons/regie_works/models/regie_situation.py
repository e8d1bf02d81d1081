from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

STATES = [("draft", "Draft"), ("sent", "Sent for visa"), ("approved", "Approved"), ("invoiced", "Invoiced")]


class RegieSituation(models.Model):
    """What was done for a customer until a day, in the words of its order: the attachment that makes the invoice.

    It counts cumulative quantities; the customer gives its visa, the order gets what is delivered, the invoice follows.
    Domain: gup_services.md, 1.11.
    """

    _name = "regie.situation"
    _description = "Situation of works"
    _inherit = ["regie.fact.defaults", "mail.thread", "mail.activity.mixin", "portal.mixin"]
    _order = "date_to desc, id desc"
    _rec_names_search = ["name", "lot_id.reference"]
    _check_company_auto = True

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    sale_order_id = fields.Many2one(
        "sale.order",
        string="Order",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('state', '=', 'sale')]",
        help="The confirmed order whose lines are counted.",
    )
    lot_id = fields.Many2one(
        "regie.market.lot", string="Market lot", compute="_compute_lot_id", store=True, precompute=True, index=True
    )
    project_id = fields.Many2one(related="sale_order_id.project_id", string="Worksite", store=True)
    partner_id = fields.Many2one(
        related="sale_order_id.partner_invoice_id", string="Customer", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(
        related="sale_order_id.company_id", string="Régie", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="sale_order_id.currency_id")
    user_id = fields.Many2one(
        "res.users", string="Responsible", default=lambda self: self.env.user, check_company=True, tracking=True
    )
    number = fields.Integer(string="Situation no.", compute="_compute_number")
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(string="To", required=True, tracking=True)
    line_ids = fields.One2many("regie.situation.line", "situation_id", string="Lines", copy=False)
    intervention_ids = fields.One2many("regie.intervention", "situation_id", string="Passes counted")
    pass_count = fields.Integer(compute="_compute_pass_count", string="Number of passes")
    # Facts: written by the buttons, never by hand
    date_sent = fields.Datetime(string="Sent on", readonly=True, copy=False, tracking=True)
    date_approved = fields.Datetime(string="Approved on", readonly=True, copy=False, tracking=True)
    visa_name = fields.Char(string="Visa of", readonly=True, copy=False, tracking=True)
    visa_signature = fields.Binary(string="Signature", readonly=True, copy=False, attachment=True)
    invoice_id = fields.Many2one(
        "account.move", readonly=True, copy=False, index="btree_not_null", ondelete="restrict", check_company=True
    )
    invoice_state = fields.Selection(related="invoice_id.state", string="State of the invoice")
    state = fields.Selection(
        STATES,
        compute="_compute_state",
        store=True,
        precompute=True,
        index=True,
        tracking=True,
        group_expand=True,
        help="Read from the facts: sent, visa of the customer, invoice that is not cancelled.",
    )
    amount_total_done = fields.Monetary(string="Done since the start", compute="_compute_amounts", store=True)
    amount_period = fields.Monetary(string="Done in the period", compute="_compute_amounts", store=True)
    amount_ordered = fields.Monetary(related="sale_order_id.amount_untaxed", string="Amount ordered")
    progress = fields.Float(string="Progress (%)", compute="_compute_amounts", store=True, digits=(16, 2))
    note = fields.Text(help="Printed under the lines, read by the customer.")

    _dates_ordered = models.Constraint("CHECK (date_to >= date_from)", "A situation ends after it starts.")
    _period_excl = models.Constraint(
        "EXCLUDE USING gist (sale_order_id WITH =, daterange(date_from, date_to, '[]') WITH &&)",
        "A situation already exists for this order in the period. (E-SIT-03)",
    )

    @api.depends("sale_order_id")
    def _compute_lot_id(self):
        for one in self:
            one.lot_id = one.sale_order_id.market_lot_ids[:1]

    @api.depends("date_sent", "date_approved", "invoice_id.state")
    def _compute_state(self):
        for one in self:
            if one.invoice_id and one.invoice_id.state != "cancel":
                one.state = "invoiced"
            elif one.date_approved:
                one.state = "approved"
            else:
                one.state = "sent" if one.date_sent else "draft"

    @api.depends("line_ids.amount_total_done", "line_ids.amount_period", "sale_order_id.amount_untaxed")
    def _compute_amounts(self):
        for one in self:
            one.amount_total_done = sum(one.line_ids.mapped("amount_total_done"))
            one.amount_period = sum(one.line_ids.mapped("amount_period"))
            ordered = one.sale_order_id.amount_untaxed
            one.progress = 100 * one.amount_total_done / ordered if ordered else 0

    @api.depends("sale_order_id", "date_from")
    def _compute_number(self):
        groups = self._read_group(
            [("sale_order_id", "in", self.sale_order_id.ids)], ["sale_order_id"], ["date_from:array_agg"]
        )
        dates = {order: sorted(days) for order, days in groups}
        for one in self:
            earlier = [day for day in dates.get(one.sale_order_id, ()) if one.date_from and day < one.date_from]
            one.number = len(earlier) + 1

    def _compute_pass_count(self):
        counts = dict(
            self.env["regie.intervention"]._read_group(
                [("situation_id", "in", self.ids)], ["situation_id"], ["__count"]
            )
        )
        for one in self:
            one.pass_count = counts.get(one, 0)

    def _compute_access_url(self):
        super()._compute_access_url()
        for one in self:
            one.access_url = f"/my/situations/{one.id}"

    @api.depends("name", "sale_order_id", "date_to")
    def _compute_display_name(self):
        for one in self:
            where = one.lot_id.reference or one.sale_order_id.name or ""
            one.display_name = f"{one.name} · {where}"

    def _refuse_taken_period(self, order_id, date_from, date_to):
        """Refuse two situations of one order that share a day, before PostgreSQL does. (E-SIT-03)"""
        same = [
            ("id", "not in", self.ids),
            ("sale_order_id", "=", order_id),
            ("date_from", "<=", date_to),
            ("date_to", ">=", date_from),
        ]
        if order_id and date_from and date_to and (other := self.search(same, limit=1)):
            raise ValidationError(
                self.env._(
                    "A situation already exists for %(lot)s in this period: %(other)s, from %(start)s to %(end)s. "
                    "(E-SIT-03)",
                    lot=other.lot_id.reference or other.sale_order_id.name,
                    other=other.name,
                    start=format_date(self.env, other.date_from),
                    end=format_date(self.env, other.date_to),
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Open situations with the lines of their order, the passes of the period counted.

        :raise ValidationError: E-SIT-03 when the period is taken
        :raise UserError: E-SIT-04 while an earlier situation of the order is a draft, E-SIT-05 for a fact by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
            self._refuse_taken_period(vals.get("sale_order_id"), vals.get("date_from"), vals.get("date_to"))
            if vals.get("name", "/") == "/":
                vals["name"] = self.env["ir.sequence"].next_by_code("regie.situation") or "/"
        situations = super().create(vals_list)
        situations._check_follows()
        # sudo: what was done before and the passes counted are written by the situation alone
        situations.sudo().filtered(lambda one: not one.line_ids)._load()
        return situations

    def _check_follows(self):
        """Refuse a situation that does not come after the others of its order, all of them sent. (E-SIT-04)"""
        earlier = self.search([("sale_order_id", "in", self.sale_order_id.ids), ("id", "not in", self.ids)])
        for one in self:
            for other in earlier.filtered(lambda other, order=one.sale_order_id: other.sale_order_id == order):
                if other.date_to > one.date_from or other.state == "draft":
                    raise UserError(
                        self.env._(
                            "%(other)s comes first: send it before opening the next situation of %(order)s. (E-SIT-04)",
                            other=other.name,
                            order=one.sale_order_id.name,
                        )
                    )

    def _load(self):
        """Write the lines of the orders, with what was done before and what the passes of the period add."""
        previous = self._get_previous_quantities()
        counts = self._count_passes()
        for one in self:
            one.line_ids = [
                Command.create(one._prepare_line_vals(line, previous.get(line.id, 0), counts.get((one.id, line.id))))
                for line in one.sale_order_id.order_line.filtered(self._is_counted)
            ]
        self._take_passes()

    def _is_counted(self, line):
        """Whether a line of an order is counted by situations: what the stock or the hours deliver is not."""
        return not line.display_type and not line.is_downpayment and line.qty_delivered_method == "manual"

    def _prepare_line_vals(self, line, previous, passes):
        """Return the values of a line: cumulative quantity before, and now."""
        self.ensure_one()
        done = previous + line._get_period_quantity(self.date_from, self.date_to, passes)
        return {
            "sale_line_id": line.id,
            "previous_quantity": previous,
            "quantity": min(done, max(line.product_uom_qty, previous)),
            "excess_quantity": max(done - line.product_uom_qty, 0),
        }

    def _get_previous_quantities(self):
        """Return {sale line id: cumulative quantity of the situations of the orders before these}, in one query."""
        groups = self.env["regie.situation.line"]._read_group(
            [("sale_line_id.order_id", "in", self.sale_order_id.ids), ("situation_id", "not in", self.ids)],
            ["sale_line_id"],
            ["quantity:max"],
        )
        return {line.id: quantity for line, quantity in groups}
