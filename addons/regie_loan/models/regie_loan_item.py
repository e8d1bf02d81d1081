from odoo import api, fields, models
from odoo.tools import SQL

from .regie_loan_line import BLOCKING


class RegieLoanItem(models.Model):
    """One tool, with its number: one person has it at a time. gup_services.md, 5.2."""

    _name = "regie.loan.item"
    _description = "Tool"
    _inherit = ["mail.thread"]
    _order = "model_id, number, id"
    _check_company_auto = True

    number = fields.Char(required=True, copy=False, index="trigram", help="Written on the tool.")
    barcode = fields.Char(copy=False, help="What the reader of the counter scans.")
    serial_number = fields.Char(copy=False)
    model_id = fields.Many2one("regie.loan.model", required=True, index=True, ondelete="restrict", check_company=True)
    image_128 = fields.Image(related="model_id.image_128")
    category_id = fields.Many2one(related="model_id.category_id", store=True, index="btree_not_null")
    company_id = fields.Many2one(related="model_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    policy_id = fields.Many2one(related="model_id.policy_id")
    active = fields.Boolean(default=True)
    site_id = fields.Many2one("regie.site", string="Kept at", ondelete="restrict", check_company=True, index=True)
    equipment_id = fields.Many2one(
        "maintenance.equipment",
        ondelete="restrict",
        check_company=True,
        copy=False,
        help="Where its preventive maintenance is planned: late, it keeps the tool from being lent.",
    )
    condition = fields.Selection(
        [("new", "New"), ("good", "Good"), ("worn", "Worn"), ("broken", "To repair")], required=True, default="good"
    )
    status = fields.Selection(
        [("available", "Lent"), ("maintenance", "In maintenance"), ("missing", "Missing"), ("retired", "Retired")],
        required=True,
        default="available",
        tracking=True,
        index=True,
        help="Only a tool that is lent can be booked.",
    )
    date_purchase = fields.Date(string="Bought or given on")
    purchase_price = fields.Monetary()
    donor_id = fields.Many2one("res.partner", string="Given by", ondelete="restrict", index="btree_not_null")
    line_ids = fields.One2many("regie.loan.line", "item_id", string="Loans")
    loan_count = fields.Integer(string="Times lent", compute="_compute_loan_count")
    use_rate = fields.Float(
        string="Use rate (%)",
        compute="_compute_use_rate",
        digits=(16, 1),
        help="Days out, divided by the days since it was bought, over the last twelve months.",
    )
    current_line_id = fields.Many2one("regie.loan.line", string="Who has it", compute="_compute_current_line_id")

    _number_uniq = models.UniqueIndex("(number, company_id)", "Another tool already bears this number.")
    _barcode_uniq = models.UniqueIndex(
        "(barcode, company_id) WHERE barcode IS NOT NULL", "Another tool already bears this barcode."
    )
    _price_positive = models.Constraint("CHECK (COALESCE(purchase_price, 0) >= 0)", "A price is not negative.")

    @api.depends("model_id", "number")
    def _compute_display_name(self):
        for item in self:
            item.display_name = f"{item.model_id.name or ''} {item.number or ''}".strip()

    @api.depends("line_ids.state")
    def _compute_loan_count(self):
        groups = self.env["regie.loan.line"]._read_group(
            [("item_id", "in", self.ids), ("state", "in", ("out", "overdue", "returned"))], ["item_id"], ["__count"]
        )
        counts = dict(groups)
        for item in self:
            item.loan_count = counts.get(item, 0)

    @api.depends("line_ids.state", "date_purchase")
    def _compute_use_rate(self):
        last = fields.Date.context_today(self)
        days = self._get_use_days(fields.Date.subtract(last, years=1), last)
        for item in self:
            out, available = days.get(item.id, (0, 0))
            item.use_rate = 100 * out / available if available else 0

    @api.depends("line_ids.state")
    def _compute_current_line_id(self):
        lines = self.env["regie.loan.line"].search_fetch(
            [("item_id", "in", self.ids), ("state", "in", ("out", "overdue"))], ["item_id"]
        )
        current = {line.item_id: line for line in lines}
        for item in self:
            item.current_line_id = current.get(item, False)

    def action_open_lines(self):
        """Open the loans of the tool."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_loan.regie_loan_line_action")
        return {**action, "domain": [("item_id", "=", self.id)], "context": {}}

    def _get_unavailability(self, moment, loan=None):
        """Return ``{tool: why it may not leave}``, for those that may not.

        :param moment: "reserve", or "checkout" when the tool must be there
        """
        statuses = dict(self._fields["status"]._description_selection(self.env))
        conditions = dict(self._fields["condition"]._description_selection(self.env))
        late, away = self._get_maintenance_late(), self.browse()
        if moment == "checkout":
            lines = self.env["regie.loan.line"].search(
                [
                    ("item_id", "in", self.ids),
                    ("state", "in", ("out", "overdue")),
                    ("loan_id", "!=", loan.id if loan else False),
                ]
            )
            away = lines.item_id
        reasons = {}
        for item in self:
            if item.status != "available":
                reasons[item] = statuses[item.status]
            elif item.condition == "broken":
                reasons[item] = conditions[item.condition]
            elif item in late:
                reasons[item] = self.env._("preventive maintenance late")
            elif item in away:
                reasons[item] = self.env._("not back yet")
        return reasons

    def _get_maintenance_late(self):
        """Those of these tools whose preventive maintenance should have been done."""
        # sudo: the rule needs to know; requests of maintenance are read by their teams
        requests = self.env["maintenance.request"].sudo()
        late = requests.search(
            [
                ("equipment_id", "in", self.equipment_id.ids),
                ("maintenance_type", "=", "preventive"),
                ("schedule_date", "<", fields.Datetime.now()),
                ("stage_id.done", "=", False),
                ("archive", "=", False),
            ]
        ).equipment_id
        return self.filtered(lambda item: item.equipment_id in late)

    def _get_taken(self, first, last):
        """Return ``{tool id: [(start, end)…]}``, the periods in which others keep these tools. One query, no name."""
        self.env["regie.loan.line"].flush_model(["item_id", "date_out", "date_free", "state"])
        rows = self.env.execute_query(
            SQL(
                """SELECT item_id, date_out, date_free FROM regie_loan_line
                    WHERE item_id = ANY(%(items)s)
                      AND state = ANY(%(states)s)
                      AND tsrange(date_out, date_free, '[)') && tsrange(%(first)s, %(last)s, '[)')
                 ORDER BY item_id, date_out""",
                items=self.ids,
                states=list(BLOCKING),
                first=first,
                last=last,
            )
        )
        taken = {}
        for item_id, start, end in rows:
            taken.setdefault(item_id, []).append((start, end))
        return taken

    def _get_use_days(self, first, last):
        """Return ``{tool id: (days out, days available)}`` between two days, both included. One query.

        A tool is available from the day when it was bought; days out are counted with their fractions.
        """
        if not self:
            return {}
        self.env["regie.loan.line"].flush_model(["item_id", "date_left", "date_back", "state"])
        self.flush_recordset(["date_purchase"])
        rows = self.env.execute_query(
            SQL(
                """SELECT item.id,
                          COALESCE(SUM(EXTRACT(EPOCH FROM
                              LEAST(COALESCE(line.date_back, now() AT TIME ZONE 'UTC'), %(last)s::timestamp)
                              - GREATEST(line.date_left, %(first)s::timestamp)))
                              FILTER (WHERE line.id IS NOT NULL) / 86400, 0),
                          GREATEST(%(last)s::date - GREATEST(%(first)s::date,
                              COALESCE(item.date_purchase, item.create_date::date)), 0)
                     FROM regie_loan_item item
                LEFT JOIN regie_loan_line line
                       ON line.item_id = item.id
                      AND line.state IN ('out', 'overdue', 'returned')
                      AND line.date_left < %(last)s
                      AND COALESCE(line.date_back, now() AT TIME ZONE 'UTC') > %(first)s
                    WHERE item.id = ANY(%(items)s)
                 GROUP BY item.id""",
                first=first,
                last=fields.Date.add(last, days=1),
                items=self.ids,
            )
        )
        return {item_id: (float(out), days) for item_id, out, days in rows}
