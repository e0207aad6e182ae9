/** Each damage to each tool's files: one clear sentence, or cells that are true. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/config/user-error.ts';
import { readArms, readEvaluations } from '../../../src/records/evaluations/read-evaluations.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { zipOf } from '../../support/zip.ts';
import { type Cell, type Files, WRITERS } from './truth.ts';

const CELLS: readonly Cell[] = Array.from({ length: 40 }, (_, index) => ({
  case: `c${index % 20}`,
  repeat: Math.floor(index / 20) + 1,
  right: (index * 7) % 3 === 0 ? 1 : 0,
  tone: (index % 4) / 4,
}));
const HOSTILE = ['__proto__', 'constructor', '\u001b[2J\u202e', '| a | b |', '<script>', 'x'.repeat(5000)];
const FORMS = Object.entries(WRITERS);
/** Forms that can hold lists in lists. */
const DEEP = FORMS.map(([form]) => form).filter((form) => form !== 'csv' && form !== 'junit');
type Form = (typeof FORMS)[number];

async function keep(files: Files): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

const namesOf = (files: Files) => [
  ...new Set(Object.keys(files).map((name) => (name.includes('/') ? dirname(name) : name))),
];

/** @returns what was said, or null for files that were read */
async function said(files: Files): Promise<string | null> {
  const folder = await keep(files);
  const named = namesOf(files).map((file) => ({ file, path: join(folder, file) }));
  try {
    const read = await readEvaluations(named, { missingShare: 0.1, ignored: [] });
    return read === null ? 'no evaluation' : null;
  } catch (error) {
    // Any other error is a fault of this program.
    expect(error).toBeInstanceOf(UserError);
    const { message } = error as Error;
    expect(message.length).toBeLessThan(700);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none may reach a terminal
    expect(message).not.toMatch(/[\u0000-\u001f]/);
    return message;
  }
}

/** The damaged file is the last of the second arm. */
async function damage([form, writer]: Form, change: (content: Buffer) => string | Buffer) {
  const head = writer('head', CELLS);
  const name = Object.keys(head).findLast(
    (one) => !/(?:stats|spec)\.json$/.test(one) || one.includes('per_'),
  );
  const files = {
    ...writer('base', CELLS),
    ...head,
    [name ?? '']: change(Buffer.from(head[name ?? ''] ?? '')),
  };
  const message = await said(files);
  if (message !== null) expect(message, form).toContain('head');
  return { message, files };
}

const cellsFor = ([form, writer]: Form, head: readonly Cell[], base = CELLS) =>
  said({ ...writer('base', base), ...writer('head', head) }).then((message) => [form, message] as const);

describe.each(FORMS)('%s', (...form) => {
  const isArchive = form[0] === 'inspect.eval';

  test('a log that was cut off', async () => {
    for (const share of [0.05, 0.3, 0.6, 0.9, 0.98]) {
      const { message, files } = await damage(form, (content) => content.subarray(0, content.length * share));
      if (message !== null) continue;
      // Lines that are whole are read as they are.
      const folder = await keep(files);
      const [, arm] =
        (await readArms(namesOf(files).map((file) => ({ file, path: join(folder, file) })))) ?? [];
      for (const [index, cases] of (arm?.repeats ?? []).entries())
        for (const { id, scores } of cases.values()) {
          const cell = CELLS.find((one) => one.case === id && one.repeat === index + 1);
          expect(scores.right, `${form[0]} ${share}`).toBe(cell?.right);
        }
    }
  });

  test('an empty file', async () => {
    expect((await damage(form, () => '')).message).toMatch(/is empty/);
  });

  test('zero bytes', async () => {
    const zeroes = Buffer.alloc(64);
    const { message } = await damage(form, (content) =>
      Buffer.concat([content.subarray(0, content.length / 2), zeroes, content.subarray(content.length / 2)]),
    );
    expect(message).not.toBeNull();
  });

  if (DEEP.includes(form[0]))
    test('lists within lists, a million deep', async () => {
      const deep = `,"deep":${'['.repeat(1e6)}${']'.repeat(1e6)}}`;
      const { message } = await damage(form, (content) => {
        if (isArchive)
          return zipOf([
            { name: 'header.json', content: '{}' },
            { name: 'summaries.json', content: `[{"id":1${deep}]` },
          ]);
        const text = content.toString();
        const end = text.lastIndexOf('}');
        return text.slice(0, end) + deep + text.slice(end + 1);
      });
      expect(message).toMatch(/nested|more than 1048576|call stack|not valid JSON/);
    });

  test('another suite, a case twice, a case in one arm, and failed calls alone', async () => {
    const other = CELLS.map((cell) => ({ ...cell, case: `x${cell.case}` }));
    expect((await cellsFor(form, other))[1]).toMatch(/40 of 40 cases are left out .*only in "base"/);
    const twice = [...CELLS, ...CELLS.slice(0, 1)];
    expect((await cellsFor(form, twice))[1]).toMatch(/twice|two grades|3 results have the variables/);
    expect(
      (
        await cellsFor(
          form,
          CELLS.filter((cell) => cell.case !== 'c3'),
        )
      )[1],
    ).toBeNull();
    const few = CELLS.filter((cell) => !/^c[3-8]$/.test(cell.case));
    expect((await cellsFor(form, few))[1]).toMatch(/6 of 20 cases are left out .*only in "base"/);
    const failed = CELLS.map((cell) => ({ ...cell, error: '429 Too many requests' }));
    expect((await cellsFor(form, failed))[1]).toMatch(/20 of 20 cases are left out .*429 Too many requests/);
  });

  test('groups, slices and scales that differ between the arms', async () => {
    const group = CELLS.map((cell) => ({ ...cell, group: 'a' }));
    const other = group.map((cell) => (cell.case === 'c7' ? { ...cell, group: 'b' } : cell));
    expect((await cellsFor(form, other, group))[1]).toMatch(
      /the case ".*c7" has the group "b", but "a" in base/,
    );
    const slices = CELLS.map((cell) => ({ ...cell, slices: ['long'] }));
    expect((await cellsFor(form, CELLS, slices))[1]).toMatch(/has the slices "none", but "long" in base/);
    const percent = CELLS.map((cell) => ({ ...cell, tone: 100 * cell.tone }));
    expect((await cellsFor(form, percent))[1]).toMatch(/"tone" has grades up to 75, but base.* up to 0.75/);
  });

  test('hostile names', async () => {
    const named = CELLS.map((cell) => {
      const name = HOSTILE[Number(cell.case.slice(1))];
      return name === undefined ? cell : { ...cell, case: escapeFor(form[0], name) };
    });
    expect((await cellsFor(form, named, named))[1]).toBeNull();
    const failed = CELLS.map((cell) => ({ ...cell, error: escapeFor(form[0], HOSTILE.join(' ')) }));
    expect((await cellsFor(form, failed))[1]).toMatch(/20 of 20 cases are left out/);
  });
});

/** As the tool itself would write it. */
function escapeFor(form: string, text: string): string {
  return form === 'junit' ? text.replaceAll('<', '&lt;').replaceAll('\u001b', '') : text;
}
