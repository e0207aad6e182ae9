import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shareOfPush } from '../../../src/experiment/history/go-on.ts';
import type { Progress } from '../../../src/train/progress.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { smallExperiment } from '../small-experiment.ts';

/** Arms that differ by noise alone. */
const NOTHING = { score: '0.5 + 0.01 * noise', metrics: '[{ name: score, direction: maximize }]' };

const of = (number: number) => ({ number, isRemembered: true });

const testedIn = async (directory: string) =>
  JSON.parse(await readFile(join(directory, 'tested.json'), 'utf8'));

describe('an experiment that is run again with more seeds', () => {
  test('goes on at what is left of alpha, says so, and spends nothing when nothing is added', async () => {
    const run = await smallExperiment(NOTHING, 'seeds: 6');
    const first = await run();
    expect(first.result).toMatchObject({ verdict: 'inconclusive', design: { looks: [{ pairs: 6 }] } });
    expect(first.result.design.continuation).toBeUndefined();
    const before = await testedIn(first.outputDirectory);
    const again = await run();
    expect(again.result.comparisons).toEqual(first.result.comparisons);
    expect(await testedIn(first.outputDirectory)).toEqual(before);

    const more = await run({ seeds: 9 });
    expect(more.result.runs).toMatchObject({ trained: 6, reused: 12 });
    expect(more.result.design).toMatchObject({
      looks: [
        { pairs: 6, taken: true },
        { pairs: 9, taken: true },
      ],
      continuation: { design: 2, pairs: 6, left: expect.closeTo(0.0025, 12) },
    });
    const [comparison] = more.result.comparisons;
    if (comparison?.difference == null) throw new Error('not measured');
    expect(comparison.significanceLevel).toBeLessThan(0.03);
    expect(more.markdown).toContain(
      'Second design on these runs: 6 pairs were tested before; 0.0025 of α was left for this one.',
    );
    expect((await testedIn(more.outputDirectory)).comparisons).toMatchObject([
      { looks: [{ pairs: 6 }, { pairs: 9 }], design: { number: 2 } },
    ]);
  });

  test('says what more seeds have said, where fewer are asked for later', async () => {
    const run = await smallExperiment(
      { ...NOTHING, metrics: NOTHING.metrics.replace(' }', ', margin: 0.05 }') },
      'seeds: 6',
    );
    const first = await run();
    const fewer = await run({ seeds: 3 });
    expect(fewer.result.runs).toMatchObject({ trained: 0, reused: 12 });
    expect(fewer.result.comparisons).toEqual(first.result.comparisons);
    expect(fewer.markdown).toContain('these runs were already tested with 6 seeds. That result is shown');
  });

  test('begins at all of alpha where the code is another', async () => {
    const run = await smallExperiment(NOTHING, 'seeds: 6');
    await run();
    const other = await smallExperiment({ ...NOTHING, score: '0.4 + 0.01 * noise' }, 'seeds: 6');
    expect((await other()).result.design.continuation).toBeUndefined();
  });
});

