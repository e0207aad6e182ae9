/**
 * The environment of a training process. Its code may be a stranger's, so it gets only known variables for programs, libraries and
 * devices, and those that `trainer.environment` names. A list of forbidden names would never be complete (`GH_PAT`, `KAGGLE_KEY`).
 * Names that suggest a secret and addresses with a password are left out even within known families.
 */
import { isRunnerVariable } from '../../config/schema/runner-variable.ts';

/** Whole names, in any case: Windows writes `Path`, and proxies use both. */
const NAMES = new Set(
  `PATH PATHEXT HOME USER LOGNAME USERNAME SHELL TERM COLORTERM LANG LANGUAGE TZ TZDIR TMPDIR TMP TEMP PWD OLDPWD HOSTNAME CI NO_COLOR
  FORCE_COLOR COLUMNS LINES DISPLAY WAYLAND_DISPLAY SOURCE_DATE_EPOCH DEBIAN_FRONTEND IMAGEOS IMAGEVERSION AGENT_TOOLSDIRECTORY
  RUNNER_TRACKING_ID DOCKER_HOST
  SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PROGRAMFILES PROGRAMFILES(X86) PROGRAMDATA PROGRAMW6432 COMMONPROGRAMFILES
  COMMONPROGRAMFILES(X86) COMMONPROGRAMW6432 APPDATA LOCALAPPDATA USERPROFILE HOMEDRIVE HOMEPATH PUBLIC ALLUSERSPROFILE COMPUTERNAME
  USERDOMAIN OS NUMBER_OF_PROCESSORS PSMODULEPATH DRIVERDATA INCLUDE LIB LIBPATH
  HTTP_PROXY HTTPS_PROXY FTP_PROXY ALL_PROXY NO_PROXY SSL_CERT_FILE SSL_CERT_DIR REQUESTS_CA_BUNDLE CURL_CA_BUNDLE AWS_CA_BUNDLE
  LIBRARY_PATH CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH PKG_CONFIG_PATH CC CXX FC F77 AR LD CFLAGS CXXFLAGS CPPFLAGS FFLAGS LDFLAGS
  MAKEFLAGS GLIBC_TUNABLES MODULEPATH MODULESHOME LOADEDMODULES LMFILES
  CONDA PYTHON PYTHON3 VIRTUAL_ENV VIRTUAL_ENV_PROMPT PIPX_HOME PIPX_BIN_DIR WORKON_HOME NLTK_DATA GENSIM_DATA_DIR SCIKIT_LEARN_DATA
  SEABORN_DATA MPLBACKEND MPLCONFIGDIR NO_ALBUMENTATIONS_UPDATE KAGGLEHUB_CACHE SENTENCE_TRANSFORMERS_HOME HUGGINGFACE_HUB_CACHE
  TOKENIZERS_PARALLELISM PYOPENGL_PLATFORM QT_QPA_PLATFORM SDL_VIDEODRIVER SDL_AUDIODRIVER D4RL_DATASET_DIR
  RHOME RSTUDIO_PANDOC _R_CHECK_LENGTH_1_CONDITION_ _JAVA_OPTIONS JRE_HOME CLASSPATH M2_HOME MAVEN_HOME SCALA_HOME SBT_OPTS
  GOPATH GOROOT GOBIN GOCACHE GOMODCACHE GOFLAGS GOPROXY GOSUMDB GOTOOLCHAIN GOMAXPROCS GO111MODULE GOOS GOARCH GOTMPDIR
  NODE_ENV NODE_EXTRA_CA_CERTS PNPM_HOME BUN_INSTALL DENO_DIR GEM_HOME GEM_PATH RUBYLIB BUNDLE_PATH BUNDLE_GEMFILE PERL5LIB LUA_PATH
  LUA_CPATH NUGET_PACKAGES MATLABPATH MLM_LICENSE_FILE LM_LICENSE_FILE PROJ_LIB PROJ_DATA GDAL_DATA ECCODES_DEFINITION_PATH`
    .split(/\s+/)
    .map((name) => name.toUpperCase()),
);

