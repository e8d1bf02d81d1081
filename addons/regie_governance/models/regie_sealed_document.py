import base64
import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, format_datetime

from odoo.addons.regie_base.tools import dossier_seal

#: Written by the signatures, by nothing else.
SEALS = {"date_signed", "minutes_content", "minutes_seal", "minutes_pdf", "minutes_pdf_seal"}


class RegieSealedDocument(models.AbstractModel):
    """A text that the chair and the secretary of a meeting sign: minutes, correction.

    When it is sent to be signed, its text is kept as a canonical JSON; each person signs the SHA-256 of that text. The
    last signature seals text and signatures together, with the PDF. From then on it does not change.
    """

    _name = "regie.sealed.document"
    _description = "Signed document"

    date_signed = fields.Datetime(string="Signed on", readonly=True, copy=False, tracking=True)
    minutes_content = fields.Text(
        string="Sealed text",
        readonly=True,
        copy=False,
        prefetch=False,
        groups="regie_governance.group_governance_secretary",
        export_string_translation=False,
    )
    minutes_seal = fields.Char(
        string="Seal", readonly=True, copy=False, help="SHA-256 of the text and of its signatures."
    )
    minutes_pdf = fields.Binary(string="Signed PDF", readonly=True, copy=False, attachment=False)
    minutes_pdf_seal = fields.Char(string="Seal of the PDF", readonly=True, copy=False, help="SHA-256 of the file.")
    signing_state = fields.Char(string="Signed so far", compute="_compute_signing_state")

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse a document that would be born signed.

        :raise UserError: GOV-060
        """
        for vals in vals_list:
            self._check_not_written_by_hand(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Refuse that somebody writes a seal or a day of signature: the signatures write them.

        :raise UserError: GOV-060
        """
        self._check_not_written_by_hand(vals)
        return super().write(vals)

    def _check_not_written_by_hand(self, vals):
        # the methods below write them in sudo, once they have checked who acts
        if SEALS & vals.keys() and not self.env.su:
            raise UserError(self.env._("A document is signed by the people who sign it, never by hand. (GOV-060)"))

    def _compute_signing_state(self):
        for document in self:
            lines = document.signature_ids
            signed = len(lines.filtered("date_signed"))
            document.signing_state = self.env._("%(done)s of %(all)s", done=signed, all=len(lines)) if lines else False

    # To be given by each document

    def _get_signers(self):
        """Return ``{role: partner}``: who signs, as what."""
        raise NotImplementedError

    def _prepare_sealed_text(self):
        """Return what is signed, as plain values."""
        raise NotImplementedError

    def _get_document_report(self):
        """Return the name of the report that prints the document."""
        raise NotImplementedError

    def _get_document_name(self):
        """Return the name of the file, without extension."""
        raise NotImplementedError

    def _after_sealed(self):
        """Act once the last person has signed: the register."""

    # Signing

    def _send_to_sign(self):
        """Keep the text that is to be signed, and ask each person for a signature."""
        for document in self:
            text = dossier_seal.canonical(document._prepare_sealed_text())
            # sudo: the sealed text is nobody's to write; the callers checked who sends it
            document.sudo().write({"minutes_content": text.decode(), "minutes_seal": dossier_seal.seal(text)})
        owner = self._fields["signature_ids"].inverse_name
        # sudo: nobody has the right to write a signature; who may write the minutes asks for them
        self.signature_ids.sudo().unlink()
        self.env["regie.minutes.signature"].sudo().create(
            [
                {owner: document.id, "role": role, "partner_id": partner.id, "seal": document.minutes_seal}
                for document in self
                for role, partner in document._get_signers().items()
            ]
        )._ask()

    def _take_back(self):
        """Take the text back to correct it: what was signed of it does not hold any more."""
        for document in self:
            if document.date_signed:
                document._check_not_signed()
            signed = document.signature_ids.filtered("date_signed")
            if signed:
                document.message_post(
                    body=self.env._(
                        "Taken back: the signature of %(people)s does not hold any more.",
                        people=", ".join(signed.partner_id.mapped("name")),
                    )
                )
            document.signature_ids.sudo().unlink()
            # sudo: the sealed text is nobody's to write; the callers checked who takes it back
            document.sudo().write({"minutes_content": False, "minutes_seal": False})

    def _lock_document(self):
        """Be alone to sign: the last signature is the last one, even when two come at the same moment."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL("SELECT id FROM %s WHERE id = %s FOR NO KEY UPDATE", SQL.identifier(self._table), self.id)
        )
        self.invalidate_recordset(["date_signed"])

    def _seal_if_signed(self):
        """Seal text, signatures and PDF together once nobody is left to sign."""
        self.ensure_one()
        if self.date_signed or not self._is_fully_signed():
            return
        content = {
            "text": json.loads(self.minutes_content),
            "signatures": [line._prepare_sealed() for line in self.signature_ids.sorted("role")],
        }
        sealed = dossier_seal.canonical(content)
        self.write({"minutes_content": sealed.decode(), "minutes_seal": dossier_seal.seal(sealed)})
        pdf = self._render_document()
        self.write({"minutes_pdf": base64.b64encode(pdf), "minutes_pdf_seal": dossier_seal.seal(pdf)})
        # everything that is said or signed reaches PostgreSQL before the day from which it refuses any change
        self.env.flush_all()
        self.date_signed = max(self.signature_ids.mapped("date_signed"))
        self._after_sealed()
        self.flush_recordset()

    def _render_document(self):
        """Return the PDF of the document as it is now."""
        self.ensure_one()
        # sudo: the callers checked who reads; a signer without account has no right of their own
        return self.env["ir.actions.report"].sudo()._render_qweb_pdf(self._get_document_report(), self.ids)[0]

    def _get_document_pdf(self):
        """Return the signed PDF, or the one to be signed."""
        self.ensure_one()
        content = self.with_context(bin_size=False).minutes_pdf
        return base64.b64decode(content) if content else self._render_document()

    def _get_sealed_text(self):
        """Return what was sent to be signed, None before."""
        self.ensure_one()
        # sudo: the text is read here by whoever may print or verify the document, as checked by the callers
        content = self.sudo().minutes_content
        content = content and json.loads(content)
        return content and (content["text"] if "signatures" in content else content)

    def _is_fully_signed(self):
        """Tell whether everybody has signed."""
        self.ensure_one()
        lines = self.sudo().signature_ids  # sudo: only whether each has signed
        return bool(lines) and all(lines.mapped("date_signed"))

    def _get_printed_signatures(self):
        """Return the signatures as they are printed: ``[{role, name, when, image}]``."""
        self.ensure_one()
        # sudo: printed on what the reader may print, in the language of the papers of the régie
        document = self.sudo().with_context(lang=self.company_id.partner_id.lang or self.env.lang)
        zone = (document if self._name == "regie.meeting" else document.meeting_id)._get_minutes_timezone()

        def when(day):
            return day and format_datetime(document.env, day, tz=zone, dt_format="short")

        return [
            {
                "role": line._get_role_label(),
                "name": line.partner_id.name,
                "when": line.date_signed
                and format_datetime(document.env, line.date_signed, tz=zone, dt_format="short"),
                "image": line.with_context(bin_size=False).signature,
            }
            for line in document.signature_ids.sorted("role")
        ]

    # Verifying

    def action_verify_seal(self):
        """Recompute the seal from what is stored and from the facts, and say what was altered, if anything."""
        self.ensure_one()
        self.check_access("read")
        # sudo: the proof is the same for all who may read the document, whatever else they may read
        alterations = self.sudo()._find_alterations()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("The seal is broken") if alterations else self.env._("The seal is intact"),
                "message": "\n".join(alterations)
                or self.env._("Text, signatures, facts and PDF are those that were signed."),
                "type": "danger" if alterations else "success",
                "sticky": bool(alterations),
            },
        }

    def _find_alterations(self):
        """Return sentences, one per thing that is no longer what was signed; an empty list when all is intact."""
        self.ensure_one()
        if not self.date_signed:
            raise UserError(self.env._("Not signed yet: there is no seal to verify."))
        found = []
        if dossier_seal.seal(self.minutes_content.encode()) != self.minutes_seal:
            return [self.env._("The sealed text itself was altered: its SHA-256 is no longer the seal.")]
        pdf = base64.b64decode(self.with_context(bin_size=False).minutes_pdf or b"")
        if dossier_seal.seal(pdf) != self.minutes_pdf_seal:
            found.append(self.env._("The PDF file was altered: its SHA-256 is no longer the one that was kept."))
        signatures = [line._prepare_sealed() for line in self.signature_ids.sorted("role")]
        if json.loads(self.minutes_content)["signatures"] != signatures:
            found.append(self.env._("The signatures were altered."))
        return found + self._find_altered_register() + self._find_altered_facts()

    def _find_altered_register(self):
        """Return a sentence when the register does not hold the seal of the document."""
        entries = self.env["regie.register.entry"].search([("meeting_id", "=", self._get_register_meeting().id)])
        if any(self.minutes_seal in entry.summary for entry in entries):
            return []
        return [self.env._("The register does not hold this seal: the document was sealed again elsewhere.")]

    def _get_register_meeting(self):
        """Return the meeting under which the document is in the register."""
        return self if self._name == "regie.meeting" else self.meeting_id

    def _find_altered_facts(self):
        """Return sentences on the facts that are no longer what was signed. To be extended."""
        return []
