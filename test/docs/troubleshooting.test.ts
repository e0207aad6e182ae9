/** Messages on the page are those that the program has. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const page = readFileSync('docs/how-to/troubleshooting.md', 'utf8');
const messages = [...page.matchAll(/^- `(.+?)`:/gm)].map(([, message = '']) => message);
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join('src', file), 'utf8'))
  .join('\n');

test('the page has messages', () => {
  expect(messages.length).toBeGreaterThan(8);
});

test.each(messages)('%s', (message) => {
  expect(sources.includes(message)).toBe(true);
});
