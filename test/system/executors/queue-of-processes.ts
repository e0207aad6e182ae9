/** A queue that has nothing but its commands: jobs are processes of this machine. Linux only. */
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/temporary.ts';

/** Each command starts jobs that wait while there are places. The process of each is written down under its number. */
const QUEUE = `import { spawn } from 'node:child_process';
import { openSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
const [, , root, places, command, ...rest] = process.argv;
const [folder, waiting] = [root + '/jobs', root + '/waiting'];
const isThere = (pid) => { try { return !readFileSync('/proc/' + pid + '/stat', 'utf8').includes(') Z '); } catch { return false; } };
const running = () => readdirSync(folder).filter((id) => isThere(Number(readFileSync(folder + '/' + id))));
const start = (id) => {
  // Whoever renames it starts it.
  try { renameSync(waiting + '/' + id, root + '/' + id); } catch { return; }
  const [script, log] = readFileSync(root + '/' + id, 'utf8').split('\\n');
  const file = openSync(log, 'a');
  const child = spawn(script, { detached: true, stdio: ['ignore', file, file], env: { PATH: process.env.PATH } });
  child.unref();
  writeFileSync(folder + '/' + id, String(child.pid));
};
if (command === 'submit') {
  const [script, log] = rest;
  if (readFileSync(script, 'utf8') === '') process.exit(1);
  const id = String(1000 + readdirSync(folder).length + readdirSync(waiting).length);
  writeFileSync(waiting + '/' + id, script + '\\n' + log);
  console.log('Your job ' + id + ' has been submitted');
}
if (command === 'cancel')
  for (const id of rest) {
    // Its number stays taken.
    try { renameSync(waiting + '/' + id, folder + '/' + id); writeFileSync(folder + '/' + id, '999999999'); } catch {}
    try { process.kill(Number(readFileSync(folder + '/' + id)), 'SIGTERM'); } catch {}
  }
for (const id of readdirSync(waiting).sort()) if (running().length < Number(places)) start(id);
if (command === 'status') for (const id of [...readdirSync(waiting), ...running()]) console.log(id + ' r job.sh');
`;

/** @param places jobs that run at a time */
export async function openQueue(places = 1000) {
  const root = await temporaryFolder();
  const [jobs, waiting, program] = [join(root, 'jobs'), join(root, 'waiting'), join(root, 'queue.mjs')];
  for (const folder of [jobs, waiting]) await mkdir(folder);
  await writeFile(program, QUEUE);
  // One command at a time: of two at once, each would miss what the other has half done.
  const call = (rest: string) =>
    `'flock --close "${root}/lock" "${process.execPath}" ${program} ${root} ${places} ${rest}'`;
  const processes = async () =>
    Promise.all((await readdir(jobs)).map(async (id) => Number(await readFile(join(jobs, id), 'utf8'))));
  return {
    gate: join(root, 'go'),
    executor: `executor: { kind: command, submit: ${call('submit {script} {log} {minutes}')}, status: ${call('status')}, cancel: ${call('cancel {ids}')} }`,
    submitted: async () => (await readdir(jobs)).length + (await readdir(waiting)).length,
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
