/**
 * Measures how often each procedure claims a false difference and finds a true one.
 *
 *   npm run bench:calibration                       prints the section of docs/contributing/calibration.md
 *   npm run bench:calibration -- --write            writes it
 *   npm run bench:calibration -- --designs          prints the table of docs/contributing/decisions/sequential-default.md
 *   npm run bench:calibration -- --designs --write  writes it
 *
 * It takes some seven minutes, bundled; a source loader makes resampling ten times slower. Streams are seeded per cell.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { replacePart } from '../scripts/generated-files.ts';
import { DESIGN_PROCEDURES } from './calibration/designs.ts';
import { PROCEDURES, SEQUENTIAL, SEQUENTIAL_WITH_MARGIN } from './calibration/procedures.ts';
import { calibrationSection, DESIGN_EFFECTS, designTable, type Repetitions } from './calibration/report.ts';
import { type Cell, cellKey, EFFECTS, MARGIN, type Question, simulate } from './calibration/study.ts';
import { NORMAL, SEED_CORRELATED, UNSEEN_WORLDS, WORLDS, type World } from './calibration/worlds.ts';

const REPETITIONS: Repetitions = { null: 4_000, effect: 2_000, costlyEffect: 1_500 };
const DESIGN_REPETITIONS = 1_000;

type Place = Pick<Question, 'world' | 'effect'>;

function studyCalibration(): string {
  const cells = new Map<string, Cell>();
  const add = (
    { world, effect }: Place,
    repetitions: number,
    costlyRepetitions: number,
    procedures = PROCEDURES,
  ) => addCell(cells, { world, effect, margin: MARGIN, repetitions, costlyRepetitions }, procedures);
  for (const world of WORLDS) add({ world, effect: 0 }, REPETITIONS.null, REPETITIONS.null);
  for (const world of [NORMAL, SEED_CORRELATED]) {
    for (const effect of EFFECTS) add({ world, effect }, REPETITIONS.effect, REPETITIONS.costlyEffect);
  }
  for (const world of WORLDS) {
    if (cells.has(cellKey(world, MARGIN))) continue;
    add({ world, effect: MARGIN }, REPETITIONS.costlyEffect, REPETITIONS.costlyEffect, [
      SEQUENTIAL_WITH_MARGIN,
    ]);
  }
  for (const world of UNSEEN_WORLDS) {
    add({ world, effect: 0 }, REPETITIONS.null, REPETITIONS.null, [SEQUENTIAL]);
  }
  return calibrationSection(cells, REPETITIONS);
}

function compareDesigns(): string {
  const cells = new Map<string, Cell>();
  const skewed = WORLDS.at(-1) as World;
  const places: Place[] = [
    ...DESIGN_EFFECTS.map((effect) => ({ world: NORMAL, effect })),
    { world: skewed, effect: 0 },
    { world: skewed, effect: MARGIN },
  ];
  for (const place of places) {
    const repetitions = DESIGN_REPETITIONS;
    addCell(
      cells,
      { ...place, margin: MARGIN, repetitions, costlyRepetitions: repetitions },
      DESIGN_PROCEDURES,
    );
  }
  return designTable(cells, skewed, DESIGN_REPETITIONS);
}

function addCell(cells: Map<string, Cell>, question: Question, procedures: typeof PROCEDURES): void {
  const key = cellKey(question.world, question.effect);
  console.error(key);
  cells.set(key, simulate(question, procedures));
}

const isOfDesigns = process.argv.includes('--designs');
const part = isOfDesigns ? compareDesigns() : studyCalibration();
if (process.argv.includes('--write')) {
  // npm runs scripts in the repository's root.
  const path = isOfDesigns
    ? 'docs/contributing/decisions/sequential-default.md'
    : 'docs/contributing/calibration.md';
  const name = isOfDesigns ? 'designs' : 'calibration';
  await writeFile(path, replacePart(await readFile(path, 'utf8'), name, part));
} else {
  console.log(part);
}
