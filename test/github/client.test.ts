import { expect } from 'vitest';
import { createClient } from '../../src/github/client.ts';
import { test } from '../support/loopback-github/test.ts';

const PULL = { owner: 'acme', repo: 'models', pull_number: 7 };
const answer = (status: number) => ({
  status,
  body: { message: 'no', documentation_url: 'https://docs.github.com' },
});

test('an answer that another try may change is asked for again, three times at the most', async ({
  github,
}) => {
  const client = createClient({ token: github.token, apiUrl: github.url, time: github.time });
  github.fail({ method: 'GET', path: /pulls\/7$/, times: 3, effect: answer(502) });
  expect((await client.rest.pulls.get(PULL)).data.number).toBe(7);
  github.fail({ method: 'GET', path: /pulls\/7$/, times: 99, effect: answer(502) });
  await expect(client.rest.pulls.get(PULL)).rejects.toMatchObject({ status: 502 });
  expect(github.calls).toHaveLength(8);
});

test.for([401, 404, 422])('the answer %s is final', async (status, { github }) => {
  const client = createClient({ token: github.token, apiUrl: github.url, time: github.time });
  github.fail({ method: 'GET', path: /pulls\/7$/, times: 9, effect: answer(status) });
  await expect(client.rest.pulls.get(PULL)).rejects.toMatchObject({ status });
  expect(github.calls).toHaveLength(1);
});
