from datetime import datetime, time

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class RegieLoanItem(models.Model):
    """The upkeep of a tool: repairs, checks by number of loans or by months, electrical safety, cost. Domain: 5.14."""

    _inherit = "regie.loan.item"

    maintenance_ids = fields.One2many("maintenance.request", "regie_item_id")
    maintenance_count = fields.Integer(string="Requests of maintenance", compute="_compute_maintenance")
    maintenance_cost = fields.Monetary(compute="_compute_maintenance")
    date_electrical = fields.Date(string="Electrical check on", tracking=True)
    date_electrical_due = fields.Date(
        string="Next electrical check", compute="_compute_date_electrical_due", store=True
    )

    retired_reason = fields.Char(tracking=True, help="Not returned, broken, worn out, replaced by a better one.")

    @api.depends("maintenance_ids")
    def _compute_maintenance(self):
        groups = self.env["maintenance.request"]._read_group(
            [("regie_item_id", "in", self.ids)], ["regie_item_id"], ["__count", "regie_cost:sum"]
        )
        found = {item.id: (count, cost) for item, count, cost in groups}
        for item in self:
            item.maintenance_count, item.maintenance_cost = found.get(item.id, (0, 0.0))

    @api.depends("date_electrical", "model_id.electrical_months")
    def _compute_date_electrical_due(self):
        for item in self:
            months = item.model_id.electrical_months
            item.date_electrical_due = (
                item.date_electrical and months and item.date_electrical + relativedelta(months=months)
            )

    @api.constrains("status", "retired_reason")
    def _check_retired_reason(self):
        for item in self:
            if item.status == "retired" and not (item.retired_reason or "").strip():
                raise ValidationError(
                    self.env._("%s is retired: write for what reason. (E-LOAN-45)", item.display_name)
                )

    def action_view_maintenance(self):
        """Open the repairs and checks of the tool."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_loan.regie_loan_maintenance_action")
        return dict(action, domain=[("regie_item_id", "=", self.id)], context={"default_regie_item_id": self.id})

    def _get_maintenance_late(self):
        """Add the checks planned here and the electrical safety: past, the tool is not lent."""
        # sudo: the rule needs to know; whoever books may not read the repairs
        requests = self.env["maintenance.request"].sudo()
        late = requests.search(
            [
                ("regie_item_id", "in", self.ids),
                ("maintenance_type", "=", "preventive"),
                ("stage_id.done", "=", False),
                ("archive", "=", False),
                ("schedule_date", "<", fields.Datetime.now()),
            ]
        ).regie_item_id
        today = fields.Date.context_today(self)
        unsafe = self.filtered(lambda item: item.date_electrical_due and item.date_electrical_due < today)
        return super()._get_maintenance_late() | self.filtered(lambda item: item in late) | unsafe

    def _keep_after_return(self, lines):
        """Keep the state of tools that came back: a difference opens a repair, a number of loans opens a check."""
        vals_list = []
        for line in lines:
            before, after = line.check_out_id, line.check_in_id
            line.item_id.condition = after.condition
            if differences := after._get_differences(before):
                vals_list.append(line.item_id._prepare_repair_vals(after, differences))
            if after.condition == "broken":
                line.item_id.status = "maintenance"
        vals_list += self._prepare_checks_by_loans()
        # sudo: the request is opened by the return, whoever holds the counter; its team needs no right on the loans
        self.env["maintenance.request"].sudo().create(vals_list)

    def _prepare_repair_vals(self, check, differences):
        self.ensure_one()
        return {
            "name": self.env._("%(tool)s: %(what)s", tool=self.display_name, what="; ".join(differences)),
            "regie_item_id": self.id,
            "regie_check_id": check.id,
            "equipment_id": self.equipment_id.id,
            "company_id": self.company_id.id,
            "maintenance_type": "corrective",
        }

    def _prepare_check_vals(self, name, day, **vals):
        self.ensure_one()
        return {
            "name": f"{self.display_name}: {name}",
            "regie_item_id": self.id,
            "equipment_id": self.equipment_id.id,
            "company_id": self.company_id.id,
            "maintenance_type": "preventive",
            "schedule_date": datetime.combine(day, time(8)),
            **vals,
        }

    def _prepare_checks_by_loans(self):
        """Values of the checks that a number of loans asks for."""
        counted = self.filtered("policy_id.maintenance_every")
        groups = self.env["regie.loan.line"]._read_group(
            [("item_id", "in", counted.ids), ("state", "=", "returned")], ["item_id"], ["__count"]
        )
        today = fields.Date.context_today(self)
        return [
            item._prepare_check_vals(self.env._("check after %s loans", item.policy_id.maintenance_every), today)
            for item, count in groups
            if count % item.policy_id.maintenance_every == 0
        ]

    @api.model
    def _cron_maintain(self):
        """Plan the checks by months and the electrical ones that are near; a check already open is not planned anew."""
        today = fields.Date.context_today(self)
        items = self.search([("status", "in", ("available", "maintenance"))])
        open_requests = self.env["maintenance.request"].search(
            [("regie_item_id", "in", items.ids), ("maintenance_type", "=", "preventive"), ("stage_id.done", "=", False)]
        )
        last = dict(
            self.env["maintenance.request"]._read_group(
                [("regie_item_id", "in", items.ids), ("maintenance_type", "=", "preventive")],
                ["regie_item_id"],
                ["schedule_date:max"],
            )
        )
        electrical = open_requests.filtered("regie_is_electrical").regie_item_id
        usual = (open_requests - open_requests.filtered("regie_is_electrical")).regie_item_id
        vals_list = items._prepare_electrical_checks(electrical, today)
        for item in items - usual:
            months = item.model_id.maintenance_months
            begun = (last.get(item) or item.create_date).date()
            if months and begun + relativedelta(months=months) <= today:
                vals_list.append(item._prepare_check_vals(self.env._("regular check"), today))
        self.env["maintenance.request"].create(vals_list)

    def _prepare_electrical_checks(self, planned, today):
        days = int(self.env["regie.parameter"].get("pret_electrique_preavis_jours", today))
        near = today + relativedelta(days=days)
        return [
            item._prepare_check_vals(
                self.env._("electrical safety check"), item.date_electrical_due, regie_is_electrical=True
            )
            for item in self - planned
            if item.date_electrical_due and item.date_electrical_due <= near
        ]

    def _put_back(self, requests):
        """Lend again tools whose last repair is done, and date the electrical checks that were made."""
        today = fields.Date.context_today(self)
        # sudo: who repairs may not write the tools; the end of the repair says that the tool is good
        requests.filtered("regie_is_electrical").regie_item_id.sudo().date_electrical = today
        waiting = (
            self.env["maintenance.request"]
            .sudo()
            .search(
                [
                    ("regie_item_id", "in", self.ids),
                    ("maintenance_type", "=", "corrective"),
                    ("stage_id.done", "=", False),
                    ("archive", "=", False),
                ]
            )
        )
        # sudo: the state of a tool follows from its repairs
        mended = self.sudo().filtered(lambda item: item.status == "maintenance") - waiting.regie_item_id
        mended.write({"status": "available", "condition": "good"})
