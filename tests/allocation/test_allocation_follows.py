"""An allocation follows from its key, rule and log: whoever changes one number, is told so."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings, strategies as st

import kim_model as kim
from kim_model import explain, nrw
from kim_model.allocation import _sharing
from kim_model.apportionment import Method, TieError
from kim_model.conversion import ConversionError
from kim_model.testing import allocations

KREIS = nrw.district("05162")
TOWNS = KREIS.municipalities
POPULATION = nrw.population(KREIS)
DAY = date(2024, 3, 31)
HALVES = kim.AllocationRule(method="sainte_lague", step="0.5", guarantee="0.5")
BOUNDED = kim.AllocationRule(
    method="sainte_lague", step=None, guarantee="1", maximum="2.5", flat_share="0.5"
)


def numbers(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield every share in the data of an allocation, and its total, with its path."""
    yield "$.total", data, "total"
    if data["lapsed"] != "0":
        yield "$.lapsed", data, "lapsed"
    for recipient, share in data["shares"].items():
        for name in share:
            yield f"$.shares[{recipient!r}].{name}", share, name


@settings(max_examples=60)
@given(allocations(), st.data())
def test_no_number_of_an_allocation_can_be_another_one(
    allocation: kim.Allocation, data: st.DataObject
) -> None:
    """Change any one number of a document, and the document is refused at a share or the total."""
    document: Any = kim.to_data(allocation)
    path, holder, name = data.draw(st.sampled_from(list(numbers(document))))
    stated_ideal = allocation.rule is None and name == "ideal"
    assume(not stated_ideal)
    holder[name] = data.draw(st.sampled_from(["500.5", "0", "1/7"]))
    if kim.Fte(holder[name]) == kim.Fte(json.loads(kim.to_json(allocation)).get(name, "-1")):
        return
    with_rule = allocation.rule is not None and name != "total"
    try:
        again = kim.from_data(document, kim.Allocation)
    except ConversionError as error:
        (problem,) = error.problems
        assert problem.path.startswith(("$.shares[", "$.total", "$.adjustments", "$.lapsed")) or (
            problem.path == "$"
        )
        if with_rule and name != "lapsed":
            assert problem.path == path
    else:
        assert again == allocation


@settings(max_examples=60)
@given(allocations())
def test_what_the_library_makes_is_what_a_constructor_takes(allocation: kim.Allocation) -> None:
    """What is computed and not checked again would pass the check, with all its evolutions."""
    for each in (allocation, allocation.agreed_by(DAY), allocation.adjust()):
        again = attrs.evolve(each)
        assert again == each
        assert kim.from_json(kim.to_json(each), kim.Allocation) == each
        assert each.verify()


def test_the_recorded_shares_of_a_programme_cannot_be_changed() -> None:
    """14 posts; one share changed to 500 would be reported as 509.5 allocated."""
    for allocation, path in (
        (kim.allocate("14", TOWNS, POPULATION, HALVES), ".shares['05162024'].fte"),
        (kim.Allocation.from_stated("14", {"05162024": 4, "05162004": 10}), ".total"),
    ):
        record = kim.AllocationRecord(
            id="r", role=kim.Role.CASE_MANAGEMENT, reference_date=DAY, allocation=allocation
        )
        programme = kim.LocalProgramme(id="rkn", district=KREIS, allocations=(record,))
        data: Any = kim.to_data(programme)
        data["allocations"][0]["allocation"]["shares"]["05162024"]["fte"] = "500"
        with pytest.raises(ConversionError) as caught:
            kim.from_data(data, kim.LocalProgramme)
        assert [each.path for each in caught.value.problems] == [
            f"$.allocations[0].allocation{path}"
        ]


AGREED = kim.allocate("14", TOWNS, POPULATION, HALVES).adjust(
    kim.Adjustment(giver="05162024", receiver="ki", fte="0.5", reason="Verzicht"), new=("ki",)
)
STATED = kim.Allocation.from_stated("3", {"a": "2", "b": "1"})


