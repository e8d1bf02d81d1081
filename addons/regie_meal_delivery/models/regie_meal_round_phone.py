import base64
import binascii
from datetime import timedelta
from urllib.parse import quote_plus

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .regie_meal_delivery import PICTURE_SIGNATURES

#: A telephone sends what it kept in one go; more is not a round
MOST_ENTRIES = 200
SIGNATURE_BYTES = 200_000


class RegieMealRound(models.Model):
    """What the telephone of the driver asks and sends."""

    _inherit = "regie.meal.round"

    def _get_phone_rounds(self):
        """The rounds of the reader today, those that have not ended first."""
        today = fields.Datetime.context_timestamp(self, fields.Datetime.now()).date()
        rounds = self.search([("driver_id", "=", self.env.uid), ("date", "=", today)], order="circuit_id, number")
        return rounds.sorted(lambda one: one.state == "done")

    def _get_phone_doors(self):
        """What the driver sees of each door, in the order of the road: a name, an address, the meals, how to get in,
        who to call. Nothing of who pays, nor of why."""
        self.ensure_one()
        # sudo: the driver reads no subscription; only the doors of this round, which the rule let them open
        stops = self.sudo().delivery_ids.filtered("meal_count").sorted(lambda stop: (stop.sequence, stop.id))
        stops.subscription_id.partner_id.fetch(["name", "phone"])
        return [stop._get_phone_values(rank) for rank, stop in enumerate(stops, 1)]

    def _receive_taps(self, entries):
        """Keep what a telephone sent for this round, in its order; ``[{uid, state, result, message}]``.

        ``state`` is ``ok``, ``duplicate`` (it was there) or ``refused`` with the sentence to show. One that is refused
        does not stop the others. Two sendings at the same moment: PostgreSQL refuses the second, Odoo plays it again.
        """
        self.ensure_one()
        self.check_access("write")
        entries = entries[:MOST_ENTRIES]
        # sudo: the marks are the machine's, nobody reads them
        taps = self.env["regie.meal.tap"].sudo()
        uids = [str(entry.get("uid") or "")[:64] for entry in entries]
        known = set(taps.search([("client_uid", "in", uids)]).mapped("client_uid"))
        answers = []
        for uid, entry in zip(uids, entries, strict=True):
            answer = {"uid": uid, "state": "ok", "result": "", "message": ""}
            answers.append(answer)
            if not uid or uid in known:
                answer["state"] = "duplicate" if uid else "refused"
                continue
            try:
                with self.env.cr.savepoint():
                    answer.update(self._receive_tap(entry))
                    taps.create({"client_uid": uid, "round_id": self.id})
                known.add(uid)
            except UserError as error:
                answer.update(state="refused", message=error.args[0])
            except (KeyError, TypeError, ValueError):
                answer.update(state="refused", message=self.env._("The page sent something odd."))
        return answers

    def _receive_tap(self, entry):
        """Keep what happened at a door; the result kept, and the sentence for a meal that is not left."""
        # sudo: the doors of this round, which the reader may write
        stop = self.sudo().delivery_ids.filtered(lambda one: one.id == int(entry["stop"])).with_env(self.env)
        result = entry["result"]
        if not stop or result not in ("delivered", "absent", "refused"):
            raise ValueError(entry)
        temperature = entry.get("temperature")
        kept = stop._note_result(
            result,
            temperature=None if temperature in (None, "") else float(temperature),
            signature=self._read_signature(entry.get("signature")),
            note=str(entry.get("note") or "").strip()[:200],
            moment=self._get_phone_moment(entry),
        )
        if kept != result:
            message = self.env._("Do not leave this meal: out of the limits. Bring it back to the kitchen.")
            return {"result": kept, "message": message}
        return {"result": kept}

    def _read_signature(self, text):
        """The picture drawn on the screen, in base64, or none. ValueError when it is no small picture."""
        if not text:
            return None
        data = str(text).partition(",")[2]
        try:
            picture = base64.b64decode(data, validate=True)
        except binascii.Error as error:
            raise ValueError("signature") from error
        if len(picture) > SIGNATURE_BYTES or not picture.startswith(PICTURE_SIGNATURES):
            raise ValueError("signature")
        return data

    def _get_phone_moment(self, entry):
        """When it was tapped, from the telephone, within the last day; now when its clock is wrong."""
        now = fields.Datetime.now()
        moment = now - timedelta(seconds=max(0, int(entry.get("age") or 0)))
        return moment if now - moment < timedelta(hours=24) else now


class RegieMealDelivery(models.Model):
    """A door as the telephone shows it."""

    _inherit = "regie.meal.delivery"

    def _get_phone_values(self, rank):
        """Return plain values; called in sudo by the round that the driver opened."""
        person = self.subscription_id
        address = person.address_id or person.partner_id
        lines = [address.street, address.street2, " ".join(filter(None, [address.zip, address.city]))]
        text = ", ".join(filter(None, lines))
        return {
            "id": self.id,
            "rank": rank,
            "name": self.partner_name,
            "address": text,
            # a link that the driver may follow: nothing is asked from an outside service before
            "map": f"https://www.openstreetmap.org/search?query={quote_plus(text)}" if text else "",
            "phone": person.partner_id.phone or "",
            "key": person.key_note or "",
            "contact": person.contact_id.name or "",
            "contact_phone": person.contact_phone or "",
            "meals": [
                {
                    "day": format_date(self.env, order.date, date_format="EEEE d MMMM"),
                    "quantity": order.quantity,
                    "label": order.diet_label,
                }
                for order in self.order_ids.filtered(lambda order: not order.date_cancelled).sorted("date")
            ],
            "count": self.meal_count,
            "result": self.result or "",
        }
