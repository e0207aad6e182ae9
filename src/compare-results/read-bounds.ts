/** Reads the table of `--normalise`: a random and a human score for each task. */
import { basename } from 'node:path';
import type { Bounds } from '../config/schema/task-questions.ts';
import { UserError } from '../config/user-error.ts';
import { readHead } from '../records/bounded-file.ts';
import { show } from '../records/readers/unreadable-run-error.ts';
import { readCell } from '../records/results/cells.ts';
import { textOf } from '../records/results/tables/table.ts';
import { readTextTable } from '../records/results/tables/text-table.ts';

const COLUMNS = ['task', 'random', 'human'] as const;
const HEAD_BYTES = 1024 * 1024;

/** @throws UserError for another header, text in place of a number, and a task twice */
export async function readBounds(path: string | undefined): Promise<ReadonlyMap<string, Bounds>> {
  const bounds = new Map<string, Bounds>();
  if (path === undefined) return bounds;
  const { columns, rows } = await readTextTable({ path, file: path, head: await readHead(path, HEAD_BYTES) });
  const [taskAt = -1, randomAt = -1, humanAt = -1] = COLUMNS.map((name) => columns.indexOf(name));
  const refuse = (what: string): never => {
    throw new UserError(`--normalise ${basename(path)}: ${what}`);
  };
  if (Math.min(taskAt, randomAt, humanAt) < 0)
    refuse(`needs the columns ${COLUMNS.join(',')}; it has ${columns.map(show).join(', ')}`);
  for (const { cells } of rows) {
    const task = textOf(cells[taskAt]);
    const [random, human] = [readCell(cells[randomAt]), readCell(cells[humanAt])];
    if (typeof random !== 'number' || typeof human !== 'number')
      return refuse(`the scores of ${show(task)} must be numbers`);
    if (bounds.has(task)) refuse(`has two rows of ${show(task)}`);
    bounds.set(task, { random, human });
  }
  return bounds;
}
