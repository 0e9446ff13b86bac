"""State machines: whatever people do in whatever order, scarce things, votes and duties keep their rules."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from exercise.domain import commands as cmd
from exercise.domain import events as ev
from exercise.domain.voting import outcome
from exercise.errors import Refused
from exercise.log.records import Happened
from exercise.scenario.quantities import HOUR
from tests.scenes import EXCON, Scene, drill

AGENCIES = ("coast", "inland", "north")
HOURS = st.integers(1, 5 * HOUR)
STEPS = settings(max_examples=30, stateful_step_count=25, deadline=None)


class _Drill(RuleBasedStateMachine):
    """An exercise under way; time passes between whatever else happens."""

    scene: Scene

    def ask(self, seat: str, command: cmd.AnyCommand) -> bool:
        """Whether it was accepted; what is refused must leave no record."""
        before = len(self.scene.records)
        try:
            self.scene.engine.submit(seat, command)
        except Refused:
            assert len(self.scene.records) == before
            return False
        return True

    @rule(seconds=HOURS)
    def time_passes(self, seconds: int) -> None:
        self.scene.engine.advance_to(self.scene.engine.tick + seconds)


class Resources(_Drill):
    """Two ships, one crew each, jobs that queue, are stood down, lose and gain ships."""

    def __init__(self) -> None:
        super().__init__()
        stages = [
            {"uses": {"ship": 1}, "takes": {"min": "30min", "mode": "2h", "max": "6h"}},
            {"borrows": {"crew": 1}, "takes": "1h"},
        ]
        self.scene = Scene(
            drill(
                agencies={name: {"name": name, "staff": {"crew": 1}} for name in AGENCIES},
                resources={"ship": {"name": "Ship", "capacity": 2}},
                activities={"job": {"name": "Job", "stages": stages, "target": {"kind": "text"}}},
            )
        )
        self.count = 0

    @rule(agency=st.sampled_from(AGENCIES))
    def order(self, agency: str) -> None:
        self.count += 1
        may = self.scene.world.pools["ship"].capacity > 0
        assert self.ask(agency, cmd.Order("job", f"number {self.count}")) is may

    @rule(number=st.integers(0, 30))
    def stand_down(self, number: int) -> None:
        runs = list(self.scene.world.runs.items())
        if runs:
            name, run = runs[number % len(runs)]
            over = run.status in ("done", "stood-down")
            assert self.ask(run.agency, cmd.StandDown(name)) is not over

    @rule(by=st.sampled_from([-1, 1]))
    def ships_come_and_go(self, by: int) -> None:
        assert self.ask(EXCON, cmd.Override(({"resource": "ship", "by": by},), "as it is"))

    @invariant()
    def what_is_in_use_is_what_runs_hold(self) -> None:
        held: dict[str, int] = {}
        for record in self.scene.records:
            if isinstance(record, Happened) and isinstance(record.event, ev.ResourceTaken | ev.ResourceFreed):
                sign = 1 if isinstance(record.event, ev.ResourceTaken) else -1
                held[record.event.pool] = held.get(record.event.pool, 0) + sign * record.event.amount
        for name, pool in self.scene.world.pools.items():
            assert pool.used == held.get(name, 0) >= 0

    @invariant()
    def nobody_waits_while_a_ship_lies_idle(self) -> None:
        ship = self.scene.world.pools["ship"]
        waiting = [
            run
            for run in self.scene.world.runs.values()
            if run.waits_for == "ship" and run.status == "waiting"
        ]
        assert not (waiting and ship.used < ship.capacity)

    @invariant()
    def what_is_over_holds_nothing(self) -> None:
        if all(run.status in ("done", "stood-down") for run in self.scene.world.runs.values()):
            assert all(pool.used == 0 for pool in self.scene.world.pools.values())


class Votes(_Drill):
    """A joint decision proposed, voted on, withdrawn, timed out, again and again."""

    RULES = ("unanimity", "majority", "qualified-majority", "any")

    def __init__(self) -> None:
        super().__init__()
        consents = {
            name: {"name": name, "who": list(AGENCIES), "rule": name, "within": "4h"} for name in self.RULES
        }
        consents["any"]["any"] = 2
        self.scene = Scene(
            drill(agencies={name: {"name": name} for name in (*AGENCIES, "press")}, consents=consents)
        )

    @rule(name=st.sampled_from(RULES), agency=st.sampled_from((*AGENCIES, "press")))
    def propose(self, name: str, agency: str) -> None:
        may = agency != "press" and self.scene.world.consents[name].status not in ("open", "agreed")
        assert self.ask(agency, cmd.Propose(name)) is may

    @rule(
        name=st.sampled_from(RULES),
        agency=st.sampled_from((*AGENCIES, "press")),
        vote=st.sampled_from(["yes", "no", "abstain", "perhaps"]),
    )
    def vote(self, name: str, agency: str, vote: str) -> None:
        may = agency != "press" and vote != "perhaps" and self.scene.world.consents[name].status == "open"
        assert self.ask(agency, cmd.Vote(name, vote)) is may

    @rule(name=st.sampled_from(RULES), agency=st.sampled_from(AGENCIES))
    def withdraw(self, name: str, agency: str) -> None:
        state = self.scene.world.consents[name]
        may = state.status == "open" and state.by == agency
        assert self.ask(agency, cmd.Withdraw(name)) is may

    @invariant()
    def it_stands_as_its_votes_say(self) -> None:
        for name, state in self.scene.world.consents.items():
            found = outcome(self.scene.engine.scenario.consents[name], state.votes)
            if state.status == "open":
                assert found is None
                assert self.scene.engine.tick <= state.due + 1
            elif state.status in ("agreed", "refused"):
                assert found == state.status


class Duties(_Drill):
    """Agencies become aware at different times, and file in time, late or never."""

    def __init__(self) -> None:
        super().__init__()
        duty = {
            "name": "Notice",
            "who": list(AGENCIES),
            "aware_of": {"fact": "cut"},
            "within": "6h",
            "gives_up_after": "5h",
            "to": "press",
            "if_met": [{"add": {"score": 1}}],
            "if_late": [{"add": {"score": 10}}],
            "if_missed": [{"add": {"score": 100}}],
        }
        self.scene = Scene(
            drill(
                agencies={name: {"name": name} for name in (*AGENCIES, "press")},
                facts={"cut": {"text": "Cut", "tlp": "clear"}},
                indicators={"score": {"name": "Score", "start": 0, "each": True, "range": "0..1000"}},
                obligations={"notice": duty},
            )
        )

    @rule(agency=st.sampled_from(AGENCIES))
    def learns(self, agency: str) -> None:
        assert self.ask(EXCON, cmd.Override(({"learn": "cut", "by": agency},), "told"))

    @rule(agency=st.sampled_from(AGENCIES))
    def files(self, agency: str) -> None:
        duty = self.scene.world.duties.get(("notice", agency))
        may = duty is not None and duty.filed is None
        assert self.ask(agency, cmd.FileReport("notice", {})) is may

    @invariant()
    def every_clock_stands_as_the_time_says(self) -> None:
        now = self.scene.engine.tick
        for agency in AGENCIES:
            aware = self.scene.world.held[agency].get("cut")
            duty = self.scene.world.duties.get(("notice", agency))
            assert (aware is None) == (duty is None)
            if aware is None or duty is None:
                continue
            assert (duty.since, duty.due) == (aware.tick, aware.tick + 6 * HOUR)
            if duty.filed is not None:
                assert duty.status == ("late" if duty.filed > duty.due else "met")
            elif now <= duty.due + 1:
                assert duty.status == "open"
            else:
                assert duty.status == ("overdue" if now <= duty.due + 5 * HOUR + 1 else "missed")

    @invariant()
    def consequences_come_once(self) -> None:
        for agency in AGENCIES:
            duty = self.scene.world.duties.get(("notice", agency))
            missed = any(
                isinstance(record, Happened)
                and isinstance(record.event, ev.ObligationMissed)
                and record.event.agency == agency
                for record in self.scene.records
            )
            expected = {"met": 1, "late": 10}.get(duty.status if duty else "", 0) + (100 if missed else 0)
            assert self.scene.world.indicators["score", agency].value == expected


TestResources = Resources.TestCase
TestVotes = Votes.TestCase
TestDuties = Duties.TestCase
for _machine in (TestResources, TestVotes, TestDuties):
    _machine.settings = STEPS
