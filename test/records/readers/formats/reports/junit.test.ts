import { expect, it } from 'vitest';
import { read, readLog, refusal } from '../../run-directory.ts';

it('properties of tests and of the suite are final metrics', async () => {
  const { metrics } = await readLog('pytest/run');
  expect(metrics).toEqual({
    validation: { accuracy: 0.9666666666666667 },
    test: { accuracy: 0.9638888888888889, macro_f1: 0.91 },
  });
});

it('attributes come in any order, with entities, and texts are no metrics', async () => {
  const xml =
    '<testsuites><property value="0.5" name="a&amp;b"/><property name="note" value="fast"/></testsuites>';
  expect((await read({ 'j.xml': xml })).metrics.test).toEqual({ 'a&b': 0.5 });
});

it('other XML is none', async () => {
  expect(await refusal({ 'j.xml': '<model/>' })).toContain('nothing to read');
});
