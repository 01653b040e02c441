import { finding, type CheckSubject, type RunbookCheck, type RunbookFinding } from './model.ts';
import { hiddenCharacters, type HiddenCharacter } from '../shell/hiddenCharacters.ts';
import { languageClass } from '../shell/language.ts';
import { findSyntaxProblems } from '../shell/syntaxProblems.ts';
import type { Block } from '../runbook/model.ts';

/** Blocks that a POSIX shell is to run: tagged so, or typed at its prompt. */
function isPosix(block: Block): boolean {
  if (block.kind !== 'command' || block.unclosed) return false;
  if (/^(?:powershell|cmd|fish)$/.test(block.shell ?? '') || block.attributes['interpreter'] !== undefined)
    return false;
  return languageClass(block.language) === 'shell' || block.prompts === true;
}

/** The line of the document that holds a line of a block's commands. */
function lineOf(block: Block, text: string): number {
  const lines = block.content.split('\n');
  const at = text.trim() === '' ? -1 : lines.findIndex((line) => line.includes(text.trim()));
  const opening =
    block.endLine - block.line >= lines.filter((line, i) => line !== '' || i < lines.length - 1).length ? 1 : 0;
  return at < 0 ? block.line : block.line + at + opening;
}

/** What a shell cannot read fails, or worse: an open here-document writes half a file. */
const syntax: RunbookCheck = (subject) =>
  subject.blocks.filter(isPosix).flatMap((block): RunbookFinding[] => {
    const text = block.commands.join('\n');
    const [problem] = findSyntaxProblems(text);
    if (problem === undefined) return [];
    const before = text.slice(0, problem.at);
    const line = text.slice(before.lastIndexOf('\n') + 1).split('\n')[0]!;
    const message = `Shell syntax error: ${problem.message}.`;
    return [finding(subject, lineOf(block, line), 'shell-syntax', 'error', message)];
  });

const WHAT: Readonly<Record<HiddenCharacter['kind'], string>> = {
  control: 'an invisible control character',
  bidirectional: 'a text-direction character that changes how it reads',
  invisible: 'an invisible character',
  'look-alike': 'a look-alike character',
};

/** What a command shows must be what it runs. */
const hidden: RunbookCheck = (subject: CheckSubject) =>
  subject.blocks
    .filter((block) => block.kind === 'command')
    .flatMap((block) =>
      block.content.split('\n').flatMap((line): RunbookFinding[] => {
        // Words of a comment may be in any alphabet; what hides in it still counts.
        const comment = /^\s*#/.test(line);
        const found = hiddenCharacters(line).find(({ kind }) => !comment || kind !== 'look-alike');
        if (found === undefined) return [];
        const message = `This command contains ${WHAT[found.kind]} (${found.code}). Retype it in plain characters.`;
        return [finding(subject, lineOf(block, line), 'hidden-character', 'error', message)];
      }),
    );

/** Whether a shell reads the commands as a person does. */
export const shellChecks: readonly RunbookCheck[] = [syntax, hidden];
