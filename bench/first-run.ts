/**
 * Times a new user's first verdict: installs the package, then runs the commands that `init` suggests for each project of
 * fixtures/first-run.
 *
 *   npx jiti bench/first-run.ts [project…]
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE } from '../src/version.ts';
import { findNode24 } from '../test/support/node24.ts';
import { FIRST_RUN_PROJECTS, firstRun } from '../test/system/support/first-run.ts';
import { commandsUnder, installInto, newFolder, packInto } from '../test/system/support/packed.ts';

const HELPS = 5;
const asked = process.argv.slice(2);
const { tarball } = packInto(newFolder());

function seconds(action: () => void): number {
  const start = performance.now();
  action();
  return (performance.now() - start) / 1000;
}

for (const node of new Set([process.execPath, findNode24() ?? process.execPath])) {
  const run = commandsUnder(node);
  const folder = newFolder();
  console.log(`Node ${run(folder, 'node', '--version').trim()}`);
  for (const project of FIRST_RUN_PROJECTS) {
    if (asked.length > 0 && !asked.includes(project.name)) continue;
    const done = firstRun(project, { node, tarball, more: ['--quiet'] });
    if (done === null) console.log(`  ${project.name}: its framework is not here`);
    else {
      const all = done.steps.reduce((sum, step) => sum + step.seconds, 0);
      console.log(`  ${project.name}: ${all.toFixed(1)} s`);
      for (const step of done.steps)
        console.log(`    ${step.seconds.toFixed(1).padStart(6)} s  ${step.command}`);
      console.log(`              ${done.report.split('\n')[0]}`);
    }
  }
  if (asked.length > 0) continue;
  installInto(folder, tarball, run);
  const cli = join(folder, 'node_modules', PACKAGE, 'dist/cli.js');
  const helps = Array.from({ length: HELPS }, () => seconds(() => run(folder, 'node', cli, '--help')));
  console.log(`  --help: ${(1000 * Math.min(...helps)).toFixed(0)} ms, the least of ${HELPS}`);
  rmSync(folder, { recursive: true });
}
