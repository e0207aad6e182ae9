import { describe, expect, test } from 'vitest';
import {
  engineEnvironment,
  environmentOnNode,
  namedVariables,
  trainingEnvironment,
} from '../../../src/train/process/environment.ts';

const names = (list: string) => list.trim().split(/\s+/);
const given = (list: string, value = '/some/value') =>
  Object.keys(trainingEnvironment(Object.fromEntries(names(list).map((name) => [name, value])), {}));

const SECRETS = `GITHUB_TOKEN GH_TOKEN GH_PAT ACTIONS_RUNTIME_TOKEN ACTIONS_CACHE_URL ACTIONS_ID_TOKEN_REQUEST_URL GITHUB_ENV GITHUB_PATH
  GITHUB_OUTPUT GITHUB_STEP_SUMMARY GITHUB_STATE GITHUB_EVENT_PATH INPUT_TOKEN STATE_x RUNNER_TEMP RUNNER_TRACKING_ID_OF_NOBODY NPM_TOKEN
  NODE_AUTH_TOKEN AWS_SECRET_ACCESS_KEY AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN OPENAI_API_KEY OPENAI_KEY DB_PASSWORD
  GOOGLE_APPLICATION_CREDENTIALS SSH_AUTH_SOCK SSHKEY NODE_OPTIONS NODE_PATH my_secret GPG_PASSPHRASE SMTP_PASS ENCRYPTION_KEY SIGNING_KEY
  DATABASE_URL PGPASSFILE SLACK_WEBHOOK_URL HOOK KAGGLE_KEY KAGGLE_USERNAME JWT BEARER SAS AZURE_SAS GIT_CONFIG_COUNT GIT_CONFIG_KEY_0
  GIT_CONFIG_VALUE_0 GIT_CONFIG_PARAMETERS GIT_ASKPASS GIT_SSH_COMMAND GIT_DIR HF_TOKEN HF_TOKEN_PATH HUGGING_FACE_HUB_TOKEN WANDB_API_KEY
  MLFLOW_TRACKING_PASSWORD NEPTUNE_API_TOKEN COMET_API_KEY CLEARML_API_ACCESS_KEY PIP_PASSWORD POETRY_PYPI_TOKEN_PYPI
  POETRY_HTTP_BASIC_X_PASSWORD UV_INDEX_X_PASSWORD UV_PUBLISH_TOKEN CARGO_REGISTRY_TOKEN CONDA_TOKEN SLURM_JWT JULIA_PKG_TOKEN R_SAS HF_PAT
  npm_config__auth npm_config_//registry.npmjs.org/:_authToken NPM_CONFIG__AUTHTOKEN APPTAINER_DOCKER_PASSWORD HOMEBREW_GITHUB_API_TOKEN
  BUNDLE_RUBYGEMS__PKG__GITHUB__COM VAULT_ADDR TWINE_PASSWORD CI_JOB_TOKEN GITEA_TOKEN FORGEJO_TOKEN TERRAFORM ANYTHING_ELSE D X MY_DATA`;

test('a training process sees no token, none of the files by which a step talks to the runner, and nothing that nobody named', () => {
  expect(given(SECRETS, 's')).toEqual(given('', 's'));
});