describe('a design that is edited after its first look', () => {
  test('is told below the headline, and withholds the verdict until it is restored or allowed', async () => {
    const folder = await temporaryFolder();
    const asked = (margin: number, more = '') =>
      smallExperiment(
        { ...NOTHING, metrics: `[{ name: score, direction: maximize, margin: ${margin} }]` },
        `seeds: 6\n${more}`,
        folder,
      );
    const first = await (await asked(0.001))();
    expect(first.result.verdict).toBe('inconclusive');
    const edited = await (await asked(0.2))();
    expect(edited.result).toMatchObject({
      verdict: 'inconclusive',
      runs: { trained: 0 },
      comparisons: [{ withheld: 'equivalent' }],
      design: { changes: [{ setting: 'margin', subject: 'score', from: 0.001, to: 0.2, withholds: true }] },
    });
    expect(edited.markdown).toContain('margin changed from 0.001 to 0.2 after these runs were first tested');
    const allowed = await (await asked(0.2, 'verdict: { changed-design: allow }\n'))();
    expect(allowed.result).toMatchObject({ verdict: 'equivalent', gate: { conclusion: 'success' } });
    expect(allowed.markdown).toContain('after these runs were first tested');
    expect((await (await asked(0.001))()).result.design.changes).toBeUndefined();
  });

  test('is told for another output folder and a parameter that nothing reads, and a lost memory for other arms', async () => {
    const folder = await temporaryFolder();
    const asked = (margin: number, more = '') =>
      smallExperiment(
        {
          ...NOTHING,
          metrics: `[{ name: score, direction: maximize, margin: ${margin} }]`,
          models: `{ baseline: {}, variants: [{ name: head, params: { arm: 1${more} } }] }`,
        },
        'seeds: 6',
        folder,
      );
    const { outputDirectory } = await (await asked(0.001))();
    const other = { outputDirectory: join(folder, 'other') };
    for (const request of [{}, other]) {
      const { result } = await (await asked(0.2, ', unread: 1'))(request);
      expect(result.verdict).toBe('inconclusive');
      expect(result.design.changes).toMatchObject([{ setting: 'margin', from: 0.001, to: 0.2 }]);
    }
    await rm(join(outputDirectory, 'tested.json'));
    const { result } = await (await asked(0.2, ', unread: 2'))();
    expect(result.provenance.notices.join()).toContain('no memory of earlier tests was found');
  });

  test('says that memory is missing where runs exist, and not where none of them was tested', async () => {
    const run = await smallExperiment(NOTHING, 'seeds: 6');
    const stopped = new AbortController();
    const onProgress = ({ kind }: Progress) => kind === 'finished' && stopped.abort();
    await expect(run({ signal: stopped.signal, onProgress })).rejects.toThrow();
    const first = await run();
    expect(first.result.provenance.notices.join()).not.toContain('tested.json');
    await rm(join(first.outputDirectory, 'tested.json'));
    for (const again of [await run(), await run()])
      expect(again.result.provenance.notices.join()).toContain('tested.json does not say what was tested');
  });
});

describe('pushes of a pull request', () => {
  test('share one alpha where the config says so, and a push that is tested twice counts once', async () => {
    const text = 'seeds: 6\nalpha: { level: 0.1, per: pull-request }';
    const run = await smallExperiment(NOTHING, text);
    const first = await run({ pullRequest: of(12) });
    const share = shareOfPush(0.1, 1);
    expect(first.result.design).toMatchObject({
      alpha: share,
      push: { pullRequest: 12, number: 1, level: 0.1, isShared: true },
    });
    expect((await run({ pullRequest: of(12) })).result.design.push?.number).toBe(1);
    const output = { outputDirectory: first.outputDirectory };
    const next = await smallExperiment({ ...NOTHING, score: '0.4 + 0.01 * noise' }, text);
    const second = await next({ pullRequest: of(12), ...output });
    expect(second.result.design).toMatchObject({ alpha: shareOfPush(0.1, 2), push: { number: 2 } });
    expect((await next({ pullRequest: of(13), ...output })).result.design.push?.number).toBe(1);
    const unknown = await next(output);
    expect(unknown.result.design.push).toMatchObject({ pullRequest: null, number: 1 });
    expect(unknown.markdown).toContain('Earlier pushes are not known here, so this one counts as the first');
  });

  test('are told what ten of them make of alpha where each has all of it, and what is not known', async () => {
    const run = await smallExperiment(NOTHING, 'seeds: 6');
    const { markdown } = await run({ pullRequest: of(12) });
    expect(markdown).toContain('This is push 1 of the pull request that was tested. Each has all of α');
    expect(markdown).toContain('in 20 to 28 % of pull requests');
    expect(markdown).not.toContain('are not known here');
    const command = await run({ pullRequest: { number: 12, isRemembered: false } });
    expect(command.markdown).toContain('are not known here');
  });

  test('have shares that add up to alpha', () => {
    let sum = 0;
    for (let push = 1; push <= 100_000; push++) sum += shareOfPush(0.05, push);
    expect(sum).toBeLessThan(0.05);
    expect(sum).toBeGreaterThan(0.0499);
  });
});
