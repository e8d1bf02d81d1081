import base64
import binascii
import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.regie_base.tools import dossier_seal

ROLES = [("chair", "Chair of the meeting"), ("secretary", "Secretary of the meeting")]
IMAGES = (b"\x89PNG", b"\xff\xd8")


class RegieMinutesSignature(models.Model):
    """The signature that a person gives, or has yet to give, of minutes or of a correction: who, as what, when, the
    drawing, and the seal of the text that was read. No network address is kept."""

    _name = "regie.minutes.signature"
    _description = "Signature of minutes"
    _order = "meeting_id desc, correction_id, role"
    _rec_name = "partner_id"

    meeting_id = fields.Many2one("regie.meeting", readonly=True, index="btree_not_null", ondelete="cascade")
    correction_id = fields.Many2one(
        "regie.minutes.correction", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    document_name = fields.Char(string="Document", compute="_compute_document_name")
    company_id = fields.Many2one(
        "res.company", string="Régie", compute="_compute_company_id", store=True, index=True, precompute=True
    )
    role = fields.Selection(ROLES, required=True, readonly=True)
    partner_id = fields.Many2one("res.partner", string="Signer", required=True, readonly=True, ondelete="restrict")
    is_mine = fields.Boolean(
        string="Mine", compute="_compute_is_mine", search="_search_is_mine", help="It is you who signs."
    )
    date_asked = fields.Datetime(string="Asked on", readonly=True, default=fields.Datetime.now)
    date_signed = fields.Datetime(string="Signed on", readonly=True)
    signature = fields.Binary(attachment=False, readonly=True)
    seal = fields.Char(readonly=True, required=True, help="SHA-256 of the text that is signed.")
    access_token = fields.Char(
        required=True,
        copy=False,
        default=lambda self: secrets.token_urlsafe(32),
        groups="base.group_system",
        export_string_translation=False,
    )

    _one_document = models.Constraint(
        "CHECK ((meeting_id IS NULL) <> (correction_id IS NULL))", "A signature is of minutes or of a correction."
    )
    _role_uniq = models.UniqueIndex(
        "(COALESCE(meeting_id, 0), COALESCE(correction_id, 0), role)", "This signature is already asked for."
    )
    _token_uniq = models.UniqueIndex("(access_token)", "This link is already used.")
    _complete = models.Constraint(
        "CHECK ((date_signed IS NULL) = (signature IS NULL))", "A signature has a day and a drawing."
    )

    def init(self):
        """Let PostgreSQL itself refuse any change of the signatures of a sealed document."""
        self.env.cr.execute(
            """
            CREATE OR REPLACE FUNCTION regie_signature_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                held regie_minutes_signature := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
            BEGIN
                IF EXISTS (SELECT FROM regie_meeting WHERE id = held.meeting_id AND date_signed IS NOT NULL)
                   OR EXISTS (SELECT FROM regie_minutes_correction
                               WHERE id = held.correction_id AND date_signed IS NOT NULL) THEN
                    RAISE EXCEPTION 'the document is signed: its signatures do not change (GOV-061)'
                          USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
            END $$;
            CREATE OR REPLACE TRIGGER regie_minutes_signature_sealed BEFORE INSERT OR UPDATE OR DELETE
                ON regie_minutes_signature FOR EACH ROW EXECUTE FUNCTION regie_signature_refuse();
            """
        )

    @api.depends("meeting_id", "correction_id")
    def _compute_document_name(self):
        for line in self:
            line.document_name = line._get_document().display_name

    @api.depends("meeting_id.company_id", "correction_id.company_id")
    def _compute_company_id(self):
        for line in self:
            line.company_id = line._get_document().company_id

    @api.depends_context("uid")
    @api.depends("partner_id")
    def _compute_is_mine(self):
        for line in self:
            line.is_mine = line.partner_id == self.env.user.partner_id

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = [("partner_id", "=", self.env.user.partner_id.id)]
        return mine if True in value else ["!", *mine]

    def _get_document(self):
        """Return what is signed: the meeting, for its minutes, or the correction."""
        self.ensure_one()
        return self.correction_id or self.meeting_id

    def _get_meeting(self):
        """Return the meeting whose minutes, or correction, are signed."""
        self.ensure_one()
        return self.meeting_id or self.correction_id.meeting_id

    def _get_role_label(self):
        """Return as what the person signs, in words."""
        return dict(self._fields["role"]._description_selection(self.env))[self.role]

    def _get_sign_url(self):
        """Return the personal link by which the person signs without account."""
        # sudo: the token is for the mail sent to the signer; who calls this prepares the minutes
        return f"{self.get_base_url()}/minutes/{self.sudo().access_token}"

    # Signing

    def action_sign(self):
        """Open the drawing of the signature, for the person who signs and nobody else."""
        self.ensure_one()
        self._check_mine()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sign"),
            "res_model": "regie.minutes.sign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_signature_id": self.id},
        }

    def action_open_document(self):
        """Open what is signed."""
        self.ensure_one()
        document = self._get_document()
        return {
            "type": "ir.actions.act_window",
            "res_model": document._name,
            "res_id": document.id,
            "view_mode": "form",
        }

    def action_send_link(self):
        """Send their link again to those who have not signed yet."""
        self._get_meeting().check_access("write")
        self.filtered(lambda line: not line.date_signed)._ask()
        return True

    def _ask(self):
        """Send each signer the link to the text and to the signature."""
        template = self.env.ref("regie_governance.mail_template_minutes_sign")
        for line in self.filtered("partner_id.email"):
            # sudo: the mail holds the token of the signer, which only the system reads
            template.sudo().send_mail(line.id)

    def _check_mine(self):
        """Refuse that somebody signs for another person, whatever their rights."""
        for line in self:
            if line.partner_id != self.env.user.partner_id:
                raise AccessError(
                    self.env._(
                        "Only %(person)s signs here: send them their link, they sign on their phone.",
                        person=line.partner_id.name,
                    )
                )

    def _sign_mine(self, drawing):
        """Sign as the user of the session.

        :raise AccessError: it is for another person to sign
        """
        self._check_mine()
        # sudo: nobody has the right to write a signature; it was just checked that it is their own
        return self.sudo()._sign(drawing)

    def _sign(self, drawing):
        """Record the signature of a person; the last one seals the document.

        The caller has checked who signs: the person of the session, or who holds the personal link.

        :param bytes drawing: PNG or JPEG in base 64
        :raise UserError: no drawing, GOV-061 already sealed, GOV-060 the facts changed since the text was sent
        """
        self.ensure_one()
        document = self._get_document()
        document._lock_document()
        if document.date_signed or self.date_signed:
            raise UserError(self.env._("%(person)s has already signed. (GOV-061)", person=self.partner_id.name))
        self._check_drawing(drawing)
        if document.minutes_seal != self.seal or document._find_altered_facts():
            raise UserError(
                self.env._(
                    "What happened in the meeting was changed since its text was sent to be signed: the secretary takes"
                    " it back, then sends it again. (GOV-060)"
                )
            )
        self.write({"date_signed": fields.Datetime.now(), "signature": drawing})
        document._seal_if_signed()

    def _check_drawing(self, drawing):
        """Raise UserError when the drawing is missing or is no image."""
        try:
            image = base64.b64decode(drawing or b"", validate=True)
        except (binascii.Error, ValueError):
            image = b""
        if not image.startswith(IMAGES):
            raise UserError(self.env._("Draw your signature."))

    def _prepare_sealed(self):
        """Return what the seal of the document keeps of the signature."""
        drawing = base64.b64decode(self.with_context(bin_size=False).signature or b"")
        return {
            "role": self.role,
            "partner": self.partner_id.id,
            "signed_at": fields.Datetime.to_string(self.date_signed),
            "drawing": dossier_seal.seal(drawing),
            "text": self.seal,
        }
