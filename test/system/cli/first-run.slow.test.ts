/** A new user: the packed package, a project of one's own, and what `init` says to type next. Nothing is edited. */
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { findNode24 } from '../../support/node24.ts';
import { readResult } from '../../support/result-schema.ts';
import { FIRST_RUN_PROJECTS, firstRun } from '../support/first-run.ts';
import { newFolder, packInto } from '../support/packed.ts';

/** What each project's own text says of its accuracy, and so what the config has to say. */
const PLACES: Readonly<Record<string, unknown>> = {
  'scikit-learn': undefined,
  pytorch: { stdout: expect.stringMatching(/^test \+accuracy/) },
  shell: { file: 'scores.csv', key: 'accuracy' },
};

describe.skipIf(process.platform === 'win32')('from npx to the first verdict', () => {
  let folder: string;
  let tarball: string;
  beforeAll(() => {
    folder = newFolder();
    ({ tarball } = packInto(folder));
    return () => rmSync(folder, { recursive: true });
  });

  describe.each([
    ['the Node of the tests', () => process.execPath, []],
    ['Node 24', findNode24, ['--seeds', '6']],
  ] as const)('under %s', (_, find, more) => {
    test.each(FIRST_RUN_PROJECTS)(
      '$name: two commands, and no edit',
      (project) => {
        const node = find();
        const done = node === null ? null : firstRun(project, { node, tarball, more: [...more, '--json'] });
        if (done === null) return;
        const { init, report, repository, steps } = done;
        expect(steps).toHaveLength(3);
        expect(init).not.toMatch(/guess/);
        const result = readResult(report);
        const config = parse(readFileSync(join(repository, 'conclusive.yml'), 'utf8'));
        expect(config.metrics).toMatchObject([{ name: 'accuracy' }]);
        expect(config.metrics[0].from).toEqual(PLACES[project.name]);
        expect(['improvement', 'regression', 'equivalent', 'inconclusive']).toContain(result.verdict);
        expect(result.comparisons[0]?.metric).toBe('accuracy');
        expect(result.models.every(({ runs }) => runs.ok >= 6)).toBe(true);
        expect(readFileSync(join(repository, '.conclusive/report.md'), 'utf8')).toContain('accuracy');
        rmSync(dirname(repository), { recursive: true });
      },
      900_000,
    );
  });
});
