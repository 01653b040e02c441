import { lineShape } from './lineShape.ts';
import type { PromptLine } from './prompt.ts';

/** Whose prompts a block shows. */
export function kindsOf(prompts: readonly (PromptLine | undefined)[]): {
  readonly root: boolean;
  readonly powershell: boolean;
} {
  const kinds = prompts.map((prompt) => prompt?.kind);
  return { root: kinds.includes('root'), powershell: kinds.includes('powershell') };
}

/** Nothing in it looks printed. */
export function isQuiet(lines: readonly string[], prompts: readonly (PromptLine | undefined)[]): boolean {
  return lines.every(
    (line, i) => prompts[i] !== undefined || /^(?:empty|comment|command|assignment)$/.test(lineShape(line)),
  );
}

/** Where the next prompt stands, or the block ends. */
export function endOfPrinted(prompts: readonly (PromptLine | undefined)[], from: number): number {
  const end = prompts.findIndex((prompt, at) => at > from && prompt !== undefined);
  return end < 0 ? prompts.length : end;
}

/** `bash-5.0$` and `/ #` as a container or a guest shows them, below a prompt of another kind. */
const GUEST = /^(?:sh|bash|ash|zsh|dash|ksh)-\d|^(?:~|\/[\w./-]*) #$/;

/** Whether a prompt is one of a guest's shell, and the first one of the block is not. */
export function isElsewhere({ prompt }: PromptLine, first: string): boolean {
  return GUEST.test(prompt) && !GUEST.test(first);
}
