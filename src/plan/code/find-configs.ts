/** Finds Conclusive's configs among the code of a model: an edit of one changes no model. */
import { join } from 'node:path';
import { MAX_CONFIG_BYTES } from '../../config/file/load.ts';
import { readTextOrNull } from '../../files/open-file.ts';
import type { TreeListing } from '../../git/tree.ts';

/** Top-level keys that every config has. */
const KEYS = ['trainer', 'models', 'metrics'].map((key) => new RegExp(`^["']?${key}["']?\\s*:`, 'm'));
/** In a repository with more, each counts as code. */
const MAX_FILES = 2000;

/** @param directory null where the code of a stranger is not checked out: all files then count as code */
export function findConfigs(listing: TreeListing, directory: string | null): readonly string[] {
  const files = [...listing.keys()].filter((path) => /\.ya?ml$/i.test(path));
  if (directory === null || files.length > MAX_FILES) return [];
  return files.filter((path) => {
    const text = readTextOrNull(join(directory, path), MAX_CONFIG_BYTES);
    return text !== null && KEYS.every((key) => key.test(text));
  });
}
