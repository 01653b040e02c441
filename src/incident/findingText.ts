import type { NotedFinding } from './events.ts';

/** A finding as linters print its place, with its rule: `src/pay.ts:12:require-timeout`. Undefined where it is none. */
export function findingOf(text: string): NotedFinding | undefined {
  const [, path, line, rule] = /^(.+?):([1-9]\d{0,8})(?::\d+)?:([\w-]+)$/.exec(text) ?? [];
  if (path === undefined || line === undefined || rule === undefined) return undefined;
  return { path: path.replaceAll('\\', '/'), line: Number(line), rule };
}
