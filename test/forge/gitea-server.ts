/** A Gitea on loopback with a runner, in a temporary folder. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Programs } from './build-gitea.ts';

export const USER = 'forge';

export interface Gitea {
  readonly url: string;
  /** With the user's name and token, for git. */
  addressOf(repository: string): string;
  /** @throws Error for a refusal, with its words */
  api<Value>(method: string, path: string, body?: object): Promise<Value>;
  close(): void;
}

export async function startGitea(programs: Programs, folder: string, node24: string): Promise<Gitea> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = join(folder, 'app.ini');
  writeFileSync(config, appIni(folder, programs.source, port));
  const admin = (...args: string[]) =>
    execFileSync(programs.gitea, ['--config', config, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();
  const started: ChildProcess[] = [];
  const start = (name: string, program: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
    const log = openSync(join(folder, `${name}.log`), 'a');
    started.push(spawn(program, args, { cwd: folder, env, stdio: ['ignore', log, log] }));
    closeSync(log);
  };
  const close = () => {
    for (const child of started) child.kill();
  };
  try {
    admin('migrate');
    const user = ['--username', USER, '--email', 'forge@example.com', '--random-password'];
    admin('admin', 'user', 'create', '--admin', ...user, '--must-change-password=false');
    const token = lastWord(
      admin('admin', 'user', 'generate-access-token', '--username', USER, '--scopes', 'all', '--raw'),
    );
    start('gitea', programs.gitea, ['--config', config, 'web'], process.env);
    await untilAnswers(`${url}/api/v1/version`);
    const registration = lastWord(admin('actions', 'generate-runner-token'));
    const runnerConfig = join(folder, 'runner.json');
    // Runners of version 1 read YAML, which includes JSON.
    writeFileSync(runnerConfig, JSON.stringify(runnerYaml(folder)));
    const label = ['--labels', 'ubuntu-latest:host', '--name', 'loopback'];
    const register = ['register', '--no-interactive', '--instance', url, '--token', registration, ...label];
    execFileSync(programs.runner, ['--config', runnerConfig, ...register], { cwd: folder, stdio: 'pipe' });
    const home = join(folder, 'home');
    mkdirSync(home, { recursive: true });
    const env = { ...process.env, PATH: [dirname(node24), process.env.PATH].join(delimiter), HOME: home };
    start('runner', programs.runner, ['--config', runnerConfig, 'daemon'], env);
    return {
      url,
      close,
      addressOf: (repository) => `http://${USER}:${token}@127.0.0.1:${port}/${repository}.git`,
      async api<Value>(method: string, path: string, body?: object) {
        const headers = { authorization: `token ${token}`, 'content-type': 'application/json' };
        const sent = body === undefined ? {} : { body: JSON.stringify(body) };
        const response = await fetch(`${url}/api/v1${path}`, { method, headers, ...sent });
        const text = await response.text();
        if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
        return (/json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text) as Value;
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

function appIni(folder: string, source: string, port: number): string {
  return `RUN_MODE = prod
RUN_USER = ${process.env.USER ?? 'root'}
I_AM_BEING_UNSAFE_RUNNING_AS_ROOT = true
WORK_PATH = ${join(folder, 'work')}
[server]
STATIC_ROOT_PATH = ${source}
HTTP_ADDR = 127.0.0.1
HTTP_PORT = ${port}
ROOT_URL = http://127.0.0.1:${port}/
DISABLE_SSH = true
OFFLINE_MODE = true
[database]
DB_TYPE = sqlite3
PATH = ${join(folder, 'gitea.db')}
[repository]
ROOT = ${join(folder, 'repositories')}
[security]
INSTALL_LOCK = true
[actions]
ENABLED = true
DEFAULT_ACTIONS_URL = self
[log]
LEVEL = Warn
`;
}

function runnerYaml(folder: string) {
  return {
    log: { level: 'info' },
    runner: { file: join(folder, '.runner'), capacity: 1, fetch_interval: '1s', log_report_interval: '1s' },
    cache: { enabled: true, dir: join(folder, 'cache'), host: '127.0.0.1' },
    host: { workdir_parent: join(folder, 'jobs') },
  };
}

/** Gitea warns before it answers. */
function lastWord(text: string): string {
  return text.split(/\s+/).at(-1) ?? '';
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('unreachable');
  return address.port;
}

async function untilAnswers(address: string): Promise<void> {
  for (let times = 0; times < 240; times++) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok === true) return;
    await sleep(500);
  }
  throw new Error(`${address} does not answer`);
}
