/** Each patient is on one side of the split. */
import type { ModelData } from '../../src/checks/evidence/model-data.ts';
import { inspectColumns } from '../../src/records/data/split-columns.ts';
import { inspectData, summariseInspection } from '../../src/stats/dataset/inspect.ts';
import { type Random, randomInteger, randomNormal } from '../../src/stats/random.ts';

const PATIENTS = 80;
const ROWS = 400;

export function dataOf(random: Random): readonly ModelData[] {
  const patients = Array.from({ length: PATIENTS }, (_, patient) => ({
    name: randomInteger(random, 1e9),
    label: patient % 4,
    isTest: random() < 0.3,
  }));
  const parts: readonly [number[][], number[][]] = [[], []];
  for (let row = 0; row < ROWS; row++) {
    const { name, label, isTest } = patients[randomInteger(random, PATIENTS)] as (typeof patients)[number];
    const features = [2, 1, 0, 0].map((distance) => distance * label + randomNormal(random));
    parts[isTest ? 1 : 0].push([row, name, ...features, randomInteger(random, 256), label]);
  }
  const [train, test] = parts;
  const values = parts.flat().flatMap((row) => row.slice(2, 7));
  const digests = parts.flat().map((row) => row.slice(2).join());
  const inspected = inspectData({
    counts: [train.length, test.length, 0],
    digests,
    content: { kind: 'numbers', values },
  });
  const header = 'row,patient,a,b,c,d,pixel,label';
  const lines = (rows: readonly number[][]) => [header, ...rows.map((row) => row.join())];
  const columns = inspectColumns(lines(train), lines(test));
  const files = { train: 'train.csv', test: 'test.csv' };
  return ['baseline', 'head'].map((model) => ({
    model,
    files,
    columns,
    evidence: summariseInspection(inspected, String),
  }));
}
