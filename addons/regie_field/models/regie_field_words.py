from odoo import api, models


class RegieFieldEntry(models.Model):
    """The words of the page of the phone, in the language of who opens it: few, the pictograms say the rest."""

    _inherit = "regie.field.entry"

    @api.model
    def _get_words(self):
        """``{key: word}`` for the page."""
        return {
            **self._get_step_words(),
            "title": self.env._("My day"),
            "none": self.env._("No pass today."),
            "back": self.env._("Back"),
            "sent": self.env._("Everything is sent"),
            "waiting": self.env._("to send"),
            "refused": self.env._("refused"),
            "offline": self.env._("Without network: nothing is lost, it leaves later."),
            "login": self.env._("Sign in again to send what waits."),
            "other_user": self.env._("What waits here was entered by somebody else: they sign in to send it."),
            "retry": self.env._("Send again"),
            "drop": self.env._("Drop"),
            "drop_sure": self.env._("Really drop?"),
            "close": self.env._("Close"),
            "queue": self.env._("What waits on this phone"),
            "full": self.env._("The memory of the phone is full: send what waits before going on."),
            "today": self.env._("Refresh"),
            "planned": self.env._("To do"),
            "in_progress": self.env._("Under way"),
            "done": self.env._("Ended"),
            "validated": self.env._("Validated"),
            "missed": self.env._("Not done"),
        }

    @api.model
    def _get_step_words(self):
        """The words of a pass: its steps and what they ask."""
        return {
            "start": self.env._("Start"),
            "finish": self.env._("End"),
            "photo_before": self.env._("Photo before"),
            "photo_after": self.env._("Photo after"),
            "photo_rule": self.env._("No face, no plate, no name on a door"),
            "checks": self.env._("Everything is done"),
            "scan": self.env._("Scan the label"),
            "scan_wrong": self.env._("This label is not the one of this site."),
            "scan_how": self.env._("Hold the phone in front of the label."),
            "no_scan": self.env._("Cannot scan"),
            "not_done": self.env._("Could not be done"),
            "anomaly": self.env._("Report"),
            "anomaly_photo": self.env._("Take a photo"),
            "anomaly_send": self.env._("Send without photo"),
            "crew": self.env._("Crew"),
            "here": self.env._("Here: %s", "%s"),
            "everybody": self.env._("Everybody is here"),
            "why_absent": self.env._("Why is this person away?"),
            "why_far": self.env._("You seem far from the site. Why?"),
            "why_missed": self.env._("Why could it not be done?"),
            "why_no_scan": self.env._("Why no scan?"),
            "is_here": self.env._("Is here after all"),
            "less": self.env._("A quarter of an hour less"),
            "more": self.env._("A quarter of an hour more"),
            "each": self.env._("for each one"),
            "door": self.env._("Access"),
            "way": self.env._("Open the map"),
            "fault": self.env._("Fault"),
        }
