"""A printed number stands for every value that rounds to it."""

from __future__ import annotations

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.evidence.finding import Place
from press.evidence.numbers.bounds import Bounds, shown
from press.evidence.numbers.distributions import (
    fisher_p,
    incomplete_beta,
    normal_p,
    normal_z,
    t_p,
    t_quantile,
)
from press.evidence.numbers.printed import p_text, p_value, parse
from tests.properties import examples

PLACE = Place("page.md", 3, 7)


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("27.1", 27.1, 27.05, 27.15),
        ("27.10", 27.1, 27.095, 27.105),
        ("7 %", 7, 6.5, 7.5),
        ("-4.3", -4.3, -4.35, -4.25),
        ("\u22124.3", -4.3, -4.35, -4.25),
        ("\u20134.3", -4.3, -4.35, -4.25),
        ("+2", 2, 1.5, 2.5),
        ("1,250", 1250, 1249.5, 1250.5),
        ("1,250,000", 1250000, 1249999.5, 1250000.5),
        ("1,250.5", 1250.5, 1250.45, 1250.55),
        ("4,3", 4.3, 4.25, 4.35),
        ("27·1", 27.1, 27.05, 27.15),
        (".031", 0.031, 0.0305, 0.0315),
        ("<0.001", 0.001, 0, 0.001),
        (">60", 60, 60, math.inf),
        ("≥ 3", 3, 3, math.inf),
        ("about 40%", 40, -math.inf, math.inf),
        ("more than 40%", 40, -math.inf, math.inf),
    ],
)
def test_a_number_covers_what_rounds_to_it(text: str, value: float, low: float, high: float):
    printed = parse(text, PLACE)
    assert printed is not None
    assert value == printed.value
    assert (low, high) == pytest.approx(printed.bounds)
    assert PLACE == printed.place


@pytest.mark.parametrize("text", ["", "two", "1.2.3", "1-2", "12a", "not reported", "%", "1,2,3"])
def test_what_is_no_number_is_none(text: str):
    assert parse(text, PLACE) is None


@pytest.mark.parametrize(
    ("text", "low", "high", "said"),
    [
        ("0.03", 0.025, 0.035, "p = 0.03"),
        ("=.030", 0.0295, 0.0305, "p = .030"),
        ("<0.001", 0, 0.001, "p < 0.001"),
        (">0.05", 0.05, 1, "p > 0.05"),
        ("1.0", 0.95, 1, "p = 1.0"),
    ],
)
def test_a_p_value_ends_at_0_and_1(text: str, low: float, high: float, said: str):
    p = p_value(text, PLACE)
    assert p is not None
    assert (low, high) == pytest.approx(p.bounds)
    assert said == p_text(p)


@given(st.decimals(-10_000, 10_000, places=3), st.integers(0, 3))
@examples(200)
def test_a_number_lies_among_the_values_that_print_like_it(exact: Decimal, places: int):
    text = str(exact.quantize(Decimal(1).scaleb(-places)))
    printed = parse(text, PLACE)
    assert printed is not None
    assert printed.bounds.holds(float(exact))
    assert places == printed.decimals


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0123456, "0.0123"),
        (12.3456, "12.3"),
        (1234.56, "1235"),
        (-3.5, "−3.5"),
        (0, "0"),
        (1.2e-9, "1.2e−09"),
        (math.inf, "∞"),
    ],
)
def test_a_computed_number_is_shown_as_short_as_it_may_be(value: float, text: str):
    assert text == shown(value)


finite = st.floats(-1e6, 1e6, allow_nan=False)
intervals = st.tuples(finite, finite).map(lambda ends: Bounds(min(ends), max(ends)))


@given(intervals, intervals, st.floats(0, 1), st.floats(0, 1))
@examples(200)
def test_arithmetic_on_intervals_holds_the_arithmetic_on_their_values(
    one: Bounds, other: Bounds, share: float, part: float
):
    x = one.low + (one.high - one.low) * share
    y = other.low + (other.high - other.low) * part
    assert one.plus(other).holds(x + y)
    assert one.minus(other).holds(x - y)
    assert one.times(-2.5).holds(-2.5 * x)
    assert one.size().holds(abs(x))
    if other.low > 1e-3:
        assert one.over(other).holds(x / y)


# The 97.5 % and 99.95 % points of Student's t: NIST/SEMATECH e-Handbook, section 1.3.6.7.2.
@pytest.mark.parametrize(
    ("df", "level", "quantile"),
    [
        (1, 0.95, 12.706),
        (2, 0.95, 4.303),
        (5, 0.95, 2.571),
        (10, 0.95, 2.228),
        (10, 0.90, 1.812),
        (30, 0.95, 2.042),
        (30, 0.99, 2.750),
        (100, 0.95, 1.984),
    ],
)
def test_t_has_the_quantiles_of_the_tables(df: float, level: float, quantile: float):
    assert quantile == pytest.approx(t_quantile(level, df), abs=5e-4)
    assert 1 - level == pytest.approx(t_p(quantile, df), rel=2e-3)


def test_t_with_many_degrees_of_freedom_is_normal():
    assert normal_p(1.96) == pytest.approx(t_p(1.96, 1e7), rel=1e-5)
    assert pytest.approx(0.05, abs=1e-4) == normal_p(1.96)
    assert pytest.approx(1.959964, abs=1e-5) == normal_z(0.05)


def test_t_with_two_degrees_of_freedom_has_its_closed_form():
    for t in (0.0, 0.5, 1.0, 3.0, 20.0):
        assert 1 - t / math.sqrt(2 + t * t) == pytest.approx(t_p(t, 2), abs=1e-10)


def test_the_incomplete_beta_function_is_symmetric_and_ends_at_0_and_1():
    assert incomplete_beta(0.3, 2, 5) == pytest.approx(1 - incomplete_beta(0.7, 5, 2))
    assert (0.0, 1.0) == (incomplete_beta(0, 2, 5), incomplete_beta(1, 2, 5))


def test_fishers_tea_has_its_p_value():
    # Three of four cups told rightly (Fisher, The Design of Experiments, 1935, chapter 2).
    assert 34 / 70 == pytest.approx(fisher_p(3, 4, 1, 4))
    assert 2 / 70 == pytest.approx(fisher_p(4, 4, 0, 4))
