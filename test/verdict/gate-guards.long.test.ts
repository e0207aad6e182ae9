import { expect, test } from 'vitest';
import { smallExperiment } from '../experiment/small-experiment.ts';

const METRICS =
  '[{ name: score, direction: maximize }, { name: latency_ms, direction: minimize, margin: 5 }]';
const CONFIG = 'seeds: { min: 6, max: 8 }\ngate: { metrics: { latency_ms: no-worse } }\n';

/** A better score under every seed; the latency of the variant is `latency` on average. */
async function run(latency: string) {
  const score = `0.8 + 0.1 * arm + noise / 1000, latency_ms: 50 + ${latency}`;
  const experiment = await smallExperiment({ score, metrics: METRICS }, CONFIG);
  return experiment();
}

test('a guarded metric that holds lets an improvement pass, and the report says so', async () => {
  const { result, markdown, exitCode } = await run('arm + noise');
  expect(result.verdict).toBe('improvement');
  expect(result.comparisons[1]).toMatchObject({ role: 'secondary', guard: { status: 'shown', margin: 5 } });
  expect(result.gate).toMatchObject({ conclusion: 'success' });
  expect(exitCode).toBe(0);
  expect(markdown).toContain('is not worse by 5 or more (');
  expect(markdown).toContain('Guards: one-sided tests that each');
});

test('one that is worse, and one that cannot be shown, fail the gate of an improvement, and the second trains to the end', async () => {
  const worse = await run('20 * arm + noise');
  expect(worse.result).toMatchObject({
    verdict: 'regression',
    gate: { conclusion: 'failure', reason: 'latency_ms is guarded, and is worse by more than 5' },
  });
  expect(worse.exitCode).toBe(1);
  const open = await run('3 * arm + 20 * noise');
  expect(open.result.verdict).toBe('inconclusive');
  expect(open.result.gate.reason).toMatch(
    /^could not rule out that latency_ms is worse by more than 5 \(p 0\.\d+, needed at most 0\.0\d+\)$/,
  );
  const runs = ({ result }: typeof open) => result.models[1]?.runs.ok;
  expect([runs(worse), runs(open)]).toEqual([6, 8]);
});

test.each([
  ['the same for both', 'size_mb: 80', 'success', 'improvement'],
  ['larger by more than the margin', 'size_mb: 80 + 6 * arm', 'failure', 'regression'],
])('a size that no seed changes, %s, is compared as it is', async (_, size, conclusion, verdict) => {
  const metrics = METRICS.replace('latency_ms', 'size_mb');
  const experiment = await smallExperiment(
    { score: `0.8 + 0.1 * arm + noise / 1000, ${size}`, metrics },
    CONFIG.replace('latency_ms', 'size_mb'),
  );
  const { result } = await experiment();
  expect(result.verdict).toBe(verdict);
  expect(result.gate.conclusion, result.gate.reason).toBe(conclusion);
  expect(result.models[1]?.runs.ok).toBe(6);
});
