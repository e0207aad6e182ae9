/** What `conclusive doctor` says on a page is what it says: each line that a page shows comes from its text. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const DOCTOR = 'src/experiment/doctor/examine.ts';
/** Told by the trainer, and put together from what the runs left. */
const OTHERS: ReadonlySet<string> = new Set(['trainer', 'metric', 'curves', 'predictions', 'cost']);

const said = [...readFileSync(DOCTOR, 'utf8').matchAll(/'([^'\n]+)'|`([^`]+)`/g)].map(
  ([, plain, template = '']) =>
    new RegExp(
      `^${(plain ?? template)
        .split(/\$\{[^}]*\}/)
        .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.+')}$`,
    ),
);

const shown = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md') && !name.includes('node_modules'))
  .flatMap((name) =>
    [...readFileSync(`docs/${name}`, 'utf8').matchAll(/^[✓•✗] ([\w ]+): (.+)$/gmu)].flatMap(
      ([line, topic = '', text = '']) => (OTHERS.has(topic) ? [] : [[name, line, text] as const]),
    ),
  );

test('pages show what doctor says', () => {
  expect(shown.length).toBeGreaterThan(5);
});

test.each(shown)('%s: %s', (_page, _line, text) => {
  expect(said.some((sentence) => sentence.test(text))).toBe(true);
});
