"""A general assembly: 300 members vote online, and 12 resolutions are counted beside thirty lines of plain Python."""

import time
from collections import Counter
from fractions import Fraction

from launcher.measure import compare

from odoo import Command

VOTERS, RESOLUTIONS = 300, 12
CHOICES = ("for", "against", "for", "abstain", "for", "blank", "against", "for", "for", "not_voting", "null")
RULES = (
    ("simple", "expressed"),
    ("absolute", "expressed"),
    ("absolute", "present_represented"),
    ("two_thirds", "expressed"),
    ("three_quarters", "expressed_blank"),
    ("absolute", "members"),
)


def run(env):
    """W17: the counts of an assembly; W16: its online votes, open then secret."""
    # su: what the page of the vote does once it has checked the link
    env = env(su=True, context={**env.context, "tracking_disable": True})
    meeting = open_assembly(env)
    points = prepare_votes(env, meeting)
    found = count_suite(points)
    assert found == count_plain(env, points), "the suite and the plain count differ"
    assert len({result for result, *_counts in found}) > 1, "all resolutions have the same result"
    yield compare(
        f"W17: {RESOLUTIONS} resolutions of {VOTERS} voters, counted, decided and put in words: and in plain Python",
        env,
        measured=lambda: count_suite(points),
        baseline=lambda: count_plain(env, points),
        rounds=7,
        target=1,
        slack=0.2,
    )
    for mode in ("show_hands", "secret"):
        point = env["regie.resolution"].create(
            {"meeting_id": meeting.id, "title": mode, "vote_mode": mode, "date_on_agenda": meeting.date}
        )
        point._open_vote()
        voices = [(line.id, line.partner_id.id) for line in meeting.attendance_ids]
        with env.cr.savepoint() as savepoint:
            spans = sorted(cast_suite(env, point, voices))
            assert spans[VOTERS * 95 // 100] <= 0.25, f"a vote takes {spans[VOTERS * 95 // 100]:.3f} s"
            check_votes(env, point, mode)
            savepoint.rollback()
        env.invalidate_all()
        yield compare(
            f"W16: {VOTERS} online votes ({mode}), one by one: the suite, and the bare INSERT of each line",
            env,
            measured=lambda point=point, voices=voices: cast_suite(env, point, voices),
            baseline=lambda point=point, voices=voices: cast_bare(env, point, voices),
            rounds=5,
            warm_up=1,
            target=1,
            slack=60,
        )
        point._complete("not_voting")
        point._close_vote()


def open_assembly(env):
    """An open general assembly of 300 members, all there, whose statutes allow online votes."""
    organ = env["regie.organ"].create({"code": "BENCH", "name": "Assemblée", "kind": "assembly"})
    types = [kind for kind, _label in env["regie.resolution"]._fields["resolution_type"].selection]
    env["regie.statutes"].create(
        {
            "name": "Statuts",
            "date_start": "1990-01-01",
            "date_end": "1990-12-31",
            "date_adopted": "1989-12-15",
            "fee_condition": "none",
            "meeting_rule_ids": [Command.create({"organ_id": organ.id, "is_online_vote_allowed": True})],
            "vote_rule_ids": [
                Command.create(
                    {
                        "organ_id": organ.id,
                        "resolution_type": types[number],
                        "majority_rule": majority,
                        "majority_base": base,
                    }
                )
                for number, (majority, base) in enumerate(RULES)
            ],
        }
    )
    persons = env["res.partner"].create([{"name": f"Adhérent {number}"} for number in range(VOTERS)])
    env["regie.membership"].create(
        [
            {
                "partner_id": person.id,
                "college_id": env.ref("regie_governance.college_hab").id,
                "date_approved": "1989-01-02",
                "date_start": "1989-01-02",
            }
            for person in persons
        ]
    )
    meeting = env["regie.meeting"].create({"organ_id": organ.id, "date": "1990-06-10 16:00:00"})
    meeting._sync_attendance()
    env["regie.meeting.presence"].create(
        [{"attendance_id": line.id, "date_in": meeting.date} for line in meeting.attendance_ids]
    )
    meeting.write({"date_convoked": "1990-05-20 08:00:00", "date_opened": meeting.date})
    assert len(meeting._get_voting_lines()) == VOTERS
    return meeting


def prepare_votes(env, meeting):
    """Twelve resolutions under six majorities, voted by name by 300 people; the votes are written by PostgreSQL."""
    types = [kind for kind, _label in env["regie.resolution"]._fields["resolution_type"].selection]
    points = env["regie.resolution"].create(
        [
            {
                "meeting_id": meeting.id,
                "title": f"Résolution {number}",
                "vote_mode": "nominal",
                "resolution_type": types[number % len(RULES)],
            }
            for number in range(RESOLUTIONS)
        ]
    )
    lines = meeting.attendance_ids
    for number, point in enumerate(points):
        env.cr.executemany(
            "INSERT INTO regie_vote_line (resolution_id, meeting_id, company_id, attendance_id, college_id, voter_id,"
            " choice, channel) VALUES (%s, %s, %s, %s, %s, %s, %s, 'room')",
            [
                (
                    point.id,
                    meeting.id,
                    point.company_id.id,
                    line.id,
                    line.college_id.id,
                    line.partner_id.id,
                    CHOICES[(rank * (number + 1) + rank // 7) % len(CHOICES)],
                )
                for rank, line in enumerate(lines)
            ],
        )
    env.cr.commit()
    env.cr.execute("ANALYZE")
    env.invalidate_all()
    return points


def count_suite(points):
    """Result and counts of each resolution, by the method of the closing."""
    results = [point._prepare_result() for point in points]
    return [(facts["result"], facts["count_for"], facts["count_against"], facts["voter_count"]) for facts in results]


def count_plain(env, points):
    """The same in plain Python: what a careful treasurer would write."""
    results = []
    for number, point in enumerate(points):
        env.cr.execute("SELECT choice, count(*) FROM regie_vote_line WHERE resolution_id = %s GROUP BY 1", [point.id])
        votes = Counter(dict(env.cr.fetchall()))
        majority, base = RULES[number % len(RULES)]
        yes, no = votes["for"], votes["against"]
        whole = {
            "expressed": yes + no,
            "expressed_blank": yes + no + votes["blank"],
            "present_represented": sum(votes.values()),
            "members": VOTERS,
        }[base]
        share = Fraction(yes, whole)
        adopted = {
            "simple": yes > no,
            "absolute": share > Fraction(1, 2),
            "two_thirds": share >= Fraction(2, 3),
            "three_quarters": share >= Fraction(3, 4),
        }[majority]
        tie = majority in ("simple", "absolute") and yes == no and 2 * yes == whole
        result = "adopted" if adopted else "tie" if tie else "rejected"
        results.append((result, yes, no, sum(votes.values())))
    return results


def cast_suite(env, point, voices):
    """Each member votes, by the method that the page calls; nothing is remembered between two votes.
    Returns the seconds that each took."""
    spans = []
    for number, (line, person) in enumerate(voices):
        env.invalidate_all()
        start = time.perf_counter()
        point._cast(env["res.partner"].browse(person), {line: CHOICES[number % 3]})
        spans.append(time.perf_counter() - start)
    return spans


def cast_bare(env, point, voices):
    """The floor: one INSERT by vote, walls of PostgreSQL in."""
    for number, (line, person) in enumerate(voices):
        env.cr.execute(
            "INSERT INTO regie_vote_line (resolution_id, meeting_id, company_id, attendance_id, voter_id, choice,"
            " channel) VALUES (%s, %s, %s, %s, %s, %s, 'online')",
            [
                point.id,
                point.meeting_id.id,
                point.company_id.id,
                line,
                person,
                None if point.vote_mode == "secret" else CHOICES[number % 3],
            ],
        )


def check_votes(env, point, mode):
    """No vote is lost, none is counted twice."""
    env.invalidate_all()
    assert len(point.vote_line_ids) == VOTERS == len(point.vote_line_ids.attendance_id)
    assert point._get_tally().voters == VOTERS, point._get_tally()
    assert bool(point.vote_line_ids.filtered("choice")) == (mode != "secret")
