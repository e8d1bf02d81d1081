from odoo import api, models


class AccountMove(models.Model):
    """Entries of grants: whatever posts, reverses or deletes them, the funds follow and never fall below zero."""

    _inherit = "account.move"

    def _get_regie_fund_movements(self):
        # sudo: the funds follow the entry, whoever posts it
        return self.env["regie.fund.movement"].sudo().search([("move_id", "in", self.ids)])

    def _post(self, soft=True):
        """Post entries, unless dedicated funds would fall below zero."""
        posted = super()._post(soft)
        posted._get_regie_fund_movements().check_balances()
        return posted

    def button_draft(self):
        """Reset entries to draft, unless the dedicated funds they brought are spent since."""
        result = super().button_draft()
        self._get_regie_fund_movements().check_balances()
        return result

    def _reverse_moves(self, default_values_list=None, cancel=False):
        """Have the reversal of an entry of a grant bring the opposite movements, however it was asked."""
        # sudo: the rows follow the entry, whoever reverses it
        entries = self.env["regie.grant.entry"].sudo().search([("move_id", "in", self.ids)])
        entries._check_not_reversed()
        reversals = super()._reverse_moves(default_values_list, cancel)
        movements = self._get_regie_fund_movements()
        if entries or movements:
            reversals._mirror_regie_rows(entries, movements)
        return reversals

    def _mirror_regie_rows(self, entries, movements):
        """Write the opposite of the rows of grants for the reversals of their entries."""
        reversal_of = {move.reversed_entry_id: move for move in self}
        self.env["regie.grant.entry"].sudo().create(  # sudo: facts of the reversal
            [
                {
                    "grant_id": entry.grant_id.id,
                    "decision_id": entry.decision_id.id,
                    "step": entry.step,
                    "amount": -entry.amount,
                    "reason": entry.reason,
                    "move_id": reversal_of[entry.move_id].id,
                    "reversal_of_id": entry.id,
                }
                for entry in entries
            ]
        )
        exercises = {
            move: self.env["regie.exercise"].get_for(move.date, move.company_id)
            for move in {reversal_of[movement.move_id] for movement in movements}
        }
        twins = movements.create(
            [
                {
                    "grant_id": movement.grant_id.id,
                    "account_pair": movement.account_pair,
                    "exercise_id": exercises[reversal_of[movement.move_id]].id,
                    "origin_exercise_id": movement.origin_exercise_id.id,
                    "kind": movement.kind,
                    "is_opening": movement.is_opening,
                    "amount": -movement.amount,
                    "decision_id": movement.decision_id.id,
                    "move_id": reversal_of[movement.move_id].id,
                    "reversal_of_id": movement.id,
                }
                for movement in movements
            ]
        )
        twins.filtered(lambda movement: movement.parent_state == "posted").check_balances()

    @api.ondelete(at_uninstall=False)
    def _unlink_regie_entries(self):
        """A draft that is deleted takes its rows with it: the decision is to propose again."""
        self._get_regie_fund_movements().unlink()
        # sudo: the rows follow the entry, whoever deletes it
        self.env["regie.grant.entry"].sudo().search([("move_id", "in", self.ids)]).unlink()
