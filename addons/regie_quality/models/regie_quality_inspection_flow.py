import base64
import binascii
import hashlib
import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieQualityInspectionFlow(models.Model):
    """Making an inspection: end it, have it signed or contested, take it up again; what is wrong becomes a task."""

    _inherit = "regie.quality.inspection"

    def action_start(self):
        """Keep a new inspection, so that its criteria come up; nothing else."""
        return True

    def action_done(self):
        """End the inspections: their score is fixed, what is badly noted asks for a correction.

        :raise UserError: E-QUAL-03 when nothing is noted, E-QUAL-07 when already done, E-QUAL-09 when a criterion has
            no note, E-QUAL-10 when a photo is missing
        """
        self.check_access("write")
        self._check_open()
        self._check_complete()
        # sudo: the date of the end is a fact, written by this button once the notes were checked
        self.sudo().write({"date_done": fields.Datetime.now()})
        self._propose_actions()
        return True

    def action_reopen(self):
        """Take up again inspections that are done or contested: notes change, then they are ended anew.

        :raise UserError: E-QUAL-04 once signed
        :raise AccessError: for somebody else than the inspector or the office
        """
        self.check_access("write")
        self._check_not_signed()
        # sudo: the facts are erased by this button only, and the history of the inspection keeps them
        for inspection in self.sudo():
            if inspection.date_contested:
                inspection._message_log(
                    body=self.env._(
                        "Taken up again after %(name)s contested it: %(reason)s",
                        name=inspection.contester_name,
                        reason=inspection.contest_reason,
                    )
                )
            inspection.write(
                {"date_done": False, "date_contested": False, "contester_name": False, "contest_reason": False}
            )
        return True

    def action_sign(self):
        """Open the signature of the owner, at the door, on the phone of the inspector."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("regie_quality.regie_quality_answer_action"),
            "context": {"default_inspection_id": self.id, "default_signer_name": self.contact_id.name or ""},
        }

    def action_send(self):
        """Write to the contact of the owner, with the link to sign or to contest.

        :raise UserError: E-QUAL-11 while it is being made, E-QUAL-13 without somebody to write to
        """
        self.ensure_one()
        self.check_access("write")
        if self.state not in ("done", "contested"):
            raise UserError(self.env._("%s is not to be signed: end it first. (E-QUAL-11)", self.name))
        if not self.contact_id.email:
            raise UserError(
                self.env._("Nobody to write to: choose a contact of the owner who has an address. (E-QUAL-13)")
            )
        # sudo: sharing is what this button says; the link is a fact
        self.sudo().write({"is_shared": True})
        self._portal_ensure_token()
        return {
            "type": "ir.actions.act_window",
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": self.env.ref("regie_quality.mail_template_inspection").id,
                "default_composition_mode": "comment",
                "default_email_layout_xmlid": "mail.mail_notification_light",
            },
        }

    def action_preview(self):
        """Open the page of the owner."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.get_portal_url(), "target": "new"}

    def action_view_actions(self):
        """Open the corrective actions of the inspection."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_quality.regie_corrective_action_action")
        return {
            **action,
            "domain": [("inspection_id", "=", self.id)],
            "context": {"default_inspection_id": self.id, "default_site_id": self.site_id.id},
        }

    @api.private
    def sign(self, name, signature):
        """Keep the signature of the owner: from then on nothing changes.

        ``signature`` is a picture in base64. Whoever calls checks who signs: the inspector's phone, or the portal.

        :raise UserError: E-QUAL-04 once signed, E-QUAL-11 when not done, E-QUAL-12 without a name or a drawing
        """
        self.ensure_one()
        self._check_answerable()
        if not (name or "").strip() or not self._is_drawing(signature):
            raise UserError(self.env._("Write your name and draw your signature. (E-QUAL-12)"))
        # sudo: a fact, written once the checks above passed
        sealed = self.sudo()
        sealed.write(
            {
                "signer_name": name.strip(),
                "signature": signature,
                "seal": sealed._get_seal(),
                "date_signed": fields.Datetime.now(),
            }
        )
        sealed._message_log(body=self.env._("Signed for the owner by %s.", name.strip()))

    @api.private
    def contest(self, name, reason):
        """Keep that the owner contests, with its reason; the inspector is told.

        :raise UserError: E-QUAL-04 once signed, E-QUAL-11 when not done, E-QUAL-12 without a name or a reason
        """
        self.ensure_one()
        self._check_answerable()
        if not (name or "").strip() or not (reason or "").strip():
            raise UserError(self.env._("Write your name and what you contest. (E-QUAL-12)"))
        # sudo: a fact, written once the checks above passed
        contested = self.sudo()
        contested.write(
            {
                "contester_name": name.strip(),
                "contest_reason": reason.strip(),
                "date_contested": fields.Datetime.now(),
            }
        )
        contested._message_log(body=self.env._("Contested by %(name)s: %(reason)s", name=name.strip(), reason=reason))
        contested.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Answer the owner who contests the inspection"),
            user_id=(contested.lot_id.user_id or contested.inspector_id).id,
        )

    @api.model
    def _is_drawing(self, signature):
        """Tell whether this is a picture, in base64: a page or a drawing with a script in it is none."""
        try:
            return base64.b64decode(signature or b"", validate=True).startswith((b"\x89PNG", b"\xff\xd8"))
        except (binascii.Error, ValueError):
            return False

    def _check_answerable(self):
        self._check_not_signed()
        if self.state not in ("done", "contested"):
            raise UserError(self.env._("%s is still being made: there is nothing to sign yet. (E-QUAL-11)", self.name))

    def _check_complete(self):
        """Raise when an inspection is not to be ended: nothing noted, a note or a photo missing."""
        for inspection in self:
            lines = inspection.line_ids
            if not any(line._get_points() is not None for line in lines):
                raise UserError(
                    self.env._("%s: no criterion is noted, the score cannot be computed. (E-QUAL-03)", inspection.name)
                )
            if missing := lines.filtered(lambda line: not line.note):
                raise UserError(
                    self.env._(
                        "%(name)s: still to note: %(criteria)s. Tap N/A for what does not exist here. (E-QUAL-09)",
                        name=inspection.name,
                        criteria=", ".join(missing.mapped("name")),
                    )
                )
            if missing := lines.filtered("is_photo_missing"):
                raise UserError(
                    self.env._(
                        "%(name)s: take a photo of: %(criteria)s. (E-QUAL-10)",
                        name=inspection.name,
                        criteria=", ".join(missing.mapped("name")),
                    )
                )

    def _propose_actions(self):
        """Create a corrective action for each bad note that has none yet; one batch."""
        vals_list, delays = [], {}
        for inspection in self:
            reader = self.env["regie.parameter"].with_company(inspection.company_id)
            worst = reader.get("quality_action_note", inspection.date)
            for line in inspection.line_ids:
                points = line._get_points()
                if points is None or points > worst or line.action_ids:
                    continue
                key = inspection.company_id, inspection.date, line.family_id.code
                if key not in delays:
                    delays[key] = int(reader.get("quality_correction_days", inspection.date, line.family_id.code))
                deadline = inspection.date + timedelta(days=delays[key])
                vals_list.append(inspection._prepare_action_vals(line, deadline))
        self.env["regie.corrective.action"].create(vals_list)

    def _prepare_action_vals(self, line, deadline):
        """Values of the correction of a line, to be made by the responsible of the lot, the worksite or the visit."""
        self.ensure_one()
        responsible = self.project_id.user_id or self.lot_id.user_id or self.inspector_id
        return {
            "name": line.name,
            "note": line.comment,
            "inspection_id": self.id,
            "line_id": line.id,
            "site_id": self.site_id.id,
            "project_id": self.project_id.id,
            "lot_id": self.lot_id.id,
            "family_id": line.family_id.id,
            "user_id": responsible.id,
            "date_deadline": deadline,
        }

    def _get_seal(self):
        """SHA-256 of what is signed: where, when, every criterion with its note, its comment and its photo, the score.

        A photo counts by the checksum of its file: reading the seal again opens no picture.
        """
        self.ensure_one()
        files = (
            self.env["ir.attachment"]
            .sudo()
            .search_fetch(
                [
                    ("res_model", "=", self.line_ids._name),
                    ("res_id", "in", self.line_ids.ids),
                    ("res_field", "=", "photo"),
                ],
                ["res_id", "checksum"],
            )
        )
        photos = {file.res_id: file.checksum for file in files}
        content = {
            "number": self.name,
            "site": self.site_id.id,
            "date": self.date.isoformat(),
            "kind": self.kind,
            "score": f"{self.score:.2f}",
            "result": self.result,
            "comment": self.comment or "",
            "lines": [
                [line.name, line.weight, line.note, line.comment or "", photos.get(line.id, "")]
                for line in self.line_ids.sorted("id")
            ],
        }
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def _is_intact(self):
        """Tell whether a signed inspection is still what was signed."""
        self.ensure_one()
        return bool(self.seal) and self.seal == self._get_seal()
