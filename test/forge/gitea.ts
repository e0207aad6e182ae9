// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of workflows
/** The README's workflow on a real Gitea with a real runner. To be run by hand, see README.md in this folder. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ACTION } from '../../src/version.ts';
import { findNode24 } from '../support/node24.ts';
import { Repository } from '../support/repository.ts';
import { buildGitea, GITEA, RUNNER } from './build-gitea.ts';
import { type Gitea, startGitea, USER } from './gitea-server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MODELS = `${USER}/models`;
const BOT = 'gitea-actions';
const LABEL = 'conclusive: accepted';
const WORKFLOW = '.github/workflows/conclusive.yml';

const CONFIG = `trainer: { command: node train.mjs }
models: { baseline: { ref: base }, variants: [{ name: head, ref: head }] }
metrics: [{ name: accuracy, role: primary, margin: 0.005 }]
seeds: 6
evaluation: [train.mjs]
`;
const TRAINER = `import { readFileSync, writeFileSync } from 'node:fs';
const { features } = JSON.parse(readFileSync('settings.json', 'utf8'));
const accuracy = 0.6 + 0.1 * features + 0.01 * Math.sin(7 * process.env.CONCLUSIVE_SEED + features);
writeFileSync(process.env.CONCLUSIVE_RUN_DIR + '/metrics.json', JSON.stringify({ accuracy }));
`;
/** Replaces actions/checkout of github.com, which may be out of reach. */
const CHECKOUT = `name: checkout
description: checks out the commit of the event
runs:
  using: composite
  steps:
    - shell: bash
      run: |
        git init --quiet .
        git fetch --quiet "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" '+refs/heads/*:refs/remotes/origin/*' '+refs/pull/*/head:refs/remotes/pull/*'
        git remote add origin "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"
        git checkout --quiet --detach "$GITHUB_SHA"
`;

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string };
}

const rows: string[] = [];
/** Continues after a failure, to print the whole table. */
function check(what: string, holds: boolean, seen: unknown = ''): void {
  rows.push(`| ${what} | ${holds ? 'yes' : 'NO'} |`);
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}${holds ? '' : `: ${JSON.stringify(seen).slice(0, 6000)}`}`);
  if (!holds) process.exitCode = 1;
}

/** Whether this is the only heading of a verdict. */
function isVerdict(comment: Comment | undefined, heading: string): boolean {
  return comment?.body.match(/^### .*$/gm)?.length === 1 && comment.body.includes(`\n### ${heading}`);
}

/** The README's workflow, which also logs the step's outputs. */
function workflowOfReadme(contents: 'read' | 'write'): string {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, text] = /^```yaml\n(name: Conclusive\n[\s\S]*?)^```$/m.exec(readme) ?? [];
  if (text === undefined) throw new Error('the README has no workflow');
  const own = text
    .replace(/uses: actions\/checkout@.*/, 'uses: actions/checkout@v7')
    .replace('contents: read ', `contents: ${contents} `)
    .replace(new RegExp(`- uses: ${ACTION}.*`), `- id: it\n        uses: ${USER}/action@v1`);
  const outputs =
    '${{ steps.it.outputs.verdict }} ${{ steps.it.outputs.gate }} ${{ steps.it.outputs.comment-url }}';
  return `${own}      - if: always()\n        run: echo "OUTPUTS ${outputs}"\n`;
}

async function push(gitea: Gitea, name: string, files: Readonly<Record<string, string>>, folder: string) {
  const path = join(folder, 'sources', name.replace('/', '-'));
  mkdirSync(path, { recursive: true });
  const repository = Repository.at(path);
  await repository.git('init', '--quiet', '--initial-branch=main');
  await repository.git('remote', 'add', 'origin', gitea.addressOf(name));
  if (name === `${USER}/action`) {
    cpSync(join(ROOT, 'action.yml'), join(path, 'action.yml'));
    cpSync(join(ROOT, 'dist'), join(path, 'dist'), { recursive: true });
  }
  await repository.commit(files);
  await repository.git('push', '--quiet', 'origin', 'main');
  return repository;
}

/** Waits until `count` jobs have ended. @returns the log of the newest */
async function untilEnded(gitea: Gitea, count: number): Promise<string> {
  interface Jobs {
    readonly jobs: ReadonlyArray<{ readonly id: number; readonly status: string }>;
  }
  for (let times = 0; times < 600; times++) {
    const { jobs } = await gitea.api<Jobs>('GET', `/repos/${MODELS}/actions/jobs`);
    const ended = jobs.filter(({ status }) => status === 'completed');
    const newest = ended.sort((a, b) => b.id - a.id)[0];
    if (ended.length >= count && newest !== undefined)
      return gitea.api<string>('GET', `/repos/${MODELS}/actions/jobs/${newest.id}/logs`);
    await sleep(1000);
  }
  throw new Error('the job does not end');
}

async function standing(gitea: Gitea, commit: string) {
  const comments = await gitea.api<Comment[]>('GET', `/repos/${MODELS}/issues/1/comments`);
  const statuses = await gitea.api<Array<{ status: string; context: string; description: string }>>(
    'GET',
    `/repos/${MODELS}/commits/${commit}/statuses`,
  );
  return {
    own: comments.filter(({ user }) => user.login === BOT),
    status: statuses.find(({ context }) => context === 'conclusive'),
  };
}

