/** JUnit files, as pytest's `--junitxml` writes them: numbers that tests keep by `record_property` are final metrics. */
import { readText } from '../../../bounded-file.ts';
import { MAX_JSON_BYTES } from '../../files/run-file.ts';
import { addFinalMetric } from '../../final-metrics.ts';
import { parseCell } from '../../numbers.ts';
import type { RunReader } from '../../run-reader.ts';

/** Attributes of any order; their values hold no `<` and no quote but as entities. */
const PROPERTY = /<property\s+([^<>]{0,2000}?)\/?>/g;
const ATTRIBUTE = /\b(name|value)="([^"<]{0,500})"/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

export const junit: RunReader = {
  format: '*.xml of pytest or JUnit with properties',
  documented: [
    'pytest, JUnit | `*.xml` of `--junitxml`, properties of tests and of the suite | | `accuracy`, `val_accuracy`; without a prefix: test |',
  ],
  accepts: ({ name, head }) => /\.xml$/i.test(name) && /<testsuites?[\s>]/.test(head),
  read: async ({ path, name: file }, findings) => {
    for (const [, attributes = ''] of (await readText(path, MAX_JSON_BYTES)).matchAll(PROPERTY)) {
      const found = new Map(
        [...attributes.matchAll(ATTRIBUTE)].map(([, key, value = '']) => [key, decode(value)]),
      );
      const [name, value] = [found.get('name'), parseCell(found.get('value') ?? '')];
      if (name !== undefined && typeof value === 'number')
        addFinalMetric(name, value, file, findings, 'test');
    }
  },
};

function decode(text: string): string {
  return text.replaceAll(/&(\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity);
}
