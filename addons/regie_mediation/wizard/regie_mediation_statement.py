from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.regie_base.tools.scope import Scope


class RegieMediationStatement(models.TransientModel):
    """The statistics of a period, for the régie, a landlord, a territory or a funded post: seen or handed over."""

    _name = "regie.mediation.statement"
    _description = "Statistics of the mediation, for a period"

    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, readonly=True
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._get_last_year().replace(month=1, day=1)
    )
    date_to = fields.Date(
        string="Until", required=True, default=lambda self: self._get_last_year().replace(month=12, day=31)
    )
    territory_id = fields.Many2one("regie.territory")
    owner_id = fields.Many2one("res.partner", string="Landlord", domain="[('is_company', '=', True)]")
    post_id = fields.Many2one(
        "regie.mediation.post", string="Funded post", help="What the mediator of this post did while they held it."
    )
    is_reader = fields.Boolean(compute="_compute_is_reader")
    content = fields.Html(compute="_compute_content", sanitize=False)

    def _get_last_year(self):
        """A day of the year that is shown first: this one for those who work, the last one for those who read."""
        today = fields.Date.context_today(self)
        return today - relativedelta(years=1) if self._is_only_reader() else today

    def _is_only_reader(self):
        return not self.env.user.has_group("regie_mediation.group_mediation_agent")

    @api.depends_context("uid")
    def _compute_is_reader(self):
        self.is_reader = self._is_only_reader()

    @api.depends("date_from", "date_to", "territory_id", "owner_id", "post_id")
    @api.depends_context("lang")
    def _compute_content(self):
        for one in self:
            if not one.date_from or not one.date_to or one._get_refusal():
                one.content = one._get_refusal() or False
                continue
            one.content = self.env["ir.qweb"]._render(
                "regie_mediation.statement_content", {"sections": one._get_sections()}
            )

    def _compute_display_name(self):
        for one in self:
            one.display_name = self.env._("Statistics of the mediation")

    def _get_refusal(self):
        """Why the statistics are not told for this period; ``False`` when they are.

        Two readings apart by a few days would tell the few people of these days.
        """
        self.ensure_one()
        is_whole = self.date_from.day == 1 and (self.date_to + relativedelta(days=1)).day == 1
        if self.date_to < self.date_from or not is_whole:
            return self.env._("The period is made of whole months, from the first to the last day. (E-MED-12)")
        if not self._is_only_reader():
            return False
        year = self.date_from.year
        is_year = (self.date_from.month, self.date_to.month, self.date_to.year) == (1, 12, year)
        if not is_year or self.territory_id or self.owner_id or self.post_id:
            return self.env._("You read the statistics of the whole régie, one calendar year at a time. (E-MED-12)")
        if self.date_to >= fields.Date.context_today(self):
            return self.env._("The statistics of a year are read once it is over. (E-MED-12)")
        return False

    def _get_scope(self):
        return Scope(self.company_id, self.date_from, self.date_to, partner=self.owner_id, territory=self.territory_id)

    def _get_sections(self):
        """The sections of the statement.

        :raise ValidationError: E-MED-12 when the period or the narrowing would tell too much
        """
        if refusal := self._get_refusal():
            raise ValidationError(refusal)
        # sudo: a reader does not read the posts; the narrowing was checked
        return self.env["regie.mediation.statistics"]._get_sections(self._get_scope(), self.sudo().post_id)

    def _get_threshold(self):
        parameters = self.env["regie.parameter"].with_company(self.company_id)
        return int(parameters.get("mediation_petite_cellule", self.date_to))

    def action_print(self):
        """Print the statement as a PDF."""
        return self._hand_over("regie_mediation.regie_mediation_statement_report")

    def action_export(self):
        """Take the statement as a spreadsheet."""
        return self._hand_over("regie_mediation.regie_mediation_statement_report_xlsx")

    def _hand_over(self, report):
        self.ensure_one()
        if refusal := self._get_refusal():
            raise ValidationError(refusal)
        self.env["regie.export.log"]._log(self, title=self.env._("Statistics of the mediation"))
        return self.env.ref(report).report_action(self, config=False)
