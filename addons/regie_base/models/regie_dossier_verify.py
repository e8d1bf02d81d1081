import base64
import json

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import dossier_seal


class RegieDossierVerify(models.Model):
    """The proof of a frozen dossier: its seal recomputed, its figures compared with today's."""

    _inherit = "regie.dossier"

    def action_verify(self):
        """Recompute the seal from what is stored and from the files, and say what was altered, if anything."""
        self.ensure_one()
        self.check_access("read")
        # The proof is the same for all who may read the dossier, whatever else they may read.
        alterations = self.sudo()._find_alterations()
        if alterations:
            title, message = self.env._("The seal is broken"), "\n".join(alterations)
        else:
            title = self.env._("The seal is intact")
            message = self.env._(
                "Texts, figures, %(count)s files and the link to the previous dossier are those that were frozen.",
                count=len(self.entry_ids.evidence_ids),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": title,
                "message": message,
                "type": "danger" if alterations else "success",
                "sticky": bool(alterations),
            },
        }

    def action_compare(self):
        """Show each frozen figure beside the one that would be computed now."""
        self.ensure_one()
        difference = self.env["regie.dossier.difference"]._create_for(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Frozen figures against today's"),
            "res_model": difference._name,
            "res_id": difference.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def _find_alterations(self):
        """Answer sentences, one per thing that is no longer what was sealed; an empty list when all is intact."""
        self.ensure_one()
        if not self.date_frozen:
            raise UserError(self.env._("%(dossier)s is a draft: no seal to verify yet. (LAB-011)", dossier=self.name))
        payload, alterations = self._get_payload(), []
        if dossier_seal.seal(payload) != self.seal:
            return [self.env._("The sealed text itself was altered: its SHA-256 is no longer the seal.")]
        sealed = json.loads(payload)
        if sealed["dossier"] != {
            "name": self.name,
            "number": self.chain_number,
            "previous_seal": self.previous_seal or "",
        } or (sealed["scope"]["date_from"], sealed["scope"]["date_to"]) != (
            fields.Date.to_string(self.date_from),
            fields.Date.to_string(self.date_to),
        ):
            alterations.append(self.env._("The name, the period or the place in the chain were altered."))
        alterations += self._find_altered_criteria(sealed)
        for evidence in self.entry_ids.evidence_ids._get_altered():
            alterations.append(
                self.env._(
                    "Criterion %(code)s: the file %(name)s was altered.",
                    code=evidence.entry_id.code,
                    name=evidence.name,
                )
            )
        if (self.previous_id.sudo().seal or "") != (self.previous_seal or ""):
            alterations.append(self.env._("The previous dossier of the chain no longer has the seal recorded here."))
        if self.date_closed and dossier_seal.seal(base64.b64decode(self.review_payload or b"")) != self.review_seal:
            alterations.append(self.env._("The sealed ratings and questions were altered."))
        elif self.date_closed and base64.b64decode(self.review_payload) != self._prepare_review_payload():
            alterations.append(self.env._("Ratings or questions were altered after the closing."))
        return alterations

    def _find_altered_criteria(self, sealed):
        """Answer one sentence per criterion whose stored texts or figures are not the sealed ones."""
        stored = {c["code"]: (s["name"], c) for s in self._prepare_seal_sections() for c in s["criteria"]}
        expected = {c["code"]: (s["name"], c) for s in sealed["sections"] for c in s["criteria"]}
        return [
            self.env._("Criterion %(code)s: texts or figures were altered.", code=code)
            for code in sorted(stored.keys() | expected.keys())
            if stored.get(code) != expected.get(code)
        ]

    def _compare_figures(self):
        """Answer [(figure, value of today or None, records behind today)], computed now on the same scope."""
        self.ensure_one()
        figures = self.entry_ids.figure_ids
        results = figures.indicator_id._compute_results(self._get_scope())
        rows = []
        for figure in figures:
            result = results.get(figure.indicator_id)
            value = float(result.value) if result and result.value is not None else None
            rows.append((figure, value, result.source_count if result else 0))
        return rows
