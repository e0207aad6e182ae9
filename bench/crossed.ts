/**
 * How the crossed test of seeds and examples behaves: levels, power, coverage, by simulation.
 *
 *   npm run bench:crossed                prints all tables
 *   npm run bench:crossed -- power       prints the named ones
 *
 * Every cell has its own seeded stream, so the output is the same on every machine.
 */
import { studyFalseAlarms, studyOtherMetrics, studyPower } from './crossed/accuracy.ts';

const STUDIES: Readonly<Record<string, () => string>> = {
  'false-alarms': () => studyFalseAlarms(4000),
  'other-metrics': () => studyOtherMetrics(2000),
  power: () => studyPower(2000),
};

const asked = process.argv.slice(2);
for (const [name, study] of Object.entries(STUDIES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n## ${name}\n\n${study()}`);
}
