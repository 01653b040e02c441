import type { LanguageClass } from '../shell/language.ts';
import { isProse } from './lineShape.ts';
import type { PromptLine } from './prompt.ts';
import { couldBeTyped } from './promptless.ts';

/** What may be a prompt: a name, perhaps with where it is in brackets, and a mark. `%` alone is that of some shells. */
const MAY_BE = /^\s*((?:[A-Za-z][\w.@*-]*(?: ?[[(][^\])\n]{0,40}[\])]{1,2})?|\([\w.-]{1,40}\)|(?=%))[>#%]) +(\S.*)$/;

/**
 * The lines behind a prompt that nobody knows: two or more begin with the same name and a mark. Behind `>`, or where a
 * device shows `>` and `#`, it is that of a console; else that of a shell.
 */
export function repeatedPrompts(lines: readonly string[], cls: LanguageClass): readonly (PromptLine | undefined)[] {
  if (!/^(?:none|session|shell|output)$/.test(cls)) return [];
  const found = lines.map((line) => (line.length > 400 ? null : MAY_BE.exec(line)));
  const counts = new Map<string, string[]>();
  for (const match of found)
    if (match) counts.set(nameOf(match[1]!), [...(counts.get(nameOf(match[1]!)) ?? []), match[2]!.trim()]);
  const first = found[lines.findIndex((line) => line.trim() !== '')];
  return found.map((match): PromptLine | undefined => {
    if (!match) return undefined;
    const name = nameOf(match[1]!);
    const typed = counts.get(name)!;
    if (typed.length < 2 || typed.some((text) => !/^[A-Za-z./?\\]/.test(text) || isProse(text))) return undefined;
    const marks = new Set(found.filter((one) => one && nameOf(one[1]!) === name).map((one) => one![1]!.slice(-1)));
    if (marks.has('>')) return { kind: 'console', console: 'other', command: match[2]!.trim(), prompt: match[1]! };
    // Of a shell only where it opens the block: a remark behind a name looks the same.
    if (first == null || nameOf(first[1]!) !== name || !typed.every((text) => couldBeTyped(text))) return undefined;
    return { kind: marks.has('#') ? 'root' : 'shell', command: match[2]!.trim(), prompt: match[1]! };
  });
}

function nameOf(prompt: string): string {
  return prompt.replace(/[>#%]$/, '').replace(/ ?[[(].*$/, '(') || prompt;
}
