import type { Question } from './engine.ts';
import type { WorldLaw } from './worlds.ts';

/** A world and its design in words; the default design is not named. */
export function describe(world: WorldLaw, { looks, shift, margin }: Question & { shift: number }): string {
  const unit = world.kind === 'values' ? `${shift} sd` : `${points(shift)} points`;
  return [
    ...ofWorld(world),
    looks.length > 1 ? '' : `${looks[0]} ${isUnpaired(world) ? 'runs' : 'seeds'}`,
    shift === 0 ? '' : `truth ${shift > 0 ? '+' : '−'}${unit.replace('-', '')}`,
    margin === null ? '' : `margin ${points(margin)} points`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function ofWorld(world: WorldLaw): string[] {
  switch (world.kind) {
    case 'examples': {
      const { baseline, variant } = world.seedDeviation;
      return [
        `accuracy ${world.accuracy}`,
        `${world.examples} examples`,
        world.clusterSize > 1 ? `in clusters of ${world.clusterSize}` : '',
        baseline === variant ? `seeds sd ${baseline}` : `seeds sd ${baseline} and ${variant}`,
        world.rareGains > 0 ? `gains on ${points(world.rareGains)} %` : '',
        collapse(world),
      ];
    }
    case 'scores':
      return [
        `${world.rareGains > 0 ? 'gains' : 'losses'} on ${points(Math.abs(world.rareGains))} %`,
        `${world.examples} examples`,
        `seeds sd ${world.seedDeviation}`,
        `noise ${world.noise}`,
      ];
    case 'values':
      return [
        world.isPaired ? 'metric alone' : 'metric alone, unpaired',
        world.law,
        `sd ${world.deviation.baseline} and ${world.deviation.variant}`,
        collapse(world),
      ];
  }
}

function collapse({ collapse }: { readonly collapse: number }): string {
  return collapse > 0 ? `collapse on ${points(collapse)} %` : '';
}

function isUnpaired(world: WorldLaw): boolean {
  return world.kind === 'values' && !world.isPaired;
}

function points(share: number): number {
  return Number((100 * share).toPrecision(3));
}
