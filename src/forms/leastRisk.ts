import { DESTROYING_FORMS } from './destroyingForms.ts';
import { LEAST_RISKS, type LeastRisk } from './leastRisks.ts';
import { worst, type Risk } from '../commands/risk.ts';
import type { ProgramCall } from '../programs/call.ts';

const byProgram = new Map<string, LeastRisk[]>();
for (const row of [...LEAST_RISKS, ...DESTROYING_FORMS])
  for (const name of row.of.split(',')) byProgram.set(name, [...(byProgram.get(name) ?? []), row]);

/** The least risk of a call by the options and verbs that stand in it, however its program is judged otherwise. */
export function leastRisk({ name, values }: Pick<ProgramCall, 'name' | 'values'>): Risk {
  const rows = byProgram.get(name);
  if (rows === undefined) return 'reads';
  const all = values.join(' ');
  const fits = ({ argument, call, unless }: LeastRisk): boolean =>
    (argument === undefined || values.some((value) => argument.test(value))) &&
    (call === undefined || call.test(all)) &&
    (unless === undefined || !unless.test(all));
  return worst(rows.filter(fits).map(({ risk }) => risk));
}
