import { instanceOf, namesAddedTo, resultOf, staticMember } from '../values/index.ts';
import type { AbstractValue, ClassValue, ModuleSummary, ObjectValue } from '../values/index.ts';
import { startsSomething } from '../knowledge/starts.ts';

/** Members of members, results of results: further than this nobody reaches for a client. */
const MAX_DEPTH = 2;
const MAX_NAMES = 800;

/**
 * Whether a module hands something on that starts requests when its importers call it: a client, an object or class
 * with one inside, a function that gives one. Only importers of such modules hold calls without a client of their own.
 * Modules behind `export *` are not looked at.
 */
export function handsOnClients(summary: ModuleSummary): boolean {
  const seen = new Set<unknown>();
  return summary.names.some(
    (name) => leadsToClient(summary.value(name), 0, seen) || leadsToClient(summary.type(name), 0, seen),
  );
}

function leadsToClient(value: AbstractValue | undefined, depth: number, seen: Set<unknown>): boolean {
  if (!value || depth > MAX_DEPTH) return false;
  switch (value.kind) {
    case 'client':
      return startsSomething(value.library, value.type);
    case 'module':
      // What is in it is known by its own file; it is rare enough to be taken for a carrier.
      return true;
    case 'function':
      if (seen.has(value.node)) return false;
      seen.add(value.node);
      return leadsToClient(resultOf(value), depth + 1, seen);
    case 'class':
      return classLeadsToClient(value, depth, seen);
    case 'object':
      return objectLeadsToClient(value, depth, seen);
    default:
      return false;
  }
}

function classLeadsToClient(value: ClassValue, depth: number, seen: Set<unknown>): boolean {
  if (seen.has(value.node)) return false;
  const base = value.node.superClass ? value.file.value(value.node.superClass) : undefined;
  if (base?.kind === 'client') return true;
  return (
    objectLeadsToClient(instanceOf(value), depth, seen) ||
    namesIn(value).some((name) => leadsToClient(staticMember(value, name), depth + 1, seen))
  );
}

function objectLeadsToClient(value: ObjectValue, depth: number, seen: Set<unknown>): boolean {
  if (seen.has(value)) return false;
  seen.add(value);
  if (value.node) seen.add(value.node);
  if (leadsToClient(value.element, depth + 1, seen) || leadsToClient(value.returns?.(), depth + 1, seen)) return true;
  // Who writes a function for a type is handed its parameters.
  if ([0, 1, 2].some((index) => leadsToClient(value.parameter?.(index), depth, seen))) return true;
  return (value.names?.() ?? namesIn(value)).some((name) => leadsToClient(value.member(name), depth + 1, seen));
}

/** Shapes list no members; whatever they have is named in their text. */
function namesIn({ node, file }: Pick<ObjectValue, 'node' | 'file'>): string[] {
  if (!node || !file) return [];
  const names = new Set<string>(namesAddedTo(file, node));
  for (const [name] of file.text(node).matchAll(/[A-Za-z_$][\w$]*/g)) {
    names.add(name);
    if (names.size >= MAX_NAMES) break;
  }
  return [...names];
}
