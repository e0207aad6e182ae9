/** JUnit files such as those of pytest's `--junitxml`: numbers kept by `record_property` are final metrics. */
import { readText } from '../../../bounded-file.ts';
import { MAX_JSON_BYTES } from '../../files/run-file.ts';
import { addFinalMetric } from '../../final-metrics.ts';
import { parseCell } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';

/** Attributes in any order; `<` and quotes are entities in their values. */
const ELEMENT = /<(testcase|property)\s([^<>]{0,2000}?)\/?>|<\/testcase>/g;
const ATTRIBUTE = /\b(name|value)="([^"<]{0,500})"/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

export const junit: RunReader = {
  format: '*.xml of pytest or JUnit with properties',
  documented: [
    'pytest, JUnit | `*.xml` of `--junitxml`, properties of tests and of the suite | | `accuracy`, `val_accuracy`; without a prefix: test |',
  ],
  accepts: ({ name, head }) => /\.xml$/i.test(name) && /<testsuites?[\s>]/.test(head),
  read: async ({ path, name: file }, run) => {
    const properties = [...propertiesIn(await readText(path, MAX_JSON_BYTES))];
    const values = new Map<string, number>();
    const several = new Set<string>();
    for (const { name, value } of properties) {
      if (values.has(name) && values.get(name) !== value) several.add(name);
      values.set(name, value);
    }
    for (const { test, name, value } of properties)
      addFinalMetric(run, file, several.has(name) && test !== '' ? `${test}/${name}` : name, value);
    for (const name of several)
      run.warn(
        `${file}: several tests have the property ${name} with different values, so each is named after its test, such as ${properties.find((one) => one.name === name)?.test}/${name}`,
      );
  },
};

/** Properties of a suite stand outside its tests. */
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
    const name = found.get('name');
    const value = parseCell(found.get('value') ?? '');
    if (name !== undefined && typeof value === 'number') yield { test, name, value };
  }
}

function decode(text: string): string {
  return text.replaceAll(/&(\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
