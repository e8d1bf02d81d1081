from odoo import api, fields, models


class RegieProxy(models.Model):
    """A written power by which a voter who is away has another vote in their name, for a meeting or some of its points.

    Proxies are looked at in the order in which they were received (Code civil, articles 1984 and following).
    """

    _name = "regie.proxy"
    _description = "Proxy"
    _inherit = ["regie.signed.guard"]
    _order = "meeting_id, date_received, id"
    _rec_name = "giver_id"

    meeting_id = fields.Many2one("regie.meeting", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="meeting_id.company_id", store=True, index=True, precompute=True)
    giver_id = fields.Many2one(
        "regie.attendance",
        string="Given by",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('meeting_id', '=', meeting_id)]",
    )
    holder_id = fields.Many2one(
        "res.partner", string="Given to", index="btree_not_null", ondelete="restrict", help="Empty: a blank proxy."
    )
    substitute_id = fields.Many2one(
        "res.partner",
        string="Or else to",
        ondelete="restrict",
        help="Holds the proxy when the first holder leaves the room for a point.",
    )
    resolution_ids = fields.Many2many("regie.resolution", string="Only for", help="Empty: for the whole meeting.")
    instructions = fields.Text(help="How the giver asks to vote.")
    date_signed = fields.Date(string="Signed on")
    is_signed = fields.Boolean(string="Signed by the giver")
    date_received = fields.Datetime(string="Received on", required=True, default=fields.Datetime.now)
    attachment_id = fields.Many2one("ir.attachment", string="Document")
    date_accepted = fields.Datetime(string="Accepted on", readonly=True, copy=False)
    reject_code = fields.Char(
        string="Refused because", readonly=True, copy=False, help="Code of the reason: GOV-030 to GOV-039."
    )
    date_void = fields.Datetime(
        string="Void since", readonly=True, copy=False, help="The giver came, or took the proxy back."
    )
    state = fields.Selection(
        [
            ("received", "Received"),
            ("accepted", "Accepted"),
            ("rejected", "Refused"),
            ("void", "Void"),
            ("suspended", "Suspended for a point"),
        ],
        compute="_compute_state",
        store=True,
        precompute=True,
    )

    _giver_uniq = models.UniqueIndex(
        "(giver_id) WHERE date_accepted IS NOT NULL AND date_void IS NULL",
        "This voter already gave a proxy for the meeting: the first one received stands. (GOV-034)",
    )

    @api.depends("date_accepted", "reject_code", "date_void")
    def _compute_state(self):
        for proxy in self:
            if proxy.date_void:
                proxy.state = "void"
            elif proxy.reject_code:
                proxy.state = "rejected"
            else:
                proxy.state = "accepted" if proxy.date_accepted else "received"

    def _is_for(self, resolution):
        """Tell whether the proxy serves for a point of the agenda."""
        self.ensure_one()
        return not self.resolution_ids or resolution in self.resolution_ids
