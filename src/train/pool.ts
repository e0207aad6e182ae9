/**
 * Places for runs that outlast a look: while the last runs of one are awaited, and while it is judged, idle places begin those of the next.
 */
import type { PlannedRun } from '../plan/runs/plan-runs.ts';
import type { RunRecord } from '../records/record.ts';
import { nameRun } from '../records/run-name.ts';
import { AbortedError } from './aborted-error.ts';
import type { TaskState } from './executors/executor.ts';
import { type RunContext, type TrainedRun, trainRun } from './run/train-run.ts';
import { openRunSlots } from './run-slots.ts';

export interface ScheduleResult {
  /** In the order of the plan; all of it, unless `isInVain` or `mayStart` ended it. */
  readonly records: readonly RunRecord[];
  readonly trained: number;
  readonly reused: number;
  readonly retried: number;
}

export interface ScheduleEvents {
  /** After the look into the store: how many runs it has already, and how many are left to train. */
  onLookedUp?(reused: number, missing: number): void;
  /** It waits for a machine of an engine. */
  onQueued?(run: PlannedRun): void;
  onStarted?(run: PlannedRun): void;
  onFinished?(run: PlannedRun, record: RunRecord): void;
  /** It was begun ahead, and is not wanted after all. */
  onStopped?(run: PlannedRun): void;
  /** Whether there is time for another run of the plan; without, what is under way is the last. */
  mayStart?(): boolean;
  /** The same for a run ahead, which is then not begun, and ends nothing. */
  mayStartAhead?(): boolean;
  /**
   * Whether this record, after those before it, shows that the rest would be trained in vain: then nothing more is. A run that was
   * begun ahead is not asked about before somebody waits for it.
   */
  isInVain?(record: RunRecord): Promise<boolean>;
  /** All is begun, and a place is free; not with one run at a time. */
  onIdle?(): void;
}

export interface Pool {
  /**
   * Brings every planned run to a record, in the order of the plan. Known records are reused. Runs of the same fingerprint are trained once.
   *
   * @param ahead runs that may be wanted next; those of an earlier call that are in neither list are stopped
   * @throws what `trainRun` throws for a run of the plan; then nothing goes on
   */
  train(
    runs: readonly PlannedRun[],
    known: ReadonlyMap<string, RunRecord>,
    ahead?: readonly PlannedRun[],
  ): Promise<ScheduleResult>;
  /** How many of these a `train` would still have to begin. */
  countToBegin(runs: readonly PlannedRun[]): number;
  /** Begins these where places are free; `train` will say whether they are wanted. */
  begin(runs: readonly PlannedRun[]): void;
  /** For runs of another kind, in the same places. */
  beside(context: RunContext): Pool;
  /** Stops what nobody waits for. */
  close(): Promise<Unneeded>;
}

/** What was begun ahead and not asked for. */
export interface Unneeded {
  /** Of runs that ended: they are in the store. */
  readonly records: readonly RunRecord[];
  /** Runs that were stopped after their process had started. */
  readonly stopped: number;
  /** How long those had trained. */
  readonly stoppedSeconds: number;
}

export const NOTHING_AHEAD: Unneeded = { records: [], stopped: 0, stoppedSeconds: 0 };

