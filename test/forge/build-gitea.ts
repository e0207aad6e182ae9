/** Builds Gitea and its runner from Go modules, without a frontend. Takes minutes, once. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

export const GITEA = ['code.gitea.io/gitea', 'v1.26.0'] as const;
export const RUNNER = ['gitea.com/gitea/runner', 'v1.0.8'] as const;

export interface Programs {
  readonly gitea: string;
  readonly runner: string;
  /** With Gitea's templates and options. */
  readonly source: string;
}

/** @param folder keeps both for the next time */
export function buildGitea(folder: string): Programs {
  mkdirSync(folder, { recursive: true });
  const programs = {
    gitea: join(folder, `gitea-${GITEA[1]}`),
    runner: join(folder, `runner-${RUNNER[1]}`),
    source: join(folder, `source-${GITEA[1]}`),
  };
  // Go builds no module in place that replaces others.
  if (!existsSync(programs.source)) copyModule(GITEA, programs.source);
  if (!existsSync(programs.gitea))
    build(programs.source, programs.gitea, ['-tags', 'sqlite sqlite_unlock_notify'], '1');
  if (!existsSync(programs.runner)) {
    const source = join(folder, `source-runner-${RUNNER[1]}`);
    copyModule(RUNNER, source);
    build(source, programs.runner, [], '0');
  }
  return programs;
}

function copyModule([path, version]: readonly [string, string], to: string): void {
  const found = execFileSync('go', ['mod', 'download', '-json', `${path}@${version}`], { encoding: 'utf8' });
  cpSync((JSON.parse(found) as { Dir: string }).Dir, to, { recursive: true });
  // Modules are kept read-only.
  execFileSync('chmod', ['-R', 'u+w', to]);
}

function build(source: string, program: string, options: readonly string[], cgo: '0' | '1'): void {
  const [name = ''] = program.split('/').slice(-1);
  console.log(`builds ${name}: minutes of processor time`);
  const args = ['build', '-trimpath', '-ldflags', '-s -w', ...options, '-o', program, '.'];
  const env = { ...process.env, CGO_ENABLED: cgo, GOFLAGS: `-p=1 ${process.env.GOFLAGS ?? ''}`.trim() };
  execFileSync('nice', ['go', ...args], { cwd: source, env, stdio: ['ignore', 'ignore', 'inherit'] });
}
