import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.regie_base.tools import photo

MAX_BYTES = 8 * 1024 * 1024


class RegieTariffRequest(models.Model):
    """A person asks for a band from their own page, with a paper that is looked at once and erased.

    The paper is read by the group of the tariffs alone and leaves with the decision, whatever it is. users.md, P9.5.
    """

    _name = "regie.tariff.request"
    _description = "Request for a tariff"
    _inherit = ["regie.fact.guard"]
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", string="Person", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    date = fields.Datetime(string="Asked on", required=True, readonly=True, default=fields.Datetime.now)
    message = fields.Text(help="What the person adds.")
    document = fields.Binary(string="Paper", attachment=True)
    document_name = fields.Char(string="Name of the paper")
    date_decided = fields.Datetime(string="Decided on", readonly=True, copy=False)
    user_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    is_accepted = fields.Boolean(string="Accepted", readonly=True, copy=False)
    reason = fields.Char(string="Answer", help="Read by the person: what is missing, where to come.")
    state = fields.Selection(
        [("waiting", "To look at"), ("accepted", "Accepted"), ("refused", "Refused")],
        compute="_compute_state",
        store=True,
        index=True,
    )

    _one_waiting = models.UniqueIndex(
        "(partner_id, company_id) WHERE date_decided IS NULL",
        "A request is already waiting for an answer. (E-TIER-16)",
    )

    @api.depends("date_decided", "is_accepted")
    def _compute_state(self):
        for request in self:
            decided = "accepted" if request.is_accepted else "refused"
            request.state = decided if request.date_decided else "waiting"

    @api.model_create_multi
    def create(self, vals_list):
        """Keep papers only: a picture without its metadata, or a PDF; one request at a time. (E-TIER-15, E-TIER-16)"""
        rows = self._read_group(
            [("partner_id", "in", [vals.get("partner_id") for vals in vals_list]), ("date_decided", "=", False)],
            ["partner_id", "company_id"],
        )
        waiting = {(partner.id, company.id) for partner, company in rows}
        if any((vals.get("partner_id"), vals.get("company_id", self.env.company.id)) in waiting for vals in vals_list):
            raise ValidationError(self.env._("A request is already waiting for an answer. (E-TIER-16)"))
        return super().create([self._prepare_document_vals(vals) for vals in vals_list])

    def write(self, vals):
        """Keep papers only, when one is replaced too. (E-TIER-15)"""
        return super().write(self._prepare_document_vals(vals))

    @api.model
    def _prepare_document_vals(self, vals):
        return {**vals, "document": self._clean_document(vals["document"])} if vals.get("document") else vals

    @api.model
    def _clean_document(self, content):
        """The paper in base64: a PDF as it is, a picture without where and when it was taken.

        :raise ValidationError: E-TIER-15
        """
        try:
            raw = base64.b64decode(content, validate=True)
            if len(raw) > MAX_BYTES:
                raise photo.WrongPictureError
            return content if raw.startswith(b"%PDF-") else base64.b64encode(photo.clean(raw))
        except (photo.WrongPictureError, binascii.Error, ValueError) as error:
            raise ValidationError(
                self.env._("Send a picture (JPEG or PNG) or a PDF of 8 MB at most. (E-TIER-15)")
            ) from error

    def action_calculate(self):
        """Open the calculator for the person: giving the band accepts the request."""
        self.ensure_one()
        action = self.partner_id.action_open_tariff_calculator()
        return dict(action, context={**action["context"], "default_request_id": self.id, "default_proof": "other"})

    def action_refuse(self):
        """Answer no, in words, and erase the paper.

        :raise UserError: E-TIER-17 without an answer
        """
        self.check_access("write")
        for request in self:
            if not request.reason:
                raise UserError(self.env._("Write to the person why, or what is missing. (E-TIER-17)"))
        self._decide(False)

    def _decide(self, accepted):
        """Keep who decided, and erase the paper: it was seen."""
        # sudo: facts of the decision; the caller checked who decides
        self.sudo().write(
            {
                "date_decided": fields.Datetime.now(),
                "user_id": self.env.uid,
                "is_accepted": accepted,
                "document": False,
                "document_name": False,
                "message": False,
            }
        )

    @api.autovacuum
    def _gc_requests(self):
        """Erase the requests that nobody decided in time, and the answers once the person had time to read them."""
        today = fields.Date.context_today(self)
        months = int(self.env["regie.parameter"].get("tarif_demande_mois", today))
        self.search([("date", "<", fields.Datetime.subtract(fields.Datetime.now(), months=months))]).unlink()