@pytest.mark.parametrize(
    ("allocation", "change", "message"),
    [
        (AGREED, {"total": "15"}, r"Allocation.shares\['05162004'\].ideal: .* does not follow"),
        (AGREED, {"total": "1"}, r"Allocation.total: .* is too small"),
        (AGREED, {"figures": None}, r"Allocation.figures: None .* rule"),
        (AGREED, {"rule": None}, r"Allocation.rule: None .* figures"),
        (AGREED, {"adjustments": ()}, r"Allocation.shares\['05162004'\].agreed: .*"),
        (AGREED, {"added": ()}, r"Allocation.added: .* 'ki'|Allocation.added"),
        (AGREED, {"lapsed": "1"}, r"Allocation.lapsed: .* does not follow"),
        (AGREED, {"shares": {}}, r"Allocation.shares: '05162004' .* has no share"),
        (STATED, {"added": ("b",)}, r"Allocation.shares\['b'\]"),
        (STATED, {"total": "4"}, r"Allocation.total: .* is not the sum of the shares, 3"),
        (STATED, {"lapsed": "1"}, r"Allocation.lapsed: .* without a rule"),
        (
            STATED,
            {"shares": {"a": kim.Share(fte=2, agreed=2), "b": kim.Share(fte=1)}},
            r"Allocation.shares\['a'\].agreed: .* does not follow",
        ),
    ],
)
def test_what_does_not_follow_is_refused_at_its_place(
    allocation: kim.Allocation, change: dict[str, Any], message: str
) -> None:
    with pytest.raises(kim.InvalidValueError, match=message):
        attrs.evolve(allocation, **change)


def test_stated_shares_of_endless_numbers_are_refused_in_our_words() -> None:
    shares = {f"id-{n}": {"fte": f"1/{10**3900 + n}"} for n in range(300)}
    document = {"schema": 2, "total": "1", "lapsed": "0", "shares": shares}
    with pytest.raises(ConversionError, match=r"\$\.shares: .* add up to a number too long"):
        kim.from_data(document, kim.Allocation)


# Proofs ------------------------------------------------------------------------------------------


