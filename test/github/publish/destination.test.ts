import { describe, expect, test } from 'vitest';
import type { EventContext } from '../../../src/github/event/context.ts';
import { clientOf, type DestinationInputs, destinationOf } from '../../../src/github/publish/destination.ts';
import { PULL_REQUEST } from '../pull-request.ts';

const INPUTS: DestinationInputs = { config: 'conclusive.yml', token: 'ghs_x', check: true, mode: 'measure' };
const { number: _, fork: __, mayGovernItself: ___, description: ____, ...commits } = PULL_REQUEST;
const PUSH: EventContext = {
  ...commits,
  kind: 'commits',
  baseIfGone: null,
  queued: null,
  mayBeProposed: true,
};

const open = (context: EventContext, changes: Partial<DestinationInputs> = {}) => {
  const inputs = { ...INPUTS, ...changes };
  return destinationOf(context, inputs, clientOf(inputs, 'http://127.0.0.1:1'));
};

describe('the destination', () => {
  test('of a pull request is its comment, and a check on its head', () => {
    const { comment, check, silence } = open(PULL_REQUEST);
    expect([comment !== null, check, silence]).toEqual([
      true,
      { repository: PULL_REQUEST.repository, commit: 'b'.repeat(40), name: 'conclusive', runUrl: null },
      null,
    ]);
  });

  test('of a push is a check, whose name tells that its own config has judged it', () => {
    const { comment, check } = open(PUSH);
    expect([comment, check?.name]).toEqual([null, 'conclusive, by its own config']);
  });

  test('of a fork is nothing while it measures, as its token may not write, and all where the base publishes', () => {
    const fork: EventContext = { ...PULL_REQUEST, fork: true };
    expect(open(fork)).toMatchObject({ silence: 'fork', client: null, comment: null, check: null });
    expect(open(fork, { mode: 'report' }).silence).toBe('fork');
    expect(open(fork, { mode: 'publish' })).toMatchObject({ silence: null, check: { name: 'conclusive' } });
  });

  test('is nothing without a token, and no check where none is wanted', () => {
    expect(open(PULL_REQUEST, { token: '' })).toMatchObject({ silence: 'no-token', client: null });
    expect(open(PULL_REQUEST, { check: false }).check).toBeNull();
  });
});
