import { expect } from 'vitest';
import { experimentOf, type Measurement } from '../../src/action/measurement.ts';
import { test } from '../support/runner-services.ts';

const OWN = { kind: 'pull-request', fork: false, head: { ref: 'head' }, governedByBase: false };

test.for([
  ['of this repository', OWN],
  ['of a fork', { ...OWN, fork: true }],
  ['on a push', { ...OWN, kind: 'push' }],
])(
  'no job of the action times backends: another would not know what it has chosen (%s)',
  async ([, context]) => {
    const inputs = { workingDirectory: '.', base: 'base', mode: 'measure' };
    const measurement = { context, inputs, seeds: null, notices: [], services: null };
    expect(await experimentOf(measurement as unknown as Measurement)).toMatchObject({ timesBackends: false });
  },
);
