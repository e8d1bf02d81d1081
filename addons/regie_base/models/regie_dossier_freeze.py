import base64

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import dossier_seal
from ..tools.scope import Scope


class RegieDossierFreeze(models.Model):
    """The freeze of a dossier: every figure computed once, everything sealed, chained to the previous dossier."""

    _inherit = "regie.dossier"

    def action_compute_figures(self):
        """Compute the figures of drafts, to see them before the freeze computes them for good."""
        self._check_not_frozen()
        for dossier in self:
            dossier._sync_entries()
            dossier._compute_figures()
        return True

    def action_freeze(self):
        """Freeze drafts: compute, copy, seal, chain. Refused while a mandatory criterion is incomplete. (LAB-001)"""
        self._check_manager()
        self.check_access("write")
        for dossier in self:
            dossier._freeze()
        return True

    def _get_language(self):
        """Answer the language of the papers of the régie: the one of its own address, else the user's."""
        return self.company_id.partner_id.lang or self.env.lang

    def _get_scope(self):
        """Answer the scope on which the figures of this dossier are computed."""
        self.ensure_one()
        return Scope(
            company=self.company_id,
            date_from=self.date_from,
            date_to=self.date_to,
            partner=self.partner_id or None,
            territory=self.territory_id or None,
            activity=self.activity_id or None,
        )

    def _sync_entries(self):
        """Give drafts one entry per criterion of the template, with today's texts; what is written is never lost."""
        Entry, vals_list = self.env["regie.dossier.entry"], []
        for dossier in self:
            criteria = dossier.template_id.with_context(lang=dossier._get_language()).criterion_ids
            by_code = {entry.code: entry for entry in dossier.entry_ids}
            known = {entry.criterion_id.id: entry for entry in dossier.entry_ids if entry.criterion_id}
            kept = Entry
            for criterion in criteria:
                vals = criterion._prepare_regie_dossier_entry_vals()
                entry = known.get(criterion.id) or by_code.get(criterion.code)
                if not entry:
                    vals_list.append({**vals, "dossier_id": dossier.id})
                    continue
                kept |= entry
                if any(entry._fields[name].convert_to_write(entry[name], entry) != vals[name] for name in vals):
                    entry.write(vals)
            surplus = dossier.entry_ids - kept
            surplus.filtered(lambda entry: not entry.narrative and not entry.attachment_ids).unlink()
        Entry.create(vals_list)

    def _compute_figures(self):
        """Compute every indicator of the dossier once and store the figures, replacing those of the draft."""
        self.ensure_one()
        entries = self.entry_ids.with_context(lang=self._get_language())
        awaited = entries.criterion_id.awaited_ids._resolve(self.company_id)
        indicators = entries.criterion_id.indicator_ids
        for indicator in awaited.values():
            indicators |= indicator
        results = indicators._compute_results(self._get_scope())
        now = fields.Datetime.now()
        entries.figure_ids.unlink()
        vals_list = []
        for entry in entries:
            rows = [
                self._prepare_regie_dossier_figure_vals(indicator, results[indicator], now)
                for indicator in entry.criterion_id.indicator_ids
            ]
            rows += [
                self._prepare_awaited_figure_vals(line, awaited[line], results, now)
                for line in entry.criterion_id.awaited_ids
            ]
            vals_list += [{**vals, "entry_id": entry.id, "sequence": rank} for rank, vals in enumerate(rows)]
        self.env["regie.dossier.figure"].create(vals_list)

    def _prepare_awaited_figure_vals(self, awaited, indicator, results, computed_at):
        """Answer the values of a figure awaited by its code, with what is expected of it."""
        if not indicator:
            vals = awaited._prepare_regie_dossier_figure_vals(computed_at)
        else:
            vals = self._prepare_regie_dossier_figure_vals(indicator, results[indicator], computed_at)
        value = vals["value"] if vals["is_computable"] else None
        return {
            **vals,
            "is_awaited": True,
            "expected_value": awaited._get_expected(vals.get("decimals", 0), vals.get("unit")),
            "is_beyond": awaited._is_beyond(value),
        }

    def _prepare_regie_dossier_figure_vals(self, indicator, result, computed_at):
        """Answer the values of a figure: an indicator's result and all that makes it readable later."""
        return {
            "indicator_id": indicator.id,
            "code": indicator.code,
            "name": indicator.name,
            "unit": indicator.unit,
            "decimals": indicator.decimals,
            "definition": indicator.formula,
            "source": indicator.source,
            "is_computable": result.value is not None,
            "reason": self._get_reason(result),
            "value": float(result.value or 0),
            "has_ratio": result.denominator is not None,
            "numerator": float(result.numerator or 0),
            "denominator": float(result.denominator or 0),
            "source_count": result.source_count or 0,
            "computed_at": computed_at,
        }

    def _get_reason(self, result):
        """Answer why a result has no figure, in words; an empty text when it has one."""
        if result.value is not None:
            return ""
        env = self.with_context(lang=self._get_language()).env
        if result.reason == "no_method":
            return env._("application not installed")
        words = dict(env["regie.indicator.value"]._fields["reason"]._description_selection(env))
        return result.detail or words.get(result.reason) or ""

    def _record_evidence(self):
        """Write the name, size and SHA-256 of every file of the dossier, the same whoever freezes it."""
        self.ensure_one()
        entries = self.sudo().entry_ids
        Evidence = self.env["regie.dossier.evidence"].sudo()
        entries.evidence_ids.unlink()
        digests = Evidence._hash_attachments(entries.attachment_ids)
        vals_list = []
        for entry in entries:
            folder = entry._get_archive_folder()
            for rank, attachment in enumerate(entry.attachment_ids.sorted("id"), start=1):
                digest, size = digests[attachment.id]
                if not digest:
                    raise UserError(
                        self.env._(
                            "The file %(name)s of criterion %(criterion)s cannot be read any more: attach it again."
                            " (LAB-017)",
                            name=attachment.name,
                            criterion=entry.display_name,
                        )
                    )
                vals_list.append(
                    {
                        "entry_id": entry.id,
                        "sequence": rank,
                        "attachment_id": attachment.id,
                        "name": attachment.name,
                        "path": f"{folder}/{rank:03d}_{Evidence._get_safe_name(attachment.name)}",
                        "mimetype": attachment.mimetype,
                        "size": size,
                        "sha256": digest,
                    }
                )
        Evidence.create(vals_list)

    def _freeze(self):
        """Freeze one draft; its template is locked, so that two freezes never take the same place in the chain."""
        self.ensure_one()
        self._check_not_frozen()
        self.template_id.sudo().lock_for_update()
        self._sync_entries()
        self._compute_figures()
        self._check_gate()
        self._record_evidence()
        previous = (
            self.with_context(active_test=False)
            .sudo()
            .search(
                [
                    ("template_id", "=", self.template_id.id),
                    ("company_id", "=", self.company_id.id),
                    ("date_frozen", "!=", False),
                ],
                order="chain_number desc",
                limit=1,
            )
        )
        facts = {
            "date_frozen": fields.Datetime.now(),
            "frozen_by_id": self.env.uid,
            "chain_number": previous.chain_number + 1,
            "previous_id": previous.id,
            "previous_seal": previous.seal or "",
        }
        payload = dossier_seal.canonical(
            {**self._prepare_seal_header(facts), "sections": self._prepare_seal_sections()}
        )
        seal = dossier_seal.seal(payload)
        self._write_fact({**facts, "payload": base64.b64encode(payload), "seal": seal})
        self.message_post(body=self.env._("Frozen, with the seal %(seal)s.", seal=seal))

    def _check_gate(self):
        """Raise while a mandatory criterion is incomplete. (LAB-001)"""
        lacking = self.entry_ids.filtered(lambda entry: entry.is_mandatory and entry._get_blocking())
        if lacking:
            conditions = "\n".join(f"- {entry.display_name}: {entry.missing_text}" for entry in lacking)
            raise UserError(
                self.env._(
                    "%(dossier)s cannot be frozen, mandatory criteria are incomplete:\n%(conditions)s\n(LAB-001)",
                    dossier=self.name,
                    conditions=conditions,
                )
            )

    def _prepare_seal_header(self, facts):
        """Answer what is sealed of the dossier itself: names as they are on the day of the freeze."""
        self.ensure_one()
        template = self.template_id.with_context(lang=self._get_language())
        return {
            "format": dossier_seal.FORMAT,
            "dossier": {"name": self.name, "number": facts["chain_number"], "previous_seal": facts["previous_seal"]},
            "template": {
                "code": template.code,
                "name": template.name,
                "version": template.version,
                "kind": template.kind,
            },
            "scope": {
                "company": self.company_id.name,
                "date_from": fields.Date.to_string(self.date_from),
                "date_to": fields.Date.to_string(self.date_to),
                "partner": self.partner_id.name or "",
                "territory": self.territory_id.name or "",
                "activity": self.activity_id.name or "",
            },
            "frozen": {"at": fields.Datetime.to_string(facts["date_frozen"]), "by": self.env.user.name},
        }

    def _prepare_seal_sections(self):
        """Answer the sections and their criteria, from what is stored."""
        sections = []
        for entry in self.entry_ids.sorted():
            if not sections or sections[-1]["name"] != (entry.section_name or ""):
                sections.append({"name": entry.section_name or "", "criteria": []})
            sections[-1]["criteria"].append(entry._prepare_seal())
        return sections

    def _get_payload(self):
        """Answer the sealed bytes, as they were stored at the freeze."""
        return base64.b64decode(self.payload or b"")
