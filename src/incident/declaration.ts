import type { FrontMatter } from '../runbook/model.ts';
import type { IncidentDeclared, NewIncidentEvent } from './events.ts';

/** The event that begins an incident, before it is written. */
export type NewDeclaration = Extract<NewIncidentEvent, { readonly type: 'incident-declared' }>;

const MAX_LABEL = 500;
/** Where neither the responder nor the runbook says one. */
export const DEFAULT_SEVERITY = 'SEV3';
/** Offered where none was used before. */
export const usualSeverities = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const;

/** What is wrong with a severity that begins like `SEV1` or `P1` and goes on otherwise; teams may have names of their own. */
export function severityProblem(severity: string): string | undefined {
  const rest = /^(?:sev|p)[-_ ]?\d+(.*)$/i.exec(severity)?.[1];
  return rest === undefined || rest === '' || /^[^\w]/.test(rest)
    ? undefined
    : `isn't a severity: use ${usualSeverities.join(', ')}, or a name of your own`;
}

/** As teams call them, apart from `SEV1` and `P1`. */
const KNOWN_SEVERITY =
  /^(?:(?:sev|p|s|level|severity|priority)[-_ ]?\d+\b.*|critical|crit|blocker|emergency|urgent|highest|high|major|medium|moderate|normal|average|minor|low|lowest|trivial|info(?:rmational)?|warning|notice|error|disaster|(?:dark)?(?:red|orange|amber|yellow|green|blue))$/i;

/**
 * That a severity may be mistyped: nobody used it before, or otherwise written. A sentence without its full stop; undefined
 * where it is fine.
 * @param how it is changed where this is told
 */
export function severityDoubt(
  severity: string,
  used: Iterable<string>,
  how = '`incident severity`',
): string | undefined {
  const before = [...new Set(used)];
  if (before.includes(severity)) return undefined;
  const other = before.find((one) => one.toLowerCase() === severity.toLowerCase());
  if (other !== undefined) return `the severity was written ${other} before: figures count ${severity} apart from it`;
  return KNOWN_SEVERITY.test(severity)
    ? undefined
    : `no incident has had the severity ${severity} before: if it is mistyped, change it with ${how}`;
}

/** A text on one line, of a bounded length, or what is wrong with it. */
export function labelOf(value: string): { readonly label: string } | { readonly problem: string } {
  const text = value.trim();
  if (text === '') return { problem: 'is empty' };
  if (text.length > MAX_LABEL) return { problem: `is longer than ${MAX_LABEL} characters` };
  return { label: text.replace(/\s+/g, ' ') };
}

/** What a responder says when an incident begins; what is left out comes from the runbook. */
export interface Declaration extends Pick<IncidentDeclared, 'incident' | 'title' | 'commander' | 'impact'> {
  readonly severity?: string;
  /** None given: those of the runbook. */
  readonly services?: readonly string[];
  readonly startedAt?: string;
  readonly detectedAt?: string;
  readonly slo?: string;
  readonly drill?: boolean;
  readonly runbook?: { readonly path: string; readonly frontMatter: FrontMatter };
}

/** The event that begins an incident. */
export function declarationOf(given: Declaration): NewDeclaration {
  const { incident, title, commander, impact, startedAt, detectedAt, runbook } = given;
  const { services = [], severity, slo } = runbook?.frontMatter ?? {};
  const objective = given.slo ?? usable(slo);
  return {
    type: 'incident-declared',
    incident,
    severity: given.severity ?? usable(severity) ?? DEFAULT_SEVERITY,
    title,
    services: given.services?.length ? given.services : services.flatMap((service) => usable(service) ?? []),
    commander,
    drill: given.drill === true,
    ...(impact ? { impact } : {}),
    ...(runbook === undefined ? {} : { runbook: runbook.path }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(detectedAt === undefined ? {} : { detectedAt }),
    ...(objective === undefined ? {} : { slo: objective }),
  };
}

/** What a runbook says, where it fits into the record. */
function usable(value: string | undefined): string | undefined {
  const read = value === undefined ? undefined : labelOf(value);
  return read !== undefined && 'label' in read ? read.label : undefined;
}
