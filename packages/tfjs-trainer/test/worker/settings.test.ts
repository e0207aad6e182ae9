import { expect, test } from 'vitest';
import { fitSettings } from '../../src/worker/settings.ts';
import { UnusableModule } from '../../src/worker/unusable-module.ts';

test('epochs and batch size come from the parameters, else they are 10 and 32', () => {
  expect(fitSettings({})).toEqual({ epochs: 10, batchSize: 32 });
  expect(fitSettings({ epochs: 3, batch_size: 8, units: 64 })).toEqual({ epochs: 3, batchSize: 8 });
});

test.each([0, -1, 2.5, '3', true])('%j epochs are refused', (epochs) => {
  expect(() => fitSettings({ epochs })).toThrow(UnusableModule);
  expect(() => fitSettings({ epochs })).toThrow(
    `params.epochs is ${JSON.stringify(epochs)}; it must be a whole number, at least 1`,
  );
});
