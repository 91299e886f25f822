"""Every amount carries its tree, and the tree can be recomputed, written, and read back."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import kim_model as kim
import money_strategies as some
from kim_model import explain, nrw
from kim_model.explain import Derivation
from kim_model.values import EuroPerPost

Tree = Derivation[Any]
YEAR = kim.Period.of_year(2023)


def paths(tree: Tree, here: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Tree]]:
    """Yield every node with the way to it."""
    yield here, tree
    for index, operand in enumerate(tree.operands):
        yield from paths(operand, (*here, index))


def replaced(tree: Tree, path: tuple[int, ...], node: Tree) -> Tree:
    """Return the tree with another node at the end of a way."""
    if not path:
        return node
    first, *rest = path
    operands = list(tree.operands)
    operands[first] = replaced(operands[first], tuple(rest), node)
    return attrs.evolve(tree, operands=tuple(operands))


def other(value: Any) -> Any:
    """Return another value of the same kind."""
    match value:
        case EuroPerPost():
            return EuroPerPost(value.amount + kim.Euro(1), value.unit)
        case int() | Fraction():
            return value + 1
        case _:
            return value + type(value)(1)


@given(some.derivations)
def test_every_tree_that_the_steps_build_verifies(tree: Tree) -> None:
    assert tree.verify() == tree.value


@given(some.derivations, st.data())
def test_a_broken_step_is_found(tree: Tree, data: st.DataObject) -> None:
    """No computed node can have another value or another evidence than its operands give."""
    steps = [(path, node) for path, node in paths(tree) if node.operation.value != "given"]
    if not steps:
        return
    path, node = data.draw(st.sampled_from(steps))
    broken = attrs.evolve(node, value=other(node.value))
    with pytest.raises(kim.VerificationError, match="does not follow from its operands"):
        replaced(tree, path, broken).verify()
    surer = attrs.evolve(
        node, evidence=kim.Evidence.VERIFIED if node.evidence else kim.Evidence.ASSUMED
    )
    with pytest.raises(kim.VerificationError):
        replaced(tree, path, surer).verify()


@given(some.exact_amounts, some.roundings, st.data())
def test_a_broken_leaf_of_a_sum_is_found(
    tree: Tree, rounding: kim.Rounding, data: st.DataObject
) -> None:
    """A given value that is changed does not give the sum that was written above it."""
    pair = explain.total("sum", [tree, explain.given("b", kim.ExactEuro(7))])
    path = data.draw(st.sampled_from([(0,), (1,)]))
    (node,) = [node for way, node in paths(pair) if way == path]
    with pytest.raises(kim.VerificationError):
        replaced(pair, path, attrs.evolve(node, value=other(node.value))).verify()
    cents = explain.rounded("rounded", pair, rounding)
    broken = attrs.evolve(cents, value=cents.value + kim.Euro("0.01"))
    with pytest.raises(kim.VerificationError):
        broken.verify()


@given(some.derivations)
def test_the_weakest_input_marks_the_result(tree: Tree) -> None:
    """No node is surer than any below it, and one unknown grade makes it unknown."""
    order = list(kim.Evidence)
    for _, node in paths(tree):
        for operand in node.operands:
            if node.evidence is not None:
                assert operand.evidence is not None
                assert order.index(node.evidence) >= order.index(operand.evidence)


@given(some.derivations, st.sampled_from(["de", "en"]))
def test_the_text_has_a_line_for_every_node(tree: Tree, locale: str) -> None:
    lines = tree.to_text(locale).splitlines()
    nodes = list(paths(tree))
    assert len(lines) == len(nodes)
    for line, (path, node) in zip(lines, nodes, strict=True):
        assert line.startswith("  " * len(path))
        if node.citation is not None:
            assert str(node.citation) in line


def test_the_text_in_another_language_is_refused() -> None:
    with pytest.raises(kim.InvalidValueError, match="write 'de' or 'en'"):
        explain.given("a", 1).to_text("fr")


QUANTITIES = [kim.Fte(1), kim.Euro(1), kim.ExactEuro(1), 1]
PER_YEAR = EuroPerPost(22_500, kim.RateUnit.HALF_POST_AND_YEAR)
AT_ALL = EuroPerPost(9_700, kim.RateUnit.FULL_POST)


@pytest.mark.parametrize("combine", [explain.least, explain.greatest, explain.difference])
@pytest.mark.parametrize("one", [*QUANTITIES, PER_YEAR], ids=repr)
@pytest.mark.parametrize("two", [*QUANTITIES, PER_YEAR], ids=repr)
def test_quantities_of_different_kinds_do_not_add(one: Any, two: Any, combine: Any) -> None:
    """Only quantities of one kind are added, subtracted, or compared; rates not even then."""
    pair = (explain.given("one", one), explain.given("two", two))
    if one is two is not PER_YEAR:
        assert combine("both", *pair).verify() is not None
        assert explain.total("both", pair).verify() == one + two
        return
    with pytest.raises(kim.VerificationError, match=r"both: "):
        combine("both", *pair)
    with pytest.raises(kim.VerificationError, match=r"both: "):
        explain.total("both", pair)


def test_a_rate_is_multiplied_by_posts_and_by_time_exactly_if_it_is_paid_per_year() -> None:
    """1.5 posts are three half posts: 3 x 22,500 x 2/3; 9,700 for each full post, for no time."""
    half, whole = explain.given("half", PER_YEAR), explain.given("whole", AT_ALL)
    posts, time = explain.given("posts", kim.Fte("1.5")), explain.given("time", Fraction(2, 3))
    assert explain.amount("due", half, posts, time).verify() == kim.ExactEuro(45_000)
    assert explain.amount("due", whole, posts).verify() == kim.ExactEuro(14_550)
    wrong: list[tuple[Any, ...]] = [
        (half, posts),
        (whole, posts, time),
        (half, time, posts),
        (posts, half, time),
        (half, half, time),
        (half, posts, posts),
        (half, posts, explain.given("year", 1)),
        (half, time),
        (explain.given("money", kim.Euro(2)), posts, time),
        (explain.given("money", kim.ExactEuro(2)), posts),
    ]
    for operands in wrong:
        with pytest.raises(kim.VerificationError, match="due: "):
            explain.amount("due", *operands)


def test_the_text_counts_posts_as_the_rate_does() -> None:
    rate, posts = explain.given("rate", PER_YEAR), explain.given("posts", kim.Fte("0.5"))
    time = explain.part_of_year("time", kim.Period.of_year(2023))
    times = " \N{MULTIPLICATION SIGN} "
    due = explain.amount("amount", rate, posts, time)
    step = times.join(["22.500 EUR/(halbe Stelle·Jahr)", "1 halbe Stelle", "1 Jahr"])
    assert due.to_text().splitlines() == [
        f"Betrag: 22.500 EUR = {step} (Belegstärke unbekannt)",
        "  Fördersatz: 22.500 EUR/(halbe Stelle·Jahr) (Belegstärke unbekannt)",
        "  Stellen: 0,5 VZÄ (Belegstärke unbekannt)",
        "  Zeit: 1 Jahr = 01.01.2023 bis 31.12.2023 (abgeleitet)",
    ]
    at_all = explain.amount("amount", explain.given("rate", AT_ALL), posts)
    assert at_all.to_text("en").splitlines()[0] == (
        f"amount: 4,850 EUR = 9,700 EUR/FTE{times}0.5 FTE (evidence unknown)"
    )


def test_a_product_needs_a_pure_number_and_a_share_one_kind() -> None:
    posts, money = explain.given("posts", kim.Fte(3)), explain.given("money", kim.Euro(2))
    wrong: list[tuple[Any, Any]] = [(money, posts), (posts, money), (money, money), (posts, posts)]
    for operand, factor in wrong:
        with pytest.raises(kim.VerificationError, match="is not a pure number"):
            explain.product("product", operand, factor)
    with pytest.raises(kim.VerificationError, match=r"Euro\('2.00'\) is not a share of Fte\('3'\)"):
        explain.ratio("share", money, posts)
    with pytest.raises(kim.VerificationError, match="is not a share of 3"):
        explain.ratio("share", posts, explain.given("three", 3))
    for zero in (kim.Fte(0), 0):
        with pytest.raises(kim.VerificationError, match="none: "):
            explain.ratio("none", explain.given("one", type(zero)(1)), explain.given("zero", zero))


@pytest.mark.parametrize("one", QUANTITIES, ids=repr)
def test_a_pure_number_multiplies_every_quantity(one: Any) -> None:
    leaf, three = explain.given("one", one), explain.given("three", 3)
    for tripled in (explain.product("tripled", leaf, three), explain.total("sum", [leaf] * 3)):
        assert tripled.verify() == one + one + one
    assert explain.ratio("ratio", leaf, tripled).verify() == Fraction(1, 3)
    with pytest.raises(kim.VerificationError, match="unsupported operand"):
        explain.product("rate", explain.given("rate", PER_YEAR), three)


def test_a_policy_stands_where_it_belongs() -> None:
    exact = explain.given("exact", kim.ExactEuro(1))
    with pytest.raises(kim.InvalidValueError, match=r"Derivation\.policy: .* is not the policy of"):
        attrs.evolve(exact, policy=kim.Rounding.EXACT)
    with pytest.raises(kim.InvalidValueError, match="pass a Rounding"):
        attrs.evolve(explain.rounded("r", exact, kim.Rounding.EXACT), policy=None)
    with pytest.raises(kim.InvalidTypeError, match=r"Derivation\.policy: 'up'"):
        attrs.evolve(exact, policy="up")  # type: ignore[arg-type]
    with pytest.raises(kim.VerificationError, match="is not an ExactEuro"):
        explain.rounded("r", explain.given("e", kim.Euro(1)), kim.Rounding.EXACT)  # type: ignore[arg-type]


def test_a_changed_rounding_is_found() -> None:
    third = explain.given("third", kim.ExactEuro("1000/3"))
    down = explain.rounded("r", third, kim.Rounding.CENT_DOWN)
    for policy in (kim.Rounding.CENT_UP, kim.Rounding.EXACT):
        with pytest.raises(kim.VerificationError):
            attrs.evolve(down, policy=policy).verify()


@given(st.data())
def test_the_source_of_a_rule_follows_from_the_rule(data: st.DataObject) -> None:
    """A part of a year is read where its rule is, and nowhere else."""
    rule = attrs.evolve(data.draw(some.part_year_rules), citation=data.draw(some.citations))
    part = explain.part_of_year("time", YEAR, data.draw(st.sampled_from([None, rule])))
    assert part.verify() == 1
    other = attrs.evolve(part, citation=kim.Citation(document="anderswo"))
    with pytest.raises(kim.VerificationError, match="anderswo"):
        other.verify()
    whole = explain.total("sum", [other])
    with pytest.raises(kim.VerificationError, match="anderswo"):
        whole.verify()


def test_the_tree_of_a_notice_in_both_languages() -> None:
    """Kreis Unna, Bescheid 15.02.2023: 18 posts, here from 1 May."""
    rule = kim.PartYearRule(method=kim.PartYear.FULL_MONTHS, evidence=kim.Evidence.ASSUMED)
    posts = kim.Claim.of_posts(
        "unna",
        item="case_management_position",
        fte="18",
        period=kim.Period(date(2023, 5, 1), date(2023, 12, 31)),
        evidence=kim.Evidence.VERIFIED,
    )
    due = kim.entitlement(posts, kim.FundingTerms(rates=nrw.RATES, part_year=rule)).due
    assert due is not None
    assert due.evidence is kim.Evidence.ASSUMED
    times = "\N{MULTIPLICATION SIGN}"
    assert due.to_text() == (
        "Anspruch: 684.000,00 EUR = 684.000 EUR, ohne Rundung (angenommen)\n"
        "  Betrag (unna): 684.000 EUR = 684.000 EUR (angenommen)\n"
        f"    Betrag: 684.000 EUR = 57.000 EUR/(VZÄ·Jahr) {times} 18 VZÄ {times}"
        " 2/3 Jahr (angenommen)\n"
        "      Fördersatz: 57.000 EUR/(VZÄ·Jahr) (belegt; Kreis Unna, Bescheid vom 15.02.2023,"
        " 18 Stellen, 1.026.000 EUR)\n"
        "      Stellen: 18 VZÄ (belegt)\n"
        "      Zeit: 2/3 Jahr = 01.05.2023 bis 31.12.2023, nach vollen Monaten (angenommen)"
    )
    assert due.to_text("en").splitlines()[-1] == (
        "      time: 2/3 year = 2023-05-01 to 2023-12-31, by full months (assumed)"
    )


def test_a_difference_in_german_says_how_it_was_computed() -> None:
    paid, used = explain.given("paid", kim.Euro("57000")), explain.given("used", kim.Euro("38000"))
    assert explain.difference("difference", paid, used).to_text("de").splitlines() == [
        "Differenz: 19.000,00 EUR = 57.000,00 EUR - 38.000,00 EUR (Belegstärke unbekannt)",
        "  ausgezahlt: 57.000,00 EUR (Belegstärke unbekannt)",
        "  verwendet: 38.000,00 EUR (Belegstärke unbekannt)",
    ]


@pytest.mark.parametrize("locale", ["de", "en"])
@pytest.mark.parametrize("label", ["period", "many", "least", "greatest"])
def test_a_label_is_written_as_it_was_given(label: str, locale: str) -> None:
    """Also where the text has a phrase of that name."""
    assert explain.given(label, kim.Fte("1")).to_text(locale).startswith(f"{label}: 1 ")


@pytest.mark.parametrize(
    ("operation", "number", "policy"),
    [
        (explain.Operation.ROUNDED, 2, kim.Rounding.CENT_DOWN),
        (explain.Operation.DIFFERENCE, 1, None),
        (explain.Operation.RATIO, 1, None),
        (explain.Operation.RATIO, 3, None),
    ],
)
def test_a_wrong_number_of_operands_does_not_verify(
    operation: explain.Operation, number: int, policy: kim.Rounding | None
) -> None:
    part: Tree = explain.given("part", kim.ExactEuro(1), evidence=kim.Evidence.VERIFIED)
    node: Tree = Derivation(
        label="x", value=kim.Euro(1), operation=operation, operands=(part,) * number, policy=policy
    )
    with pytest.raises(kim.VerificationError, match=f"of {number} operands, not"):
        node.verify()
