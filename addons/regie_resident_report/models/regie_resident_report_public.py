import base64

from dateutil.relativedelta import relativedelta

from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

#: Longest texts received from outside
LONGEST = {"description": 2000, "place_note": 120, "contact_name": 80, "contact_phone": 30, "contact_email": 120}


class RegieResidentReport(models.Model):
    """What comes from outside: bounded, counted, without an account; and from the teams on the spot."""

    _inherit = "regie.resident.report"

    tracking_url = fields.Char(string="Page of the resident", compute="_compute_tracking_url")

    @api.depends("tracking_code")
    def _compute_tracking_url(self):
        for report in self:
            report.tracking_url = f"{report.get_base_url()}/regie/suivi/{report.tracking_code}"

    @api.model_create_multi
    def create(self, vals_list):
        """Create reports; an urgent one is given at once to its responsible."""
        reports = super().create(vals_list)
        reports.filtered(lambda report: report.is_urgent and report.state == "new")._alert(self.env._("Urgent report"))
        return reports

    def _alert(self, summary):
        """Give reports to their responsible, with a few words that say why."""
        # sudo: the activity is for the office, whoever reports the problem
        for report in self.sudo():
            if user := report._get_responsible():
                report.activity_schedule("mail.mail_activity_data_todo", summary=summary, user_id=user.id)

    @api.model
    def _submit(self, site, vals, photos=()):
        """Receive a report sent by the label of a site, in sudo, and return it.

        :param site: the site of the label, empty when the label is unknown
        :param vals: category_id and texts, as typed; has_consent
        :param photos: contents of the files, in bytes
        :raise ValidationError: E-REP-01, E-REP-02, E-REP-07, E-REP-10, E-PROOF-01
        :raise UserError: E-REP-03 too many reports in the last hour
        """
        if not site or not site.active:
            raise ValidationError(self.env._("Unknown or retired label. (E-REP-02)"))
        reports = self.with_company(site.company_id)
        reports._check_rate(site)
        kind = self._get_public_categories(site).filtered(lambda one: one.id == vals.get("category_id"))
        if not kind:
            raise ValidationError(self.env._("Choose what it is about. (E-REP-01)"))
        texts = {name: (vals.get(name) or "").strip()[:size] for name, size in LONGEST.items()}
        report = reports.with_context(mail_create_nosubscribe=True, mail_create_nolog=True).create(
            {
                **texts,
                "channel": "qr",
                "category_id": kind.id,
                "site_id": site.id,
                "has_consent": bool(vals.get("has_consent")),
                "photo_ids": [Command.create({"image": base64.b64encode(content)}) for content in photos],
            }
        )
        if report.contact_email:
            report._send("regie_resident_report.mail_template_report_receipt")
        return report

    @api.model
    def _check_rate(self, site):
        """Refuse what comes by a label that was used too often in the last hour.

        :raise UserError: E-REP-03
        """
        limit = int(self.env["regie.parameter"].get("report_rate_hour", fields.Date.context_today(self)))
        since = fields.Datetime.now() - relativedelta(hours=1)
        sent = self.search_count(
            [("site_id", "=", site.id), ("channel", "=", "qr"), ("date", ">=", since)], limit=limit
        )
        if sent >= limit:
            raise UserError(
                self.env._("Too many reports by this label: try again later, or call the régie. (E-REP-03)")
            )

    @api.model
    def _get_public_categories(self, site):
        """Return the kinds among which a resident chooses, in sudo."""
        return (
            self.env["regie.resident.report.category"]
            .sudo()
            .search([("company_id", "in", [site.company_id.id, False])])
            .with_company(site.company_id)
        )

    @api.model
    def _get_neighbours(self, site):
        """Return the open reports that a resident of a site may join by “me too”, in sudo."""
        days = int(
            self.env["regie.parameter"]
            .with_company(site.company_id)
            .get("report_duplicate_days", fields.Date.context_today(self))
        )
        return self.sudo().search(self._get_place_domain(site, days), limit=50)

    @api.model
    def _get_by_code(self, code):
        """Return the report that a code opens, in sudo, as it was typed: spaces and small letters count for nothing."""
        code = "".join((code or "").split()).replace("-", "").upper()
        return self.sudo().search([("tracking_code", "=", code)], limit=1) if len(code) == 8 else self.browse()

    def _rate(self, stars):
        """Keep the stars of the resident once the problem is ended; the last ones count.

        :raise ValidationError: E-REP-11 out of one to five, or before the end
        """
        self.ensure_one()
        whole = self.duplicate_of_id or self
        if stars not in range(1, 6) or whole.state not in ("resolved", "closed"):
            raise ValidationError(self.env._("One to five stars, once the problem is solved. (E-REP-11)"))
        # sudo: the code stands for the right of who reported it
        self.sudo().write({"satisfaction": stars})

    def _contest(self):
        """Open the report again: the resident says that the problem is still there, and its responsible hears it."""
        self.ensure_one()
        whole = self.duplicate_of_id or self
        if whole._may_reopen():
            whole._reopen()
            whole._alert(self.env._("The resident says that the problem is still there"))

    def _may_reopen(self):
        """Tell whether who reported the problem may still say that it is not solved."""
        self.ensure_one()
        ended = self.date_closed or self.date_resolved
        return self.state in ("resolved", "closed") and bool(ended) and ended >= self._get_reopen_limit()

    def _get_public_state(self):
        """Return where the problem is, for whoever has the code: that of the report which carries it."""
        self.ensure_one()
        return (self.duplicate_of_id or self).state

    @api.model
    def create_from_field(self, vals, photos=()):
        """Report what a team sees on the spot, from the phone, and return the code.

        :param vals: site_id, category_id, and description or place_note
        :param photos: pictures in base64
        :return: the tracking code
        """
        known = ("site_id", "category_id", "description", "place_note")
        report = self.create(
            {
                **{name: vals[name] for name in known if vals.get(name)},
                "channel": "agent",
                "photo_ids": [Command.create({"image": picture}) for picture in photos],
            }
        )
        return report.tracking_code
