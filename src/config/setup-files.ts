import type { Config } from './schema/schema.ts';

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

/** Those that a config names, else those with a usual name next to it. */
export function setupFiles({ trainer }: Pick<Config, 'trainer'>): readonly string[] {
  return trainer.setup === undefined ? [] : (trainer['setup-files'] ?? USUAL_FILES);
}
