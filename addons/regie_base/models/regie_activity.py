from odoo import api, fields, models


class RegieActivity(models.Model):
    """What the régie does for somebody: cleaning, green spaces, restaurant… with its own analytic account.

    The account, in the plan "Activities", is where every euro and every hour of the activity meet.
    """

    _name = "regie.activity"
    _description = "Activity of the régie"
    _inherit = ["mail.thread"]
    _order = "sequence, name, id"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, tracking=True)
    code = fields.Char(help="Short name used on papers and in imported files.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    family_id = fields.Many2one("regie.activity.family", required=True, ondelete="restrict", index=True)
    mission = fields.Selection(
        [
            ("citizen", "Citizen project"),
            ("social", "Social development"),
            ("economic", "Economic development"),
        ],
        required=True,
        default="economic",
        tracking=True,
        help="Which of the three missions common to all régies this activity serves first.",
    )
    market_kind = fields.Selection(
        [("market", "Market"), ("non_market", "Non-market")],
        string="Market or not",
        required=True,
        default="market",
        tracking=True,
        help="Market: paid by the customer's price. Non-market: paid by grants or by the régie itself.",
    )
    need = fields.Text(help="Need of the inhabitants or of the territory that this activity answers.")
    user_id = fields.Many2one("res.users", string="Responsible", default=lambda self: self.env.user)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        required=True,
        copy=False,
        ondelete="restrict",
        check_company=True,
        help="Created with the activity when left empty. Hours and euros of the activity carry this account.",
    )

    _check_company_auto = True
    _code_uniq = models.UniqueIndex("(company_id, code) WHERE code IS NOT NULL", "An activity already has this code.")
    _account_uniq = models.Constraint("UNIQUE (analytic_account_id)", "This account already serves another activity.")

    @api.depends("code")
    def _compute_display_name(self):
        for activity in self:
            activity.display_name = f"[{activity.code}] {activity.name}" if activity.code else activity.name

    @api.model_create_multi
    def create(self, vals_list):
        """Give each activity its own analytic account, all created at once."""
        vals_list = [dict(vals) for vals in vals_list]
        missing = [vals for vals in vals_list if not vals.get("analytic_account_id")]
        if missing:
            plan = self.env.ref("regie_base.analytic_plan_activity")
            accounts = self.env["account.analytic.account"].create(
                [self._prepare_analytic_account_vals(vals, plan) for vals in missing]
            )
            for vals, account in zip(missing, accounts, strict=True):
                vals["analytic_account_id"] = account.id
        return super().create(vals_list)

    def write(self, vals):
        """Rename the analytic account with its activity."""
        result = super().write(vals)
        if "name" in vals:
            self.analytic_account_id.write({"name": vals["name"]})
        return result

    @api.model
    def _prepare_analytic_account_vals(self, vals, plan):
        return {
            "name": vals.get("name"),
            "code": vals.get("code"),
            "plan_id": plan.id,
            "company_id": vals.get("company_id") or self.env.company.id,
        }
