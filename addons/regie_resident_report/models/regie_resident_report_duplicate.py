from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from .regie_resident_report_late import OPEN


class RegieResidentReport(models.Model):
    """The same problem reported several times: one report carries the others, and says how many people it bothers."""

    _inherit = "regie.resident.report"

    duplicate_of_id = fields.Many2one(
        "regie.resident.report",
        string="Same as",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="The other report carries this one: whoever sent it receives the same answer.",
    )
    duplicate_ids = fields.One2many("regie.resident.report", "duplicate_of_id", string="Same reports")
    similar_count = fields.Integer(string="Same place, same kind", compute="_compute_similar_count")
    support_count = fields.Integer(
        string="“Me too”", readonly=True, copy=False, help="Residents who said “me too”, without saying who."
    )
    support_total = fields.Integer(
        string="Reported by",
        compute="_compute_support_total",
        store=True,
        recursive=True,
        help="Who reported it, who said “me too”, and the same of the reports that it carries.",
    )

    _not_itself = models.Constraint("CHECK (duplicate_of_id <> id)", "A report does not repeat itself. (E-REP-09)")

    @api.depends("support_count", "duplicate_ids.support_total")
    def _compute_support_total(self):
        for report in self:
            report.support_total = 1 + report.support_count + sum(report.duplicate_ids.mapped("support_total"))

    @api.depends("site_id", "category_id", "state")
    def _compute_similar_count(self):
        for report in self:
            waits = report.id and report.state in OPEN
            report.similar_count = self.search_count(report._get_similar_domain()) if waits else 0

    @api.constrains("duplicate_of_id")
    def _check_duplicate(self):
        """The report that carries others is carried by none. (E-REP-09)"""
        for report in self:
            if report.duplicate_of_id and (report.duplicate_of_id.duplicate_of_id or report.duplicate_ids):
                raise ValidationError(
                    self.env._(
                        "%(code)s: choose the report that carries the others, which repeats none itself. (E-REP-09)",
                        code=report.tracking_code,
                    )
                )

    @api.model
    def _get_place_domain(self, site, days):
        """Return the Domain of the open reports of the last ``days`` on a site, what it stands in or what is in it."""
        above = [int(number) for number in (site.parent_path or "").split("/") if number]
        return (
            (Domain("site_id", "in", above) | Domain("site_id", "child_of", site.ids))
            & Domain("state", "in", OPEN)
            & Domain("date", ">=", fields.Datetime.now() - relativedelta(days=days))
        )

    def _get_similar_domain(self):
        """Return the Domain of the open reports that may be of the same problem."""
        self.ensure_one()
        parameters = self.env["regie.parameter"].with_company(self.company_id)
        days = int(parameters.get("report_duplicate_days", fields.Date.context_today(self)))
        return (
            self._get_place_domain(self.site_id, days)
            & Domain("category_id", "=", self.category_id.id)
            & Domain("id", "!=", self.id)
        )

    def action_view_similar(self):
        """Open the reports that may be of the same problem, with this one, to merge them."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_resident_report.regie_resident_report_action")
        domain = self._get_similar_domain() | Domain("id", "=", self.id)
        return dict(action, domain=list(domain), context={}, views=[(False, "list"), (False, "form")])

    def action_merge(self):
        """Let the oldest of the reports carry the others; a report that carried some gives them over.

        :raise UserError: E-REP-09 with one report only, or reports of two régies, or ended ones
        """
        self._check_office()
        whole = self | self.duplicate_of_id
        kept = whole.filtered(lambda report: not report.duplicate_of_id).sorted(lambda report: (report.date, report.id))
        if len(kept) < 2 or len(kept.company_id) > 1 or any(report.state not in OPEN for report in kept):
            raise UserError(
                self.env._("Choose at least two open reports of the same problem, in the same régie. (E-REP-09)")
            )
        first, others = kept[0], kept[1:]
        carried = others.duplicate_ids
        carried.write({"duplicate_of_id": first.id})
        others.write({"duplicate_of_id": first.id})
        first.message_post(
            body=self.env._("Carries the same reports: %s", ", ".join((others | carried).mapped("tracking_code")))
        )
        others.activity_unlink(["mail.mail_activity_data_todo"])
        return first._get_form_action()

    def _get_form_action(self):
        """Return the action that opens the form of the report."""
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_resident_report.regie_resident_report_action")
        return dict(action, res_id=self.id, views=[(False, "form")], context={})

    def _support(self):
        """One more resident says “me too”; nobody says who."""
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset(["support_count"])
        self.with_context(tracking_disable=True).support_count += 1
