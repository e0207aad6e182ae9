"""Reference values of the statistics over several tasks, on ten tables that it makes.

    pip install rliable==1.2.0 scipy==1.17.1 scikit-posthocs==0.17.1 statsmodels==0.15.0
    python bench/oracles/tasks.py > test/stats/oracles/tasks.json
    npx biome format --write test/stats/oracles/tasks.json
    Rscript bench/oracles/tasks.R < test/stats/oracles/tasks.json > test/stats/oracles/tasks-r.json
"""

import json

import numpy as np
import scikit_posthocs
from rliable import library, metrics
from scipy import stats
from statsmodels.regression.mixed_linear_model import MixedLM
from statsmodels.stats import multitest

rng = np.random.default_rng(20261201)


def table(models, tasks, seeds, noise=rng.normal, spread=0.1, between=0.3, decimals=6):
    """Scores of models x tasks x seeds."""
    scores = 0.5 + between * rng.normal(size=(1, tasks, 1)) + 0.05 * rng.normal(size=(models, tasks, 1))
    return np.round(scores + spread * noise(size=(models, tasks, seeds)), decimals)


def tables():
    yield "six tasks, three seeds", table(3, 6, 3)
    yield "twelve tasks, five seeds", table(4, 12, 5)
    yield "thirty tasks, four seeds", table(3, 30, 4)
    yield "eight tasks, ten seeds", table(5, 8, 10)
    yield "ties", table(4, 10, 4, decimals=1)
    yield "heavy tails", table(3, 15, 5, noise=lambda size: rng.standard_t(2, size))
    yield "exponential", table(3, 9, 7, noise=lambda size: rng.exponential(size=size))
    yield "scores of 1e6", np.round(1e6 + table(3, 7, 5), 3)
    yield "small scores", table(3, 11, 6) * 1e-4
    yield "one seed", table(6, 20, 1)


def aggregates(scores, with_intervals):
    runs = [model.T for model in scores]
    thresholds = np.quantile(scores, [0.1, 0.3, 0.5, 0.8, 0.95])
    target = float(np.quantile(scores, 0.7))
    out = {
        "interquartileMeans": [float(metrics.aggregate_iqm(run)) for run in runs],
        "target": target,
        "optimalityGaps": [float(metrics.aggregate_optimality_gap(run, target)) for run in runs],
        "improvement": float(metrics.probability_of_improvement(runs[1], runs[0])),
        "thresholds": thresholds.tolist(),
        "profile": library.score_distributions(runs[0], thresholds).tolist(),
        "profileOfMeans": library.average_score_distributions(runs[0], thresholds).tolist(),
    }
    if with_intervals:
        # rliable ignores random_state where it draws.
        np.random.seed(1)
        _, interval = library.get_interval_estimates(
            {"model": runs[0]}, lambda run: np.array([metrics.aggregate_iqm(run)]), reps=5000
        )
        _, improvement = library.get_interval_estimates(
            {"pair": [runs[1], runs[0]]},
            lambda x, y: np.array([metrics.probability_of_improvement(x, y)]),
            reps=1500,
        )
        _, band = library.create_performance_profile({"model": runs[0]}, thresholds, reps=1500)
        out["interval"] = interval["model"][:, 0].tolist()
        out["intervalOfImprovement"] = improvement["pair"][:, 0].tolist()
        out["band"] = band["model"].T.tolist()
    return out


def ranked(scores):
    means = scores.mean(axis=2).T
    statistic, p = stats.friedmanchisquare(*means.T)
    tasks, models = means.shape
    critical = stats.studentized_range.ppf(0.95, models, np.inf) * np.sqrt(models * (models + 1) / (12 * tasks))
    pairs = [(one, other) for one in range(models) for other in range(one)]
    wilcoxon = [stats.wilcoxon(means[:, one] - means[:, other], method="exact").pvalue for one, other in pairs]
    return {
        "averageRanks": stats.rankdata(-means, axis=1).mean(axis=0).tolist(),
        "friedman": [float(statistic), float(p)],
        "criticalDifference": float(critical),
        "nemenyi": scikit_posthocs.posthoc_nemenyi_friedman(means).to_numpy().tolist(),
        "wilcoxon": multitest.multipletests(wilcoxon, method="holm")[1].tolist(),
    }


def mixed(scores):
    """Intercept and standard error by REML, for a variance between tasks that is not zero."""
    differences = scores[1] - scores[0]
    tasks, seeds = differences.shape
    between = seeds * differences.mean(axis=1).var(ddof=1)
    if seeds == 1 or between <= 1.05 * differences.var(axis=1, ddof=1).mean():
        return None
    unit = differences.std()
    model = MixedLM((differences / unit).ravel(), np.ones(tasks * seeds), np.repeat(np.arange(tasks), seeds))
    fit = model.fit(reml=True, method=["bfgs", "powell"], gtol=1e-12)
    return [float(fit.fe_params[0] * unit), float(fit.bse_fe[0] * unit)]


made = [(name, scores) for name, scores in tables()]
print(
    json.dumps(
        {
            "tables": [
                {
                    "name": name,
                    "scores": scores.tolist(),
                    "aggregates": aggregates(scores, index == 1),
                    "ranked": None if name == "ties" else ranked(scores),
                    "mixed": mixed(scores),
                }
                for index, (name, scores) in enumerate(made)
            ],
            "friedmanWithTies": [
                {"scores": rows.tolist(), "expected": [float(v) for v in stats.friedmanchisquare(*rows.T)]}
                for rows in (rng.integers(0, 4, (12, 3)), rng.integers(0, 3, (9, 6)), rng.integers(0, 9, (40, 5)))
            ],
            "studentisedRange": [
                [q, k, float(stats.studentized_range.sf(q, k, np.inf))]
                for k in (2, 3, 5, 10, 20, 50)
                for q in (0.5, 1.5, 3, 4.5, 6)
            ],
            "studentisedRangeQuantile": [
                [tail, k, float(stats.studentized_range.isf(tail, k, np.inf))]
                for k in (2, 3, 5, 10, 20, 50)
                for tail in (0.1, 0.05, 0.01)
            ],
            "chiSquared": [
                [x, df, float(stats.chi2.sf(x, df))] for df in (1, 2, 3, 4, 9, 20, 49) for x in (0.01, 1, 7.5, 60, 300)
            ],
        }
    )
)