const FAMILIES =
  `LC_ XDG_ PROCESSOR_ MSYSTEM MINGW_ VSCMD_ VS160 VS170 LD_ DYLD_ NIX_ GUIX_ LMOD_ MALLOC_ MIMALLOC_ ASAN_ CMAKE_ CCACHE_ HOMEBREW_
  CUDA CUDNN NVIDIA_ NCCL_ NVTE_ CUBLAS CUPY_ CUTLASS_ TENSORRT_ TRT_ ROCM_ ROCR_ HIP_ HSA_ HCC_ AMD_ MIOPEN_ GPU_ ONEAPI_ SYCL_ ZE_ ZES_ IPEX_
  OV_ OPENVINO_ OPENCL_ OCL_ TPU_ LIBTPU_ PJRT_ XLA_ XRT_ PYTORCH_ TORCH TF_ TF2_ TFDS_ TFHUB_ KERAS_ JAX_ JAXLIB_ FLAX_ ACCELERATE_
  DEEPSPEED_ FSDP_ MEGATRON_ HF_ TRANSFORMERS_ DATASETS_ DIFFUSERS_ XFORMERS_ TRITON_ BITSANDBYTES_ BNB_ VLLM_ FLASH_ATTENTION_ LIGHTNING_ PL_
  MXNET_ PADDLE_ FLAGS_ ORT_ ONNXRUNTIME_ XGBOOST_ LIGHTGBM_ POLARS_ RAY_ DASK_ NUMBA_ NUMEXPR_ NPY_ ARROW_ OMP_ KMP_ GOMP_ LIBOMP_ OPENBLAS_ GOTO_
  MKL_ DNNL_ ONEDNN_ BLIS_ VECLIB_ RAYON_ SKLEARN_ JOBLIB_ LOKY_ SCIPY_ OPENML_ OPENCV_ MUJOCO_ EGL_ MESA_ LIBGL_
  WANDB_ MLFLOW_ COMET_ NEPTUNE_ CLEARML_ AIM_ DVC_
  PYTHON PYENV CONDA_ _CE_ _CONDA_ MAMBA_ PIXI_ PIP_ PIPENV_ POETRY_ PDM_ UV_ HATCH_ RYE_ ASDF_ MISE_ R_ RENV_ JULIA_ JAVA_ JDK_ GRADLE_ MAVEN_
  SPARK_ PYSPARK_ HADOOP_ CGO_ CARGO_ RUST NVM_ VOLTA_ FNM_ NPM_CONFIG_ YARN_ DOTNET_ MSBUILD RBENV_ OPAM OCAML OCTAVE_
  OMPI_ PMI_ PMIX_ PRTE_ UCX_ FI_ MPI_ MPICH_ I_MPI_ SLURM_ SBATCH_ PBS_ LSB_ SGE_ APPTAINER_ SINGULARITY_`
    .split(/\s+/)
    .map((name) => name.toUpperCase());

/** A part of a name that suggests a secret; `TOKENIZERS_PARALLELISM` and `PYTHON_KEYRING_BACKEND` have none. */
const SECRET_PART =
  /(?:^|_)(?:KEYS?|TOKENS?|SECRETS?|PASS|PASSWD|PWD|PASSWORDS?|PASSPHRASE|PAT|JWT|BEARER|SAS|COOKIES?|CREDENTIALS?|CREDS?|AUTH|WEBHOOK|HOOK|NETRC|DSN|HEADERS?)(?:_|$)/i;
const SECRET_WORD = /secret|passw|passphrase|credential|api_?key|auth_?token|private_?key|access_?key/i;
/** Working directories, and no passwords. */
const NO_SECRETS = /^(?:OLD)?PWD$/i;
/** `https://user:password@host` and `https://token@host`, but not `ssh://git@host`. */
const SECRET_ADDRESS = /https?:\/\/[^\s/@]+@|:\/\/[^\s/:@]*:[^\s/@]+@/i;
/** Prefixes of tokens of well-known services, outside of paths. */
const SECRET_VALUE =
  /(?<![\w./\\-])(?:(?:gh[opsur]|github_pat|hf|npm|sk_live)_[A-Za-z0-9]{20}|(?:glpat|sk|xox[abp]|pypi)-[\w-]{20}|AKIA[A-Z0-9]{16}|eyJ[\w-]{10,}\.eyJ)|-----BEGIN /;

/** Libraries that start a thread per core would slow down parallel runs. */
const THREAD_NAMES = [
  'OMP_NUM_THREADS',
  'OPENBLAS_NUM_THREADS',
  'MKL_NUM_THREADS',
  'BLIS_NUM_THREADS',
  'NUMEXPR_NUM_THREADS',
  'VECLIB_MAXIMUM_THREADS',
  'TF_NUM_INTRAOP_THREADS',
  'TF_NUM_INTEROP_THREADS',
  'RAYON_NUM_THREADS',
  'POLARS_MAX_THREADS',
  'JULIA_NUM_THREADS',
];

