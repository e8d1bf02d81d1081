from odoo import Command, api, fields, models
from odoo.exceptions import AccessError

APPLICABLE = ("general", "invoice", "bill")


class RegieAnalyticSetup(models.TransientModel):
    """Prepare the analytic accounts of an exercise: the activity asked on each entry, the keys taken up again."""

    _name = "regie.analytic.setup"
    _description = "Prepare the analytic accounts"

    exercise_id = fields.Many2one("regie.exercise", required=True, default=lambda self: self._get_default_exercise())
    company_id = fields.Many2one(related="exercise_id.company_id")
    activity_required = fields.Boolean(
        default=True, help="From now on, no income nor expense is posted without its activities."
    )
    default_activity_id = fields.Many2one(
        "regie.activity",
        compute="_compute_default_activity_id",
        store=True,
        readonly=False,
        domain="[('company_id', '=', company_id)]",
        help="Borne by what banks and tills post by themselves.",
    )
    takes_up_keys = fields.Boolean(
        string="Take up the overhead keys of the exercise before",
        default=True,
        help="Only for the supports that have no key yet in this exercise.",
    )
    left_count = fields.Integer(string="Items without activity", compute="_compute_counts")
    sector_count = fields.Integer(string="Activities without tax sector", compute="_compute_counts")
    support_count = fields.Integer(string="Supports without key", compute="_compute_counts")

    @api.depends("exercise_id")
    def _compute_default_activity_id(self):
        for setup in self:
            company = setup.exercise_id.company_id
            supports = self.env["regie.activity"].search(
                [("company_id", "=", company.id), ("is_support", "=", True)], limit=1
            )
            setup.default_activity_id = company.regie_default_activity_id or supports

    @api.depends("exercise_id")
    def _compute_counts(self):
        for setup in self:
            activities = self.env["regie.activity"].search([("company_id", "=", setup.company_id.id)])
            keys = self.env["regie.overhead.key"].search([("exercise_id", "=", setup.exercise_id.id)])
            setup.left_count = self.env["regie.activity.result"].search_count(setup._get_left_domain())
            setup.sector_count = len(activities.filtered(lambda one: not one.tax_sector))
            setup.support_count = len(activities.filtered("is_support") - keys.support_id)

    def action_view_left(self):
        """Posted income and expenses of the exercise that say no activity yet."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_account_moves_all")
        items = self.env["regie.activity.result"].search(self._get_left_domain())
        return {**action, "domain": [("id", "in", items.move_line_id.ids)], "context": {}}

    def action_view_sectors(self):
        """Activities whose tax sector is to be chosen."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_base.regie_activity_action")
        return {
            **action,
            "domain": [("company_id", "=", self.company_id.id)],
            "context": {"search_default_no_tax_sector": 1},
        }

    def action_apply(self):
        """Require the activities, tell the entry screens to ask for them, take up the keys.

        :raise AccessError: to whoever does not set up the accounts
        """
        self.ensure_one()
        if not self.env.user.has_group("regie_finance.group_finance_manager"):
            raise AccessError(self.env._("Only the accountant prepares the analytic accounts."))
        company = self.company_id
        company.check_access("read")
        # sudo: the two settings of the régie are the accountant's, the rest of the company is not
        company.sudo().write(
            {
                "regie_default_activity_id": self.default_activity_id.id,
                "regie_activity_required": self.activity_required,
            }
        )
        self._ask_activities(company)
        if self.takes_up_keys:
            self._take_up_keys()
        return self.env["ir.actions.actions"]._for_xml_id("regie_finance.regie_activity_table_client")

    def _get_default_exercise(self):
        """The exercise of today or the last one; none in a régie that has not created any."""
        exercises = self.env["regie.exercise"]
        known = exercises.search_count([("company_id", "=", self.env.company.id)], limit=1)
        return self.env["regie.activity.table"]._get_exercise() if known else exercises

    def _get_left_domain(self):
        return [("exercise_id", "=", self.exercise_id.id), ("activity_id", "=", False), ("is_memo", "=", False)]

    def _ask_activities(self, company):
        """Make the screens of entries ask for the activity on the accounts 6 and 7, or no longer."""
        plan = self.env.ref("regie_base.analytic_plan_activity")
        # sudo: the rule of this plan for this régie only
        Applicability = self.env["account.analytic.applicability"].sudo()
        ours = [("analytic_plan_id", "=", plan.id), ("company_id", "=", company.id), ("account_prefix", "=", "6, 7")]
        known = Applicability.search(ours)
        if not self.activity_required:
            known.unlink()
            return
        Applicability.create(
            [
                {
                    "analytic_plan_id": plan.id,
                    "company_id": company.id,
                    "business_domain": domain,
                    "account_prefix": "6, 7",
                    "applicability": "mandatory",
                }
                for domain in APPLICABLE
                if domain not in known.mapped("business_domain")
            ]
        )

    def _take_up_keys(self):
        """Copy the keys of the exercise before for the supports that have none."""
        Key = self.env["regie.overhead.key"]
        known = Key.search([("exercise_id", "=", self.exercise_id.id)]).support_id
        before = self.exercise_id.previous_id
        keys = Key.search([("exercise_id", "=", before.id), ("support_id.active", "=", True)]) if before else Key
        return Key.create(
            [
                {
                    "exercise_id": self.exercise_id.id,
                    "support_id": key.support_id.id,
                    "sequence": key.sequence,
                    "base": key.base,
                    "reason": key.reason,
                    "line_ids": [
                        Command.create({"activity_id": line.activity_id.id, "weight": line.weight})
                        for line in key.line_ids
                    ],
                }
                for key in keys
                if key.support_id not in known
            ]
        )
