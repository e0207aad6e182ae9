/** What a copy of dist keeps of itself, and of nothing else, when it trains. */

import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findNode24 } from '../../support/node24.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { CLI, folderWith, recordsIn } from '../support/command.ts';

const node24 = findNode24();

const MARK = 'aWordOfTheUserThatNobodyElseHas';

/** @param more code that decides whether its runs share a process */
const model = (more: string) => `
import * as tf from '@tensorflow/tfjs';
import { part } from './part.ts';
const ${MARK} = (value: number): number => value * part;
${more}
const split = (rows: number) => ({
  xs: tf.tensor2d(Array.from({ length: rows }, (_, i) => [Math.sin(i), Math.cos(3 * i)])),
  ys: tf.tensor2d(Array.from({ length: rows }, (_, i) => [${MARK}(i) % 2, 1 - (${MARK}(i) % 2)])),
});
export default {
  data: () => ({ train: split(40), validation: split(20), test: split(30) }),
  model({ params }) {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, activation: 'softmax', inputShape: [2] })] });
    model.compile({ optimizer: tf.train.sgd(params.rate), loss: 'categoricalCrossentropy' });
    return model;
  },
};`;

const CONFIG = `
trainer: { module: model.ts }
params: { epochs: 2, rate: 0.1 }
models: { baseline: {}, variants: [{ name: fast, params: { rate: 0.2 } }] }
metrics: [{ name: accuracy, role: primary }]
seeds: 2
`;

describe.skipIf(node24 === null || process.platform === 'win32')(
  'under Node 24, dist (needs Node 24)',
  () => {
    async function copyOfDist() {
      const folder = join(await temporaryFolder(), 'dist');
      cpSync(join(CLI, '..'), folder, { recursive: true, filter: (path) => !path.includes('.cache') });
      return folder;
    }

    async function train(dist: string, more = '', files: Readonly<Record<string, string>> = {}) {
      const folder = await folderWith({
        'model.ts': model(more),
        'part.ts': 'export const part = 1;',
        'conclusive.yml': CONFIG,
        ...files,
      });
      const { stderr, status } = spawnSync(node24 ?? '', [join(dist, 'cli.js'), 'run', '--json'], {
        cwd: folder,
        encoding: 'utf8',
        maxBuffer: 2 ** 26,
      });
      expect(stderr).not.toMatch(/fault|crashed|Error/);
      expect([0, 1], stderr).toContain(status);
      return recordsIn(folder);
    }

    const filesOf = (dist: string) =>
      readdirSync(join(dist, '.cache'), { recursive: true })
        .map((name) => join(dist, '.cache', String(name)))
        .filter((path) => statSync(path).isFile())
        .sort();

    const namesIn = (dist: string) => filesOf(dist).map((path) => relative(join(dist, '.cache'), path));

    test('keeps its own code and none of a user, however many run', async () => {
      const dist = await copyOfDist();
      const first = await train(dist);
      // Each of these runs has a process, which loads files through Node itself.
      const trainApart = (name: string) =>
        train(dist, `import { other } from './${name}.mjs';\nconst started = performance.now() + other;`, {
          [`${name}.mjs`]: `export const other = 2; export const ${MARK} = 1;`,
        });
      await trainApart('other');
      const kept = namesIn(dist);
      const chunks = readdirSync(dist).filter((name) => name.endsWith('.js'));
      expect(kept).not.toEqual([]);
      expect(kept.length).toBeLessThan(chunks.length);
      expect(await train(dist)).toEqual(first);
      await trainApart('another');
      expect(namesIn(dist)).toEqual(kept);
      for (const path of filesOf(dist)) expect(readFileSync(path).includes(MARK), path).toBe(false);
    });

    test('keeps nothing of what a queue executes', async () => {
      const dist = await copyOfDist();
      const { status } = spawnSync(node24 ?? '', [join(dist, 'cli.js'), 'execute', '--help']);
      expect(status).toBe(0);
      expect(existsSync(join(dist, '.cache'))).toBe(false);
    });

    test('trains the same with what is cut off, spoilt or not there', async () => {
      const dist = await copyOfDist();
      const first = await train(dist);
      for (const path of filesOf(dist)) truncateSync(path, Math.floor(statSync(path).size / 2));
      expect(await train(dist)).toEqual(first);
      for (const path of filesOf(dist)) {
        const bytes = readFileSync(path);
        bytes.fill(0x41, Math.floor(bytes.length / 3), Math.floor(bytes.length / 2));
        writeFileSync(path, bytes);
      }
      expect(await train(dist)).toEqual(first);
    });
  },
);
