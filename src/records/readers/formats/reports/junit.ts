/** JUnit files such as those of pytest's `--junitxml`: numbers kept by `record_property` are final metrics. */
import { readText } from '../../../bounded-file.ts';
import { isJunit, junitElements, propertyOf } from '../../files/junit.ts';
import { MAX_JSON_BYTES } from '../../files/run-file.ts';
import { addFinalMetric } from '../../final-metrics.ts';
import type { RunReader } from '../../run-reader.ts';

export const junit: RunReader = {
  format: '*.xml of pytest or JUnit with properties',
  documented: [
    'pytest, JUnit | `*.xml` of `--junitxml`, properties of tests and of the suite | | `accuracy`, `val_accuracy`; without a prefix: test |',
  ],
  accepts: isJunit,
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
  for (const element of junitElements(text)) {
    if (element.name === 'testcase') test = element.attributes.get('name') ?? '';
    if (element.name === null) test = '';
    if (element.name !== 'property') continue;
    const { name, value } = propertyOf(element);
    if (name !== '' && typeof value === 'number') yield { test, name, value };
  }
}
