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

it('a property that several tests have, with different values, is called after each test', async () => {
  const test = (name: string, value: number) =>
    `<testcase name="${name}"><properties><property name="accuracy" value="${value}"/></properties></testcase>`;
  const suite = (...tests: string[]) => `<testsuites><testsuite>${tests.join('')}</testsuite></testsuites>`;
  const { metrics, warnings } = await read({
    'j.xml': suite(test('test_clean', 0.8), test('test_ood', 0.5)),
  });
  expect(metrics.test).toEqual({ 'clean/accuracy': 0.8, 'ood/accuracy': 0.5 });
  expect(warnings).toEqual([expect.stringContaining('j.xml: several tests have the property accuracy')]);
  const same = await read({ 'j.xml': suite(test('test_clean', 0.8), test('test_again', 0.8)) });
  expect(same.metrics.test).toEqual({ accuracy: 0.8 });
});

it('other XML is none', async () => {
  expect(await refusal({ 'j.xml': '<model/>' })).toContain('nothing to read');
});

it('what a test prints is no property', async () => {
  const printed = '<system-out><![CDATA[<property name="accuracy" value="1"/>]]></system-out>';
  const xml = `<testsuites><testcase name="a">${printed}<!-- <property name="f1" value="1"/> --></testcase>
<property name="recall" value='0.5'/></testsuites>`;
  expect((await read({ 'j.xml': xml })).metrics.test).toEqual({ recall: 0.5 });
});
