import math

from odoo import api, models
from odoo.exceptions import AccessError, UserError

MAX_PICTURES = 3


class RegieFieldEntry(models.Model):
    """What each kind of entry does to its pass: always a method of the pass, with the rights of who sends."""

    _inherit = "regie.field.entry"

    @api.model
    def _open_pass(self, pass_id):
        """The pass as this user may run it: a team leader by their rights, an agent only their own.

        :raise AccessError: E-FIELD-03 when it is the pass of somebody else
        """
        one = self.env["regie.intervention"].browse(int(pass_id)).exists()
        if one and self.env.user.has_group("regie_gup.group_gup_field"):
            if one.has_access("write"):
                return one
        # sudo: an agent has no right on the passes; this one names them, and only its own doors are opened below
        elif one and self.env.user in one.sudo().employee_ids.user_id:
            return one.sudo()
        raise AccessError(self.env._("This pass is no longer one of yours: ask the office who runs it. (E-FIELD-03)"))

    @api.model
    def _get_handler(self, entry):
        kinds = self._fields["kind"].get_values(self.env)
        if entry.get("kind") not in kinds:
            raise ValueError(entry.get("kind"))
        return getattr(self, f"_apply_{entry['kind']}")

    def _apply_start(self, one, _entry, moment):
        one._start(moment)

    def _apply_done(self, one, _entry, moment):
        one._finish(moment)

    def _apply_scan(self, one, entry, moment):
        one._scan(str(entry["data"]["label"]), **self._prepare_proof_vals(entry, moment))

    def _apply_no_scan(self, one, entry, _moment):
        one.no_scan_reason_id = self._get_reason(entry, "no_scan")

    def _apply_missed(self, one, entry, _moment):
        one._miss(self._get_reason(entry, "missed"))

    def _apply_photo(self, one, entry, moment):
        kind = entry["data"]["kind"]
        if kind not in ("photo_before", "photo_after"):
            raise ValueError(kind)
        self.env["regie.intervention.proof"].sudo(one.env.su).create(
            {
                "intervention_id": one.id,
                "kind": kind,
                "image": entry["data"]["image"],
                **self._prepare_proof_vals(entry, moment),
            }
        )

    def _apply_check(self, one, entry, _moment):
        results = {int(line): result for line, result in entry["data"]["results"].items()}
        if set(results.values()) - {"done", "fault"}:
            raise ValueError(results)
        one._tick(results)

    def _apply_crew(self, one, entry, _moment):
        if one.env.su:
            raise UserError(self.env._("The hours of a crew are entered by the one who leads it. (E-FIELD-04)"))
        data = entry["data"]
        absent = {int(employee): str(kind) for employee, kind in data["absent"].items()}
        hours = float(data["hours"])
        if not math.isfinite(hours):
            raise ValueError(hours)
        one._enter_crew([int(employee) for employee in data["present"]], absent, round(hours, 2))

    def _apply_anomaly(self, one, entry, moment):
        pictures = entry["data"].get("images") or []
        if len(pictures) > MAX_PICTURES:
            raise ValueError(len(pictures))
        one._report_anomaly(str(entry["data"]["key"]), pictures, **self._prepare_proof_vals(entry, moment))

    @api.model
    def _prepare_proof_vals(self, entry, moment):
        """Values of a proof that come from the phone: its position, its hour, why it is far, its number."""
        data = entry["data"]
        vals = {"client_uid": entry["uid"], "device_time": moment}
        position = [float(data.get(name) or 0) for name in ("latitude", "longitude", "accuracy")]
        latitude, longitude, accuracy = position
        if all(map(math.isfinite, position)) and abs(latitude) <= 90 and abs(longitude) <= 180:
            vals.update(latitude=latitude, longitude=longitude, accuracy=min(max(accuracy, 0), 100_000))
        if data.get("reason"):
            vals["far_reason_id"] = self._get_reason(entry, "far").id
        return vals

    @api.model
    def _get_reason(self, entry, kind):
        """The reason that an entry names, among those of a kind; empty when there is none."""
        reason = self.env["regie.intervention.reason"].sudo()  # sudo: a list of pictograms, read by everybody
        return reason.search([("id", "=", int(entry["data"].get("reason") or 0)), ("kind", "=", kind)])
