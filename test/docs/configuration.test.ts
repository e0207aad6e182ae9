import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parseConfig } from '../support/parse-config.ts';

/** The code blocks of docs/reference/configuration.md after a mark. */
async function blocksAfter(mark: string): Promise<string[]> {
  const text = await readFile(new URL('../../docs/reference/configuration.md', import.meta.url), 'utf8');
  const [, rest = ''] = text.split(`<!-- ${mark}:`);
  return [...rest.matchAll(/```(?:yaml)?\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
}

it('the complete example in the docs is a valid config', async () => {
  const [example = ''] = await blocksAfter('complete example');
  expect(parseConfig(example, 'conclusive.yml').metrics.map(({ name }) => name)).toEqual([
    'macro_f1',
    'accuracy',
    'fluency',
  ]);
});

it('the mistakes in the docs give the messages in the docs', async () => {
  const [mistakes = '', messages = ''] = await blocksAfter('mistakes');
  expect(() => parseConfig(mistakes, 'conclusive.yml')).toThrow(
    expect.objectContaining({ name: 'ConfigError', message: messages.trimEnd() }),
  );
});
