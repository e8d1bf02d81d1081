"""The register: following a chain of 100 000 lines, beside the same SHA-256 chain in Python alone (W19)."""

import hashlib
import json

from launcher.measure import compare

LINES, BATCH = 100_000, 5_000


def line(number):
    """A deliberation as an organ writes it."""
    return {
        "kind": "deliberation",
        "reference": f"2026-CA-{number:06d}",
        "summary": f"Délibération {number} : adoptée (12 pour, 3 contre, 1 abstention)",
        "meeting_id": False,
        "resolution_id": False,
    }


def run(env):
    """Verify the register of a régie that has written for a century, against hashlib and json on the same lines."""
    company = env["res.company"].create({"name": "Bench"})
    register = env["regie.register.entry"]
    for start in range(0, LINES, BATCH):
        register._append_lines(company, [line(number) for number in range(start, start + BATCH)])
        env.flush_all()
        env.cr.commit()
        env.invalidate_all()
    env.cr.execute(
        "SELECT company_id, number, to_char(date, 'YYYY-MM-DD HH24:MI:SS') AS date, kind, reference, summary,"
        " '' AS resolution_id, '' AS meeting_id FROM regie_register_entry WHERE company_id = %s ORDER BY number",
        [company.id],
    )
    contents = env.cr.dictfetchall()
    head = company.regie_register_seal
    env.invalidate_all()

    def verify():
        assert register._find_break(company) is None

    def chain():
        seal = ""
        for content in contents:
            text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
            seal = hashlib.sha256(text + seal.encode()).hexdigest()
        assert seal == head

    comparison = compare(
        f"{LINES} lines verified, and the same chain in Python", env, measured=verify, baseline=chain, rounds=7
    )
    assert comparison.measured.median <= 3, "the chain of the register is verified within 3 seconds"
    yield comparison
