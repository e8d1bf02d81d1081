import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieClauseCountersignature(models.Model):
    """What the buyer answered of a month: its signature, or its reason to contest. Never changed nor deleted.

    It keeps the seal of the ledger on that moment: a correction made afterwards asks for another answer.
    """

    _name = "regie.clause.countersignature"
    _description = "Buyer's Answer to a Month of a Social Clause"
    _order = "id desc"
    _rec_name = "signer_name"
    _log_access = False

    month_id = fields.Many2one("regie.clause.month", required=True, readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")
    decision = fields.Selection(
        [("accepted", "Countersigned"), ("contested", "Contested")], required=True, readonly=True
    )
    signer_name = fields.Char(string="Name", required=True, readonly=True)
    partner_id = fields.Many2one("res.partner", string="Contact", readonly=True, ondelete="restrict")
    signature = fields.Binary(attachment=False, readonly=True)
    reason = fields.Text(readonly=True)
    answered_on = fields.Datetime(required=True, readonly=True)
    hours = fields.Float(readonly=True, digits=(16, 2), help="The hours that the buyer saw.")
    seal = fields.Char(required=True, readonly=True, help="Seal of the ledger of the month when the buyer answered.")

    _answer_complete = models.Constraint(
        "CHECK ((decision = 'accepted' AND signature IS NOT NULL) OR (decision = 'contested' AND reason <> ''))",
        "A countersignature needs a signature, a contest needs a reason.",
    )

    def init(self):
        """Let PostgreSQL itself refuse any change of an answer."""
        self.env.cr.execute(
            """
            DROP TRIGGER IF EXISTS regie_clause_countersignature_append_only ON regie_clause_countersignature;
            CREATE TRIGGER regie_clause_countersignature_append_only BEFORE UPDATE OR DELETE
                ON regie_clause_countersignature FOR EACH ROW EXECUTE FUNCTION regie_refuse_change();
            """
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Keep the answers with what the buyer saw; raises UserError without a name, a drawing or a reason."""
        rows = []
        for vals in vals_list:
            month = self.env["regie.clause.month"].browse(vals["month_id"])
            self._check_answer(vals)
            rows.append(
                {
                    **vals,
                    "company_id": month.company_id.id,
                    "answered_on": fields.Datetime.now(),
                    "hours": month.hours,
                    "seal": month.seal,
                }
            )
        return super().create(rows)

    def write(self, vals):
        """Refuse: what the buyer answered is never changed."""
        if vals:
            self._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def _refuse_change(self):
        raise UserError(self.env._("What the buyer answered is never changed nor deleted."))

    @api.model
    def _check_answer(self, vals):
        """Raise UserError when a name, a drawing or a reason is missing or cannot be read."""
        if not (vals.get("signer_name") or "").strip():
            raise UserError(self.env._("Write your name."))
        if vals["decision"] == "contested":
            if not (vals.get("reason") or "").strip():
                raise UserError(self.env._("Say what you contest: the régie needs your reason to answer."))
            return
        try:
            image = base64.b64decode(vals.get("signature") or b"", validate=True)
        except (binascii.Error, ValueError):
            image = b""
        if not image.startswith((b"\x89PNG", b"\xff\xd8")):
            raise UserError(self.env._("Draw your signature."))
