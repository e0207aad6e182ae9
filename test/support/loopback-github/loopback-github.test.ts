/** Other tests trust the loopback to refuse and count like GitHub. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LoopbackGitHub, startLoopbackGitHub } from './index.ts';
import { findViolations } from './openapi.ts';

const COMMENTS = '/repos/acme/models/issues/7/comments';
let github: LoopbackGitHub;
beforeEach(async () => {
  github = await startLoopbackGitHub({ repository: 'acme/models', pullRequest: 7 });
});
afterEach(() => github.close());

const ask = (path: string, method = 'GET', body?: object) =>
  fetch(github.url + path, {
    method,
    headers: { authorization: `Bearer ${github.token}` },
    body: body === undefined ? null : JSON.stringify(body),
  });

describe('the loopback GitHub', () => {
  test('shows 30 comments a page, at most 100, and links to the next and the last', async () => {
    for (let count = 0; count < 101; count++) github.addComment('reviewer', `comment ${count}`);
    const first = await ask(COMMENTS);
    expect(await first.json()).toHaveLength(30);
    const large = await ask(`${COMMENTS}?per_page=500`);
    expect(await large.json()).toHaveLength(100);
    expect(large.headers.get('link')).toBe(
      `<${github.url}${COMMENTS}?per_page=100&page=2>; rel="next", <${github.url}${COMMENTS}?per_page=100&page=2>; rel="last"`,
    );
    expect(github.violations).toEqual([]);
  });

  test.each([
    [
      'a parameter that GitHub does not have',
      `${COMMENTS}?perpage=100`,
      'GET',
      undefined,
      /unknown query parameter/,
    ],
    ['a parameter of the wrong type', `${COMMENTS}?per_page=many`, 'GET', undefined, /is no integer/],
    ['a comment without a body', COMMENTS, 'POST', { text: 'x' }, /must have required property 'body'/],
    ['a comment whose body is no string', COMMENTS, 'POST', { body: 5 }, /\/body: must be string/],
    ['a route that GitHub does not have', '/repos/acme/models/comments', 'GET', undefined, /no such route/],
  ])('notes %s', async (_title, path, method, body, violation) => {
    await ask(path, method, body);
    expect(github.violations).toEqual([expect.stringMatching(violation)]);
  });

  test('notes an answer that GitHub would not give', () => {
    const exchange = { method: 'GET', path: COMMENTS, query: {}, requestBody: null, status: 200 };
    expect(findViolations({ ...exchange, responseBody: [{ id: 'one' }] })).toContainEqual(
      expect.stringMatching(/\/0\/id: must be integer/),
    );
  });

  test('puts checks and statuses on commits that it has, and on no other', async () => {
    const check = (head_sha: string) =>
      ask('/repos/acme/models/check-runs', 'POST', {
        name: 'conclusive',
        head_sha,
        status: 'completed',
        conclusion: 'success',
        output: { title: 'Title', summary: 'Summary', annotations: [] },
      });
    const known = ['a', 'b', 'c'].map((digit) => digit.repeat(40));
    const [base = '', head = '', pushed = ''] = known;
    github.setPullRequest({ base, head, fork: true, body: null });
    github.push(pushed);
    for (const commit of known) expect((await check(commit)).status).toBe(201);
    const unknown = 'd'.repeat(40);
    const refused = await check(unknown);
    expect([refused.status, await refused.json()]).toEqual([
      422,
      expect.objectContaining({ message: `No commit found for SHA: ${unknown}` }),
    ]);
    const status = { state: 'success', context: 'conclusive', description: 'x' };
    expect((await ask(`/repos/acme/models/statuses/${unknown}`, 'POST', status)).status).toBe(422);
    expect(github.checks.map(({ head_sha }) => head_sha)).toEqual(known);
    expect([github.statuses, github.violations]).toEqual([[], []]);
  });

  test('shows the labels that are on a pull request now', async () => {
    const labels = async () =>
      ((await (await ask('/repos/acme/models/pulls/7')).json()) as { labels: { name: string }[] }).labels.map(
        ({ name }) => name,
      );
    github.label({ event: 'labeled', label: 'one', by: 'octocat' });
    github.label({ event: 'labeled', label: 'two', by: 'octocat' });
    github.label({ event: 'unlabeled', label: 'one', by: 'octocat' });
    expect(await labels()).toEqual(['two']);
    github.deleteLabel('two');
    expect([await labels(), github.violations]).toEqual([[], []]);
  });

  test('lets nobody in without the token', async () => {
    expect((await fetch(github.url + COMMENTS)).status).toBe(401);
  });
});
