from odoo import models
from odoo.exceptions import UserError

LINES_MAX = 50
NAME_MAX, TEXT_MAX = 200, 2000


class RegieInterestAnswers(models.Model):
    """What the person types on their page: kept at each pause, in the order of the page."""

    _inherit = "regie.interest.declaration"

    def _save_answers(self, answers, practices=()):
        """Keep the answers of the page in a declaration to fill in; the lines left empty go.

        :param answers: ``name-1``, ``nature-1``, ``description-1``, ``amount-1``, ``relative-1``, ``name-2``…, and
            ``without`` for no interest at all
        :param practices: codes of the rules that the person agrees to
        :raise UserError: when it was signed, or when an answer is none of those offered
        """
        self.ensure_one()
        self._check_not_signed()
        # The lines are saved by rank: the same page sent twice, by hand and by itself, gives the same lines.
        wanted, known = self._read_lines(answers), self.line_ids.sorted("id")
        for line, vals in zip(known, wanted, strict=False):
            if vals["interest_name"] != line.interest_name:
                vals["interest_partner_id"] = False
            line.write(vals)
        known[len(wanted) :].unlink()
        self.env["regie.interest.line"].create([{**vals, "declaration_id": self.id} for vals in wanted[len(known) :]])
        agreed = self.env["regie.good.practice"].search([("kind", "=", "practice"), ("code", "in", list(practices))])
        self.write({"is_without_interest": bool(answers.get("without")), "practice_ids": [(6, 0, agreed.ids)]})

    def _read_lines(self, answers):
        """Return the values of the lines that bear a name."""
        lines = self.env["regie.interest.line"]
        natures = dict(lines._fields["nature"].selection)
        bands = dict(lines._fields["amount_band"].selection)
        wanted = []
        for rank in range(1, LINES_MAX + 1):
            name = " ".join((answers.get(f"name-{rank}") or "").split())[:NAME_MAX]
            if not name:
                continue
            nature = answers.get(f"nature-{rank}") or "personal"
            band = answers.get(f"amount-{rank}") or "none"
            if nature not in natures or band not in bands:
                raise UserError(self.env._("Choose the nature and the amount of the interest with %s.", name))
            wanted.append(
                {
                    "interest_name": name,
                    "nature": nature,
                    "amount_band": band,
                    "description": (answers.get(f"description-{rank}") or "").strip()[:TEXT_MAX],
                    "relative_name": (answers.get(f"relative-{rank}") or "").strip()[:NAME_MAX],
                }
            )
        return wanted

    def _start_from_last(self):
        """Copy the interests of the last signed declaration into an empty one."""
        self.ensure_one()
        last = self._get_last_signed()
        if not last or self.line_ids:
            return
        self.write(
            {
                "is_without_interest": last.is_without_interest,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "interest_name": line.interest_name,
                            "interest_partner_id": line.interest_partner_id.id,
                            "is_outside": line.is_outside,
                            "nature": line.nature,
                            "description": line.description,
                            "amount_band": line.amount_band,
                            "relative_name": line.relative_name,
                        },
                    )
                    for line in last.line_ids
                ],
            }
        )
