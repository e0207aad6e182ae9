/** The files that decide what `trainer.setup` installs. */
import type { Config } from './schema/schema.ts';

/** Requirements files of Python. */
export const REQUIREMENTS = [
  'requirements.txt',
  'requirements-train.txt',
  'environment.yml',
  'pyproject.toml',
];

const USUAL_FILES = [
  'requirements.txt',
  'requirements.lock',
  'pyproject.toml',
  'poetry.lock',
  'uv.lock',
  'pdm.lock',
  'Pipfile.lock',
  'environment.yml',
  'conda-lock.yml',
  'setup.py',
  'package.json',
  'package-lock.json',
  'renv.lock',
  'Manifest.toml',
];

/** The lock files that a config names, else those with a usual name next to it. */
export function setupFiles({ trainer }: Pick<Config, 'trainer'>): readonly string[] {
  return trainer.setup === undefined ? [] : (trainer['setup-files'] ?? USUAL_FILES);
}