const KEPT: Record<string, string> = {
  system:
    'PATH HOME USER SHELL LANG LC_ALL LC_CTYPE LANGUAGE TZ TMPDIR PWD OLDPWD XDG_CACHE_HOME XDG_RUNTIME_DIR CI ImageOS',
  Windows:
    'Path PATHEXT SystemRoot SystemDrive windir ComSpec ProgramFiles ProgramFiles(x86) ProgramData APPDATA LOCALAPPDATA USERPROFILE HOMEDRIVE HOMEPATH TEMP TMP NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE PSModulePath',
  libraries:
    'LD_LIBRARY_PATH LD_PRELOAD DYLD_LIBRARY_PATH LIBRARY_PATH CPATH CC CXX CFLAGS LDFLAGS NIX_LD LMOD_DIR MODULEPATH',
  devices:
    'CUDA_HOME CUDA_PATH CUDA_VISIBLE_DEVICES CUDA_LAUNCH_BLOCKING CUBLAS_WORKSPACE_CONFIG CUDNN_PATH NVIDIA_VISIBLE_DEVICES NVIDIA_TF32_OVERRIDE NCCL_DEBUG ROCM_PATH HIP_VISIBLE_DEVICES HSA_OVERRIDE_GFX_VERSION ONEAPI_ROOT ZE_AFFINITY_MASK TPU_NAME XLA_FLAGS PJRT_DEVICE',
  threads:
    'OMP_NUM_THREADS OMP_PROC_BIND KMP_AFFINITY GOMP_CPU_AFFINITY MKL_NUM_THREADS OPENBLAS_CORETYPE NUMEXPR_MAX_THREADS RAYON_NUM_THREADS',
  frameworks:
    'TORCH_HOME TORCH_CUDA_ARCH_LIST TORCHINDUCTOR_CACHE_DIR PYTORCH_CUDA_ALLOC_CONF TF_DETERMINISTIC_OPS TF_CPP_MIN_LOG_LEVEL TFDS_DATA_DIR TFHUB_CACHE_DIR KERAS_HOME KERAS_BACKEND JAX_PLATFORMS JAX_ENABLE_X64 HF_HOME HF_DATASETS_CACHE HF_HUB_OFFLINE HF_ENDPOINT HUGGINGFACE_HUB_CACHE TRANSFORMERS_CACHE TRANSFORMERS_OFFLINE TOKENIZERS_PARALLELISM DATASETS_VERBOSITY NLTK_DATA SCIKIT_LEARN_DATA SENTENCE_TRANSFORMERS_HOME KAGGLEHUB_CACHE MPLBACKEND WANDB_MODE WANDB_DIR MLFLOW_TRACKING_URI POLARS_MAX_THREADS NUMBA_NUM_THREADS TRITON_CACHE_DIR',
  Python:
    'PYTHONPATH PYTHONHASHSEED PYTHONUNBUFFERED PYTHONHOME PYTHON_KEYRING_BACKEND VIRTUAL_ENV CONDA_PREFIX CONDA_DEFAULT_ENV CONDA_EXE CONDA_SHLVL _CE_CONDA MAMBA_ROOT_PREFIX PIXI_PROJECT_ROOT PYENV_ROOT PYENV_VERSION PYENV_SHELL PIP_INDEX_URL PIP_CACHE_DIR PIP_EXTRA_INDEX_URL UV_CACHE_DIR UV_PYTHON POETRY_VIRTUALENVS_PATH pythonLocation Python3_ROOT_DIR PKG_CONFIG_PATH CONDA',
  'other languages':
    'R_HOME R_LIBS R_LIBS_USER RENV_PATHS_CACHE JULIA_DEPOT_PATH JULIA_PROJECT JULIA_LOAD_PATH JAVA_HOME JAVA_HOME_17_X64 JAVA_TOOL_OPTIONS _JAVA_OPTIONS CLASSPATH SPARK_HOME PYSPARK_PYTHON HADOOP_HOME GOPATH GOROOT GOPROXY CARGO_HOME RUSTUP_HOME RUST_BACKTRACE NVM_DIR NODE_ENV npm_config_cache NPM_CONFIG_REGISTRY DOTNET_ROOT',
  network:
    'HTTP_PROXY https_proxy no_proxy ALL_PROXY SSL_CERT_FILE REQUESTS_CA_BUNDLE CURL_CA_BUNDLE NODE_EXTRA_CA_CERTS',
  clusters: 'SLURM_JOB_ID SLURM_CPUS_PER_TASK OMPI_COMM_WORLD_RANK UCX_NET_DEVICES MPICH_GPU_SUPPORT_ENABLED',
  // The runner ends by it what a killed step has left behind.
  runner: 'RUNNER_TRACKING_ID',
};

test.each(Object.entries(KEPT))('it keeps what the owner of the machine set for %s', (_, list) => {
  expect(names(list).filter((name) => !given(list).includes(name))).toEqual([]);
});

test.each([
  ['Kubernetes', 'KUBERNETES_SERVICE_HOST KUBERNETES_SERVICE_PORT KUBERNETES_PORT_443_TCP_ADDR KUBECONFIG'],
  ['LSF', 'LSF_ENVDIR LSF_SERVERDIR LSF_BINDIR LSF_LIBDIR LSB_DEFAULTQUEUE'],
  ['HTCondor', 'CONDOR_CONFIG _CONDOR_SCHEDD_HOST'],
  ['PBS', 'PBS_CONF_FILE PBS_EXEC PBS_DEFAULT PBS_SERVER'],
  ['Grid Engine', 'SGE_ROOT SGE_CELL SGE_QMASTER_PORT SGE_CLUSTER_NAME'],
  ['Slurm', 'SLURM_CONF SLURM_CLUSTERS SBATCH_ACCOUNT'],
])('the commands of a queue find %s, and get no secret', (_, list) => {
  const secrets = names(`${SECRETS} LSF_TOKEN _CONDOR_SEC_PASSWORD_FILE KUBE_TOKEN KUBERNETES_TOKEN`);
  const inherited = Object.fromEntries([...names(list), ...secrets].map((name) => [name, '/some/value']));
  const got = Object.keys(engineEnvironment(inherited, {}));
  expect(names(list).filter((name) => !got.includes(name))).toEqual([]);
  expect(secrets.filter((name) => got.includes(name))).toEqual([]);
});

