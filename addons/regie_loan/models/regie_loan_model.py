from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL


class RegieLoanModel(models.Model):
    """A model of tool that is lent, of which there are one or several: « perforateur SDS ». gup_services.md, 5.2."""

    _name = "regie.loan.model"
    _description = "Model of tool"
    _inherit = ["mail.thread", "image.mixin"]
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    category_id = fields.Many2one("regie.loan.category", ondelete="restrict", index="btree_not_null")
    policy_id = fields.Many2one(
        "regie.loan.policy", required=True, index=True, ondelete="restrict", check_company=True, tracking=True
    )
    clearance_kind_id = fields.Many2one(
        "regie.clearance.kind",
        string="Training asked for",
        ondelete="restrict",
        help="For this model only; empty: the training of the policy, if it asks for one.",
    )
    description = fields.Text(translate=True, help="Shown to the members who choose a tool.")
    power_source = fields.Selection(
        [("hand", "By hand"), ("mains", "Mains"), ("battery", "Battery"), ("engine", "Engine"), ("other", "Other")],
        default="hand",
    )
    manual = fields.Binary(attachment=True)
    manual_name = fields.Char(string="Name of the manual")
    safety_sheet = fields.Binary(attachment=True, help="Read by the members before they book.")
    safety_sheet_name = fields.Char(string="Name of the safety sheet")
    deposit = fields.Monetary(tracking=True, help="Asked for when the tool leaves.")
    replacement_value = fields.Monetary(tracking=True, help="Written on the contract; the late fees stop there.")
    is_shown = fields.Boolean(
        string="Shown to the members", default=True, help="In the catalogue where the members book."
    )
    item_ids = fields.One2many("regie.loan.item", "model_id", string="Tools")
    item_count = fields.Integer(string="Units", compute="_compute_item_count")
    line_count = fields.Integer(string="Loans", compute="_compute_line_count")
    wait_count = fields.Integer(string="Waiting", compute="_compute_wait_count")
    use_rate = fields.Float(
        string="Use rate (%)",
        compute="_compute_use_rate",
        digits=(16, 1),
        help="Days out of its units, divided by their available days, over the last twelve months.",
    )

    _amounts_positive = models.Constraint(
        "CHECK (COALESCE(deposit, 0) >= 0 AND COALESCE(replacement_value, 0) >= 0)",
        "A deposit or a value is not negative. (E-LOAN-19)",
    )

    @api.depends("item_ids.status", "item_ids.active")
    def _compute_item_count(self):
        counts = dict(
            self.env["regie.loan.item"]._read_group(
                [("model_id", "in", self.ids), ("status", "!=", "retired")], ["model_id"], ["__count"]
            )
        )
        for model in self:
            model.item_count = counts.get(model, 0)

    @api.depends("item_ids.line_ids.state")
    def _compute_line_count(self):
        counts = dict(
            self.env["regie.loan.line"]._read_group(
                [("model_id", "in", self.ids), ("state", "in", ("out", "overdue", "returned"))],
                ["model_id"],
                ["__count"],
            )
        )
        for model in self:
            model.line_count = counts.get(model, 0)

    def _compute_wait_count(self):
        counts = dict(
            self.env["regie.loan.wait"]._read_group(
                [("model_id", "in", self.ids), ("date_ended", "=", False)], ["model_id"], ["__count"]
            )
        )
        for model in self:
            model.wait_count = counts.get(model, 0)

    @api.depends("item_ids.line_ids.state")
    def _compute_use_rate(self):
        last = fields.Date.context_today(self)
        days = self.item_ids._get_use_days(fields.Date.subtract(last, years=1), last)
        for model in self:
            pairs = [days[item.id] for item in model.item_ids if item.id in days]
            available = sum(pair[1] for pair in pairs)
            model.use_rate = 100 * sum(pair[0] for pair in pairs) / available if available else 0

    def action_open_items(self):
        """Open the units of the model."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_loan.regie_loan_item_action")
        return {**action, "domain": [("model_id", "=", self.id)], "context": {"default_model_id": self.id}}

    def action_open_lines(self):
        """Open the loans of the model."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_loan.regie_loan_line_action")
        return {**action, "domain": [("model_id", "=", self.id)], "context": {}}

    def action_open_waits(self):
        """Open the waiting list of the model."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_loan.regie_loan_wait_action")
        return {**action, "domain": [("model_id", "=", self.id)], "context": {"default_model_id": self.id}}

    def _get_clearance_kind(self):
        """The training that the model asks for: its own, else that of its policy."""
        return self.clearance_kind_id or self.policy_id.clearance_kind_id

    def _get_free_items(self, start, due, site=None):
        """Return the units that nobody keeps from a moment to another, buffer included, the least used first.

        Units that may not leave are left out; a unit that is late at somebody's comes last. One query.
        """
        self.ensure_one()
        return self._get_free_units(start, due, site)[self]

    def _get_free_units(self, start, due, site=None):
        """Return ``{model: units}`` for several models, as ``_get_free_items`` does for one. One query."""
        self.env["regie.loan.line"].flush_model(["item_id", "date_out", "date_free", "state"])
        self.env["regie.loan.item"].flush_model(["model_id", "site_id", "status", "condition", "active"])
        rows = self.env.execute_query(
            SQL(
                """SELECT item.id
                     FROM unnest(%(models)s::int[], %(frees)s::timestamp[]) AS wanted (model_id, date_free)
                     JOIN regie_loan_item item ON item.model_id = wanted.model_id
                LEFT JOIN regie_loan_line line
                       ON line.item_id = item.id AND line.state NOT IN ('draft', 'cancelled', 'no_show')
                    WHERE item.active AND item.status = 'available' AND item.condition <> 'broken'
                      AND (item.site_id IS NULL OR %(site)s = 0 OR item.site_id = %(site)s)
                 GROUP BY item.id
                   HAVING NOT bool_or(COALESCE(
                              line.state IN ('reserved', 'contract', 'out', 'overdue')
                              AND tsrange(line.date_out, line.date_free, '[)')
                                  && tsrange(%(start)s, wanted.date_free, '[)'),
                              FALSE))
                 ORDER BY bool_or(COALESCE(line.state = 'overdue', FALSE)), count(line.id), item.id""",
                models=self.ids,
                frees=[due + timedelta(hours=model.policy_id.buffer_hours) for model in self],
                site=site.id if site else 0,
                start=start,
            )
        )
        items = self.env["regie.loan.item"].browse(row[0] for row in rows)
        units = (items - items._get_maintenance_late()).grouped("model_id")
        return {model: units.get(model, items.browse()) for model in self}
