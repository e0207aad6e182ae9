/** JUnit files, as pytest's `--junitxml` writes them: numbers that tests keep by `record_property` are final metrics. */
import { readText } from '../../../bounded-file.ts';
import { MAX_JSON_BYTES } from '../../files/run-file.ts';
import { addFinalMetric } from '../../final-metrics.ts';
import { parseCell } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';

/** Attributes of any order; their values hold no `<` and no quote but as entities. */
const ELEMENT = /<(testcase|property)\s([^<>]{0,2000}?)\/?>|<\/testcase>/g;
const ATTRIBUTE = /\b(name|value)="([^"<]{0,500})"/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

export const junit: RunReader = {
  format: '*.xml of pytest or JUnit with properties',
  documented: [
    'pytest, JUnit | `*.xml` of `--junitxml`, properties of tests and of the suite | | `accuracy`, `val_accuracy`; without a prefix: test |',
  ],
  accepts: ({ name, head }) => /\.xml$/i.test(name) && /<testsuites?[\s>]/.test(head),
  read: async ({ path, name: file }, findings) => {
    const properties = [...propertiesIn(await readText(path, MAX_JSON_BYTES))];
    const values = new Map<string, number>();
    const several = new Set<string>();
    for (const { name, value } of properties) {
      if (values.has(name) && values.get(name) !== value) several.add(name);
      values.set(name, value);
    }
    for (const { test, name, value } of properties)
      addFinalMetric(
        several.has(name) && test !== '' ? `${test}/${name}` : name,
        value,
        file,
        findings,
        'test',
      );
    for (const name of several)
      findings.warn(
        `${file}: several tests have the property ${name} with different values, so each is named after its test, such as ${properties.find((one) => one.name === name)?.test}/${name}`,
      );
  },
};

/** Those of a suite stand outside of its tests. */
function* propertiesIn(text: string) {
  let test = '';
  for (const [, element, attributes = ''] of text.matchAll(ELEMENT)) {
    const found = new Map(
      [...attributes.matchAll(ATTRIBUTE)].map(([, key, value = '']) => [key, decode(value)]),
    );
    if (element !== 'property') {
      test = found.get('name') ?? '';
      continue;
    }
    const [name, value] = [found.get('name'), parseCell(found.get('value') ?? '')];
    if (name !== undefined && typeof value === 'number') yield { test, name, value };
  }
}

function decode(text: string): string {
  return text.replaceAll(/&(\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
