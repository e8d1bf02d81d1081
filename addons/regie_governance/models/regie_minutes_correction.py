from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, is_html_empty

FORMAT = "regie-correction-1"


class RegieMinutesCorrection(models.Model):
    """What corrects signed minutes: a new document, signed by the same people and entered in the register. The minutes
    stay as they were signed."""

    _name = "regie.minutes.correction"
    _description = "Correction of minutes"
    _inherit = ["mail.thread", "regie.sealed.document", "regie.fact.guard"]
    _order = "meeting_id desc, number"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True)
    meeting_id = fields.Many2one(
        "regie.meeting",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('state', '=', 'signed')]",
    )
    company_id = fields.Many2one(related="meeting_id.company_id", store=True, index=True, precompute=True)
    number = fields.Integer(readonly=True, copy=False, aggregator=None)
    date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Char(required=True, help="What was wrong, in one sentence.")
    text = fields.Html(string="Correction", required=True, help="What is to be read instead, word for word.")
    date_sent = fields.Datetime(string="Sent to be signed on", readonly=True, copy=False, tracking=True)
    signature_ids = fields.One2many("regie.minutes.signature", "correction_id", string="Signatures", readonly=True)
    is_mine_to_sign = fields.Boolean(compute="_compute_is_mine_to_sign")
    state = fields.Selection(
        [("draft", "Draft"), ("sent", "To be signed"), ("signed", "Signed")],
        compute="_compute_state",
        store=True,
        help="Read from the days on which it was sent and signed.",
    )

    _number_uniq = models.Constraint("UNIQUE (meeting_id, number)", "Two corrections bear the same number: retry.")

    def init(self):
        """Let PostgreSQL itself refuse any change of a signed correction."""
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION regie_correction_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.date_signed IS NULL OR (TG_OP = 'UPDATE' AND
                   to_jsonb(OLD) - '{write_date,write_uid,state,name}'::text[]
                   = to_jsonb(NEW) - '{write_date,write_uid,state,name}'::text[]) THEN
                    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
                END IF;
                RAISE EXCEPTION 'a signed correction does not change: write another one (GOV-061)'
                      USING ERRCODE = 'restrict_violation';
            END $$;
            CREATE OR REPLACE TRIGGER regie_minutes_correction_sealed BEFORE UPDATE OR DELETE
                ON regie_minutes_correction FOR EACH ROW EXECUTE FUNCTION regie_correction_refuse();
            """
        )

    @api.depends("meeting_id.name", "number")
    def _compute_name(self):
        for correction in self:
            correction.name = self.env._(
                "Correction %(number)s of %(meeting)s",
                number=correction.number or "",
                meeting=correction.meeting_id.name or "",
            )

    @api.depends("date_sent", "date_signed")
    def _compute_state(self):
        for correction in self:
            if correction.date_signed:
                correction.state = "signed"
            else:
                correction.state = "sent" if correction.date_sent else "draft"

    @api.depends_context("uid")
    @api.depends("signature_ids.date_signed")
    def _compute_is_mine_to_sign(self):
        for correction in self:
            waiting = correction.signature_ids.filtered(lambda line: not line.date_signed)
            correction.is_mine_to_sign = self.env.user.partner_id in waiting.partner_id

    @api.constrains("meeting_id")
    def _check_meeting_signed(self):
        """Minutes that are not signed are corrected in themselves."""
        for correction in self:
            if not correction.meeting_id.date_signed:
                raise UserError(
                    self.env._(
                        "The minutes of %(meeting)s are not signed: change them, no correction is needed.",
                        meeting=correction.meeting_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Number the corrections of each meeting."""
        corrections = super().create(vals_list)
        groups = self._read_group([("meeting_id", "in", corrections.meeting_id.ids)], ["meeting_id"], ["number:max"])
        last = dict(groups)
        for correction in corrections:
            last[correction.meeting_id] = (last.get(correction.meeting_id) or 0) + 1
            # sudo: nobody chooses the rank of a correction
            correction.sudo().number = last[correction.meeting_id]
        return corrections

    def write(self, vals):
        """Refuse to change a signed correction, or the text of one that was sent.

        :raise UserError: GOV-061
        """
        self._check_not_signed()
        if {"meeting_id", "date", "reason", "text", "number"} & set(vals) and any(self.mapped("date_sent")):
            raise UserError(self.env._("The correction was sent to be signed: take it back to change it. (GOV-061)"))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_not_signed()

    def _check_not_signed(self):
        """Refuse to go on when one of these corrections is signed.

        :raise UserError: GOV-061
        """
        signed = self.filtered("date_signed")[:1]
        if signed:
            raise UserError(
                self.env._(
                    "%(correction)s was signed on %(date)s: it does not change any more, write another one. (GOV-061)",
                    correction=signed.name,
                    date=format_date(self.env, signed.date_signed),
                )
            )

    # Buttons

    def action_send_to_sign(self):
        """Send the correction to be signed by those who signed the minutes.

        :raise UserError: GOV-060 without a text
        """
        self.check_access("write")
        for correction in self:
            if is_html_empty(correction.text):
                missing = self.env._("the text")
                raise UserError(self.env._("Incomplete minutes: %(missing)s. (GOV-060)", missing=missing))
        self._send_to_sign()
        # sudo: a fact, once the right to write was checked
        self.sudo().date_sent = fields.Datetime.now()
        return True

    def action_take_back(self):
        """Take the correction back to change it; those who signed it sign again."""
        self.check_access("write")
        self._check_not_signed()
        self._take_back()
        # sudo: a fact, once the right to write was checked
        self.sudo().date_sent = False
        return True

    def action_sign_minutes(self):
        """Open the drawing of my signature."""
        self.ensure_one()
        mine = self.signature_ids.filtered(lambda line: line.is_mine and not line.date_signed)
        if not mine:
            raise UserError(self.env._("You have nothing to sign here."))
        return mine[:1].action_sign()

    def action_print(self):
        """Open the PDF of the correction."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/regie/correction/{self.id}.pdf", "target": "new"}

    # The signed document

    def _get_signers(self):
        self.ensure_one()
        return self.meeting_id._get_signers()

    def _prepare_sealed_text(self):
        self.ensure_one()
        meeting = self.meeting_id
        return {
            "format": FORMAT,
            "association": meeting._prepare_minutes_association(),
            "meeting": {"name": meeting.name, "seal": meeting.minutes_seal},
            "number": self.number,
            "date": fields.Date.to_string(self.date),
            "reason": self.reason,
            "text": str(self.text or ""),
        }

    def _get_printed_text(self):
        """Return what is printed: the text that was sent to be signed, else the draft."""
        text = self._get_sealed_text() or self._prepare_sealed_text()
        # the text comes from a Html field, which is cleaned when it is written
        return {**text, "text": Markup(text["text"])}

    def _find_altered_facts(self):
        """Return a sentence when the correction is no longer what was sent to be signed."""
        sealed = self._get_sealed_text()
        changed = [
            name
            for name, value in (
                ("number", self.number),
                ("date", fields.Date.to_string(self.date)),
                ("reason", self.reason),
                ("text", str(self.text or "")),
            )
            if sealed[name] != value
        ]
        labels = [self._fields[name]._description_string(self.env) for name in changed]
        return [self.env._("Changed since: %(fields)s.", fields=", ".join(labels))] if changed else []

    def _get_document_report(self):
        return "regie_governance.report_minutes_correction"

    def _get_document_name(self):
        return self.name

    def _after_sealed(self):
        """Enter the correction in the register."""
        super()._after_sealed()
        correction = self.with_context(lang=self.company_id.partner_id.lang or self.env.lang)
        self.env["regie.register.entry"]._append(
            "correction",
            correction.env._(
                "%(name)s: %(reason)s. Signed by %(people)s. Seal: %(seal)s. PDF: %(pdf)s.",
                name=correction.name,
                reason=correction.reason.rstrip("."),
                people=", ".join(correction.signature_ids.partner_id.mapped("name")),
                seal=correction.minutes_seal,
                pdf=correction.minutes_pdf_seal,
            ),
            meeting=self.meeting_id,
        )
