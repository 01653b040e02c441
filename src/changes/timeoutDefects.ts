import type { ClientInstance, FileFacts, RemoteCall, TimeoutDefect } from '../facts/model.ts';
import { knowledge } from '../libraries/index.ts';
import type { ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { pathTo } from '../ast/locate.ts';
import { rangeOf } from '../ast/nodes.ts';

type Subject = RemoteCall | ClientInstance;

/** A timeout that is written and does less than it says, with the call or client that it was written for. */
export interface FoundDefect {
  readonly defect: TimeoutDefect;
  readonly subject: Subject;
}

/** What kind of finding a defect is; undefined for options that do what their name says and do not mislead. */
export type DefectClass = 'ineffective' | 'partial' | 'spent-signal';

/**
 * `idle` limits such as axios' `timeout` stop waiting for a silent server, which is what they are set for; limits of connecting and
 * of waiting for a pool's slot are named after it. What is left promises to bound the call.
 */
function classOf(
  { api, library }: Pick<Subject, 'api' | 'library'>,
  { kind, why }: TimeoutDefect,
): DefectClass | undefined {
  if (kind === 'not-cancelled') return undefined;
  if (kind === 'spent-signal') return kind;
  const known = library && knowledge.byName(library.name)?.timeouts?.find((option) => option.why === why);
  if (!known) return kind;
  if (/idle|slow|maxQuery|maxRetries/i.test(known.option)) return undefined;
  if (kind === 'ineffective') return known.bounds === 'idle' ? undefined : 'ineffective';
  // An SDK's own option is the only one that it has: there is nothing better to write in its place.
  if (known.bounds === 'headers') return /^sdk:/.test(api) ? undefined : 'partial';
  return library.name === 'redis' && known.bounds === 'queue' ? 'ineffective' : undefined;
}

/** Defects of a class, each place once: an option of an instance is a defect of all its calls. */
export function timeoutDefects({ clients, calls }: FileFacts, wanted: DefectClass): FoundDefect[] {
  const found = new Map<number, FoundDefect>();
  for (const subject of [...clients, ...calls]) {
    if (subject.test) continue;
    for (const defect of subject.timeoutDefects) {
      if (classOf(subject, defect) !== wanted || found.has(defect.range.start)) continue;
      found.set(defect.range.start, { defect, subject });
    }
  }
  return [...found.values()];
}

/** The whole property, `timeout: 5000`, whose value a defect is; the range of the defect where it is none. */
export function optionRange(file: ParsedFile, range: Range): Range {
  const property = pathTo(file, range).findLast((node) => node.type === 'Property');
  if (!property || (property.value as { range: [number, number] }).range[0] !== range.start) return range;
  return rangeOf(property);
}

/** A rule about timeouts that mislead reports this call or client, so that it lacks none besides. */
export function hasMisleadingTimeout(subject: Subject): boolean {
  return subject.timeoutDefects.some((defect) => classOf(subject, defect) !== undefined);
}
