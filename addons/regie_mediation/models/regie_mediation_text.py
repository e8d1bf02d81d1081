from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.identity import find_identity


class RegieMediationText(models.AbstractModel):
    """Free text that says what happened and never to whom: scanned when it is written, erased when it is old."""

    _name = "regie.mediation.text"
    _description = "Text without identity"
    _inherit = ["regie.mediation.facts"]

    #: Text fields that are scanned, then erased
    _text_fields = ()

    identity_reason = fields.Char(
        string="Why it is kept as it is",
        copy=False,
        groups="regie_mediation.group_mediation_manager",
        help="The text seems to hold an identity and does not (the name of a street, of a place…): the manager says why"
        " it stays. Asked again when the text changes.",
    )
    date_text_erased = fields.Datetime(string="Text erased on", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        """Create records whose texts name nobody.

        :raise ValidationError: E-MED-03
        """
        records = super().create(vals_list)
        records._check_no_identity()
        return records

    def write(self, vals):
        """Change records; a new text loses the leave that the manager gave to the old one.

        :raise ValidationError: E-MED-03
        """
        result = super().write(vals)
        if not vals.keys().isdisjoint(self._text_fields):
            if "identity_reason" not in vals:
                # sudo: the leave is the manager's, whoever writes the new text takes it away
                self.sudo().filtered("identity_reason").write({"identity_reason": False})
            self._check_no_identity()
        elif "identity_reason" in vals:
            self._check_no_identity()
        return result

    def _check_no_identity(self):
        # sudo: the leave given by the manager holds for whoever saves the record
        for record in self.sudo().filtered(lambda one: not (one.identity_reason or "").strip()):
            for name in self._text_fields:
                if fragment := find_identity(record[name]):
                    raise ValidationError(
                        self.env._(
                            "Personal data found (“%(fragment)s”): write it again without identity, telephone, number"
                            " plate nor number of a flat. If nobody can be recognised, the mediation manager keeps it"
                            " with a reason. (E-MED-03)",
                            fragment=fragment,
                        )
                    )

    def _erase_texts(self):
        """Empty the texts of these records and keep everything that is counted."""
        # sudo: the text of a validated round is erased too
        self.sudo().write(
            {
                **dict.fromkeys(self._text_fields, False),
                "identity_reason": False,
                "date_text_erased": fields.Datetime.now(),
            }
        )

    @api.model
    def _get_erasable_domain(self, day):
        """The records whose text is older than ``day`` and still there; to be narrowed by each model on its date."""
        return ["|"] * (len(self._text_fields) - 1) + [(name, "not in", (False, "")) for name in self._text_fields]