interface Active {
  readonly model: string;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

type Outcome = TrainedRun | { readonly error: unknown };

/** Fewer waiting runs of a model take less time in the process that it has than the start and the plain repeat of another one. */
const WORTH_A_PROCESS = 4;
/** Next to a longer run, the start of a process takes no time. */
const LONG_RUN_SECONDS = 10;

/** As many runs at a time as `parallel` says, or as memory has room for. */
export function openPool(
  parallel: number,
  context: RunContext,
  events: ScheduleEvents = {},
  train: typeof trainRun = trainRun,
  slots = openRunSlots(parallel, context.machineMemoryBytes ?? null, context.warn),
): Pool {
  const active = new Map<string, Active>();
  /** Ended, and asked for by nobody as yet. */
  const outcomes = new Map<string, Outcome>();
  let stopped = 0;
  let stoppedSeconds = 0;
  /** What is to be begun, or has been and is not asked for as yet; what is awaited comes first. */
  let wanted = new Map<string, PlannedRun>();
  /** Those of `wanted` that somebody waits for. */
  let awaited = new Map<string, PlannedRun>();
  /** While a look is judged, nobody waits for a run, and places that become free are taken all the same. */
  let state: 'closed' | 'awaited' | 'judging' = 'closed';
  /** Models, on their task, of which a run has left what it should. */
  const proven = new Set<string>();

  /** Models of which a run was long. */
  const long = new Set<string>();
  /** Model of each run whose process has not ended. */
  const training = new Map<string, string>();

  const isBegun = (fingerprint: string) => active.has(fingerprint) || outcomes.has(fingerprint);

  /** @returns the run for which there is no time; null where every place is taken, or nothing is left to begin */
  function fill(): PlannedRun | null {
    let areWaiting = false;
    for (const [fingerprint, run] of wanted) {
      if (!slots.isFree()) return null;
      if (isBegun(fingerprint)) continue;
      if (awaitsProcess(run)) {
        areWaiting = true;
        continue;
      }
      if (context.warmsUp === true && !mayJoin(run)) return null;
      const ask = awaited.has(fingerprint) ? events.mayStart : events.mayStartAhead;
      if (ask?.() === false) return run;
      start(run);
    }
    if (parallel > 1 && slots.isFree() && !areWaiting) events.onIdle?.();
    return null;
  }

  /** With shortcuts, the runs of a model share processes, and the last run of each process is repeated without. */
  function awaitsProcess({ model }: PlannedRun): boolean {
    if (context.shortcuts === undefined || long.has(model.name)) return false;
    if (![...training.values()].includes(model.name)) return false;
    const waiting = [...wanted].filter(([key, run]) => run.model.name === model.name && !isBegun(key));
    return waiting.length < WORTH_A_PROCESS;
  }

  function noteLength({ model }: PlannedRun, { cost }: RunRecord): void {
    if (cost.wallSeconds > LONG_RUN_SECONDS) long.add(model.name);
  }

  /** A model without a successful run on its task trains alone: it may be filling a cache that others would read. */
  function mayJoin({ model }: PlannedRun): boolean {
    const together = [...active.values()].map((one) => one.model);
    return together.length === 0 || [armOf(model), ...together].every((arm) => proven.has(arm));
  }

  function start(run: PlannedRun): void {
    const { fingerprint } = run;
    const place = slots.take(fingerprint);
    const stop = new AbortController();
    let startedAt: number | null = null;
    const signal = AbortSignal.any([context.signal, stop.signal]);
    training.set(fingerprint, run.model.name);
    const end = (outcome: Outcome) => {
      training.delete(fingerprint);
      active.delete(fingerprint);
      slots.forget(fingerprint);
      if ('error' in outcome && stop.signal.aborted) {
        if (startedAt !== null) {
          stopped += 1;
          stoppedSeconds += (performance.now() - startedAt) / 1000;
        }
        events.onStopped?.(run);
      } else outcomes.set(fingerprint, outcome);
      if (!('record' in outcome)) return;
      if (outcome.record.status === 'ok') proven.add(armOf(run.model));
      noteLength(run, outcome.record);
      slots.onFinished(outcome.record);
      events.onFinished?.(run, outcome.record);
      if (state === 'judging' && !context.signal.aborted) fill();
    };
    const onState = (reached: TaskState) => {
      if (reached === 'running') {
        startedAt ??= performance.now();
        events.onStarted?.(run);
      } else events.onQueued?.(run);
    };
    const onEnded = () => {
      training.delete(fingerprint);
      // The first run of a model may show that no other is worth it.
      if (!proven.has(armOf(run.model))) return;
      slots.leave(fingerprint);
      if (state !== 'closed' && !context.signal.aborted) fill();
    };
    const onKilled = () => slots.awaitTurn(fingerprint, signal);
    const ended = train(run, { ...context, signal, place, onState, onEnded, onKilled }).then(
      end,
      (error: unknown) => end({ error }),
    );
    active.set(fingerprint, { model: armOf(run.model), stop, ended });
  }

  async function stopAll(): Promise<void> {
    state = 'closed';
    const all = [...active.values()];
    for (const { stop } of all) stop.abort();
    await Promise.all(all.map(({ ended }) => ended));
  }

  /** @returns the first cause, not the "stopped" of the others that followed from it */
  function causeAmongAwaited(): unknown {
    const errors = [...awaited.keys()].flatMap((fingerprint) => {
      const outcome = outcomes.get(fingerprint);
      return outcome !== undefined && 'error' in outcome ? [outcome.error] : [];
    });
    return errors.find((error) => !(error instanceof AbortedError)) ?? errors[0];
  }

  async function bring(
    runs: readonly PlannedRun[],
    known: ReadonlyMap<string, RunRecord>,
    ahead: readonly PlannedRun[] = [],
  ): Promise<ScheduleResult> {
    state = 'awaited';
    const records = new Map<string, RunRecord>();
    const missing = new Map<string, PlannedRun>();
    for (const run of runs) {
      const record = known.get(run.fingerprint);
      if (record === undefined) missing.set(run.fingerprint, run);
      else {
        records.set(run.fingerprint, record);
        noteLength(run, record);
        slots.onFinished(record);
      }
    }
    // With one run at a time nothing is begun ahead.
    const later = (parallel === 1 ? [] : ahead).filter(
      ({ fingerprint }) => !known.has(fingerprint) && !missing.has(fingerprint),
    );
    wanted = new Map([...missing.values(), ...later].map((run) => [run.fingerprint, run]));
    const reused = records.size;
    events.onLookedUp?.(reused, missing.size);
    for (const [fingerprint, { stop }] of active) if (!wanted.has(fingerprint)) stop.abort();
    awaited = new Map(missing);
    let retried = 0;
    let inVain = false;
    let isCut = false;

    /** Runs that have ended since, in the order of the plan. */
    async function take(): Promise<void> {
      for (const fingerprint of awaited.keys()) {
        const outcome = outcomes.get(fingerprint);
        if (outcome === undefined || 'error' in outcome) continue;
        outcomes.delete(fingerprint);
        awaited.delete(fingerprint);
        wanted.delete(fingerprint);
        records.set(fingerprint, outcome.record);
        retried += outcome.retries;
        if ((await events.isInVain?.(outcome.record)) === true) inVain = true;
      }
    }

    try {
      await take();
      while (awaited.size > 0 && !inVain && !context.signal.aborted && causeAmongAwaited() === undefined) {
        const late = fill();
        isCut ||= late !== null && missing.has(late.fingerprint);
        if (isCut && ![...awaited.keys()].some(isBegun)) break;
        // Some may have ended while the last ones were asked about.
        if (![...awaited.keys()].some((fingerprint) => outcomes.has(fingerprint)))
          await Promise.race([...active.values()].map(({ ended }) => ended));
        await take();
      }
      if (awaited.size > 0) await stopAll();
      await take();
      const cause = causeAmongAwaited();
      if (!inVain && awaited.size > 0 && (cause !== undefined || !isCut))
        throw cause ?? new AbortedError('training was stopped');
      if (context.signal.aborted) throw new AbortedError('training was stopped');
    } catch (error) {
      await stopAll();
      throw error;
    } finally {
      context.runWarnings?.flush();
    }
    state = inVain || isCut ? 'closed' : 'judging';
    if (state === 'judging') fill();
    const ended = inVain || isCut ? runs.filter(({ fingerprint }) => records.has(fingerprint)) : runs;
    return {
      records: ended.map((run) => recordOf(run, records)),
      trained: records.size - reused,
      reused,
      retried,
    };
  }

  async function close(): Promise<Unneeded> {
    await stopAll();
    const records = [...outcomes.values()].flatMap((outcome) =>
      'record' in outcome ? [outcome.record] : [],
    );
    return { records, stopped, stoppedSeconds };
  }

  return {
    train: bring,
    countToBegin: (runs) => runs.filter(({ fingerprint }) => !isBegun(fingerprint)).length,
    begin(runs) {
      wanted = new Map(runs.map((run) => [run.fingerprint, run]));
      state = 'judging';
      fill();
    },
    beside: (other) => openPool(parallel, { ...other, warmsUp: false }, {}, train, slots),
    close,
  };
}

function armOf({ name, task = '' }: PlannedRun['model']): string {
  return `${name}\n${task}`;
}

/** Two models whose code and parameters are the same share a record; each gets it under its own name. */
function recordOf(run: PlannedRun, records: ReadonlyMap<string, RunRecord>): RunRecord {
  const record = records.get(run.fingerprint);
  if (record === undefined) throw new Error(`no record for ${nameRun(run)}`);
  return record.model === run.model.name ? record : { ...record, model: run.model.name };
}
