from odoo import api, fields, models
from odoo.exceptions import UserError

#: Written by the buttons and the customer's page: a visa typed by hand would be a proof of nothing.
FACTS = frozenset(("date_sent", "date_approved", "visa_name", "visa_signature", "invoice_id", "state", "name"))
#: What the customer was shown
SHOWN = frozenset(("sale_order_id", "date_from", "date_to", "note", "line_ids"))


class RegieSituation(models.Model):
    """The way of a situation: sent, approved by the customer, invoiced; never changed once it has left."""

    _inherit = "regie.situation"

    def write(self, vals):
        """Change drafts.

        :raise UserError: E-SIT-05 when the situation was sent, or when a fact is written by hand
        """
        self._check_no_fact(vals)
        if SHOWN & vals.keys():
            self._check_draft()
        if {"sale_order_id", "date_from", "date_to"} & vals.keys():
            for one in self:
                order, start = vals.get("sale_order_id", one.sale_order_id.id), vals.get("date_from", one.date_from)
                one._refuse_taken_period(order, start, vals.get("date_to", one.date_to))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        self._check_draft()

    def _check_no_fact(self, vals):
        # The buttons write the facts in sudo once they have checked who presses them and the rules.
        if not self.env.su and any(vals[name] for name in FACTS & vals.keys() if (name, vals[name]) != ("name", "/")):
            raise UserError(
                self.env._("A situation is sent, approved and invoiced by its buttons, not by hand. (E-SIT-05)")
            )
        if not self.env.su and any(one[name] for one in self for name in FACTS & vals.keys()):
            raise UserError(self.env._("A fact of a situation is not erased by hand. (E-SIT-05)"))

    def _check_draft(self):
        """Refuse to change what the customer was shown. (E-SIT-05)"""
        if sent := self.filtered(lambda one: one.state != "draft")[:1]:
            raise UserError(
                self.env._(
                    "%(situation)s was sent to the customer: it is read-only. Take it back to draft first. (E-SIT-05)",
                    situation=sent.name,
                )
            )

    def _check_state(self, *states):
        """Refuse an act that does not come at this moment. (E-SIT-06)"""
        labels = dict(self._fields["state"]._description_selection(self.env))
        if other := self.filtered(lambda one: one.state not in states)[:1]:
            raise UserError(
                self.env._(
                    "%(situation)s is in the state “%(state)s”: this does not come now. (E-SIT-06)",
                    situation=other.name,
                    state=labels[other.state],
                )
            )

    def action_reload(self):
        """Count again the passes of drafts, dropping the progress typed by hand."""
        self.check_access("write")
        self._check_draft()
        # sudo: the passes are given back and taken again by the situation alone
        self.sudo().intervention_ids.situation_id = False
        self.sudo().line_ids.unlink()
        self.sudo()._load()

    def action_send(self):
        """Note that the situations leave for the customer's visa, and open the mail that tells so."""
        self.check_access("write")
        self._check_state("draft")
        if empty := self.filtered(lambda one: not one.line_ids)[:1]:
            raise UserError(self.env._("%s has no line: the order holds nothing to count. (E-SIT-06)", empty.name))
        # sudo: a fact, after the checks
        self.sudo().date_sent = fields.Datetime.now()
        for one in self:
            one._portal_ensure_token()
        return len(self) == 1 and self._get_mail_action()

    def _get_mail_action(self):
        """Return the window of the mail to the customer, with the link of its page."""
        self.ensure_one()
        template = self.env.ref("regie_works.mail_template_situation", raise_if_not_found=False)
        return {
            "type": "ir.actions.act_window",
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_template_id": template and template.id,
                "default_composition_mode": "comment",
                "force_email": True,
            },
        }

    def action_draft(self):
        """Take back situations that the customer did not approve; only the last one of an order.

        :raise UserError: E-SIT-06 once approved, E-SIT-04 when a later situation counts on it
        """
        self.check_access("write")
        self._check_state("sent")
        for one in self:
            later = [("sale_order_id", "=", one.sale_order_id.id), ("date_from", ">", one.date_to)]
            if other := self.search(later, limit=1):
                raise UserError(
                    self.env._(
                        "%(other)s counts on %(situation)s: delete it first. (E-SIT-04)",
                        other=other.name,
                        situation=one.name,
                    )
                )
        # sudo: a fact, after the checks
        self.sudo().date_sent = False

    def action_approve(self):
        """Note the visa that came on paper: the name of whoever presses is kept in the chatter."""
        self.check_access("write")
        for one in self:
            one._approve(self.env._("Visa on paper, noted by %s", self.env.user.name))

    def _approve(self, name, signature=None):
        """Note the visa of the customer and deliver the order to the cumulative quantities.

        :raise UserError: E-SIT-06 when the situation is not waiting for a visa, or without a name
        """
        self._check_state("sent")
        if not (name or "").strip():
            raise UserError(self.env._("Write the name of the person who gives the visa. (E-SIT-06)"))
        # sudo: the customer who signs on its page writes nothing else
        known = self.sudo()
        known.line_ids._check_quantity()
        known.write({"date_approved": fields.Datetime.now(), "visa_name": name.strip(), "visa_signature": signature})
        for line in known.line_ids:
            line.sale_line_id.qty_delivered = line.quantity
        known.message_post(body=self.env._("Approved: %s", name.strip()))

    def _ask_correction(self, name, reason):
        """Give the situation back to the régie, with the reason of the customer.

        :raise UserError: E-SIT-06 when the situation is not waiting for a visa, without a name or a reason; E-SIT-04
        """
        self._check_state("sent")
        if not (name or "").strip() or not (reason or "").strip():
            raise UserError(self.env._("Write your name and what must be corrected. (E-SIT-06)"))
        # sudo: the customer who answers on its page writes nothing else
        known = self.sudo()
        known.action_draft()
        known.message_post(
            body=self.env._("%(name)s asks for a correction: %(reason)s", name=name.strip(), reason=reason.strip())
        )
        known.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Correct the situation and send it again"),
            note=reason.strip(),
            user_id=(known.user_id or known.sale_order_id.user_id).id,
        )

    def action_view_invoice(self):
        """Open the invoice of this situation."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "view_mode": "form",
            "res_id": self.invoice_id.id,
        }
