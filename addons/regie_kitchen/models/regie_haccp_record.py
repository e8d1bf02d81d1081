from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.temperature import is_plausible


class RegieHaccpRecord(models.AbstractModel):
    """A control of hygiene: written once, judged at once, never deleted. Order of 21 December 2009; Reg. 852/2004.

    What is not right comes with what was done about it. A mistake is corrected by another control that names the first.
    """

    _name = "regie.haccp.record"
    _description = "Control of hygiene"
    _inherit = ["regie.fact.guard"]

    #: Fields of temperatures, refused when absurd
    _temperatures = ()
    #: What may still change once the control is written
    _still_open = frozenset({"note"})

    date = fields.Datetime(string="Noted at", required=True, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one("res.users", string="Noted by", readonly=True, default=lambda self: self.env.user)
    is_conform = fields.Boolean(string="Conform", readonly=True, index=True)
    action_id = fields.Many2one(
        "regie.haccp.action",
        string="What was done",
        ondelete="restrict",
        help="Compulsory as soon as the control is not right.",
    )
    note = fields.Char(string="Detail")

    @api.model_create_multi
    def create(self, vals_list):
        """Note controls and judge them.

        :raise ValidationError: E-HACCP-01 for what is not right without an action, E-HACCP-02 for an absurd
            temperature, E-HACCP-07 for a moment to come
        """
        for vals in vals_list:
            self._check_plausible(vals)
        records = super().create(vals_list)
        soon = fields.Datetime.now() + timedelta(minutes=5)
        if late := records.filtered(lambda record: record.date > soon)[:1]:
            raise ValidationError(
                self.env._(
                    "A control is noted when it is done, not before: look at the hour of “%(record)s”. (E-HACCP-07)",
                    record=late.display_name,
                )
            )
        records._judge()
        return records

    def write(self, vals):
        """Change only what stays open: the rest is a correction.

        :raise UserError: E-HACCP-03
        """
        self._check_plausible(vals)
        if not self.env.su and vals.keys() - self._still_open and self._get_locked():
            self._refuse_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        self._refuse_change()

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "A reading is not deleted and not changed: enter a correction, which names the first one. (E-HACCP-03)"
            )
        )

    def _get_locked(self):
        """Return the records that do not change any more."""
        return self

    @api.model
    def _check_plausible(self, vals):
        """Refuse what no probe reads. (E-HACCP-02)"""
        for name in self._temperatures:
            if vals.get(name) is not None and not is_plausible(float(vals[name])):
                raise ValidationError(
                    self.env._(
                        "Implausible temperature: %(value)s °C. Read the probe again. (E-HACCP-02)",
                        value=f"{float(vals[name]):g}",
                    )
                )

    def _judge(self):
        """Write whether the controls are right, with the limits of the day; ask what was done when they are not."""
        for record in self:
            # sudo: the verdict is a fact, the limits are kept as they were on the day
            record.sudo().write(record._get_verdict())
            if not record.is_conform and not record.action_id and record._is_action_needed():
                raise ValidationError(record._get_action_message())

    def _get_verdict(self):
        """Return the facts to write: ``is_conform`` and the limits that were applied."""
        self.ensure_one()
        return {"is_conform": True}

    def _is_action_needed(self):
        """Tell whether somebody has to say what was done about a control that is not right."""
        return True

    def _get_action_message(self):
        """The sentence that asks what was done. (E-HACCP-01)"""
        return self.env._(
            "“%(record)s” is not right: corrective action compulsory. Say what was done. (E-HACCP-01)",
            record=self.display_name,
        )

    def _get_temperature_message(self, value):
        """The sentence that asks what was done about a temperature. (E-HACCP-01)"""
        return self.env._(
            "Temperature %(value)s °C out of limits: corrective action compulsory. Say what was done. (E-HACCP-01)",
            value=f"{value:g}",
        )

    @api.model
    def _get_limit(self, code, day, kind=None):
        """Return the limit in force on a day as a float."""
        return float(self.env["regie.parameter"].get(code, day, kind))
