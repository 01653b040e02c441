import { expect } from 'vitest';
import { Project } from '../../src/lint/project.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { manifestOf } from '../../src/refactors/manifest.ts';
import { refactorsAt } from '../../src/refactors/refactors.ts';
import type { Refactor } from '../../src/refactors/model.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { findRule } from '../../src/rules/index.ts';
import { lintInMemory } from '../rules/harness.ts';

export interface Place {
  /** Default: `/project/src/file.ts`. */
  readonly path?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly type?: 'module' | 'commonjs';
}

/** The text without its marks, and what they mark: `‹` and `›` around a selection, `‸` for a cursor. */
function selection(marked: string): { text: string; start: number; end: number } {
  const cursor = marked.indexOf('‸');
  if (cursor >= 0) return { text: marked.replace('‸', ''), start: cursor, end: cursor };
  const [start, end] = [marked.indexOf('‹'), marked.indexOf('›') - 1];
  if (start < 0 || end < 0) throw new Error(`nothing is selected in:\n${marked}`);
  return { text: marked.replace(/[‹›]/g, ''), start, end };
}

export async function refactors(marked: string, place: Place = {}): Promise<{ text: string; all: Refactor[] }> {
  const { text, start, end } = selection(marked);
  const { path = '/project/src/file.ts', dependencies = {}, type } = place;
  const parse = await loadParser();
  const project = new Project(
    {
      read: (file) => (file === path ? text : undefined),
      resolve: () => undefined,
      version: () => undefined,
      dependsOn: (name) => name in dependencies,
      lowestNode: () => undefined,
      environment: () => 'server',
      isStarted: () => false,
      containing: () => [],
    },
    parse,
  );
  const file = project.parse(text, path);
  expect(file.errors).toEqual([]);
  const manifest = manifestOf({ type, dependencies });
  const all = refactorsAt(file, project.facts(file), { start, end }, manifest, (changed) => parse(changed, path));
  return { text, all };
}

/** The titles of what is offered. */
export async function titles(marked: string, place?: Place): Promise<string[]> {
  return (await refactors(marked, place)).all.map(({ title }) => title);
}

/** The text with the refactor whose title begins so, once it is clear that no rule has more to say about it. */
export async function refactored(marked: string, title: string, place: Place = {}): Promise<string> {
  const { text, all } = await refactors(marked, place);
  const chosen = all.find((one) => one.title.startsWith(title));
  if (!chosen) throw new Error(`offered is ${JSON.stringify(all.map((one) => one.title))} for:\n${text}`);
  const after = applyEdits(text, chosen.edits);
  const path = place.path ?? '/project/src/file.ts';
  const count = async (source: string): Promise<ReadonlyMap<string, number>> => {
    const { messages } = await lintInMemory(source, { preset: 'recommended' }, { path });
    return messages.reduce((map, { ruleId }) => map.set(ruleId, (map.get(ruleId) ?? 0) + 1), new Map<string, number>());
  };
  const [was, is] = [await count(text), await count(after)];
  for (const [id, number] of is) {
    expect(findRule(id), id).toBeDefined();
    expect(number, `${id} in ${after}`).toBeLessThanOrEqual(was.get(id) ?? 0);
  }
  return after;
}
