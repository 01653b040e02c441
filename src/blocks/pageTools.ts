import type { Draft } from './draft.ts';
import { readBlock } from './readBlock.ts';
import { languageClass } from '../shell/language.ts';

const MAX_LINES = 6;

/**
 * Takes a fence without a language for commands where each of its lines calls a program that the page calls elsewhere in a
 * shell's fence or behind a prompt: `ark backup list` beside ```` ```bash ```` with `ark backup create a`.
 */
export function typePageTools(drafts: Draft[]): void {
  let tools: ReadonlySet<string> | undefined;
  drafts.forEach((draft, i) => {
    if (!isOpen(draft)) return;
    tools ??= toolsOf(drafts);
    const lines = draft.site.node.content.split('\n').filter((line) => line.trim() !== '');
    if (lines.length === 0 || lines.length > MAX_LINES || !lines.every((line) => calls(line, tools!))) return;
    const reading = readBlock(draft.site.node.content, 'sh', { lead: '', heading: '' });
    if (reading.kind === 'command') drafts[i] = { ...draft, reading };
  });
}

function isOpen({ reading, language, attributes, swallows }: Draft): boolean {
  return (
    !swallows && reading.kind === 'other' && languageClass(language) === 'none' && attributes['kind'] === undefined
  );
}

/** The programs that surely are commands on this page. */
function toolsOf(drafts: readonly Draft[]): ReadonlySet<string> {
  const typed = drafts.filter(
    ({ reading, language }) => reading.kind === 'command' && (reading.prompts || languageClass(language) === 'shell'),
  );
  const names = typed.flatMap(({ reading }) => reading.commands.map((command) => programIn(command) ?? ''));
  return new Set(names.filter((name) => name !== ''));
}

function programIn(line: string): string | undefined {
  return /^\s*(?:sudo\s+)?([a-z][\w.-]{1,30})(?=\s+\S)/.exec(line)?.[1];
}

/** A call with a subcommand, a flag or a file behind it, and no sentence. */
function calls(line: string, tools: ReadonlySet<string>): boolean {
  return tools.has(programIn(line) ?? '') && /^\s*(?:sudo\s+)?\S+\s+[a-z./~-]/.test(line) && !/[.!?:]\s*$/.test(line);
}
