"""Mixed models over several tasks, on tables that it makes.

    pip install statsmodels==0.15.0
    python bench/oracles/tasks.py > test/stats/oracles/tasks.json
    npx biome format --write test/stats/oracles/tasks.json
    Rscript bench/oracles/tasks.R < test/stats/oracles/tasks.json > test/stats/oracles/tasks-r.json
"""

import json

import numpy as np
from statsmodels.regression.mixed_linear_model import MixedLM

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


made = [(name, scores[:2], mixed(scores)) for name, scores in tables()]
print(
    json.dumps(
        {
            "tables": [
                {"name": name, "scores": scores.tolist(), "mixed": found}
                for name, scores, found in made
                if found is not None
            ],
        }
    )
)
