import { beforeEach, describe, expect, test } from 'vitest';
import { github, kept, LABEL, log, resultOf, run } from './publication.ts';

describe('a label', () => {
  const worse = resultOf(-0.05);
  const place = (by: string) => github.label({ event: 'labeled', label: LABEL, by });
  const takeOff = () => github.label({ event: 'unlabeled', label: LABEL, by: 'octocat' });
  beforeEach(() => {
    github.setRole('octocat', 'write');
    github.setRole('mallory', 'read');
  });

  test('of somebody with write access makes a failed gate neutral, and the comment says who accepted what', async () => {
    await run('always', { result: worse });
    place('octocat');
    const result = await run('always', { result: worse });
    expect(result.gate).toMatchObject({
      passed: true,
      conclusion: 'neutral',
      reason: `the verdict is regression, listed in gate.fail-on; octocat accepted it at bbbbbbb with the label "${LABEL}"`,
    });
    expect(github.checks.map(({ conclusion }) => conclusion)).toEqual(['failure', 'neutral']);
    expect(github.comments[0]?.body).toMatch(
      /\*\*Not blocked, with a warning:\*\* .*octocat accepted it at `bbbbbbb`/,
    );
    expect(kept).toEqual([result]);
  });

  test('of somebody without write access, or of an app, changes nothing, and the comment says so', async () => {
    for (const by of ['mallory', 'labeler[bot]']) {
      place(by);
      const { gate } = await run('always', { result: worse });
      expect(gate).toMatchObject({
        conclusion: 'failure',
        reason: expect.stringContaining(`does not count, because ${by} has no write access`),
      });
    }
  });

  test('that was taken off again changes nothing', async () => {
    place('octocat');
    takeOff();
    expect((await run('always', { result: worse })).gate.conclusion).toBe('failure');
  });

  test('holds for a later commit whose result is about the same, and not for one that is worse', async () => {
    await run('always', { result: worse });
    place('octocat');
    await run('always', { result: worse });
    const same = await run('always', { result: resultOf(-0.0501), head: 'c'.repeat(40) });
    expect(same.gate).toMatchObject({
      conclusion: 'neutral',
      reason: expect.stringContaining('accepted it at bbbbbbb'),
    });
    const muchWorse = await run('always', { result: resultOf(-0.1), head: 'd'.repeat(40) });
    expect(muchWorse.gate).toMatchObject({
      conclusion: 'failure',
      reason: expect.stringMatching(
        /octocat accepted the result at bbbbbbb, but this one is worse: the difference in macro_f1 of head is below the accepted interval; remove the label .* and place it again/,
      ),
    });
    takeOff();
    place('octocat');
    const again = await run('always', { result: resultOf(-0.1), head: 'd'.repeat(40) });
    expect(again.gate).toMatchObject({
      conclusion: 'neutral',
      reason: expect.stringContaining('accepted it at ddddddd'),
    });
  });

  test('that was placed on a result and meets a worse one of a later push accepts only what was seen', async () => {
    await run('always', { result: worse });
    place('octocat');
    const next = await run('always', { result: resultOf(-0.1), head: 'c'.repeat(40) });
    expect(next.gate).toMatchObject({
      conclusion: 'failure',
      reason: expect.stringContaining('accepted the result at bbbbbbb'),
    });
  });

  test('that was there before the first failure accepts nothing, however often it is looked at', async () => {
    await run('always', { result: resultOf(0.05) });
    place('octocat');
    for (const head of ['c', 'c', 'd']) {
      const { gate } = await run('always', { result: worse, head: head.repeat(40) });
      expect(gate).toMatchObject({
        conclusion: 'failure',
        reason: expect.stringContaining(
          `octocat placed the label "${LABEL}" before this failure; remove it and place it again`,
        ),
      });
    }
    takeOff();
    place('octocat');
    const { gate } = await run('always', { result: worse, head: 'd'.repeat(40) });
    expect([gate.conclusion, gate.reason]).toEqual([
      'neutral',
      expect.stringContaining('accepted it at ddddddd'),
    ]);
  });

  test('accepts nothing where the comment has lost what stood in it', async () => {
    await run('always', { result: worse });
    const [comment] = github.comments;
    if (comment === undefined) throw new Error('no comment');
    comment.body = comment.body.replace(/conclusive-state:[^ ]+/, 'conclusive-state:e30');
    place('octocat');
    const { gate } = await run('always', { result: worse });
    expect([gate.conclusion, gate.reason]).toEqual(['failure', expect.stringContaining('place it again')]);
  });

  test('that could not be looked for at a first failure does not accept it later', async () => {
    place('octocat');
    const effect = { status: 403, body: { message: 'Resource not accessible by integration' } };
    github.fail({ method: 'GET', path: /events$/, times: 1, effect });
    await run('always', { result: worse });
    expect((await run('always', { result: worse })).gate.conclusion).toBe('failure');
  });

  test('is not asked for where the gate passes', async () => {
    place('octocat');
    await run('always');
    expect(github.calls.filter(({ path }) => /labels|events|permission/.test(path))).toEqual([]);
  });

  test('that cannot be read leaves the gate as it is', async () => {
    place('octocat');
    github.fail({
      method: 'GET',
      path: /events$/,
      times: 9,
      effect: { status: 403, body: { message: 'Resource not accessible by integration' } },
    });
    expect((await run('always', { result: worse })).gate.conclusion).toBe('failure');
    expect(log.join('')).toMatch(/^::warning::cannot read who placed the label/m);
    expect(github.comments).toHaveLength(1);
  });
});
