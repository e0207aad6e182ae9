import { expect, test } from 'vitest';
import { trainingEnvironment } from '../../../src/train/process/environment.ts';

test('a training process sees no token and none of the files by which a step talks to the runner', () => {
  const secrets = {
    GITHUB_TOKEN: 's',
    GH_TOKEN: 's',
    ACTIONS_RUNTIME_TOKEN: 's',
    ACTIONS_CACHE_URL: 's',
    ACTIONS_ID_TOKEN_REQUEST_URL: 's',
    GITHUB_ENV: 's',
    GITHUB_PATH: 's',
    GITHUB_OUTPUT: 's',
    GITHUB_STEP_SUMMARY: 's',
    GITHUB_STATE: 's',
    GITHUB_EVENT_PATH: 's',
    INPUT_TOKEN: 's',
    RUNNER_TEMP: 's',
    RUNNER_TRACKING_ID_OF_NOBODY: 's',
    NPM_TOKEN: 's',
    NODE_AUTH_TOKEN: 's',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_ACCESS_KEY_ID: 's',
    OPENAI_API_KEY: 's',
    DB_PASSWORD: 's',
    GOOGLE_APPLICATION_CREDENTIALS: 's',
    SSH_AUTH_SOCK: 's',
    NODE_OPTIONS: 's',
    my_secret: 's',
    GPG_PASSPHRASE: 's',
    SMTP_PASS: 's',
    ENCRYPTION_KEY: 's',
    SIGNING_KEY: 's',
    DATABASE_URL: 's',
    PGPASSFILE: 's',
    SLACK_WEBHOOK_URL: 's',
  };
  expect(Object.values(trainingEnvironment(secrets, {}))).not.toContain('s');
});

test.each([
  ['HTTPS_PROXY', 'http://user:pass@proxy.example:3128'],
  ['PIP_EXTRA_INDEX_URL', 'https://pypi.example/simple https://__token__:pw-1@index.example/simple'],
  ['QUEUE', 'amqps://:pass@broker.example/'],
])('it sees no address with a password in it: %s', (name, value) => {
  expect(trainingEnvironment({ [name]: value }, {})).not.toHaveProperty(name);
});

test('it keeps what the owner of the machine set, and the run is one thread unless they said otherwise', () => {
  const kept = {
    PATH: '/bin',
    HOME: '/root',
    LD_LIBRARY_PATH: '/cuda',
    VIRTUAL_ENV: '/venv',
    OMP_NUM_THREADS: '4',
    PWD: '/work',
    OLDPWD: '/',
    HTTPS_PROXY: 'http://proxy.example:3128',
    REPOSITORY: 'ssh://git@example.org:22/a@b',
    CONDA_DEFAULT_ENV: 'base',
    // The runner ends by it what a killed step has left behind.
    RUNNER_TRACKING_ID: 'github_1',
  };
  const environment = trainingEnvironment({ ...kept, EMPTY: undefined }, { CONCLUSIVE_SEED: '3' });
  expect(environment).toMatchObject({ ...kept, CONCLUSIVE_SEED: '3', MKL_NUM_THREADS: '1' });
  expect(environment).not.toHaveProperty('EMPTY');
});

test('runs that have more cores each are told so', () => {
  expect(trainingEnvironment({ MKL_NUM_THREADS: '2' }, {}, 4)).toMatchObject({
    OMP_NUM_THREADS: '4',
    TF_NUM_INTRAOP_THREADS: '4',
    MKL_NUM_THREADS: '2',
  });
});
