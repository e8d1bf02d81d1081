from datetime import datetime, timedelta

from odoo.tests import HttpCase, tagged

from odoo.addons.regie_governance.tests.common import GovernanceCase

# The vote is opened in a frame of the first page: a script does not outlive the page that it leaves.
VOTE = """
(async () => {
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const find = async (root, selector) => {
        for (let tries = 0; tries < 100; tries++) {
            const found = root()?.querySelector(selector);
            if (found) return found;
            await wait(100);
        }
        throw new Error("not found: " + selector);
    };
    let taps = 1; // the link of the mail
    const link = await find(() => document, "a[href*='/vote/']");
    const frame = document.createElement("iframe");
    frame.style.width = "360px";
    frame.style.height = "740px";
    frame.src = new URL(link.href).pathname;
    taps++;
    document.body.append(frame);
    const page = () => frame.contentDocument;
    (await find(page, "form.vote_form input[value=for]")).click();
    taps++;
    const wide = page().documentElement.scrollWidth > 360;
    page().querySelector("form.vote_form button[type=submit]").click();
    taps++;
    await find(page, ".card.done");
    if (wide) console.error("the page of the vote is wider than the phone");
    else if (taps > 4) console.error("taps: " + taps);
    else console.log("test successful");
})().catch((error) => console.error(error.message));
"""


@tagged("post_install", "-at_install")
class TestMemberVotes(GovernanceCase, HttpCase):
    """A member votes on a phone, without an account, from the link of the mail; another is recused."""

    browser_size = "360x740"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_meeting_rule(cls.board, notice_days=0, notice_counting="calendar", is_online_vote_allowed=True)
        cls.people = [cls._create_mandate(role=role).partner_id for role in ("president", "secretary", "administrator")]
        chair, clerk, cls.member = cls.people
        cls.meeting = cls._create_meeting(
            date=datetime.now().replace(microsecond=0) + timedelta(hours=1), chair_id=chair.id, secretary_id=clerk.id
        )
        cls.point = cls._create_resolution(cls.meeting, "Budget", vote_mode="nominal")
        cls.meeting._convoke()
        cls._enter(cls.meeting, *cls.people)
        cls.meeting._open()

    def _get_line(self, person):
        return self.meeting.attendance_ids.filtered(lambda line: line.partner_id == person)

    def test_member_votes_in_four_taps_from_the_mail(self):
        self.point._open_vote()
        line = self._get_line(self.member)
        self.browser_js(
            f"/my/meeting/{line.sudo().access_token}", VOTE, "document.readyState === 'complete'", timeout=60
        )
        self.env.invalidate_all()
        vote = self.point.vote_line_ids.filtered(lambda vote: vote.attendance_id == line)
        self.assertEqual((vote.choice, vote.channel, vote.voter_id), ("for", "online", self.member))

    def test_recused_member_reads_why_and_finds_no_ballot(self):
        self.env["regie.recusal"].create(
            {"resolution_id": self.point.id, "partner_id": self.member.id, "reason": "Works for the supplier"}
        )
        self.point._open_vote()
        page = self.url_open(f"/vote/{self._get_line(self.member).sudo().access_token}").text
        self.assertIn("vote_barred", page)
        self.assertNotIn('type="radio"', page)
        self.assertIn('type="radio"', self.url_open(f"/vote/{self._get_line(self.people[0]).sudo().access_token}").text)
