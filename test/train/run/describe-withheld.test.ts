import { describe, expect, test } from 'vitest';
import { describeWithheld } from '../../../src/train/run/describe-withheld.ts';
import { trainFailing } from './train-failing.ts';

const inherited = { KAGGLE_KEY: 'k', DATA_ROOT: '/data', GITHUB_TOKEN: 'g', PATH: '/bin', _: 'x' };
const given = { PATH: '/bin' };

describe('a program that misses a variable which runs do not get is told the line that passes it on', () => {
  test.each([
    ["KeyError: 'DATA_ROOT'", /^DATA_ROOT is set here.*add trainer\.environment: \[DATA_ROOT\]/],
    ['Error: set $DATA_ROOT and KAGGLE_KEY', /trainer\.environment: \[KAGGLE_KEY, DATA_ROOT\]/],
    ['HTTPError: 401 Client Error: Unauthorized', /trainer\.environment: \[KAGGLE_KEY\]/],
    ['wandb: ERROR api_key not configured (no-tty)', /trainer\.environment: \[KAGGLE_KEY\]/],
  ])('%s', (printed, hint) => {
    expect(describeWithheld(printed, inherited, given)).toMatch(hint);
  });

  test.each(["KeyError: 'accuracy'", "KeyError: 'GITHUB_TOKEN'", 'PATH', 'MY_DATA_ROOT', '_'])(
    '%s has nothing to do with it',
    (printed) => {
      expect(describeWithheld(printed, inherited, given)).toBeNull();
    },
  );
});

test('the report of a failed run says so', async () => {
  process.env.CONCLUSIVE_TEST_ROOT = '/data';
  try {
    const { check } = await trainFailing(
      `if (!process.env.CONCLUSIVE_TEST_ROOT) { console.error("KeyError: 'CONCLUSIVE_TEST_ROOT'"); process.exit(1); }`,
    );
    expect(check).toContain('add trainer.environment: [CONCLUSIVE_TEST_ROOT] to the config');
  } finally {
    delete process.env.CONCLUSIVE_TEST_ROOT;
  }
});
