import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  type CommentState,
  commentMarker,
  isSuperseded,
  readState,
  writeState,
} from '../../../src/github/comment/comment-state.ts';

const digestOf = (number: number) => createHash('sha256').update(`${number}`).digest('hex');
const testedOf = (number: number) => ({
  comparison: digestOf(number),
  looks: [{ seeds: 6, pairs: 6, spent: 0.000_1 * number }],
  design: { number: 1, looks: [6, 25], pairs: 0, spent: 0, budget: 0.0475 },
});
const MARKER = commentMarker('conclusive.yml');

const lineOf = (text: string) =>
  `${MARKER}\n<!-- conclusive-state:${deflateRawSync(text).toString('base64url')} -->\n`;
const withSpent = (state: CommentState, spent: number) => ({
  ...state,
  tested: { ...state.tested, comparisons: [{ ...testedOf(1), looks: [{ seeds: 6, pairs: 6, spent }] }] },
});

describe('the state', () => {
  const outcome = {
    commit: 'a'.repeat(40),
    verdict: 'regression' as const,
    failed: [{ on: 'regression' as const, metric: null }],
    comparisons: [{ variant: 'head', metric: 'f1 --> <b>', difference: -0.1, low: -0.2 }],
  };
  const state: CommentState = {
    run: { id: 42, attempt: 2 },
    last: { ...outcome, label: 7 },
    accepted: { event: 7, by: 'octocat', outcome },
    tested: { comparisons: [testedOf(1)], pushes: [{ pullRequest: 7, change: digestOf(1) }] },
  };

  test('comes back as it was, from a line that nobody sees', () => {
    const line = writeState(state);
    expect(line).toMatch(/^<!-- [^<>\n]* -->$/);
    expect(readState(`${MARKER}\n${line}\n### Title`)).toEqual(state);
  });

  test('keeps the newest of what was tested where all of it would take the room of the report', () => {
    const many = Array.from({ length: 500 }, (_, index) => testedOf(index));
    const pushes = many.slice(0, 60).map(({ comparison }) => ({ pullRequest: 7, change: comparison }));
    const line = writeState({ ...state, tested: { comparisons: many, pushes } });
    expect(line.length).toBeLessThanOrEqual(12_000);
    const kept = readState(`${MARKER}\n${line}`)?.tested;
    expect(kept?.pushes).toEqual(pushes);
    expect(kept?.comparisons.length).toBeGreaterThan(30);
    expect(kept?.comparisons).toEqual(many.slice(-(kept?.comparisons.length ?? 0)));
  });

  test('of an earlier version, which wrote it plain and of no tests, is read', () => {
    const { tested: _, ...earlier } = state;
    const line = `<!-- conclusive-state:${Buffer.from(JSON.stringify(earlier)).toString('base64url')} -->`;
    expect(readState(`${MARKER}\n${line}`)).toEqual({ ...earlier, tested: { comparisons: [], pushes: [] } });
  });

  test.each([
    ['unpacks to more than it may', lineOf(`{"a":"${'a'.repeat(2 ** 21)}"}`)],
    ['says that more than all of the error was spent', lineOf(JSON.stringify(withSpent(state, 2)))],
    ['is missing', `${MARKER}\n### Title`],
    ['is no JSON', `${MARKER}\n<!-- conclusive-state:AAAA -->\n`],
    [
      'is of another form',
      `${MARKER}\n<!-- conclusive-state:${Buffer.from('{"run":1}').toString('base64url')} -->\n`,
    ],
    ['stands elsewhere', `${MARKER}\ntext\n${writeState(state)}`],
  ])('is none where it %s', (_title, body) => {
    expect(readState(body)).toBeNull();
  });

  test('supersedes an older run on the same commit alone', () => {
    const commit = 'a'.repeat(40);
    expect(isSuperseded(state, { id: 42, attempt: 1 }, commit)).toBe(true);
    expect(isSuperseded(state, { id: 42, attempt: 2 }, commit)).toBe(false);
    expect(isSuperseded(state, { id: 41, attempt: 9 }, 'b'.repeat(40))).toBe(false);
    expect(isSuperseded(null, { id: 1, attempt: 1 }, commit)).toBe(false);
  });
});

describe('the marker', () => {
  test('is an invisible line of its own for each config', () => {
    expect(MARKER).toBe('<!-- conclusive:conclusive.yml -->');
    expect(commentMarker('a/conclusive.yml')).not.toBe(commentMarker('b/conclusive.yml'));
  });

  test.each(['a --> <b>.yml', 'a\nb.yml'])('cannot be ended by the path %j', (path) => {
    expect(commentMarker(path)).toMatch(/^<!-- [^<>\n]* -->$/);
  });
});
