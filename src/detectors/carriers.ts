import { instanceOf, staticMember } from '../values/classes.ts';
import type { ModuleSummary } from '../values/modulePort.ts';
import { startsSomething } from '../knowledge/starts.ts';
import { resultOf } from '../values/results.ts';
import type { ClassShape, ObjectShape, Shape } from '../values/shape.ts';

/** Members of members, results of results: further than this nobody reaches for a client. */
const DEEPEST = 2;
const MOST_NAMES = 800;

/**
 * Whether a module hands something on that starts requests when its importers call it: a client, an object or class
 * with one inside, a function that gives one. Only importers of such modules hold calls without a client of their own.
 * Modules behind `export *` are not looked at.
 */
export function handsOnClients(summary: ModuleSummary): boolean {
  const seen = new Set<unknown>();
  return summary.names.some((name) => leads(summary.value(name), 0, seen) || leads(summary.type(name), 0, seen));
}

function leads(shape: Shape | undefined, depth: number, seen: Set<unknown>): boolean {
  if (!shape || depth > DEEPEST) return false;
  switch (shape.kind) {
    case 'client':
      return startsSomething(shape.library, shape.type);
    case 'module':
      // What is in it is known by its own file; it is rare enough to be taken for a carrier.
      return true;
    case 'function':
      if (seen.has(shape.node)) return false;
      seen.add(shape.node);
      return leads(resultOf(shape), depth + 1, seen);
    case 'class':
      return classLeads(shape, depth, seen);
    case 'object':
      return objectLeads(shape, depth, seen);
    default:
      return false;
  }
}

function classLeads(shape: ClassShape, depth: number, seen: Set<unknown>): boolean {
  if (seen.has(shape.node)) return false;
  const base = shape.node.superClass ? shape.file.shape(shape.node.superClass) : undefined;
  if (base?.kind === 'client') return true;
  return (
    objectLeads(instanceOf(shape), depth, seen) ||
    namesIn(shape).some((name) => leads(staticMember(shape, name), depth + 1, seen))
  );
}

function objectLeads(shape: ObjectShape, depth: number, seen: Set<unknown>): boolean {
  if (seen.has(shape)) return false;
  seen.add(shape);
  if (shape.node) seen.add(shape.node);
  if (leads(shape.element, depth + 1, seen) || leads(shape.returns?.(), depth + 1, seen)) return true;
  // Who writes a function for a type is handed its parameters.
  if ([0, 1, 2].some((index) => leads(shape.parameter?.(index), depth, seen))) return true;
  return (shape.names?.() ?? namesIn(shape)).some((name) => leads(shape.member(name), depth + 1, seen));
}

/** Shapes list no members; whatever they have is named in their text. */
function namesIn({ node, file }: Pick<ObjectShape, 'node' | 'file'>): string[] {
  if (!node || !file) return [];
  const names = new Set<string>();
  for (const [name] of file.text(node).matchAll(/[A-Za-z_$][\w$]*/g)) {
    names.add(name);
    if (names.size >= MOST_NAMES) break;
  }
  return [...names];
}
