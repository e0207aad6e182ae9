/** Shows which backend `backend: auto` chooses for the text classifier. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Size } from '../../packages/tfjs-trainer/bench/transformer.ts';
import { conclusive, timed } from './processes.ts';

export const TEXT_MODEL = 'performance/text-model.ts';

export function textModelIn(folder: string): void {
  mkdirSync(join(folder, 'performance'), { recursive: true });
  cpSync(join(import.meta.dirname, 'text-model.ts'), join(folder, TEXT_MODEL));
  cpSync(join(import.meta.dirname, '../transformer.ts'), join(folder, 'transformer.ts'));
}

const BATCHES = 200;

/** @param folder must not exist yet */
export async function choiceOfAuto(size: Size, folder: string): Promise<'wasm' | 'native'> {
  const { layers, width, heads, sequence, vocabulary } = size;
  textModelIn(folder);
  const params = { layers, width, heads, words: sequence, vocabulary, epochs: 1 };
  const config = {
    trainer: { module: TEXT_MODEL, backend: 'auto' },
    params: { ...params, examples: 32 * Math.ceil(BATCHES / layers ** 2) },
    models: { variants: [{ name: 'small', params: { examples: 32 } }] },
    ...{ metrics: [{ name: 'accuracy', role: 'primary' }], seeds: 2, gate: { 'fail-on': [] } },
  };
  writeFileSync(join(folder, 'conclusive.yml'), stringify(config));
  await timed(conclusive('run --json > result.json'), folder);
  const kept = readFileSync(join(folder, '.conclusive/backends.json'), 'utf8');
  const { choices } = JSON.parse(kept) as { choices: Array<{ backend: 'wasm' | 'native' }> };
  const [choice] = choices;
  if (choice === undefined) throw new Error(`auto has not timed the backends for width ${width}`);
  return choice.backend;
}
