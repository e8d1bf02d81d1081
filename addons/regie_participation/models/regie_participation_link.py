import base64
import binascii
import secrets

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.regie_base.tools import photo


class RegieParticipationLink(models.AbstractModel):
    """What is reached from outside by a secret link, without an account: who holds the link may do what it is for."""

    _name = "regie.participation.link"
    _description = "Public link"
    _public_path = None

    access_token = fields.Char(
        default=lambda self: secrets.token_urlsafe(16),
        required=True,
        readonly=True,
        copy=False,
        index=True,
        groups="regie_governance.group_governance_secretary",
    )
    public_url = fields.Char(
        string="Link",
        compute="_compute_public_url",
        groups="regie_governance.group_governance_secretary",
        help="Address to send, or to print as a QR code.",
    )

    @api.depends("access_token")
    def _compute_public_url(self):
        for record in self:
            record.public_url = f"{record.get_base_url()}{record._public_path}/{record.access_token}"

    @api.model
    def _get_by_token(self, token):
        """The record that ``token`` opens, in sudo and in its company, or an empty recordset."""
        if not token or len(token) > 64:
            return self.browse()
        # sudo: the secret of the link stands for the right
        record = self.sudo().search([("access_token", "=", token)], limit=1)
        return record.with_company(record.company_id) if record else record

    def action_renew_link(self):
        """Replace a link that went to the wrong hands: the old one opens nothing any more."""
        for record in self:
            record.access_token = secrets.token_urlsafe(16)

    @api.model
    def _check_rate(self, model, domain):
        """Refuse what comes from outside when too many records of ``model`` came in the last hour.

        :raise UserError: PAR-21
        """
        limit = int(self.env["regie.parameter"].get("participation_envois_heure", fields.Date.context_today(self)))
        since = fields.Datetime.now() - relativedelta(hours=1)
        if self.env[model].search_count([*domain, ("create_date", ">=", since)]) >= limit:
            raise UserError(
                self.env._("Many messages arrived in the last hour. Please come back a little later. (PAR-21)")
            )

    @api.model
    def _clean_photo(self, content):
        """The picture sent by somebody, in base64, without its metadata.

        :raise UserError: PAR-43 not a picture, PAR-44 too heavy
        """
        limit = int(self.env["regie.parameter"].get("participation_photo_mo", fields.Date.context_today(self)))
        if len(content) > limit * 1024 * 1024:
            raise UserError(self.env._("The photo is too heavy: %(limit)s MB at most. (PAR-44)", limit=limit))
        try:
            return base64.b64encode(photo.clean(content))
        except photo.WrongPictureError as error:
            raise UserError(self.env._("This file is not a photo. Send a JPEG or PNG picture. (PAR-43)")) from error

    @api.model
    def _prepare_photo_vals(self, vals_list, field="photo"):
        """The values with their photo cleaned, whoever brings it: form, import or public page."""
        result = []
        for vals in vals_list:
            if vals.get(field):
                try:
                    content = base64.b64decode(vals[field])
                except (binascii.Error, ValueError):
                    content = b""
                vals = {**vals, field: self._clean_photo(content)}
            result.append(vals)
        return result
