/** The benchmark of training: it refuses sides that trained different things, and its page hides no figure that misses. */
import { expect, test } from 'vitest';
import { type Run, requireSameResults } from '../../bench/performance/agreement.ts';
import { type Figure, misses, ratioOf, type Sitting } from '../../bench/performance/figures.ts';
import { renderLine, renderPage } from '../../bench/performance/page.ts';
import { medianNeighbours } from '../../bench/performance/turns.ts';

const runs = (model: string, accuracies: readonly number[]): Run[] =>
  accuracies.map((accuracy, index) => ({
    ...{ model, seed: index + 1, cpuSeconds: 1 },
    ...{ accuracy, log_loss: 1 - accuracy, macro_f1: accuracy - 0.1 },
  }));

const scattered = [0.69, 0.7, 0.71, 0.7, 0.695, 0.705];

test('results that differ by the chance of the seeds are taken', () => {
  const theirs = scattered.map((value) => value + 0.005);
  expect(() => requireSameResults(runs('bag', scattered), runs('bag', theirs))).not.toThrow();
});

test.each([
  ['a worse model', 'bag', scattered.map((value) => value - 0.05), /^bag: accuracy is .* in PyTorch$/],
  ['a model that one side has not trained', 'baseline', scattered, /at least two values/],
  ['a result that is no number', 'bag', [...scattered, Number.NaN], /finite/],
])('%s is refused', (_, model, theirs, reason) => {
  expect(() => requireSameResults(runs('bag', scattered), runs(model, theirs))).toThrow(reason);
});

const sitting = (figures: Figure[], load = 0.1): Sitting => ({
  ...{ day: '2026-01-02', load, machine: '2 × a processor', versions: 'Node 24.1.0, PyTorch 2', seconds: 60 },
  ...{ figures, series: [] },
});
const script = { name: 'a script', value: 100 };

test('a ratio is held to what is wanted, and a value where there is no other side', () => {
  const beside: Figure = { name: 'gloss to its verdict', here: 50, unit: 's', beside: script, wanted: 0.6 };
  expect(ratioOf(beside)).toBe(0.5);
  expect(misses(beside)).toBe(false);
  expect(misses({ ...beside, here: 61 })).toBe(true);
  expect(misses({ name: 'dist', here: 13, unit: 'MB', wanted: 12 })).toBe(true);
  expect(misses({ name: 'dist', here: 13, unit: 'MB' })).toBe(false);
});

test('a figure that misses is marked, with its wanted one and what stands between', () => {
  const figure: Figure = {
    name: 'gloss to its verdict (64 runs)',
    here: 140,
    unit: 's',
    beside: script,
    wanted: 0.6,
  };
  const page = renderPage({ verdict: sitting([figure]) });
  expect(page).toMatch(
    /\| gloss to its verdict \(64 runs\) \| +140 s \| +a script: 100 s \| +1\.40 \| ❌ ≤ 0\.6 +\|/,
  );
  expect(page).toContain('1 of 1 wanted figures are not reached');
  expect(page).toMatch(/^- \*gloss to its verdict\*: /m);
  expect(renderPage({ verdict: sitting([{ ...figure, here: 50 }]) })).toContain(
    'All wanted figures are reached.',
  );
});

test('what was measured on a busy machine is shown, and judged by nothing', () => {
  const slow: Figure = { name: 'something new', here: 2, unit: 's', wanted: 1 };
  const page = renderPage({ start: sitting([slow, { ...slow, here: 0.5 }], 1.6), dist: sitting([]) });
  expect(page).not.toMatch(/[❌✅]|All that is wanted|wanted figures/);
  expect(page.match(/busy: ≤ 1 s/g)).toHaveLength(2);
  const both = renderPage({ start: sitting([slow], 9), verdict: sitting([{ ...slow, here: 0.5 }]) });
  expect(both).toContain('nothing is judged. All wanted figures are reached.');
});

test('the page names every Node that it was measured under', () => {
  const other = { ...sitting([]), versions: 'Node 20.1.0, PyTorch 2' };
  const page = renderPage({ step: sitting([]), run: other, start: sitting([]) });
  expect(page).toContain('The measurements ran under Node 24.1.0 and Node 20.1.0.\n');
});

test('no figure may miss without a reason, and the line of the README needs the verdict', () => {
  const figure: Figure = { name: 'something new', here: 2, unit: 's', wanted: 1 };
  expect(() => renderPage({ start: sitting([figure]) })).toThrow('something new');
  expect(() => renderLine({ start: sitting([]) })).toThrow('"verdict" has not been measured');
});

test('the line of the README is a short sentence, without figures of a busy machine', () => {
  const name = 'gloss to its verdict, 6 to 12 seeds (64 runs)';
  const figure: Figure = { name, here: 140, unit: 's', beside: script };
  const [quiet, busy] = [0.1, 1.6].map((load) => renderLine({ verdict: sitting([figure], load) }));
  expect(quiet).toBe(
    'With up to 12 seeds, its verdict takes 64 runs and 140 s on 2 cores; a PyTorch script needs 100 s for them ([performance](docs/contributing/performance.md)).',
  );
  expect(quiet?.split(' ').length).toBeLessThanOrEqual(25);
  expect(busy).toMatch(
    /^The machine was busy .*\(\[performance\]\(docs\/contributing\/performance\.md\)\)\.$/,
  );
  expect(busy).not.toMatch(/\d/);
});

test('only turns next to each other are compared, whatever the speed of the machine by then', () => {
  const turns = [
    { way: 'own', wall: 3, cpu: 5 },
    { way: 'script', wall: 2, cpu: 4 },
    // From here on all takes ten times as long.
    { way: 'own', wall: 33, cpu: 50 },
    { way: 'script', wall: 30, cpu: 40 },
    { way: 'other', wall: 1, cpu: 1 },
  ];
  // 3 : 2, 33 : 2 and 33 : 30
  expect(medianNeighbours(turns, ['own', 'script'], 'wall')).toEqual([3, 2]);
  expect(medianNeighbours(turns.slice(2), ['own', 'script'], 'cpu')).toEqual([50, 40]);
  expect(() => medianNeighbours(turns, ['own', 'other'], 'wall')).toThrow(
    'never measured next to each other',
  );
});
