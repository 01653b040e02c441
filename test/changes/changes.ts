import { expect } from 'vitest';
import { loadParser } from '../../src/parser/parse.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { findRule } from '../../src/rules/index.ts';
import { fixesOf, lintInMemory, type Surroundings } from '../rules/harness.ts';

/**
 * What a text becomes with a change that its first finding of a rule offers, once it is clear that the result parses,
 * that the finding is gone, that no other recommended rule has more to say, and that comments and texts are as they were.
 */
export async function changed(rule: string, text: string, nth = 0, surroundings?: Surroundings): Promise<string> {
  const before = await lintInMemory(text, { preset: 'all' }, surroundings);
  const finding = before.messages.find(({ ruleId }) => ruleId === rule);
  if (!finding) throw new Error(`${rule} finds nothing in:\n${text}`);
  const change = fixesOf(finding)[nth];
  if (!change) throw new Error(`${rule} offers nothing for:\n${text}`);
  const after = applyEdits(text, change.edits);
  const parse = await loadParser();
  const path = surroundings?.path ?? '/project/src/file.ts';
  expect(parse(after, path).errors, after).toEqual([]);
  const { messages } = await lintInMemory(after, { preset: 'all' }, surroundings);
  const counts = (all: typeof messages): Map<string, number> =>
    all.reduce((map, { ruleId }) => map.set(ruleId, (map.get(ruleId) ?? 0) + 1), new Map<string, number>());
  const was = counts(before.messages);
  const now = counts(messages);
  expect(now.get(rule) ?? 0, after).toBe(was.get(rule)! - 1);
  for (const [id, count] of now) {
    // What is bounded now may still want a policy, which the strict preset asks for.
    if (findRule(id)?.preset !== 'recommended') continue;
    expect(count, `${id} in ${after}`).toBeLessThanOrEqual(was.get(id) ?? 0);
  }
  // Comments are collected where one of them is read.
  const comments = (source: string): string[] =>
    parse(`${source}\n// breakwater-`, path).comments.map(({ value }) => value.replace(/\s+/g, ' '));
  expect(comments(after)).toEqual(expect.arrayContaining(comments(text)));
  return after;
}

/** How many changes a rule offers for the first of its findings. */
export async function offers(rule: string, text: string, surroundings?: Surroundings): Promise<number> {
  const { messages } = await lintInMemory(text, { rule }, surroundings);
  expect(messages.length, `${rule} finds nothing in:\n${text}`).toBeGreaterThan(0);
  return fixesOf(messages[0]!).length;
}
