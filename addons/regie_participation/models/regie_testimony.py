from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

#: What the person agreed to: it stays as it was signed
SIGNED = {"partner_id", "display_as", "text", "photo", "video_url", "channel_ids", "date_expiry", "company_id"}
#: What only the person can write, through the link
PROOF = {"date_signed", "signer_name", "signature", "seal", "date_withdrawn"}


class RegieTestimony(models.Model):
    """What a person agrees to have shown: words, face, video, on some channels, until a day.

    Image right (Code civil, art. 9) and GDPR, art. 7: the consent is signed, limited, proved, and withdrawn in one tap.
    """

    _name = "regie.testimony"
    _description = "Testimony"
    _inherit = ["regie.participation.link", "mail.thread", "mail.activity.mixin"]
    _order = "date_expiry desc, id desc"
    _public_path = "/temoignage"
    _rec_name = "display_as"

    partner_id = fields.Many2one(
        "res.partner",
        string="Person",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        groups="regie_governance.group_governance_secretary",
    )
    display_as = fields.Char(
        string="Shown as", required=True, tracking=True, help="As the person wants to be named: a first name is enough."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    user_id = fields.Many2one("res.users", string="Responsible", default=lambda self: self.env.user)
    text = fields.Text(string="Words", help="Exactly as they may be quoted.")
    photo = fields.Image(max_width=1600, max_height=1600)
    video_url = fields.Char(string="Video", help="Address of the video, starting with https.")
    channel_ids = fields.Many2many(
        "regie.communication.channel",
        "regie_testimony_channel_rel",
        string="Where it may be shown",
        help="The scope of the consent: nothing else is allowed.",
    )
    date_expiry = fields.Date(string="Until", tracking=True, help="Last day on which it may be shown.")
    date_signed = fields.Datetime(string="Signed on", readonly=True, copy=False, tracking=True)
    signer_name = fields.Char(
        readonly=True, copy=False, groups="regie_governance.group_governance_secretary", help="Who signed."
    )
    signature = fields.Binary(
        attachment=True, readonly=True, copy=False, groups="regie_governance.group_governance_secretary"
    )
    seal = fields.Char(
        readonly=True,
        copy=False,
        groups="regie_governance.group_governance_secretary",
        help="SHA-256 of what was signed: words, photo, channels, last day, name and time. It proves what was agreed.",
    )
    date_withdrawn = fields.Datetime(string="Withdrawn on", readonly=True, copy=False, tracking=True)
    date_take_down = fields.Date(
        string="Take-down asked on", readonly=True, copy=False, help="When the responsible was asked to take it down."
    )
    is_usable = fields.Boolean(
        string="May be shown",
        compute="_compute_is_usable",
        search="_search_is_usable",
        help="Signed, not withdrawn, and the last day is not past.",
    )
    state = fields.Selection(
        [
            ("draft", "To be signed"),
            ("usable", "May be shown"),
            ("expired", "Over"),
            ("withdrawn", "Withdrawn"),
        ],
        compute="_compute_is_usable",
    )

    _check_company_auto = True
    _token_uniq = models.Constraint("UNIQUE (access_token)", "This link is already in use.")

    @api.depends("date_signed", "date_withdrawn", "date_expiry")
    def _compute_is_usable(self):
        today = fields.Date.context_today(self)
        for testimony in self:
            testimony.is_usable = testimony._is_usable_on(today)
            if testimony.date_withdrawn:
                testimony.state = "withdrawn"
            elif not testimony.date_signed:
                testimony.state = "draft"
            else:
                testimony.state = "usable" if testimony.is_usable else "expired"

    def _search_is_usable(self, operator, value):
        if operator != "in":
            return NotImplemented
        usable = Domain(
            [
                ("date_signed", "!=", False),
                ("date_withdrawn", "=", False),
                ("date_expiry", ">=", fields.Date.context_today(self)),
            ]
        )
        return usable if True in value else ~usable

    @api.constrains("video_url")
    def _check_video_url(self):
        for testimony in self.filtered("video_url"):
            if not testimony.video_url.startswith("https://"):
                raise ValidationError(
                    self.env._(
                        "The address of a video starts with https:// (%(url)s). (PAR-45)", url=testimony.video_url
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Clean the photos; a testimony is signed by the person, not by who writes it. (PAR-43, PAR-44)"""
        if not self.env.su:
            vals_list = [{key: value for key, value in vals.items() if key not in PROOF} for vals in vals_list]
        return super().create(self._prepare_photo_vals(vals_list))

    def write(self, vals):
        """Refuse to change what was signed, and to sign in the place of the person. (PAR-40)"""
        signed = self.filtered("date_signed")
        if (SIGNED & vals.keys() and signed) or (PROOF & vals.keys() and not self.env.su):
            raise UserError(
                self.env._(
                    "What a person signed is not changed, and nobody signs in their place: prepare a new testimony and"
                    " have it signed. (PAR-40)"
                )
            )
        return super().write(self._prepare_photo_vals([vals])[0])

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        if self.filtered("date_signed"):
            raise UserError(self.env._("A signed testimony is kept as a proof: archive it. (PAR-40)"))

    def _is_usable_on(self, day):
        """Whether the consent runs on ``day``."""
        return bool(self.date_signed and not self.date_withdrawn and self.date_expiry and day <= self.date_expiry)

    def _is_usable_for(self, channel, day):
        """Whether the consent covers ``channel`` on ``day``."""
        self.ensure_one()
        return self._is_usable_on(day) and channel in self.channel_ids
