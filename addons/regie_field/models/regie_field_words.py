from odoo import api, models


class RegieFieldEntry(models.Model):
    """The words of the page of the phone, in the language of who opens it: few, the pictograms say the rest."""

    _inherit = "regie.field.entry"

    @api.model
    def _get_words(self):
        """``{key: word}`` for the page."""
        _ = self.env._
        return {
            **self._get_step_words(),
            "title": _("My day"),
            "none": _("No pass today."),
            "back": _("Back"),
            "sent": _("Everything is sent"),
            "waiting": _("to send"),
            "refused": _("refused"),
            "offline": _("Without network: nothing is lost, it leaves later."),
            "login": _("Sign in again to send what waits."),
            "other_user": _("What waits here was entered by somebody else: they sign in to send it."),
            "retry": _("Send again"),
            "drop": _("Drop"),
            "drop_sure": _("Really drop?"),
            "close": _("Close"),
            "queue": _("What waits on this phone"),
            "full": _("The memory of the phone is full: send what waits before going on."),
            "today": _("Refresh"),
            "planned": _("To do"),
            "in_progress": _("Under way"),
            "done": _("Ended"),
            "validated": _("Validated"),
            "missed": _("Not done"),
        }

    @api.model
    def _get_step_words(self):
        """The words of a pass: its steps and what they ask."""
        _ = self.env._
        return {
            "start": _("Start"),
            "finish": _("End"),
            "photo_before": _("Photo before"),
            "photo_after": _("Photo after"),
            "photo_rule": _("No face, no plate, no name on a door"),
            "checks": _("Everything is done"),
            "scan": _("Scan the label"),
            "scan_wrong": _("This label is not the one of this site."),
            "scan_how": _("Hold the phone in front of the label."),
            "no_scan": _("Cannot scan"),
            "not_done": _("Could not be done"),
            "anomaly": _("Report"),
            "anomaly_photo": _("Take a photo"),
            "anomaly_send": _("Send without photo"),
            "crew": _("Crew"),
            "here": _("Here: %s", "%s"),
            "everybody": _("Everybody is here"),
            "why_absent": _("Why is this person away?"),
            "why_far": _("You seem far from the site. Why?"),
            "why_missed": _("Why could it not be done?"),
            "why_no_scan": _("Why no scan?"),
            "is_here": _("Is here after all"),
            "less": _("A quarter of an hour less"),
            "more": _("A quarter of an hour more"),
            "each": _("for each one"),
            "door": _("Access"),
            "way": _("Open the map"),
            "fault": _("Fault"),
        }
