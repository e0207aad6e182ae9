/** act on this machine, without Docker: workflows of a repository of their own, with the action as it is shipped, against a GitHub on loopback. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTool } from '../../support/find-tool.ts';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { findNode24 } from '../../support/node24.ts';
import { Repository } from '../../support/repository.ts';
import { pullRequestOf } from '../action/support/event-payloads.ts';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const act = findTool('act');
const node = findNode24();
export const hasAct = act !== null && node !== null;

type Files = Readonly<Record<string, string>>;

interface Ended {
  readonly exitCode: number;
  readonly log: string;
}

export interface ActSite {
  readonly folder: string;
  readonly repository: Repository;
  readonly base: string;
  readonly head: string;
  readonly github: LoopbackGitHub;
  /** Runs a workflow for the pull request. @param environment of every step */
  run(workflow: string, environment?: Files): Promise<Ended>;
  close(): Promise<void>;
}

/**
 * @param main files of the main branch
 * @param branch files that the pull request changes
 */
export async function openAct(main: Files, branch: Files): Promise<ActSite> {
  // No space in it: act hands paths on without quotes.
  const folder = await mkdtemp(join(tmpdir(), 'conclusive-act-'));
  const path = join(folder, 'models');
  await mkdir(path);
  const repository = Repository.at(path);
  await repository.git('init', '--quiet', '--initial-branch=main');
  const base = await repository.commit(main);
  await repository.git('remote', 'add', 'origin', 'https://github.com/acme/models.git');
  await repository.git('checkout', '--quiet', '-b', 'topic');
  const head = await repository.commit(branch);
  await repository.git('update-ref', 'refs/remotes/origin/main', base);
  const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
  github.push(base, head);
  const event = pullRequestOf({ base, head } as Parameters<typeof pullRequestOf>[0]);
  await writeFile(join(folder, 'event.json'), JSON.stringify(event));
  // The action as it is shipped, and nothing else of this checkout.
  await mkdir(join(folder, 'action'));
  await cp(join(ROOT, 'action.yml'), join(folder, 'action', 'action.yml'));
  await cp(join(ROOT, 'dist'), join(folder, 'action', 'dist'), { recursive: true });

  async function run(workflow: string, environment: Files = {}): Promise<Ended> {
    const file = join(folder, 'workflow.yml');
    await writeFile(file, workflow);
    const args = ['pull_request', '-W', file, '-e', join(folder, 'event.json')];
    args.push('-P', 'ubuntu-latest=-self-hosted');
    args.push('--local-repository', `acme/action@v1=${join(folder, 'action')}`);
    args.push('-s', `GITHUB_TOKEN=${github.token}`, '--env', `GITHUB_API_URL=${github.url}`);
    args.push('--env', 'GITHUB_REPOSITORY=acme/models', '--concurrent-jobs', '1', '--no-cache-server');
    for (const [name, value] of Object.entries(environment)) args.push('--env', `${name}=${value}`);
    const env = {
      ...process.env,
      PATH: [dirname(node ?? ''), process.env.PATH].join(delimiter),
      XDG_CACHE_HOME: join(folder, 'cache'),
      HOME: folder,
    };
    return new Promise((resolve) => {
      execFile(act ?? '', args, { cwd: repository.path, env, maxBuffer: 2 ** 26 }, (error, out, err) =>
        resolve({ exitCode: Number(error?.code ?? 0), log: out + err }),
      );
    });
  }

  async function close(): Promise<void> {
    await github.close();
    await rm(folder, { recursive: true, force: true });
  }

  return { folder, repository, base, head, github, run, close };
}
