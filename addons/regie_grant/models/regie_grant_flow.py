from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


class RegieGrantFlow(models.Model):
    """The steps of a grant: asked, notified, running, reported, closed. Buttons write them, nothing else does."""

    _inherit = "regie.grant"

    is_late = fields.Boolean(
        string="Report late",
        compute="_compute_is_late",
        search="_search_is_late",
        help="The day of the report is past.",
    )

    @api.depends("state", "reporting_deadline")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for grant in self:
            waits = grant.state in ("notified", "running") and grant.legal_kind != "market"
            grant.is_late = bool(waits and grant.reporting_deadline and grant.reporting_deadline < today)

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("state", "in", ("notified", "running")),
            ("legal_kind", "!=", "market"),
            ("reporting_deadline", "<", fields.Date.context_today(self)),
        ]

    def action_request(self):
        """Send the request: commitment signed, documents there, budget in balance.

        :raise UserError: FIN-013, FIN-043, FIN-040
        """
        for grant in self._take("draft"):
            grant._check_commitment()
            grant._check_documents("request")
            grant._check_budget_balanced()
            grant._set_state("requested", requested_on=fields.Date.context_today(grant), amount_requested=grant.amount)

    def action_notify(self):
        """Note that the funder said yes: the grant runs from the first day of its period.

        A grant that is not spread is spread over the exercises by the days of its period.

        :raise UserError: FIN-011 without date or file, FIN-013 without commitment
        """
        today = fields.Date.context_today(self)
        for grant in self._take("draft", "requested"):
            if not grant.notified_on or not grant._has_file("notification_ids"):
                raise UserError(grant._get_notification_message())
            grant._check_commitment()
            grant._check_documents("award")
            if not grant.fraction_ids:
                grant._spread_prorata()
            grant._set_state("running" if grant.period_start <= today else "notified")

    def action_report(self):
        """Hand in the financial report: what was spent is kept as it is today.

        :raise UserError: FIN-042 for a variance that is not explained, FIN-043 for a missing document
        """
        today = fields.Date.context_today(self)
        for grant in self._take("notified", "running"):
            grant._add_missing_rows()
            grant._check_variances()
            grant._check_documents("report")
            late = grant.reporting_deadline and grant.reporting_deadline < today
            grant._seal_actuals()
            grant._set_state("reported", reported_on=today)
            if late:
                grant.message_post(body=grant._get_late_message())

    def action_close(self):
        """Close a grant: its report is accepted, nothing is awaited any more."""
        for grant in self._take("reported"):
            grant._set_state("closed", closed_on=fields.Date.context_today(grant))

    def action_refuse(self):
        """Note that the funder said no."""
        for grant in self._take("draft", "requested"):
            grant._set_state("refused", refused_on=fields.Date.context_today(grant))

    def action_reopen(self):
        """Open again what was sent, reported, closed or refused too early: one step back, for the accountant.

        :raise UserError: FIN-018 for a grant whose income is entered and that would be asked again
        """
        if not self.env.user.has_group("regie_finance.group_finance_user"):
            raise UserError(
                self.env._("Ask the accountant: only the books say whether a grant may be reopened. (FIN-019)")
            )
        back = {"reported": "running", "closed": "reported", "refused": "requested", "requested": "draft"}
        back |= {"notified": "requested", "running": "requested"}
        facts = {"reported": "reported_on", "closed": "closed_on", "refused": "refused_on", "requested": "requested_on"}
        for grant in self._take(*back):
            if grant.state in ("notified", "running"):
                grant._check_not_booked(True)
            fact = facts.get(grant.state)
            grant._set_state(back[grant.state], **({fact: False} if fact else {}))

    def _take(self, *states):
        """The grants, once it is sure that they are in one of these states and that the user may write them.

        :raise UserError: FIN-019
        """
        self.check_access("write")
        names = dict(self._fields["state"]._description_selection(self.env))
        if wrong := self.filtered(lambda grant: grant.state not in states)[:1]:
            raise UserError(
                self.env._(
                    "“%(grant)s” is in the state “%(state)s”: this step starts from %(states)s. (FIN-019)",
                    grant=wrong.display_name,
                    state=names[wrong.state],
                    states=", ".join(f"“{names[state]}”" for state in states),
                )
            )
        return self

    def _set_state(self, state, **facts):
        # sudo: facts of the buttons, the right to write the grants was checked above
        self.sudo().write({"state": state, **facts})

    def _check_notified(self):
        """Refuse what supposes a notification. (FIN-011)"""
        for grant in self:
            if grant.state not in ("notified", "running", "reported", "closed") or not grant.notified_on:
                raise UserError(grant._get_notification_message())

    def _has_file(self, name):
        """Tell whether there is a file, also for who may not open it."""
        self.ensure_one()
        # sudo: only whether there is one
        return bool(self.sudo()[name])

    def _get_notification_message(self):
        return self.env._(
            "“%s”: the date and the file of the notification are compulsory. Put them in the tab “Notification and"
            " conditions”, then press “Notified”. (FIN-011)",
            self.display_name,
        )

    def _get_late_message(self):
        return self.env._(
            "The report was handed in after the deadline of %s. (FIN-042)",
            format_date(self.env, self.reporting_deadline),
        )

    def _check_commitment(self):
        """Loi 2000-321, art. 10-1: no subvention of an authority without the republican commitment. (FIN-013)"""
        for grant in self:
            if grant.is_cer_required and not (grant.cer_signed_on and grant._has_file("cer_attachment_ids")):
                raise UserError(
                    self.env._(
                        "“%s”: the republican commitment (contrat d'engagement républicain) is not signed. Put its date"
                        " and its file in the tab “Request”. (FIN-013)",
                        grant.display_name,
                    )
                )

    def _check_documents(self, stage):
        """Name the compulsory documents of a step that have no file. (FIN-043)"""
        for grant in self:
            missing = grant.document_ids.filtered(
                lambda line: line.stage == stage and line.is_required and not line.is_there
            )
            if missing:
                raise UserError(
                    self.env._(
                        "“%(grant)s”: compulsory documents are missing: %(documents)s. Add their files in the tab"
                        " “Documents”. (FIN-043)",
                        grant=grant.display_name,
                        documents=", ".join(missing.kind_id.mapped("name")),
                    )
                )

    def _add_documents(self):
        """Give the grants the list of what funders ask for; a market has none."""
        kinds = self.env["regie.grant.document.kind"].search([])
        known = {(line.grant_id, line.kind_id) for line in self.document_ids}
        self.env["regie.grant.document"].create(
            [
                {"grant_id": grant.id, "kind_id": kind.id}
                for grant in self
                if grant.legal_kind != "market"
                for kind in kinds
                if (grant, kind) not in known
            ]
        )

    @api.model
    def _cron_follow(self):
        """Start the grants whose period begins, and remind the responsible of reports, tranches and conditions."""
        today = fields.Date.context_today(self)
        self.search([("state", "=", "notified"), ("period_start", "<=", today)])._set_state("running")
        self._remind(today)