test('runs get nothing by which a cluster is found', () => {
  expect(given('KUBERNETES_SERVICE_HOST KUBECONFIG LSF_ENVDIR CONDOR_CONFIG')).toEqual(given(''));
});

test.each([
  ['HTTPS_PROXY', 'http://user:pass@proxy.example:3128'],
  ['PIP_EXTRA_INDEX_URL', 'https://pypi.example/simple https://__token__:pw-1@index.example/simple'],
  ['PIP_INDEX_URL', 'https://s3cr3t@index.example/simple'],
  ['MLFLOW_TRACKING_URI', 'postgresql://:pass@db.example/'],
  ['UV_EXTRA', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'],
  ['CARGO_NET', '-----BEGIN OPENSSH PRIVATE KEY-----'],
])('it sees no address with a password in it, and no token under another name: %s', (name, value) => {
  expect(trainingEnvironment({ [name]: value }, {})).not.toHaveProperty(name);
});

test.each([
  ['HTTPS_PROXY', 'http://proxy.example:3128'],
  ['PATH', '/opt/sk-learn/bin:/home/ghp_/bin:/x@y/bin'],
  ['PIP_FIND_LINKS', 'ssh://git@host/path'],
])('it keeps %s=%s', (name, value) => {
  expect(trainingEnvironment({ [name]: value }, {})).toHaveProperty(name, value);
});

describe('trainer.environment', () => {
  test('passes on what it names, whatever it is called, but never what is the runner’s', () => {
    const inherited = { WANDB_API_KEY: 'w', DATA: '/data', INPUT_TOKEN: 's', GITHUB_TOKEN: 's' };
    const passed = namedVariables(inherited, ['WANDB_API_KEY', 'INPUT_TOKEN', 'GITHUB_TOKEN', 'ABSENT']);
    expect(passed).toEqual({ WANDB_API_KEY: 'w' });
    expect(trainingEnvironment(inherited, passed)).toMatchObject(passed);
  });
});

test('a run is one thread unless the owner of the machine said otherwise', () => {
  const environment = trainingEnvironment(
    { OMP_NUM_THREADS: '4', PATH: undefined },
    { CONCLUSIVE_SEED: '3' },
  );
  expect(environment).toMatchObject({ OMP_NUM_THREADS: '4', CONCLUSIVE_SEED: '3', MKL_NUM_THREADS: '1' });
  expect(environment).not.toHaveProperty('PATH');
});

test('runs that have more cores each are told so', () => {
  expect(trainingEnvironment({ MKL_NUM_THREADS: '2' }, {}, 4)).toMatchObject({
    OMP_NUM_THREADS: '4',
    TF_NUM_INTRAOP_THREADS: '4',
    MKL_NUM_THREADS: '2',
  });
});

test('a run on a node has the programs of where it was submitted, and of the node what the engine gave it', () => {
  const given = {
    ...{ PATH: '/env/bin', OMP_NUM_THREADS: '4', CONCLUSIVE_SEED: '1', WANDB_API_KEY: 'named' },
    ...{
      CUDA_VISIBLE_DEVICES: '0,1,2,3',
      SLURM_JOB_ID: 'of the login',
      TMPDIR: '/tmp/login',
      HOSTNAME: 'login',
    },
  };
  const node = {
    ...{ PATH: '/usr/bin', CUDA_VISIBLE_DEVICES: '2', SLURM_JOB_ID: '812', TMPDIR: '/scratch/812' },
    ...{ SLURM_JWT: 'secret', HOME: '/root', GITHUB_TOKEN: 'x' },
  };
  expect(environmentOnNode(given, node)).toEqual({
    ...{ PATH: '/env/bin', OMP_NUM_THREADS: '4', CONCLUSIVE_SEED: '1', WANDB_API_KEY: 'named' },
    ...{ CUDA_VISIBLE_DEVICES: '2', SLURM_JOB_ID: '812', TMPDIR: '/scratch/812' },
  });
});

test('a run on a node of Slurm starts tasks of its own with its environment', () => {
  const node = { SLURM_EXPORT_ENV: 'NONE', SLURM_GET_USER_ENV: '1', SLURM_JOB_ID: '812' };
  expect(environmentOnNode({}, node)).toEqual({ SLURM_JOB_ID: '812' });
});

test('a run on a node of Ray finds the cluster, and not its dashboard', () => {
  const given = { RAY_ADDRESS: 'http://head:8265' };
  expect(environmentOnNode(given, { RAY_ADDRESS: '10.0.0.1:6379' })).toMatchObject({
    RAY_ADDRESS: '10.0.0.1:6379',
  });
  expect(environmentOnNode(given, {})).toMatchObject(given);
});
