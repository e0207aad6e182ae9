import { describe, expect, test } from 'vitest';
import { orderedBatches } from '../../src/program-text/batch-order.ts';

describe('batches in the order of the file', () => {
  test.each([
    'for i in range(0, len(x), 32):\n    step(x[i : i + 32])',
    'loader = DataLoader(data, batch_size=32)',
    'loader = DataLoader(data, batch_size=32, shuffle=False)',
    'model.fit(x, y, epochs=5, shuffle=False)',
    'for x, y in zip(x_train, y_train):\n    w -= 0.1 * gradient(w, x, y)',
    'model.partial_fit(x[i : i + 50], y[i : i + 50])',
    'loader = DataLoader(data, sampler=SequentialSampler(data))',
  ])('are found: %j', (text) => {
    expect(orderedBatches([text])).toMatch(/^`.+`$/);
  });

  test.each([
    'rows = rng.permutation(len(x))\nfor i in range(0, len(x), 32):\n    step(rows[i : i + 32])',
    'loader = DataLoader(data, batch_size=32, shuffle=True)',
    'loader = DataLoader(data, sampler=RandomSampler(data))',
    'df = df.sample(frac=1)\nfor i in range(0, len(df), 32):\n    step(df[i : i + 32])',
    'model.fit(x, y, epochs=5)',
    'model = RandomForestClassifier().fit(x, y)',
    'for epoch in range(50):\n    w -= 0.1 * gradient(w, x, y)',
    'for i in range(0, len(x), 32):\n    step(rng.integers(0, len(x), 32))',
    'x, _, y, _ = train_test_split(x, y)\nloader = DataLoader(data)',
    'random.shuffle(rows)\nfor row in train:\n    step(row)',
    'for column in train.columns:\n    print(column)\nmodel = RandomForestClassifier().fit(x, y)',
    'model = RandomForestClassifier().fit(x, y)\nfor i in range(0, len(x), 1000):\n    out += model.predict(x[i : i + 1000])',
    'loss(model(x), y).backward()\ntest_loader = DataLoader(test, batch_size=32, shuffle=False)',
    'loss(model(x), y).backward()\nfor start in range(0, len(x_test), 100):\n    model(x_test[start : start + 100])',
    'sampler = DistributedSampler(data)\nloader = DataLoader(data, sampler=sampler)',
    '# for i in range(0, n, 32)',
    '',
  ])('are not found: %j', (text) => {
    expect(orderedBatches([text])).toBeNull();
  });

  test('a module of the repository may mix the rows', () => {
    expect(orderedBatches(['loader = DataLoader(data)', 'def load():\n    rng.shuffle(rows)'])).toBeNull();
  });
});
