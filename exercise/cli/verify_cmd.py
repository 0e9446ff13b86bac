"""`exercise verify`: whether a log is whole, and whether its events follow from its commands."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may be written after `exercise verify`."""
    parser.add_argument("log", type=Path, help="a log file, or a run's folder")
    parser.add_argument("--json", action="store_true", help="the findings as JSON")
    parser.add_argument("--open", action="store_true", help="a log without its closing line is no finding")


def run(args: argparse.Namespace) -> int:
    """Check the chain, then play the commands again. Exit 1 when anything is not as it should be."""
    from exercise.cli.output import say, say_json

    findings, facts = _verify(args.log, may_be_open=args.open)
    if args.json:
        say_json({"log": str(args.log), "ok": not findings, "findings": findings, **facts})
    else:
        for name, value in facts.items():
            say(f"{name.replace('_', ' ')}: {value}")
        for finding in findings:
            say(f"FINDING: {finding}")
        say(
            "The log is whole, and its events follow from its commands."
            if not findings
            else "The log is not in order."
        )
    return 1 if findings else 0


def _verify(where: Path, *, may_be_open: bool) -> tuple[list[str], dict[str, Any]]:
    from exercise.engine.resimulate import resimulate
    from exercise.errors import LogDamaged, LogForked, ScenarioInvalid
    from exercise.log.lineage import shares_its_past
    from exercise.log.store import read_log

    findings: list[str] = []
    try:
        log = read_log(where)
    except LogDamaged as damage:
        return [str(damage)], {}
    facts: dict[str, Any] = {
        "exercise": log.header.exercise_id,
        "seed": log.header.seed,
        "program": log.header.program,
        "records": len(log),
        "closed": log.closed,
        "last_hash": log.last_hash,
    }
    if (fork := log.header.fork) is not None:
        facts |= {"parent": fork.exercise_id, "parent_hash": fork.hash, "records_shared": fork.records}
        if not shares_its_past(log):
            findings.append("its past is not that of the log it says it was forked from")
    if log.torn:
        findings.append("the last line was not completely written")
    if not log.closed and not may_be_open:
        findings.append(
            "there is no closing line: it is still being written, or lines are missing from its end"
        )
    try:
        _, beyond = resimulate(log.header.scenario(), log.header.seed, log.records)
        if beyond and log.closed:
            findings.append(f"{len(beyond)} records that follow from the commands are missing from the end")
    except (LogForked, ScenarioInvalid) as fork:
        findings.append(str(fork))
    return findings, facts
