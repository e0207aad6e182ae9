import { expect, test } from 'vitest';
import { STARTER_CONFIG } from '../../../src/cli/commands/init.ts';
import { parseConfig } from '../../support/parse-config.ts';

test('the config to start from is one', () => {
  expect(parseConfig(STARTER_CONFIG, 'conclusive.yml')).toMatchObject({
    models: { baseline: { ref: 'base' }, variants: [{ name: 'head', ref: 'head' }] },
    metrics: [{ name: 'accuracy', role: 'primary', margin: 0.005 }],
  });
});
