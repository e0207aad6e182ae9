/** The shipped command line, called again and again in one process, as messages ask: what is parsed and compiled once serves all. */
import { pathToFileURL } from 'node:url';

const [, , cli] = process.argv;
const program = pathToFileURL(cli.replace(/cli\.js$/, 'command-line.js')).href;
let calls = 0;
const send = process.send.bind(process);

// Each call listens to signals again.
process.setMaxListeners(0);
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(0);

process.on('disconnect', () => process.exit());
process.on('message', async ({ directory, args, environment }) => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
  process.chdir(directory);
  process.argv = [process.execPath, cli, ...args];
  process.exitCode = undefined;
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'])
    process[name].write = (text, ...more) => {
      written[name] += typeof text === 'string' ? text : Buffer.from(text).toString();
      more.find((one) => typeof one === 'function')?.();
      return true;
    };
  // The query makes it another module; what it imports stays.
  calls += 1;
  await import(`${program}?${calls}`);
  send({ code: process.exitCode ?? 0, ...written });
});
