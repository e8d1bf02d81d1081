import hashlib
import json

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieTestimony(models.Model):
    """The consent to a testimony: asked, signed, watched until its last day, withdrawn in one tap."""

    _inherit = "regie.testimony"

    def action_send_link(self):
        """Send the page where the person reads, signs and, whenever they want, withdraws.

        :raise UserError: PAR-41 something to agree to is missing, PAR-35 no address
        """
        template = self.env.ref("regie_participation.mail_template_testimony_sign")
        for testimony in self:
            testimony._check_ready()
            if not testimony.partner_id.email:
                raise UserError(
                    self.env._(
                        "%(name)s has no e-mail address: open the link on a phone and have it signed there. (PAR-35)",
                        name=testimony.display_as,
                    )
                )
            template.send_mail(testimony.id)

    def action_open_link(self):
        """Open the page of the person, to sign on the spot."""
        self.ensure_one()
        self._check_ready()
        return {"type": "ir.actions.act_url", "url": self.public_url, "target": "new"}

    def _check_ready(self):
        for testimony in self:
            if not (testimony.text or testimony.photo or testimony.video_url) or not (
                testimony.channel_ids and testimony.date_expiry
            ):
                raise UserError(
                    self.env._(
                        "Before the signature of %(name)s: what is shown, where, and until when. (PAR-41)",
                        name=testimony.display_as,
                    )
                )

    def _sign(self, name, signature):
        """The person signs, from the page that the link opened.

        :raise UserError: PAR-41 incomplete, PAR-46 already signed or withdrawn
        """
        self.ensure_one()
        self.lock_for_update()
        self._check_ready()
        name = (name or "").strip()[:80]
        if not name or not signature:
            raise UserError(self.env._("Write your name and sign in the frame. (PAR-41)"))
        if self.date_signed or self.date_withdrawn:
            raise UserError(self.env._("This consent was already given or withdrawn. (PAR-46)"))
        now = fields.Datetime.now()
        self.write({"signer_name": name, "signature": signature, "date_signed": now, "seal": self._get_seal(name, now)})

    def _withdraw(self):
        """The person takes the consent back: from now on nothing may be shown, and the responsible takes it down."""
        for testimony in self.filtered(lambda record: not record.date_withdrawn):
            testimony.date_withdrawn = fields.Datetime.now()
            testimony._ask_take_down(self.env._("The person withdrew their consent."))

    def action_withdraw(self):
        """Write down that the person withdrew by word of mouth or by letter."""
        # sudo: only the date of the withdrawal is written, after the right to write the testimony was checked
        self.check_access("write")
        self.sudo()._withdraw()

    def _get_seal(self, name, moment):
        """SHA-256 of what is agreed to; the photo enters by its own digest."""
        self.ensure_one()
        photo = hashlib.sha256(self.with_context(bin_size=False).photo or b"").hexdigest()
        content = {
            "person": self.partner_id.id,
            "shown_as": self.display_as,
            "words": self.text or "",
            "photo": photo,
            "video": self.video_url or "",
            "channels": sorted(self.channel_ids.ids),
            "until": fields.Date.to_string(self.date_expiry),
            "signed_by": name,
            "signed_on": fields.Datetime.to_string(moment),
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def _ask_take_down(self, reason):
        """One activity for the responsible: take the testimony away from where it is shown."""
        self.ensure_one()
        self.activity_unlink(["mail.mail_activity_data_todo"])
        self.date_take_down = fields.Date.context_today(self)
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=self.user_id.id or self.env.ref("base.user_admin").id,
            summary=self.env._("Take down the testimony of %(name)s", name=self.display_as),
            note=self.env._(
                "%(reason)s Shown on: %(channels)s.",
                reason=reason,
                channels=", ".join(self.channel_ids.mapped("name")),
            ),
        )

    @api.model
    def _cron_watch(self):
        """Ask to renew the consents that end soon, and to take down those that ended; once each."""
        today = fields.Date.context_today(self)
        running = self.search([("date_signed", "!=", False), ("date_withdrawn", "=", False)])
        for testimony in running:
            parameters = self.env["regie.parameter"].with_company(testimony.company_id)
            days = int(parameters.get("temoignage_rappel_jours", today))
            if testimony.date_expiry < today:
                if not testimony.date_take_down:
                    testimony._ask_take_down(self.env._("The consent ended."))
            elif testimony.date_expiry <= today + relativedelta(days=days) and not testimony.activity_ids:
                testimony.activity_schedule(
                    "mail.mail_activity_data_todo",
                    date_deadline=testimony.date_expiry,
                    user_id=testimony.user_id.id or self.env.ref("base.user_admin").id,
                    summary=self.env._("Renew the consent of %(name)s", name=testimony.display_as),
                )
