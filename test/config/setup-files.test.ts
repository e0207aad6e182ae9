import { expect, test } from 'vitest';
import { setupFiles } from '../../src/config/setup-files.ts';
import { parseConfig } from '../support/parse-config.ts';

const filesOf = (more: string) =>
  setupFiles(
    parseConfig(
      `trainer: { command: python train.py${more} }\nmodels: { variants: [{ name: head }] }\nmetrics: [{ name: accuracy }]\n`,
      'conclusive.yml',
    ),
  );

test('without a setup no files count', () => {
  expect(filesOf('')).toEqual([]);
});

test('the files that the config names count, else those of the usual names', () => {
  expect(filesOf(', setup: pip install -r deps.txt, setup-files: [deps.txt]')).toEqual(['deps.txt']);
  expect(filesOf(', setup: pip install -r requirements.txt')).toEqual(
    expect.arrayContaining(['requirements.txt', 'uv.lock', 'package-lock.json']),
  );
});
