import { beforeEach, describe, expect, test } from 'vitest';
import type { EventContext } from '../../../src/github/event/context.ts';
import { LABEL } from '../../support/publish-request.ts';
import { CONTEXT, github, kept, log, resultOf, run } from './publication.ts';

const FORBIDDEN = { status: 403, body: { message: 'Resource not accessible by integration' } };

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
    expect(github.comments[0]?.body).toMatch(/\*\*Merge allowed\*\* · octocat accepted it at `bbbbbbb`/);
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

  test.each([
    ['taken off again', takeOff],
    ['deleted from the repository, which leaves no event', () => github.deleteLabel(LABEL)],
  ])('that was %s accepts nothing any more', async (_, remove) => {
    await run('always', { result: worse });
    place('octocat');
    expect((await run('always', { result: worse })).gate.conclusion).toBe('neutral');
    remove();
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
    github.fail({ method: 'GET', path: /events$/, times: 1, effect: FORBIDDEN });
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
    github.fail({ method: 'GET', path: /events$/, times: 9, effect: FORBIDDEN });
    expect((await run('always', { result: worse })).gate.conclusion).toBe('failure');
    expect(log.join('')).toMatch(/^::warning::cannot read who placed the label/m);
    expect(github.comments).toHaveLength(1);
  });
});

describe('in a merge queue', () => {
  const worse = resultOf(-0.05);
  const { number: queued, fork: _, mayGovernItself: __, description: ___, ...commits } = CONTEXT;
  const GROUP: EventContext = {
    ...commits,
    kind: 'commits',
    head: { ref: 'd'.repeat(40), name: 'main' },
    baseIfGone: null,
    queued,
    mayBeProposed: false,
  };
  const label = (event: 'labeled' | 'unlabeled', by: string) => github.label({ event, label: LABEL, by });
  const propose = (head: string) =>
    github.setPullRequest({ base: 'a'.repeat(40), head, fork: false, body: null });
  /** @returns conclusion and reason of the gate in the queue */
  const inQueue = async (result = worse) => {
    const { gate } = await run('always', { result, context: GROUP });
    return [gate.conclusion, gate.reason];
  };
  beforeEach(async () => {
    github.setRole('octocat', 'write');
    github.setRole('mallory', 'read');
    propose(CONTEXT.head.ref);
    await run('always', { result: worse });
  });
  const accept = async () => {
    label('labeled', 'octocat');
    await run('always', { result: worse });
  };

  test('what was accepted passes, and what nobody accepted does not', async () => {
    expect(await inQueue()).toMatchObject(['failure', expect.not.stringContaining('accepted it')]);
    await accept();
    expect(await inQueue()).toEqual(['neutral', expect.stringContaining('octocat accepted it at bbbbbbb')]);
  });

  test.each<[string, RegExp, () => unknown]>([
    ['the label is gone', /listed in gate\.fail-on$/, () => github.deleteLabel(LABEL)],
    [
      'a stranger has placed the label since',
      /mallory has no write access/,
      () => {
        label('unlabeled', 'octocat');
        label('labeled', 'mallory');
      },
    ],
    [
      'somebody has removed the comment',
      /no result for its head/,
      () => (github.comments as unknown[]).pop(),
    ],
    [
      'the pull request has a later commit',
      /no result for its head ccccccc yet/,
      () => propose('c'.repeat(40)),
    ],
    [
      'GitHub does not tell who placed the label',
      /listed in gate\.fail-on$/,
      () => github.fail({ method: 'GET', path: /\/pulls\/7$/, times: 1, effect: FORBIDDEN }),
    ],
  ])('what was accepted fails where %s', async (_, reason, change) => {
    await accept();
    change();
    expect(await inQueue()).toEqual(['failure', expect.stringMatching(reason)]);
  });

  test('what is worse than what was accepted fails', async () => {
    await accept();
    expect(await inQueue(resultOf(-0.1))).toEqual(['failure', expect.stringMatching(/this one is worse/)]);
  });
});
