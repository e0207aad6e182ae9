import { describe, expect, test } from 'vitest';
import { parsePayload, pullRequestPayload, pushPayload } from '../../../src/github/event/payload.ts';
import pullRequestExample from '../payloads/pull_request.synchronize.json' with { type: 'json' };
import pushExample from '../payloads/push.json' with { type: 'json' };

describe("GitHub's own example of a payload", () => {
  test('of a push is read', () => {
    expect(parsePayload(pushPayload, pushExample, 'push').before).toMatch(/^[0-9a-f]{40}$/);
  });

  test('of a pull request is read, whatever its text is', () => {
    const { pull_request } = pullRequestExample;
    const odd = { pull_request: { ...pull_request, body: { not: 'a text' } } };
    expect(parsePayload(pullRequestPayload, odd, 'pull_request').pull_request.body).toBeNull();
  });
});

test.each(['--upload-pack=evil', 'a b', 'a:b', 'a\u0007b', ''])(
  '%j is refused as a branch, with the field',
  (branch) => {
    const payload = { ...pushExample, repository: { default_branch: branch } };
    expect(() => parsePayload(pushPayload, payload, 'push')).toThrow(
      /^the payload of the "push" event in GITHUB_EVENT_PATH is invalid: repository\.default_branch: /,
    );
  },
);
