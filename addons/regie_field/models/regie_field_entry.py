from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

KINDS = [
    ("start", "Start"),
    ("scan", "Scan"),
    ("no_scan", "No scan"),
    ("photo", "Photo"),
    ("check", "Checklist"),
    ("crew", "Crew"),
    ("done", "End"),
    ("missed", "Not done"),
    ("anomaly", "Seen on the way"),
]


class RegieFieldEntry(models.Model):
    """What a phone of the field sent, entry by entry: it counts once, and what was refused says why.

    The number given by the phone is unique: an entry sent again, because the answer was lost with the network, is
    recognised and changes nothing. The photos are not kept here but on the pass.
    """

    _name = "regie.field.entry"
    _description = "Entry of a phone"
    _inherit = ["regie.fact.defaults"]
    _order = "id desc"

    client_uid = fields.Char(string="Number of the phone", required=True, readonly=True)
    user_id = fields.Many2one("res.users", string="Sent by", required=True, readonly=True, index=True)
    company_id = fields.Many2one("res.company", string="Régie", required=True, readonly=True)
    kind = fields.Selection(KINDS, readonly=True)
    intervention_id = fields.Many2one(
        "regie.intervention", string="Pass", readonly=True, index="btree_not_null", ondelete="cascade"
    )
    happened_at = fields.Datetime(
        string="Happened at",
        readonly=True,
        help="Time of the server when the phone sent it, less the time for which the entry waited on the phone.",
    )
    received_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    refusal = fields.Text(string="Refused because", readonly=True)
    is_refused = fields.Boolean(
        string="Refused", readonly=True, help="The phone keeps it with the reason, until it is sent again or dropped."
    )

    _client_uid_uniq = models.UniqueIndex("(client_uid)", "This entry of a phone was already received.")
    _refused = models.Index("(company_id) WHERE is_refused")
    _age = models.Index("(received_at)")

    @api.depends("kind", "happened_at")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for entry in self:
            day = format_datetime(self.env, entry.happened_at, dt_format="short") if entry.happened_at else ""
            entry.display_name = f"{kinds.get(entry.kind, '')} {day}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse an entry written by hand: phones send them.

        :raise UserError: E-FIELD-02
        """
        self._check_phone()
        return super().create(vals_list)

    def write(self, vals):
        """Refuse to rewrite what a phone sent.

        :raise UserError: E-FIELD-02
        """
        self._check_phone()
        return super().write(vals)

    def _check_phone(self):
        # The page of the field writes in sudo, once it has checked who sends.
        if not self.env.su:
            raise UserError(
                self.env._("The entries of the phones are not written by hand: correct the pass itself. (E-FIELD-02)")
            )

    @api.model
    def _cron_forget(self):
        """Delete the entries older than the days of the parameter: by then no phone sends them again."""
        days = int(self.env["regie.parameter"].get("field_entry_days", fields.Date.today()))
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        self.search([("received_at", "<", limit)]).unlink()
