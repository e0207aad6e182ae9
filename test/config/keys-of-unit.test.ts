import { expect, test } from 'vitest';
import { withKeysOf } from '../../src/config/keys-of-unit.ts';

test('names the keys that the config has', () => {
  const message = 'trainer.command: add trainer.setup-files, not trainer.module';
  expect(withKeysOf(message, {})).toBe(message);
  expect(withKeysOf(message, { unit: 'repeat' })).toBe(
    'evaluate.command: add evaluate.setup-files, not trainer.module',
  );
});
