import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import {
  type CommentState,
  commentMarker,
  isSuperseded,
  readState,
  writeState,
} from '../../../src/github/comment/comment-state.ts';

const MARKER = commentMarker('conclusive.yml');

const lineOf = (text: string) =>
  `${MARKER}\n<!-- conclusive-state:${deflateRawSync(text).toString('base64url')} -->\n`;
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
  };

  test('comes back as it was, from a line that nobody sees', () => {
    const line = writeState(state);
    expect(line).toMatch(/^<!-- [^<>\n]* -->$/);
    expect(readState(`${MARKER}\n${line}\n### Title`)).toEqual(state);
  });

  test.each([
    ['unpacks to more than it may', lineOf(`{"a":"${'a'.repeat(2 ** 21)}"}`)],
    ['has a negative run', lineOf(JSON.stringify({ ...state, run: { id: -1, attempt: 1 } }))],
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
