/** A queue that has nothing but its commands: jobs are processes of this machine. Linux only. */
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/temporary.ts';

/** `submit` writes the process down under the job's number; `status` tells which of them there are still. */
const QUEUE = `import { spawn } from 'node:child_process';
import { openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
const [, , folder, command, ...rest] = process.argv;
const isThere = (pid) => { try { return !readFileSync('/proc/' + pid + '/stat', 'utf8').includes(') Z '); } catch { return false; } };
if (command === 'submit') {
  const [script, log] = rest;
  const id = String(1000 + readdirSync(folder).length);
  const file = openSync(log, 'a');
  const child = spawn(script, { detached: true, stdio: ['ignore', file, file], env: { PATH: process.env.PATH } });
  child.unref();
  writeFileSync(folder + '/' + id, String(child.pid));
  console.log('Your job ' + id + ' has been submitted');
}
if (command === 'status')
  for (const id of readdirSync(folder)) if (isThere(Number(readFileSync(folder + '/' + id)))) console.log(id + ' r job.sh');
if (command === 'cancel')
  for (const id of rest) try { process.kill(Number(readFileSync(folder + '/' + id)), 'SIGTERM'); } catch {}
`;

export async function openQueue() {
  const root = await temporaryFolder();
  const [jobs, program] = [join(root, 'jobs'), join(root, 'queue.mjs')];
  await mkdir(jobs);
  await writeFile(program, QUEUE);
  const call = (rest: string) => `'"${process.execPath}" ${program} ${jobs} ${rest}'`;
  const processes = async () =>
    Promise.all((await readdir(jobs)).map(async (id) => Number(await readFile(join(jobs, id), 'utf8'))));
  return {
    gate: join(root, 'go'),
    executor: `executor: { kind: command, submit: ${call('submit {script} {log}')}, status: ${call('status')}, cancel: ${call('cancel {ids}')} }`,
    submitted: async () => (await readdir(jobs)).length,
    left: async () => (await processes()).filter(isRunning).length,
    /** Without a word to anybody. */
    killOne: async () => process.kill((await processes()).find(isRunning) ?? 0, 'SIGKILL'),
  };
}

function isRunning(pid: number): boolean {
  try {
    // One that has ended and that nobody has collected is still numbered.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
