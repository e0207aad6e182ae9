import { z } from 'zod';
import type { ChecksConfig } from '../config/schema/checks-schema.ts';
import { completeFinding, type Finding, type Judgement } from './check.ts';
import type { CheckTraits } from './check-traits.ts';
import type { Evidence, EvidenceKind, Gathered, Setup } from './evidence.ts';
import type { Compared, ExtraRuns, OptionSchemas, OptionsOf, TrainedGroup } from './extra-runs.ts';
import { notChecked } from './words.ts';

/** A model, or null for the whole experiment. */
export interface Subject {
  readonly model: string | null;
}

interface CheckSpec<
  Schemas extends OptionSchemas,
  Kind extends EvidenceKind,
  Part,
  Of extends Subject,
  Known = Setup &
    Pick<Gathered, 'chosenSeeds' | 'resultSource' | 'reusedHold'> &
    Pick<Evidence, Kind> & { readonly extraRuns: ReadonlyArray<TrainedGroup<Part>> },
> extends CheckTraits {
  /** `topic/name`; its file is named after it. */
  readonly id: string;
  /** The question, as in the heading in docs/reference/checks/<topic>.md. */
  readonly title: string;
  /** Keys of the section `checks` that it reads. Default: none. */
  readonly options?: Schemas;
  /** A failure makes the verdict `invalid`. */
  readonly invalidates?: true;
  /** The limit of the value, if findings name no other. */
  readonly threshold?: number | ((options: OptionsOf<Schemas>, known: Known) => number);
  /** The check is left out if any of these is missing. */
  readonly needs: readonly Kind[];
  /** The check is left out unless the config asks for such runs. */
  readonly extraRuns?: ExtraRuns<Part>;
  /** Default: true. */
  isEnabled?(options: OptionsOf<Schemas>): boolean;
  /** The config key that requests this check alone; then the report says why it couldn't be made. */
  requestedBy?(section: ChecksConfig, compared: Compared): string | null;
  /** The report has one row for each. */
  of(known: Known): readonly Of[];
  judge(subject: Of, known: Known, options: OptionsOf<Schemas>): Judgement;
  /** The variant's differences under each setting, for a picture. */
  settings?(variant: string, known: Known): readonly TriedSetting[];
}

interface TriedSetting {
  readonly variant: string;
  readonly metric: string;
  readonly setting: string;
  readonly difference: number;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly pairs: number;
}

interface Row {
  readonly model: string | null;
  /** @throws StatisticsError if a statistic is not defined for the numbers */
  judge(): Finding;
}

/** A check with the types that all checks share. */
export interface CheckDefinition {
  readonly id: string;
  readonly title: string;
  readonly options: OptionSchemas;
  readonly invalidates: boolean;
  readonly needs: readonly EvidenceKind[];
  readonly extraRuns: ExtraRuns<unknown> | null;
  readonly traits: CheckTraits;
  isEnabled(section: ChecksConfig): boolean;
  requestedBy(section: ChecksConfig, compared: Compared): string | null;
  /** Empty if the check lacks something it needs. */
  rows(known: Gathered, section: ChecksConfig): readonly Row[];
  settings(known: Gathered, variant: string): readonly TriedSetting[];
}

/** Types `judge` by the schemas of the check's own options and by what it needs. */
export function defineCheck<
  const Schemas extends OptionSchemas = Record<never, never>,
  const Kind extends EvidenceKind = never,
  Part = unknown,
  Of extends Subject = Subject,
>(spec: CheckSpec<Schemas, Kind, Part, Of>): CheckDefinition {
  const schema = z.object((spec.options ?? {}) as Schemas);
  const trainedOf = ({ extraRuns }: Gathered) =>
    spec.extraRuns === undefined ? [] : (extraRuns?.get(spec.extraRuns) ?? []);
  return {
    id: spec.id,
    title: spec.title,
    options: { ...spec.options, ...spec.extraRuns?.options },
    invalidates: spec.invalidates ?? false,
    needs: spec.needs,
    extraRuns: spec.extraRuns ?? null,
    traits: spec,
    isEnabled: (section) => spec.isEnabled?.(schema.parse(section)) ?? true,
    requestedBy: (section, compared) => spec.requestedBy?.(section, compared) ?? null,
    rows(known, section) {
      const options = schema.parse(section);
      if (spec.isEnabled?.(options) === false || !isKnown(known, spec.needs)) return [];
      const trained = trainedOf(known);
      if ('untrained' in trained)
        return [{ model: null, judge: () => completeFinding(notChecked(trained.untrained), null) }];
      if (spec.extraRuns !== undefined && trained.length === 0) return [];
      const own = { ...known, extraRuns: ofPart<Part>(trained) };
      const threshold = () =>
        typeof spec.threshold === 'function' ? spec.threshold(options, own) : (spec.threshold ?? null);
      return spec.of(own).map((subject) => ({
        model: subject.model,
        judge: () => completeFinding(spec.judge(subject, own, options), threshold()),
      }));
    },
    settings(known, variant) {
      const trained = trainedOf(known);
      if ('untrained' in trained || !isKnown(known, spec.needs)) return [];
      return spec.settings?.(variant, { ...known, extraRuns: ofPart<Part>(trained) }) ?? [];
    },
  };
}

/** The map stores groups under the plan that made them, so they have its type. */
function ofPart<Part>(trained: ReadonlyArray<TrainedGroup<unknown>>): ReadonlyArray<TrainedGroup<Part>> {
  return trained as ReadonlyArray<TrainedGroup<Part>>;
}

function isKnown<Kind extends EvidenceKind>(
  known: Gathered,
  needs: readonly Kind[],
): known is Gathered & Pick<Evidence, Kind> {
  return needs.every((kind) => known[kind] !== undefined);
}
