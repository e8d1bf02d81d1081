import base64

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools import dossier_seal


class RegieDossierRoom(models.Model):
    """The life of a frozen dossier with its recipients: shared until a date, read, rated, discussed, closed."""

    _inherit = "regie.dossier"

    def action_set_reviewed(self):
        """Write that the review is over, for a recipient who said it on the phone or on paper."""
        self._check_manager()
        self._set_reviewed(self.env.user.partner_id)
        return True

    def action_close(self):
        """Close frozen dossiers: ratings, comments, questions and answers are sealed in their turn."""
        self._check_manager()
        self.check_access("write")
        for dossier in self:
            dossier._close()
        return True

    def _share(self, partners, date_expiry, mail_template=None):
        """Open frozen dossiers to people until a date, included, and send each the link when a template is given."""
        self._check_manager()
        self.check_access("write")
        for dossier in self:
            dossier._check_shareable(date_expiry)
            known = dossier.recipient_ids.partner_id
            self.env["regie.dossier.recipient"].create(
                [{"dossier_id": dossier.id, "partner_id": partner.id} for partner in partners - known]
            )
            facts = {"date_expiry": date_expiry}
            if not dossier.date_shared:
                facts.update(date_shared=fields.Datetime.now(), shared_by_id=self.env.uid)
            dossier._write_fact(facts)
            if mail_template:
                dossier.recipient_ids.filtered(lambda r: r.partner_id in partners)._send_invitation(mail_template)

    def _check_shareable(self, date_expiry):
        self.ensure_one()
        if not self.date_frozen:
            raise UserError(self.env._("%(dossier)s is a draft: freeze, then share. (LAB-012)", dossier=self.name))
        if not date_expiry or date_expiry < fields.Date.context_today(self):
            raise UserError(self.env._("The access ends before it begins: choose a later date. (LAB-013)"))

    def _is_open(self):
        """Tell whether the recipients may open this dossier today."""
        self.ensure_one()
        return bool(
            self.active
            and self.date_shared
            and self.date_expiry
            and self.date_expiry >= fields.Date.context_today(self)
        )

    def _find_recipient(self, user, token=None):
        """Answer the recipient as whom a person opens this dossier: by account first, else by personal link."""
        self.ensure_one()
        recipients = self.env["regie.dossier.recipient"]
        if not self._is_open():
            return recipients
        partners = user.partner_id | user.partner_id.commercial_partner_id
        by_account = (
            recipients if user._is_public() else self.recipient_ids.filtered(lambda r: r.partner_id in partners)
        )
        return by_account[:1] or self.recipient_ids.filtered(lambda r: r._matches_token(token))[:1]

    def _log_access(self, recipient, kind, is_by_link=False, path=False):
        """Record that a recipient read or downloaded something."""
        return self.env["regie.dossier.access"].create(
            {
                "dossier_id": self.id,
                "recipient_id": recipient.id,
                "partner_id": recipient.partner_id.id,
                "kind": kind,
                "path": path,
                "is_by_link": is_by_link,
            }
        )

    def _check_review_open(self):
        """Raise when ratings and questions cannot be added: not shared yet, or closed. (LAB-014)"""
        for dossier in self:
            if not dossier.date_shared or dossier.date_closed:
                raise UserError(
                    self.env._(
                        "%(dossier)s takes no rating, question or answer: it is not shared, or it is closed. (LAB-014)",
                        dossier=dossier.name,
                    )
                )

    def _add_review(self, entry, partner, level, comment):
        """Record the rating and the comment of a recipient on one criterion; the previous one stays."""
        self._check_review_open()
        if entry.dossier_id != self or (level and level.scale_id != self.template_id.scale_id):
            raise UserError(self.env._("This rating is not one of this dossier. (LAB-015)"))
        comment = (comment or "").strip()
        if not level and not comment:
            raise UserError(self.env._("Choose a level or write a comment. (LAB-015)"))
        return self.env["regie.dossier.review"].create(
            {
                "entry_id": entry.id,
                "partner_id": partner.id,
                "author_name": partner.name,
                "level_id": level.id,
                "rating_value": level.value,
                "rating_label": level.with_context(lang=self._get_language()).name,
                "comment": comment,
            }
        )

    def _add_question(self, entry, partner, text):
        """Record a question on one criterion and tell the person who answers for the dossier."""
        self._check_review_open()
        text = (text or "").strip()
        if entry.dossier_id != self or not text:
            raise UserError(self.env._("Write your question. (LAB-015)"))
        question = self.env["regie.dossier.question"].create(
            {"entry_id": entry.id, "partner_id": partner.id, "author_name": partner.name, "question": text}
        )
        self.message_post(
            body=self.env._(
                "%(person)s asks on %(criterion)s: %(question)s",
                person=partner.name,
                criterion=entry.display_name,
                question=text,
            ),
            author_id=partner.id,
            partner_ids=self.user_id.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )
        return question

    def _add_finding(self, entry, partner, kind, text):
        """Record what a recipient retains of one criterion; the régie is told of a reserve and a recommendation."""
        self._check_review_open()
        Finding, text = self.env["regie.dossier.finding"], (text or "").strip()
        if entry.dossier_id != self or not text or kind not in dict(Finding._fields["kind"].selection):
            raise UserError(self.env._("Choose a kind of finding and write it. (LAB-015)"))
        finding = Finding.create(
            {
                "entry_id": entry.id,
                "partner_id": partner.id,
                "author_name": partner.name,
                "kind": kind,
                "text": text,
            }
        )
        self.message_post(
            body=self.env._(
                "%(person)s writes on %(criterion)s: %(finding)s",
                person=partner.name,
                criterion=entry.display_name,
                finding=text,
            ),
            author_id=partner.id,
            partner_ids=self.user_id.partner_id.ids if finding.is_answer_awaited else [],
            subtype_xmlid="mail.mt_note",
        )
        return finding

    def _get_section_means(self):
        """Answer ``[{name, count, own, own_count, review, review_count}]``: by section, the mean of our marks and that
        of the last mark of the recipients, over the rated criteria only; None where none is rated.

        There is no mean of the whole: no text gives a weight to the sections.
        """
        self.ensure_one()
        means = []
        for name, entries in self.entry_ids.sorted().grouped("section_name").items():
            own = [entry.own_rating_value for entry in entries if entry.own_rating_label]
            last = [entry.review_ids.filtered("rating_label").sorted("id")[-1:] for entry in entries]
            reviews = [review.rating_value for review in last if review]
            means.append(
                {
                    "name": name or "",
                    "count": len(entries),
                    "own": sum(own) / len(own) if own else None,
                    "own_count": len(own),
                    "review": sum(reviews) / len(reviews) if reviews else None,
                    "review_count": len(reviews),
                }
            )
        return means

    def _get_room_entries(self):
        """Answer the criteria as the room lists them: those that lack an evidence, the others that lack something, the
        complete ones; each part in the order of the grid."""
        self.ensure_one()
        ranks = {}
        for entry in self.entry_ids:
            missing = entry._get_missing()
            ranks[entry] = 0 if "attachment" in missing else 1 if missing else 2
        return self.entry_ids.sorted().sorted(ranks.__getitem__)

    def _set_reviewed(self, partner):
        """Write, once, that a recipient has finished."""
        self._check_review_open()
        for dossier in self.filtered(lambda d: not d.date_reviewed):
            dossier._write_fact({"date_reviewed": fields.Datetime.now(), "reviewed_by_id": partner.id})
            dossier.message_post(
                body=self.env._("%(person)s has finished the review.", person=partner.name),
                partner_ids=dossier.user_id.partner_id.ids,
                subtype_xmlid="mail.mt_note",
            )

    def _close(self):
        self.ensure_one()
        if not self.date_frozen or self.date_closed:
            raise UserError(self.env._("%(dossier)s is a draft or is already closed. (LAB-016)", dossier=self.name))
        payload = self._prepare_review_payload()
        self._write_fact(
            {
                "date_closed": fields.Datetime.now(),
                "closed_by_id": self.env.uid,
                "review_payload": base64.b64encode(payload),
                "review_seal": dossier_seal.seal(payload),
            }
        )
        self.message_post(body=self.env._("Closed, with the seal of the review %(seal)s.", seal=self.review_seal))

    def _prepare_review_payload(self):
        """Answer the canonical bytes of all that was said on the dossier, tied to its first seal."""
        entries = self.entry_ids.sorted()
        findings = entries.finding_ids.sorted("id")
        return dossier_seal.canonical(
            {
                "format": "regie-dossier-review-1",
                "seal": self.seal,
                "ratings": [review._prepare_seal() for review in entries.review_ids.sorted("id")],
                "questions": [question._prepare_seal() for question in entries.question_ids.sorted("id")],
                # where there are some: the dossiers closed before they existed keep their seal
                **({"findings": [f._prepare_seal() for f in findings]} if findings else {}),
            }
        )
