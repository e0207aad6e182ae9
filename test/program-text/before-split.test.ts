import { describe, expect, test } from 'vitest';
import { learntBeforeSplit } from '../../src/program-text/before-split.ts';

const SPLIT = 'a, b, c, d = train_test_split(X, y)';

describe('what a program learns from the labels before it splits', () => {
  test.each([
    ['oversampling', `X, y = SMOTE(random_state=1).fit_resample(X, y)\n${SPLIT}`],
    ['oversampling', `X, y = resample(X, y, n_samples=900)\n${SPLIT}`],
    ['feature selection', `s = SelectKBest(f_classif, k=20)\nX = s.fit_transform(X, y)\n${SPLIT}`],
    ['feature selection', `scores, _ = f_classif(X, y)\nX = X[:, scores.argsort()[-20:]]\n${SPLIT}`],
    ['feature selection', 'X = SelectKBest(chi2).fit_transform(X, y)\nprint(cross_val_score(m, X, y))'],
    [
      'feature selection',
      'X = RFE(m).fit_transform(X, y)\nfor a, b in StratifiedKFold(5).split(X, y):\n    run(a, b)',
    ],
    ['target encoding', `X["c"] = TargetEncoder().fit_transform(X[["c"]], y)\n${SPLIT}`],
    [
      'target encoding',
      `y = df["churned"]\ndf["city"] = df.groupby("city")["churned"].transform("mean")\n${SPLIT}`,
    ],
    [
      'target encoding',
      `y = df["churned"]\nrates = df.groupby("city")["churned"].mean()\ndf["city"] = df["city"].map(rates)\n${SPLIT}`,
    ],
    [
      'oversampling',
      'def load():\n    x, y = read()\n    return SMOTE().fit_resample(x, y)\n\ndef main():\n    x, y = load()\n    a = train_test_split(x, y)\n\nmain()',
    ],
    [
      'oversampling',
      'if __name__ == "__main__":\n    X, y = SMOTE().fit_resample(X, y)\n    a, b, c, d = train_test_split(X, y)',
    ],
    [
      'oversampling',
      'x = np.concatenate([x, np.repeat(x[y == 1], 4, axis=0)])\norder = rng.permutation(len(x))\ntrain, test = order[:300], order[300:]',
    ],
  ])('%s: %j', (kind, text) => {
    expect(learntBeforeSplit(text)).toMatchObject({ kind });
  });

  test.each([
    'X_train, X_test, y_train, y_test = train_test_split(X, y)\nX_train, y_train = SMOTE().fit_resample(X_train, y_train)',
    'def over(x, y):\n    return SMOTE().fit_resample(x, y)\n\ndef main():\n    a, b, c, d = train_test_split(x, y)\n    a, c = over(a, c)\n\nmain()',
    `p = make_pipeline(SelectKBest(f_classif), LogisticRegression())\n${SPLIT}\np.fit(a, c)`,
    'X_train, y_train = read("train.csv")\ns = SelectKBest(k=3).fit(X_train, y_train)',
    'X_train, y_train = SMOTE().fit_resample(X_train, y_train)\na, b, c, d = train_test_split(X_train, y_train)',
    `X = StandardScaler().fit_transform(X)\n${SPLIT}`,
    `df["n"] = df.groupby("user")["amount"].transform("mean")\ny = df["churned"]\n${SPLIT}`,
    `y = df["churned"]\nprint(df.groupby("city")["churned"].mean())\n${SPLIT}`,
    `y = df["churned"]\nrates = df.groupby("city")["churned"].mean()\nprint(rates)\n${SPLIT}`,
    `X, y = RandomUnderSampler(random_state=1).fit_resample(X, y)\n${SPLIT}`,
    `sampler = NearMiss()\nX, y = sampler.fit_resample(X, y)\n${SPLIT}`,
    `fewer = resample(majority, replace=False, n_samples=90)\n${SPLIT}`,
    `daily = df.resample("D").sum()\n${SPLIT}`,
    `# X, y = SMOTE().fit_resample(X, y)\n${SPLIT}`,
    'for a, b in KFold(5).split(X):\n    s = SelectKBest(k=3).fit(X[a], y[a])',
    'x = np.concatenate([x[y == 0], x[y == 1]])\ntrain, test = order[:300], order[300:]',
    'data = np.load("d.npz")\nX_train = data["x_train"]\nX_test = data["x_test"]\nselector = SelectKBest(k=3).fit(X_train, data["y_train"])',
    `if params["balance"]:\n    X, y = SMOTE().fit_resample(X, y)\n${SPLIT}`,
    'this is no python (',
    '',
  ])('nothing: %j', (text) => {
    expect(learntBeforeSplit(text)).toBeNull();
  });
});