/**
 * @param own variables of this run, which override all others
 * @param threads of each library, unless the machine's owner has set it
 */
export function trainingEnvironment(
  inherited: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>>,
  threads = 1,
): Record<string, string> {
  const kept = Object.entries(inherited).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && isPassedOn(entry[0], entry[1]),
  );
  const limits = Object.fromEntries(THREAD_NAMES.map((name) => [name, String(threads)]));
  return { ...limits, ...Object.fromEntries(kept), ...own };
}

/** The environment of a run. Work trees share git's data, so `git status` in a run must not write there. */
export function environmentOfRun(
  inherited: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>>,
  threads?: number,
): Record<string, string> {
  return trainingEnvironment(inherited, { GIT_OPTIONAL_LOCKS: '0', ...own }, threads);
}

/** Where clients find a cluster; runs do not get these. */
const OF_CLIENT = /^(?:KUBERNETES_.*|KUBECONFIG|LSF_.*|_?CONDOR_.*)$/;

/** For the commands that submit, list and cancel jobs: what runs get, and where the cluster is. */
export function engineEnvironment(
  inherited: NodeJS.ProcessEnv,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const clients = Object.entries(inherited).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && OF_CLIENT.test(entry[0]) && !mayBeSecret(entry[0], entry[1]),
  );
  return { ...Object.fromEntries(clients), ...trainingEnvironment(inherited, own) };
}

/** Variables that `trainer.environment` names and that are set. */
export function namedVariables(
  inherited: NodeJS.ProcessEnv,
  names: readonly string[] = [],
): Record<string, string> {
  const found = names.flatMap((name) => {
    const value = inherited[name];
    return value === undefined || isRunnerVariable(name) ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

/** An engine's variables about a job's part of a node. */
const OF_NODE =
  /^(?:(?:SLURM|SLURMD|SBATCH|PBS|LSB|LSF|SGE|PMI|PMIX)_.*|(?:CUDA|ROCR|HIP|NVIDIA)_VISIBLE_DEVICES|GPU_DEVICE_ORDINAL|ZE_AFFINITY_MASK|TMPDIR|TMP|TEMP|HOSTNAME|PWD|OLDPWD)$/;

/** How Conclusive submits: with it, `srun` within a run would give its tasks no environment. */
const OF_SUBMISSION = /^SLURM_(?:EXPORT_ENV|GET_USER_ENV)$/;

/** The node's address goes first, because the shell's may be a dashboard's, which runs cannot use. */
const CLUSTER_OF_NODE = 'RAY_ADDRESS';

/** The environment of a run on a node: the submitter's, except for the node's own variables. */
export function environmentOnNode(
  given: Readonly<Record<string, string>>,
  node: NodeJS.ProcessEnv,
): Record<string, string> {
  const isOwn = (name: string) =>
    (OF_NODE.test(name) && !OF_SUBMISSION.test(name)) || name === CLUSTER_OF_NODE;
  const own = Object.entries(trainingEnvironment(node, {})).filter(([name]) => isOwn(name));
  const shared = Object.entries(given).filter(([name]) => !OF_NODE.test(name));
  return Object.fromEntries([...shared, ...own]);
}

/** Variables of the terminal or the login, which differ between sessions. */
const OF_SESSION =
  /^(?:TERM|COLORTERM|COLUMNS|LINES|DISPLAY|WAYLAND_DISPLAY|SHELL|XDG_(?:SESSION_.*|RUNTIME_DIR|SEAT.*|VTNR))$/;

/** Variables that decide what a run on a node does. */
export function decisiveOnNode(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(given).filter(([name]) => !OF_NODE.test(name) && !OF_SESSION.test(name)),
  );
}

function isPassedOn(name: string, value: string): boolean {
  const upper = name.toUpperCase();
  if (isRunnerVariable(name)) return false;
  if (!NAMES.has(upper) && !FAMILIES.some((family) => upper.startsWith(family))) return false;
  return !mayBeSecret(name, value);
}

function mayBeSecret(name: string, value: string): boolean {
  if ((SECRET_PART.test(name) || SECRET_WORD.test(name)) && !NO_SECRETS.test(name)) return true;
  return SECRET_ADDRESS.test(value) || SECRET_VALUE.test(value);
}
