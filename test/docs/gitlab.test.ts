/** The jobs of docs/how-to/gitlab.md, with a loopback server in place of GitLab. */
import { spawn } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { stepsOf } from '../support/page-commands.ts';
import { temporaryFolder } from '../support/temporary.ts';

const jobs = parse(stepsOf('how-to/gitlab.md').find(({ text }) => text.startsWith('verdict:'))?.text ?? '');
const FORM = /name="body"\r\n\r\n([\s\S]*?)\r\n--/;

interface Note {
  readonly id: number;
  readonly author: { readonly id: number };
  body: string;
}

const stops: Array<() => void> = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Who owns the token. */
const ME = { id: 42 };
const OTHER = { id: 7 };

/** Answers as GitLab does: pages of notes, and 403 for a change of another author's. */
async function forge(notes: Note[]): Promise<{ readonly url: string; readonly requests: readonly string[] }> {
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    requests.push(`${request.method} ${request.url} ${request.headers['private-token']}`);
    const [, body = ''] = FORM.exec(text) ?? [];
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://forge');
    const id = Number(pathname.split('/').at(-1));
    if (pathname.endsWith('/user')) return void response.end(JSON.stringify(ME));
    if (request.method === 'POST') notes.push({ id: notes.length + 1, author: ME, body });
    const edited = request.method === 'PUT' ? notes.find((note) => note.id === id) : undefined;
    if (edited?.author === OTHER) response.statusCode = 403;
    else if (edited !== undefined) edited.body = body;
    const from = 100 * (Number(searchParams.get('page') ?? 1) - 1);
    response.end(JSON.stringify(notes.slice(from, from + 100)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  stops.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`, requests };
}

function runScript(script: string, cwd: string, environment: Record<string, string>): Promise<number | null> {
  const child = spawn('sh', ['-e', '-c', script], { cwd, env: { PATH: process.env.PATH, ...environment } });
  return new Promise((done) => child.once('close', done));
}

test.skipIf(process.platform === 'win32')('the comment is posted once and replaced by the next', async () => {
  const folder = await temporaryFolder();
  const notes: Note[] = [{ id: 1, author: OTHER, body: 'looks good to me' }];
  const { url, requests } = await forge(notes);
  const [script] = jobs.comment.script;
  const environment = {
    CI_API_V4_URL: url,
    CI_PROJECT_ID: '7',
    CI_MERGE_REQUEST_IID: '3',
    CONCLUSIVE_TOKEN: 'glpat-1',
  };
  for (const report of ['### ⚪ first', '### ✅ `second` "quoted"; $HOME']) {
    await writeFile(join(folder, 'report.md'), `${report}\n`);
    expect(await runScript(script, folder, environment)).toBe(0);
  }
  expect(notes).toEqual([
    { id: 1, author: OTHER, body: 'looks good to me' },
    { id: 2, author: ME, body: '### ✅ `second` "quoted"; $HOME\n<!-- conclusive -->\n' },
  ]);
  const path = '/api/v4/projects/7/merge_requests/3/notes';
  expect(requests).toEqual([
    'GET /api/v4/user glpat-1',
    `GET ${path}?sort=asc&per_page=100&page=1 glpat-1`,
    `POST ${path} glpat-1`,
    'GET /api/v4/user glpat-1',
    `GET ${path}?sort=asc&per_page=100&page=1 glpat-1`,
    `PUT ${path}/2 glpat-1`,
  ]);
});

test.skipIf(process.platform === 'win32')("another author's note with the marker is left alone", async () => {
  const folder = await temporaryFolder();
  const quoted = Array.from({ length: 150 }, (_, at) => ({
    id: at + 1,
    author: OTHER,
    body: '> <!-- conclusive -->',
  }));
  const notes: Note[] = [...quoted];
  const { url } = await forge(notes);
  const environment = {
    CI_API_V4_URL: url,
    CI_PROJECT_ID: '7',
    CI_MERGE_REQUEST_IID: '3',
    CONCLUSIVE_TOKEN: 'glpat-1',
  };
  for (const report of ['first', 'second']) {
    await writeFile(join(folder, 'report.md'), `${report}\n`);
    expect(await runScript(jobs.comment.script[0], folder, environment)).toBe(0);
  }
  expect(notes.slice(0, 150)).toEqual(quoted);
  expect(notes.slice(150)).toEqual([{ id: 151, author: ME, body: 'second\n<!-- conclusive -->\n' }]);
});

test.skipIf(process.platform === 'win32')('without a report nothing is posted', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'report.md'), '');
  expect(await runScript(jobs.comment.script[0], folder, {})).toBe(0);
});

test.skipIf(process.platform === 'win32')(
  'the job of the verdict has the exit code of the gate',
  async () => {
    const folder = await temporaryFolder();
    cpSync('dist', join(folder, 'tools/conclusive/dist'), { recursive: true });
    const environment = { CI_MERGE_REQUEST_DIFF_BASE_SHA: 'HEAD' };
    expect(await runScript(jobs.verdict.script, folder, environment)).toBe(2);
    expect(readFileSync(join(folder, 'report.md'), 'utf8')).toBe('');
  },
);
