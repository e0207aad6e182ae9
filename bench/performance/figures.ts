import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const FILE = new URL('figures.json', import.meta.url);

const UNITS = ['ms', 's', 'MB', '×'] as const;

const figureSchema = z.object({
  /** First column. */
  name: z.string(),
  here: z.number(),
  unit: z.enum(UNITS),
  /** The other side's value has the same unit. */
  beside: z.object({ name: z.string(), value: z.number() }).optional(),
  /** Upper limit of the ratio, or of the value alone. */
  wanted: z.number().optional(),
});
export type Figure = z.infer<typeof figureSchema>;

const seriesSchema = z.object({
  name: z.string(),
  columns: z.array(z.object({ name: z.string(), unit: z.enum(UNITS) })),
  points: z.array(z.object({ at: z.string(), values: z.array(z.number()) })),
});
export type Series = z.infer<typeof seriesSchema>;

const sittingSchema = z.object({
  day: z.iso.date(),
  /** Load average over one minute, before the start. */
  load: z.number(),
  machine: z.string(),
  versions: z.string(),
  seconds: z.number(),
  figures: z.array(figureSchema),
  series: z.array(seriesSchema),
});
export type Sitting = z.infer<typeof sittingSchema>;

const figuresSchema = z.record(z.string(), sittingSchema);
export type Figures = Readonly<Record<string, Sitting>>;

export function readFigures(): Figures {
  return figuresSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')));
}

export function writeFigures(figures: Figures): void {
  writeFileSync(FILE, `${JSON.stringify(figures, null, 2)}\n`);
}

/** Above this load, targets do not apply. */
const BUSY_LOAD = 1.5;

export function isBusy(load: number): boolean {
  return load > BUSY_LOAD;
}

/** Returns the number compared with `wanted`. */
export function ratioOf({ here, beside }: Figure): number | null {
  return beside === undefined ? null : here / beside.value;
}

export function misses(figure: Figure): boolean {
  return figure.wanted !== undefined && (ratioOf(figure) ?? figure.here) > figure.wanted;
}