def broken(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let the code that computes give all recipients the same."""

    def equal(self: _sharing.Sharing) -> dict[str, kim.Fte]:
        part = self.shared / len(self.members)
        return dict.fromkeys(self.members, kim.Fte(part))

    monkeypatch.setattr(_sharing.Sharing, name, equal)


@pytest.mark.parametrize("rule", [HALVES, attrs.evolve(HALVES, step=None), BOUNDED])
def test_equal_shares_for_all_are_no_proof(
    monkeypatch: pytest.MonkeyPatch, rule: kim.AllocationRule
) -> None:
    """Whoever breaks the code that computes does not break what proves."""
    assert kim.allocate("12", TOWNS, POPULATION, rule).verify()
    broken(monkeypatch, "shares")
    wrong = kim.allocate("12", TOWNS, POPULATION, rule)
    assert len({each.fte for each in wrong.shares.values()}) == 1
    with pytest.raises(kim.VerificationError):
        wrong.verify()


def test_broken_unrounded_shares_are_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    broken(monkeypatch, "_unrounded")
    wrong = kim.allocate("12", TOWNS, POPULATION, BOUNDED)
    with pytest.raises(kim.VerificationError, match="in proportion"):
        wrong.verify()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda amounts: [amounts[0] + 1, *amounts[1:]], "add up"),
        (
            lambda amounts: [
                amounts[0] - Fraction(9, 5),
                amounts[1] + Fraction(9, 5),
                *amounts[2:],
            ],
            "bounds",
        ),
        (lambda amounts: [amounts[0] - 1, amounts[1] + 1, *amounts[2:]], "in proportion|bounds"),
    ],
)
def test_each_property_of_unrounded_shares_is_looked_at(
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[list[Fraction]], list[Fraction]],
    message: str,
) -> None:
    fill = _sharing.fill
    monkeypatch.setattr(_sharing, "fill", lambda *args: change(fill(*args)))
    wrong = kim.allocate("18", TOWNS, POPULATION, attrs.evolve(BOUNDED, maximum="6"))
    with pytest.raises(kim.VerificationError, match=message):
        wrong.verify()


# Explanations ------------------------------------------------------------------------------------


def steps(tree: kim.Derivation[Any]) -> Iterator[tuple[tuple[int, ...], kim.Derivation[Any]]]:
    yield (), tree
    for index, operand in enumerate(tree.operands):
        for path, node in steps(operand):
            yield (index, *path), node


@settings(max_examples=60)
@given(allocations(), st.data())
def test_only_what_is_given_can_be_changed_in_an_explanation(
    allocation: kim.Allocation, data: st.DataObject
) -> None:
    """What bounds and rounding make of an ideal share is computed: no number of it is free.

    What is given is a count, an amount of the rule, or what a source states.
    """
    recipient = data.draw(st.sampled_from(sorted(allocation.shares)))
    tree = allocation.explain(recipient)
    assert tree.verify() == allocation.shares[recipient].fte
    known = {"count", "weight", "total", "kept_posts", "flat_share", "lower_bound", "upper_bound"}
    known |= {"level"}
    if allocation.rule is not None and recipient not in allocation.rule.own_ids.values():
        given_labels = {node.label for node in tree.steps if not node.operation.has_operands}
        assert given_labels <= known | ({"share"} if recipient in allocation.added else set())
    changed = attrs.evolve(tree, value=tree.value + kim.Fte("0.5"))
    if tree.operation.has_operands:
        with pytest.raises(kim.VerificationError):
            changed.verify()


@settings(max_examples=30)
@given(allocations())
def test_the_steps_of_an_explanation_follow_from_the_certificate(
    allocation: kim.Allocation,
) -> None:
    """Whoever knows the ideal and the cut gets the share; a cut for one is the cut for all."""
    apportionment = allocation.apportionment
    if apportionment is None or allocation.rule is None or allocation.rule.step is None:
        return
    weights = sum(apportionment.weights.values())
    certificate = apportionment.certificate
    for recipient, seats in apportionment.seats.items():
        rounded = [
            node
            for node in allocation.derivation.steps
            if node.operation is explain.Operation.APPORTIONED and node.of == recipient
        ]
        for node in rounded:
            assert node.value == allocation.rule.step * seats
            assert isinstance(node.policy, explain.StepCut)
            assert (node.policy.cut is None) == (certificate.upper is None)
            quota = Fraction(apportionment.weights[recipient]) * apportionment.units / weights
            assert node.operands[0].value == allocation.rule.step * quota


@pytest.mark.parametrize("method", [each.value for each in Method])
def test_every_method_explains_its_rounding(method: str) -> None:
    """Also where keys tie, where bounds bind, and where a weight is zero."""
    counts = dict(zip(POPULATION.counts, (100, 100, 100, 250, 5, 0, 977, 40), strict=True))
    figures = kim.KeyFigures(source="AZR", intended_date=DAY, reference_date=DAY, counts=counts)
    order = tuple(reversed(list(counts)))
    for guarantee, maximum, halves in ((0, None, 17), (1, "2", 21), (0, "3.5", 22)):
        rule = kim.AllocationRule(
            method=method, step="0.5", guarantee=kim.Fte("0.5") * guarantee, maximum=maximum
        )
        try:
            found = kim.allocate(kim.Fte("0.5") * halves, TOWNS, figures, rule, tie_break=order)
        except TieError:
            assume(False)  # noqa: FBT003
            raise
        for recipient, share in found.shares.items():
            assert found.explain(recipient).verify() == share.fte
        assert found.derivation.verify() == found.total
        assert kim.from_json(kim.to_json(found.derivation), kim.Derivation) == found.derivation
