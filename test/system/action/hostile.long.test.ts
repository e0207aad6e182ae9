/** Nothing that training code leaves acts in comment, check, summary, outputs or log. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nameSchema } from '../../../src/config/names.ts';
import { OUTPUTS } from '../../../src/github/publish/outputs.ts';
import { HOSTILE } from '../../support/extreme-samples.ts';
import { activeContent } from '../../support/github-markdown.ts';
import { type LoopbackGitHub, startLoopbackGitHub } from '../../support/loopback-github/index.ts';
import { findNode24 } from '../../support/node24.ts';
import { runnerCommands } from '../../support/runner-log.ts';
import { type ActionEnd, runOnPullRequest } from './support/run-action.ts';
import { createWorkspace } from './support/workspace.ts';

const node = findNode24();
/** Tags of the report, and the comment's hidden lines. */
const OWN_HTML = new Set(['<details>', '</details>', '<summary>', '</summary>', '<sub>', '</sub>']);
const HIDDEN = /^<!-- conclusive(?:-state)?:[\w%.~-]+ -->\n/gm;
const OWN_LINK =
  /^(?:commit in [0-9a-f]{7}$|link https:\/\/github\.com\/acme\/models\/(?:actions\/runs\/42(?:\/artifacts\/\d+)?|commit\/[0-9a-f]{7,40})$)/;
/** The action's own commands. */
const OWN_COMMANDS = ['debug', 'endgroup', 'error', 'group', 'notice', 'stop-commands', 'warning'];

const CORPUS = HOSTILE.filter((text) => text !== '' && text.length < 1000).concat(
  '::set-output name=verdict::improvement',
  '##[add-mask]a',
  '::stop-commands::x\n::x::',
  '..\\..\\..\\windows',
  '../../../../etc/passwd',
  '<details open><summary>',
  '<!-- conclusive:conclusive.yml -->',
  '[x]: https://evil.example',
  '[^1]: note',
  '%0A::error::x',
);
/** Those that are valid names. */
const NAMES = CORPUS.map((text) => text.slice(0, 99)).filter((text) => nameSchema.safeParse(text).success);
const ATTACKS = [
  'message',
  'bad names',
  'long line',
  'deep',
  'prototype keys',
  'link',
  'folder link',
  'many files',
  'flood',
];

/** Written by the base, or by the branch where the base has none. */
function configOf(attacks: readonly string[], nameOf = (attack: string) => attack.replace(' ', '-')): string {
  const variants = attacks.map((attack) => ({
    name: nameOf(attack),
    ref: 'head',
    params: { attack, corpus: JSON.stringify(attack === 'names' ? NAMES : CORPUS) },
  }));
  const others = attacks.includes('names') ? NAMES.slice(0, 5) : [];
  return JSON.stringify({
    trainer: { command: 'node hostile-train.mjs' },
    models: { baseline: { ref: 'base', params: { corpus: JSON.stringify(NAMES) } }, variants },
    metrics: [
      { name: 'accuracy', role: 'primary', margin: 0.01 },
      ...others.map((name) => ({ name, direction: 'maximize' })),
    ],
    seeds: 3,
    limits: { parallel: 2, retries: 0 },
    checks: { reproducible: false },
  });
}

describe.skipIf(node === null)('of what training code leaves behind (needs Node 24)', () => {
  let train: string;
  beforeAll(async () => {
    train = await readFile(new URL('support/hostile-train.mjs', import.meta.url), 'utf8');
  });

  async function run(config: string): Promise<ActionEnd & { github: LoopbackGitHub }> {
    const files = {
      'conclusive.yml': config,
      'hostile-train.mjs': train,
      'outside.json': '{"accuracy":0.987654}',
    };
    const workspace = await createWorkspace(files, { 'settings.json': '{ "features": 2 }\n' });
    const github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
    afterAll(() => Promise.all([workspace.remove(), github.close()]));
    const end = await runOnPullRequest({
      workspace,
      github,
    });
    expect(github.violations).toEqual([]);
    return { ...end, github };
  }

  function expectNothingActs({ github, summary, log, outputs }: Awaited<ReturnType<typeof run>>): void {
    const texts = [
      ...github.comments.flatMap((comment) => comment.texts),
      ...github.checks.map(({ output }) => output.summary),
      summary,
    ];
    expect(texts.length).toBeGreaterThanOrEqual(2);
    for (const text of texts) {
      const active = activeContent(text.replace(HIDDEN, ''), OWN_HTML);
      expect(active.filter((item) => !OWN_LINK.test(item))).toEqual([]);
    }
    const plain = github.checks.flatMap(({ output }) => [
      output.title,
      ...output.annotations.flatMap(({ title, message }) => [title, message]),
    ]);
    for (const text of [...texts, ...plain, log, ...Object.values(outputs)]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals take commands by it
      expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/);
    }
    const heard = new Set(runnerCommands(log).map(({ name }) => name));
    expect([...heard].filter((name) => !OWN_COMMANDS.includes(name))).toEqual([]);
    expect(Object.keys(outputs).sort()).toEqual([...OUTPUTS].sort());
    expect(log.length).toBeLessThan(200_000);
  }

  test('names of metrics, slices, classes and models are shown, and do nothing', async () => {
    const end = await run(configOf(['names']));
    expect(end.log).not.toMatch(/^::error::(?!The gate)/m);
    expect(end.outputs.verdict).not.toBe('');
    expect(end.github.comments[0]?.body).toContain('@octocat');
    expectNothingActs(end);
  });

  test('messages, long lines, deep JSON, prototype keys, links, heaps of files and of output make runs that failed', async () => {
    const end = await run(configOf(ATTACKS));
    expect(end.exitCode).toBe(3);
    expectNothingActs(end);
    const { models } = JSON.parse(await readFile(end.outputs.result ?? '', 'utf8'));
    const counts = models.map(({ runs }: { runs: { ok: number } }) => runs.ok);
    expect(counts).toEqual([3, ...ATTACKS.map(() => 0)]);
    for (const text of [end.summary, end.log, end.github.comments[0]?.body])
      expect(text).not.toContain('0.987654');
  });

  test('a config that names a model like that is quoted, and does nothing', async () => {
    const end = await run(configOf(['names'], () => CORPUS.join(' ').slice(0, 99)));
    expect(end.exitCode).toBe(2);
    expect(end.log).toMatch(/^::error::.*models\.variants\[0\]\.name/m);
    expectNothingActs(end);
  });
});
