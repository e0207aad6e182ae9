import { expect, test } from 'vitest';
import { failureReason } from '../../src/records/failure-reason.ts';

/** As the tools print them. */
const PYENV = `pyenv: python: command not found

The \`python' command exists in these Python versions:
  3.11.4

Note: See 'pyenv help global' for tips on allowing both
      python2 and python3 to be found.`;
const CONDA = `Traceback (most recent call last):
  File "train.py", line 3, in <module>
    main()
ValueError: could not convert string to float: 'x'

ERROR conda.cli.main_run:execute(125): \`conda run python train.py\` failed. (See above for error)`;
const ACCELERATE = `Traceback (most recent call last):
  File "/code/train.py", line 3, in <module>
torch.OutOfMemoryError: CUDA out of memory.
Traceback (most recent call last):
  File "/venv/bin/accelerate", line 8, in <module>
subprocess.CalledProcessError: Command '['/venv/bin/python', 'train.py']' returned non-zero exit status 1.`;

test.each([
  ['pyenv', PYENV, 'pyenv: python: command not found'],
  [
    'pyenv without the version',
    "pyenv: version `3.12' is not installed (set by /code/.python-version)\n",
    "pyenv: version `3.12' is not installed (set by /code/.python-version)",
  ],
  [
    'asdf',
    'No version is set for command python\nConsider adding one of the following versions\npython 3.11.4',
    'No version is set for command python',
  ],
  ['conda run', CONDA, "ValueError: could not convert string to float: 'x'"],
  [
    'conda without the environment',
    'EnvironmentLocationNotFound: Not a conda environment: /opt/conda/envs/x\n',
    'EnvironmentLocationNotFound: Not a conda environment: /opt/conda/envs/x',
  ],
  ['accelerate', ACCELERATE, 'torch.OutOfMemoryError: CUDA out of memory.'],
  ['nothing but a last line', 'epoch 1\nSegmentation violation', 'Segmentation violation'],
])('of what %s prints, the line that says why', (_, printed, line) => {
  expect(failureReason(`exit code 1\n${printed}`)).toBe(line);
});
