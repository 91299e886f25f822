"""How the sheet of a year is written: as one hands it in, Baustein by Baustein."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from kim_model.explain import Unknown
from kim_model.language import Language
from kim_model.language.markdown import LEFT, RIGHT, bullets, escape, grid, heading
from kim_model.law import Baustein, Deadline, LegalForm
from kim_model.programme import LocalProgramme
from kim_model.settlement.contracts import ContractLine
from kim_model.settlement.figures import Figure, less, summed
from kim_model.settlement.money import FIGURES, MoneyTotal, NoticeMoney
from kim_model.settlement.posts import PositionLine
from kim_model.values import Euro


def opening(
    programme: LocalProgramme, year: int, on: date, known_on: date, words: Language
) -> Iterator[str]:
    """Yield the title, and the days as of which the sheet is."""
    yield heading(1, words.say("sheet.title", year=year, district=escape(programme.district.name)))
    lines = [words.say("opening.on", on=words.date(on))]
    if known_on != on:
        lines.append(words.say("opening.known_on", known_on=words.date(known_on)))
    yield "  \n".join(lines)


def bausteine(
    money: Mapping[Baustein, MoneyTotal], posts: Sequence[PositionLine], year: int, words: Language
) -> Iterator[str]:
    """Yield a chapter for each Baustein: its posts, its money, and the proof of its use."""
    if not money:
        yield words.say("sheet.nothing", year=year)
    for baustein, total in money.items():
        by_application = baustein.legal_form is LegalForm.ZUWENDUNG
        yield heading(2, words.label(baustein))
        own = [each for each in posts if each.position.role.baustein is baustein]
        if own:
            yield heading(3, words.say("sheet.posts"))
            yield _posts(own, total, words, by_application=by_application)
        yield heading(3, words.say("sheet.money"))
        yield _funds(total, words, by_application=by_application)
        if by_application:
            yield heading(3, words.say("sheet.proof"))
            yield from _receipts_and_expenses(total, words)
        else:
            yield heading(3, words.say("sheet.confirmation"))
            yield _confirmation(total, year, words)
        yield from bullets(each for notice in total.notices for each in _dates(notice, words))


def _funds(total: MoneyTotal, words: Language, *, by_application: bool) -> str:
    """Write each figure for each notice, and for all where there are several."""
    columns: list[MoneyTotal | NoticeMoney] = [*total.notices]
    names = [_name(each, words) for each in total.notices]
    if len(columns) > 1:
        columns.append(total)
        names.append(words.step("sum"))
    labels = {name: words.step(name) for name in FIGURES}
    if by_application:  # which gives no entitlement
        labels["due"] = words.say("column.eligible")
        labels["beyond_due"] = words.say("sheet.beyond_eligible")
    else:  # what a lump sum comes to at most is what is due
        del labels["maximum"]
    rows = [
        [label, *(_euro(getattr(each, name), words) for each in columns)]
        for name, label in labels.items()
    ]
    return grid([(words.say("column.figure"), LEFT), *((name, RIGHT) for name in names)], rows)


def _name(money: NoticeMoney, words: Language) -> str:
    return words.say("sheet.no_notice") if money.grant is None else escape(money.grant.id)


def _posts(
    lines: Sequence[PositionLine], total: MoneyTotal, words: Language, *, by_application: bool
) -> str:
    """Write a line for each post: what counts when, at which rate, and what it comes to.

    What is due beside posts has a line of its own, so that all add up to the total.
    """
    heads = (
        ("column.position", LEFT),
        ("column.role", LEFT),
        ("column.notice", LEFT),
        ("column.period", LEFT),
        ("column.fte", RIGHT),
        ("column.months", RIGHT),
        ("column.rate", RIGHT),
        *((("column.maximum", RIGHT), ("column.eligible", RIGHT)) if by_application else ()),
        *(() if by_application else (("column.due", RIGHT),)),
    )

    def amounts(maximum: Figure, due: Figure) -> list[str]:
        written = [_euro(maximum, words), _euro(due, words)]
        return written if by_application else written[1:]

    rows = [[*_post(each, words), *amounts(each.maximum, each.due)] for each in lines]
    blank = [""] * 6
    if total.due_beside_posts.value != Euro(0):
        posts = summed("maximum", [each.maximum for each in lines])
        rest = less("beside_posts", total.maximum, posts)
        name = words.step("beside_posts")
        rows.append([name, *blank, *amounts(rest, total.due_beside_posts)])
    rows.append([words.step("sum"), *blank, *amounts(total.maximum, total.due)])
    return grid([(words.say(head), aligned) for head, aligned in heads], rows)


def _post(line: PositionLine, words: Language) -> list[str]:
    """Write what counts of a post, and when."""
    parts = line.parts
    return [
        escape(line.position.id),
        words.label(line.position.role),
        words.say("sheet.no_notice") if line.notice is None else escape(line.notice),
        "; ".join(words.period(part.period) for part in parts),
        "; ".join(words.fte(part.fte) for part in parts),
        "; ".join(words.number(part.months) for part in parts),
        "; ".join(dict.fromkeys(words.euro(part.rate.amount) for part in parts)),
    ]


def _receipts_and_expenses(money: MoneyTotal, words: Language) -> Iterator[str]:
    """Write what came in and what went out; both come to the same sum."""
    sides = (
        ("sheet.receipts", (("sheet.from_land", money.used), ("sheet.own", money.own_share))),
        (
            "sheet.expenses",
            (
                ("sheet.on_posts", money.on_posts),
                ("sheet.beside_posts", money.beside_posts),
                ("sheet.forwarded", money.forwarded),
            ),
        ),
    )
    for title, lines in sides:
        rows = [[words.say(name), _euro(figure, words)] for name, figure in lines]
        rows.append([words.step("sum"), _euro(money.cost, words)])
        yield grid([(words.say(title), LEFT), (words.say("column.euro"), RIGHT)], rows)


def _confirmation(money: MoneyTotal, year: int, words: Language) -> str:
    """Write what of a lump sum was used for its purpose, once that is known."""
    figures = {"granted": money.granted, "used": money.used, "unused": money.unused}
    if any(isinstance(each, Unknown) for each in figures.values()):
        return words.say("sheet.not_confirmed")
    written = {name: _euro(each, words) for name, each in figures.items()}
    return words.say("sheet.confirmed", year=year, **written)


def _dates(money: NoticeMoney, words: Language) -> Iterator[str]:
    name = _name(money, words)
    if money.proof_not_before is not None:
        day = words.date(money.proof_not_before)
        yield words.say("sheet.proof_not_before", notice=name, day=day)
    for phrase, deadline in (
        ("sheet.proof_due", money.proof_due),
        ("sheet.repayment_due", money.repayment_due),
    ):
        if deadline is not None:
            yield words.say(phrase, notice=name, day=_day(deadline, words))


def _day(deadline: Deadline, words: Language) -> str:
    day = words.date(deadline.last_day)
    return f"{day} ({words.label(deadline.evidence)})" if deadline.evidence else day


def contracts(
    lines: Sequence[ContractLine], programme: LocalProgramme, words: Language
) -> Iterator[str]:
    """Yield the chapter on money passed on, if there is any."""
    names = {each.id: each.name for each in programme.actors}
    figures = {
        "cost": words.say("sheet.cost_of_receiver"),
        "forwarded": words.say("sheet.owed_of_grant"),
        "top_up": words.step("top_up"),
        "paid": words.step("paid"),
        "outstanding": words.step("outstanding"),
    }
    heads = [(words.say("column.receiver"), LEFT), (words.say("column.period"), LEFT)]
    heads += [(each, RIGHT) for each in figures.values()]
    rows = [
        [
            escape(names.get(each.sub_grant.receiver, each.sub_grant.receiver)),
            words.period(each.sub_grant.period),
            *(_euro(getattr(each, figure), words) for figure in figures),
        ]
        for each in lines
    ]
    if rows:
        yield heading(2, words.say("sheet.contracts"))
        yield grid(heads, rows)


def unknown(causes: Sequence[Unknown], words: Language) -> Iterator[str]:
    """Yield the chapter on what is not known, if there is anything."""
    if causes:
        yield heading(2, words.say("sheet.unknown"))
        yield from bullets(escape(each.to_text(words.code)) for each in causes)


def _euro(figure: Figure, words: Language) -> str:
    return words.unknown if isinstance(figure, Unknown) else words.euro(figure.value)