const node24 = findNode24();
if (node24 === null) throw new Error('Node 24 is not found: set CONCLUSIVE_NODE24');
const programs = buildGitea(process.env.CONCLUSIVE_FORGES ?? join(homedir(), '.cache', 'conclusive-forges'));
const folder = mkdtempSync(join(tmpdir(), 'conclusive-forge-'));
console.log(`Gitea ${GITEA[1]}, runner ${RUNNER[1]}, in ${folder}`);
const begin = performance.now();
const gitea = await startGitea(programs, folder, node24);
try {
  await gitea.api('POST', '/orgs', { username: 'actions' });
  await gitea.api('POST', '/orgs/actions/repos', { name: 'checkout', default_branch: 'main' });
  for (const name of ['action', 'models'])
    await gitea.api('POST', '/user/repos', { name, default_branch: 'main' });
  const checkout = await push(gitea, 'actions/checkout', { 'action.yml': CHECKOUT }, folder);
  const action = await push(gitea, `${USER}/action`, {}, folder);
  for (const [repository, tag] of [
    [checkout, 'v7'],
    [action, 'v1'],
  ] as const) {
    await repository.git('tag', tag);
    await repository.git('push', '--quiet', 'origin', tag);
  }
  const models = await push(
    gitea,
    MODELS,
    {
      'conclusive.yml': CONFIG,
      'train.mjs': TRAINER,
      'settings.json': '{ "features": 1 }\n',
      [WORKFLOW]: workflowOfReadme('write'),
    },
    folder,
  );
  await models.git('checkout', '--quiet', '-b', 'topic');
  const propose = async (files: Readonly<Record<string, string>>) => {
    const commit = await models.commit(files);
    await models.git('push', '--quiet', 'origin', 'topic');
    return commit;
  };

  let jobs = 0;
  const round = async (change: Readonly<Record<string, string>>) => {
    const commit = await propose(change);
    if (jobs === 0)
      await gitea.api('POST', `/repos/${MODELS}/pulls`, { title: 'More', head: 'topic', base: 'main' });
    jobs += 1;
    const log = await untilEnded(gitea, jobs);
    return { log, ...(await standing(gitea, commit)) };
  };
  const BETTER = { 'settings.json': '{ "features": 2 }\n' };
  const WORSE = { 'settings.json': '{ "features": 0 }\n' };

  const one = await round(BETTER);
  const [first] = one.own;
  check('one comment with the verdict', one.own.length === 1 && isVerdict(first, '✅'), one);
  check('a commit status', one.status?.status === 'success', one);
  check('outputs in a later step', /OUTPUTS improvement passed http/.test(one.log), one);
  check('no warning', !/::warning|⚠/.test(one.log), one);

  const two = await round(WORSE);
  check('the same comment after a second push', two.own.length === 1 && two.own[0]?.id === first?.id, two);
  check('the new verdict in it, and no other', isVerdict(two.own[0], '❌'), two);
  check('a failed status', two.status?.status === 'failure', two);
  check('a gate that fails the job', /OUTPUTS regression failed http/.test(two.log), two);
  check('the baseline from the cache', /6 runs of baseline come from the cache/.test(two.log), two);

  const labels = `/repos/${MODELS}/issues/1/labels`;
  const { id } = await gitea.api<{ id: number }>('POST', `/repos/${MODELS}/labels`, {
    name: LABEL,
    color: '#00ff00',
  });
  await gitea.api('POST', labels, { labels: [id] });
  jobs += 1;
  const labelled = await untilEnded(gitea, jobs);
  check(
    'a label that is not honoured, with the reason',
    /Gitea does not tell who placed it/.test(labelled),
    labelled,
  );
  await gitea.api('DELETE', `${labels}/${id}`);
  jobs += 1;
  await untilEnded(gitea, jobs);

  const broken = await round({ 'settings.json': 'no JSON\n' });
  check('an invalid comparison in place of the old verdict', isVerdict(broken.own[0], '⛔'), broken);
  check('its status', broken.status?.status === 'failure', broken);

  const none = await round({ ...BETTER, 'train.mjs': `${TRAINER}process.exit(2);\n` });
  check('no old verdict where no run finished', isVerdict(none.own[0], '⛔'), none);

  const bare = await round({ ...BETTER, 'train.mjs': TRAINER, [WORKFLOW]: workflowOfReadme('read') });
  check('a verdict with the permissions of the README', isVerdict(bare.own[0], '✅'), bare);
  const isTold = /cannot create the commit status "conclusive": missing "contents: write"/.test(bare.log);
  check(
    'with them a status, or a warning that names the permission',
    bare.status !== undefined || isTold,
    bare,
  );
  console.log(`     a status with "contents: read": ${bare.status?.status ?? 'none'}`);
  rmSync(folder, { recursive: true, force: true });
} finally {
  gitea.close();
}
const minutes = (performance.now() - begin) / 60_000;
console.log(
  `\n| On Gitea ${GITEA[1]} | |\n| :-- | :-- |\n${rows.join('\n')}\n\n${minutes.toFixed(1)} minutes`,
);
