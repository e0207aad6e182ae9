import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  artifactName,
  newestArtifact,
  shardArtifactName,
  shardOfArtifact,
} from '../../../src/github/artifact/artifact-name.ts';

test('an artifact is called after its config and the attempt', () => {
  expect(artifactName('conclusive.yml', 1)).toBe('conclusive-1');
  expect(artifactName('conclusive.yml', 2)).toBe('conclusive-2');
  expect(artifactName('text/conclusive.yml', 1)).toMatch(/^conclusive-text-conclusive\.yml-[0-9a-f]{8}-1$/);
});

test('of two configs no artifact has the same name, or is taken for that of the other', () => {
  expect(artifactName('a/b.yml', 1)).not.toBe(artifactName('a-b.yml', 1));
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), fc.nat(), (one, other, attempt) => {
      fc.pre(one !== other);
      expect(newestArtifact([{ name: artifactName(one, attempt) }], other)).toBeNull();
    }),
  );
});

test('a name holds nothing that GitHub refuses in one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (config) => {
      expect(artifactName(config, 1)).toMatch(/^[\w.-]{1,100}$/);
    }),
  );
});

test('the newest is that of the highest attempt', () => {
  const items = [1, 10, 9].map((attempt) => ({ name: artifactName('conclusive.yml', attempt) }));
  expect(newestArtifact([...items, { name: 'conclusive-99x' }], 'conclusive.yml')?.name).toBe(
    'conclusive-10',
  );
  expect(newestArtifact(items, 'other.yml')).toBeNull();
});

test('records of a job are known by their config, and taken for no report', () => {
  const name = (config: string, job: string, index: number) =>
    shardArtifactName(config, { attempt: 2, job, shard: { index, of: 256 } });
  expect(name('conclusive.yml', 'train-1', 3)).toBe('conclusive-shard.2.train-1.3-of-256');
  const configs = fc.oneof(fc.string({ minLength: 1 }), fc.stringMatching(/^shard\.\d(\.[a-z]{0,3}){0,3}$/));
  fc.assert(
    fc.property(configs, configs, fc.string(), fc.integer({ min: 1, max: 256 }), (one, other, job, index) => {
      fc.pre(one !== other);
      const own = name(one, job, index);
      expect(own).toMatch(/^[\w.-]{1,200}$/);
      expect(shardOfArtifact(own, one)).toEqual({ index, of: 256 });
      expect(shardOfArtifact(own, other)).toBeNull();
      expect(newestArtifact([{ name: own }], one)).toBeNull();
      expect(shardOfArtifact(artifactName(one, index), one)).toBeNull();
    }),
  );
});
