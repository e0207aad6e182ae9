/**
 * Measures time and peak memory for the largest logs, each read in its own process.
 *
 *   npx rolldown bench/readers.ts --platform node --file node_modules/.cache/readers.mjs --log-level silent && node node_modules/.cache/readers.mjs
 */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import crc32c from 'crc-32/crc32c.js';
import Pbf from 'pbf';
import { readRunDirectory } from '../src/records/readers/read-run-directory.ts';
import { createRandom } from '../src/stats/random.ts';

const ROWS = 1_000_000;
const EVENT_BYTES = 200 * 1024 * 1024;
/** Steps between evaluations. */
const PERIOD = 1000;

interface Log {
  readonly title: string;
  readonly file: string;
  pieces(): Generator<string> | Generator<Buffer>;
}

const random = createRandom('bench', 'readers');

const LOGS: readonly Log[] = [
  { title: 'TensorBoard event file, 200 MB', file: 'events.out.tfevents.0.host', pieces: events },
  { title: 'CSV by step, 1,000,000 rows', file: 'metrics.csv', pieces: stepRows },
  { title: 'CSV by epoch, 1,000,000 rows on 10,000 epochs', file: 'log.csv', pieces: epochRows },
  { title: 'CSV of predictions, 1,000,000 rows, 2 classes', file: 'predictions.csv', pieces: predictions },
];

const [, self = '', folder] = process.argv;
if (folder !== undefined) await readOne(folder);
else for (const log of LOGS) measure(log);

async function readOne(directory: string): Promise<void> {
  const start = performance.now();
  const { curves } = await readRunDirectory(directory, { declaredMetrics: [] });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage();
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const cpu = (user + system) / 1e6;
  console.log(
    `${seconds.toFixed(1)} s (${cpu.toFixed(1)} s of CPU with the start of the process), ${megabytes.toFixed(0)} MB, ${curves.length} points`,
  );
}

function measure({ title, file, pieces }: Log): void {
  const directory = mkdtempSync(join(tmpdir(), 'readers-'));
  try {
    const path = join(directory, file);
    const handle = openSync(path, 'w');
    for (const piece of pieces()) writeSync(handle, typeof piece === 'string' ? Buffer.from(piece) : piece);
    closeSync(handle);
    const { stdout, stderr } = spawnSync(process.execPath, [self, directory], { encoding: 'utf8' });
    const size = (statSync(path).size / 1024 / 1024).toFixed(0);
    console.log(`${title} (${size} MB): ${stdout.trim() || stderr}`);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function* inBlocks(rows: Generator<string>): Generator<string> {
  let block = '';
  for (const row of rows) {
    block += row;
    if (block.length < 1e6) continue;
    yield block;
    block = '';
  }
  yield block;
}

function stepRows(): Generator<string> {
  return inBlocks(
    (function* () {
      yield 'epoch,step,train_loss,val_loss\n';
      for (let step = 0; step < ROWS; step += 1) {
        const evaluated = step % PERIOD === PERIOD - 1;
        yield `${Math.floor(step / PERIOD)},${step},${random().toFixed(8)},${evaluated ? random().toFixed(8) : ''}\n`;
      }
    })(),
  );
}

function epochRows(): Generator<string> {
  return inBlocks(
    (function* () {
      yield 'epoch,loss,val_loss,val_accuracy\n';
      for (let row = 0; row < ROWS; row += 1) {
        yield `${Math.floor(row / 100)},${random().toFixed(8)},${random().toFixed(8)},${random().toFixed(8)}\n`;
      }
    })(),
  );
}

function predictions(): Generator<string> {
  return inBlocks(
    (function* () {
      yield 'split,id,label,prediction,probability_0,probability_1\n';
      for (let id = 0; id < ROWS; id += 1) {
        const probability = Number(random().toFixed(6));
        const label = random() < probability ? 1 : 0;
        yield `test,${id},${label},${probability > 0.5 ? 1 : 0},${(1 - probability).toFixed(6)},${probability}\n`;
      }
    })(),
  );
}

function* events(): Generator<Buffer> {
  let bytes = 0;
  for (let step = 0; bytes < EVENT_BYTES; step += 1) {
    const tags = [
      'Loss/train',
      'Accuracy/train',
      ...(step % PERIOD === PERIOD - 1 ? ['Loss/validation'] : []),
    ];
    const records = tags.map((tag) => frame(event(step, tag, random())));
    const block = Buffer.concat(records);
    bytes += block.length;
    yield block;
  }
}

function event(step: number, tag: string, value: number): Uint8Array {
  const pbf = new Pbf();
  pbf.writeDoubleField(1, 1.7e9 + step);
  pbf.writeVarintField(2, step);
  const writeValue = (_: null, field: Pbf) => {
    field.writeStringField(1, tag);
    field.writeFloatField(2, value);
  };
  pbf.writeMessage(5, (_, summary: Pbf) => summary.writeMessage(1, writeValue, null), null);
  return pbf.finish();
}

function frame(data: Uint8Array): Buffer {
  const framed = Buffer.alloc(data.length + 16);
  framed.writeUInt32LE(data.length, 0);
  framed.writeUInt32LE(masked(framed.subarray(0, 8)), 8);
  framed.set(data, 12);
  framed.writeUInt32LE(masked(data), data.length + 12);
  return framed;
}

function masked(data: Uint8Array): number {
  const crc = crc32c.buf(data);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
