from odoo import models
from odoo.tools import format_datetime


class RegieBinderStep(models.Model):
    """A step as the reader of the binder sees it."""

    _inherit = "regie.closing.step"

    def _get_binder_code(self):
        """Return the mark of the step in the binder: it sorts as the steps do and names the folder of its files."""
        self.ensure_one()
        return f"S{self.number:02d}"

    def _get_binder_text(self):
        """Return what the step found, who answered for it and with which note, in plain lines."""
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        rows = [self.env._("State: %s.", states.get(self.state, ""))]
        if self.value_text:
            rows.append(self.env._("Figure: %s.", self.value_text))
        if self.sentence:
            rows.append(self.sentence)
        if self.done_on:
            rows.append(
                self.env._(
                    "Confirmed by %(who)s on %(when)s.",
                    who=self.sudo().done_by_id.name,
                    when=format_datetime(self.env, self.done_on),
                )
            )
        if self.is_explained:
            rows.append(self.env._("Accepted with a note although the control is red."))
        if self.note:
            rows.append(self.env._("Note: %s", self.note))
        return "\n".join(rows)
