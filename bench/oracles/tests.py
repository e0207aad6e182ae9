"""Samples with the results of scipy, statsmodels and numpy.

    pip install scipy statsmodels mpmath
    python bench/oracles/tests.py > test/stats/oracles/tests.json

The samples cover what breaks statistics code: two pairs only, offsets of 1e9, near-constant values, skewness, outliers, ties,
zeros, tiny and huge units, discrete metrics. bench/oracles/tests.R answers on the same samples.
"""

import json
import warnings

from fractions import Fraction

import mpmath as mp
import numpy as np
from scipy import stats
from statsmodels.stats import contingency_tables, multitest, power, weightstats

warnings.filterwarnings("ignore")
rng = np.random.default_rng(20261125)


def samples():
    for n in (2, 3, 5, 8, 12, 20, 60):
        yield f"normal, {n} pairs", rng.normal(0.3, 1, n), rng.normal(0, 1, n)
    for offset in (1e6, 1e9):
        yield f"offset {offset:g}", offset + rng.normal(0.5, 1, 10), offset + rng.normal(0, 1, 10)
    yield "nearly constant", 1 + 1e-7 * rng.normal(0.5, 1, 8), 1 + 1e-7 * rng.normal(0, 1, 8)
    yield "one arm nearly constant", 0.7 + 1e-6 * rng.normal(size=9), 0.69 + 0.02 * rng.normal(size=9)
    yield "exponential", rng.exponential(2, 15), rng.exponential(1, 15)
    yield "lognormal", rng.lognormal(0, 2, 12), rng.lognormal(0, 2, 12)
    yield "heavy tails", rng.standard_t(2, 25), rng.standard_t(2, 25)
    yield "an outlier", np.append(rng.normal(0.5, 0.1, 9), 50), rng.normal(0, 0.1, 10)
    yield "ties and zeros", rng.integers(0, 4, 14).astype(float), rng.integers(0, 4, 14).astype(float)
    yield "accuracies of 200 examples", rng.binomial(200, 0.85, 11) / 200, rng.binomial(200, 0.82, 11) / 200
    yield "all better", rng.normal(5, 1, 10), rng.normal(0, 1, 10)
    yield "far apart", rng.normal(0, 1, 16), rng.normal(1000, 1, 16)
    yield "unit 1e-150", 1e-150 * rng.normal(1, 1, 7), 1e-150 * rng.normal(0, 1, 7)
    yield "unit 1e120", 1e120 * rng.normal(1, 1, 7), 1e120 * rng.normal(0, 1, 7)
    yield "negative", -rng.gamma(3, 1, 13), -rng.gamma(3, 1.3, 13)


def interval(result):
    low, high = result.confidence_interval(0.95)
    return [float(low), float(high)]


def exact_welch(x, y):
    """The statistic, p, degrees of freedom and interval. Uses rational arithmetic: scipy and R lose digits at means of 1e9 and overflow at 1e120."""

    def moments(values):
        values = [Fraction(float(value)) for value in values]
        centre = sum(values) / len(values)
        return centre, sum((value - centre) ** 2 for value in values) / (len(values) - 1) / len(values)

    (centre_x, error_x), (centre_y, error_y) = moments(x), moments(y)
    square = error_x + error_y
    df = square**2 / (error_x**2 / (len(x) - 1) + error_y**2 / (len(y) - 1))
    with mp.workdps(40):
        se = mp.sqrt(mp.mpf(square.numerator) / square.denominator)
        difference = mp.mpf((centre_x - centre_y).numerator) / (centre_x - centre_y).denominator
        statistic, se, difference, df = float(difference / se), float(se), float(difference), float(df)
    half = stats.t.isf(0.025, df) * se
    return [statistic, float(2 * stats.t.sf(abs(statistic), df)), df, difference - half, difference + half]


def expected(x, y):
    d = x - y
    n = len(d)
    paired = stats.ttest_rel(x, y)
    welch = exact_welch(x, y)
    margin = float(np.std(d, ddof=1))
    tost = weightstats.ttost_paired(x, y, -margin, margin)[0]
    out = {
        "moments": [float(d.mean()), margin],
        "paired": [float(paired.statistic), float(paired.pvalue), *interval(paired)],
        "welch": welch,
        "tost": [margin, float(tost)],
        "probabilityOfImprovement": float(stats.mannwhitneyu(x, y).statistic / (n * n)),
        "quantiles": [float(q) for q in np.quantile(x, [0.025, 0.25, 0.5, 0.9])],
    }
    moving = d[d != 0]
    if len(moving) > 50:
        out["wilcoxon"] = float(stats.wilcoxon(d, correction=False, method="approx").pvalue)
    elif len(moving) == n and len(set(np.abs(d))) == n:
        out["wilcoxon"] = float(stats.wilcoxon(d, method="exact").pvalue)
    if n <= 13:
        # An offset would swamp scipy's relative tolerance for ties, 1e-14.
        flips = stats.permutation_test(
            (d,), lambda s, axis: s.sum(axis=axis), permutation_type="samples", n_resamples=np.inf, vectorized=True
        )
        out["signFlip"] = float(flips.pvalue)
    if n <= 8:
        pooled = np.concatenate([x, y]).mean()
        swaps = stats.permutation_test(
            (x - pooled, y - pooled), lambda a, b, axis: a.mean(axis=axis) - b.mean(axis=axis),
            n_resamples=np.inf, vectorized=True,
        )
        out["permutation"] = float(swaps.pvalue)
    return out


def adjusted(p):
    return {
        "pValues": p,
        "holm": multitest.multipletests(p, method="holm")[1].tolist(),
    }


def number(value):
    """scipy's noncentral t gives NaN at some large noncentralities; R does not."""
    return None if np.isnan(value) else float(value)


def mcnemar(b, c):
    table = [[10, b], [c, 10]]
    exact = contingency_tables.mcnemar(table, exact=True)
    mid_p = float(min(1, exact.pvalue - stats.binom.pmf(min(b, c), b + c, 0.5))) if b != c else None
    return [b, c, float(exact.pvalue), mid_p]


print(
    json.dumps(
        {
            "samples": [
                {"name": name, "x": x.tolist(), "y": y.tolist(), "expected": expected(x, y)} for name, x, y in samples()
            ],
            "adjusted": [adjusted(rng.beta(0.4, 2, size).tolist()) for size in (1, 2, 5, 12, 30)]
            + [adjusted([0.01, 0.01, 0.02, 0.02, 0.5, 1.0])],
            "power": [
                [effect, n, alpha, number(power.TTestPower().power(effect, n, alpha)),
                 number(power.TTestIndPower().power(effect, n, alpha))]
                for effect in (0.1, 0.5, 1, 2.5) for n in (3, 5, 10, 40, 300) for alpha in (0.05, 0.01)
            ],
            "mcnemar": [mcnemar(b, c) for b, c in ((121, 59), (1, 9), (0, 5), (12, 10), (7, 7), (300, 250), (0, 1))],
        }
    )
)
