import { finding, type CheckSubject, type RunbookCheck, type RunbookFinding } from './model.ts';
import { isUnknownTag, languageClass } from '../shell/language.ts';
import { isKnownCommand } from '../shell/commandWords.ts';
import { isProse, lineShape } from '../transcripts/lineShape.ts';
import { WANTS_HIDDEN } from '../runbook/frontMatter.ts';
import type { Block } from '../blocks/model.ts';

const readProblems: RunbookCheck = (subject) =>
  subject.runbook.problems.map((problem) =>
    finding(
      subject,
      problem.line,
      problem.code,
      'error',
      problem.message,
      problem.code === 'unclosed-fence' ? closeFence(subject, problem.line) : undefined,
    ),
  );

/** Closes a fence where its code ends: before the first heading or sentence, else at the end of the block. */
function closeFence(subject: CheckSubject, line: number): RunbookFinding['fix'] {
  const open = /^([\s>]*)(`{3,}|~{3,})/.exec(subject.lines[line - 1] ?? '');
  const block = subject.blocks.find((entry) => entry.line === line);
  if (!open || !block) return undefined;
  const prefix = open[1]!;
  let last = line;
  for (let at = line + 1; at <= block.endLine; at++) {
    const text = (subject.lines[at - 1] ?? '').trim();
    if (/^#{2,6}\s/.test(text) || isProse(text) || /^(?:`{3,}|~{3,})/.test(text)) break;
    if (text !== '') last = at;
  }
  const end = subject.index.lineStart(last) + (subject.lines[last - 1]?.length ?? 0);
  return { title: 'Close the code block', edits: [{ range: { start: end, end }, newText: `\n${prefix}${open[2]!}` }] };
}

/** A command behind "# "; the name of a file or folder above its content is none. */
function isTypedByRoot(line: string): boolean {
  const typed = /^\s*# (\S.*)$/.exec(line)?.[1]?.trim() ?? '';
  return typed !== '' && !/^[~.\w-]*\/[\w./-]*$/.test(typed) && lineShape(typed) === 'command';
}

const rootPrompt: RunbookCheck = (subject) =>
  subject.blocks
    .filter((block) => block.root && languageClass(block.language) === 'shell' && !block.unclosed)
    .filter((block) => block.content.split('\n').some(isTypedByRoot))
    .map((block) => {
      const start = subject.index.lineStart(block.line);
      const text = subject.lines[block.line - 1]!;
      const at = text.toLowerCase().indexOf(block.language, text.search(/`|~/));
      const range = { start: start + at, end: start + at + block.language.length };
      const fix = at < 0 ? undefined : { title: 'Tag the block as console', edits: [{ range, newText: 'console' }] };
      return finding(
        subject,
        block.line,
        'root-prompt',
        'warning',
        `In a ${block.language} block, "# " starts a comment, so nothing runs. Tag the block console, or use sudo.`,
        fix,
      );
    });

const pastedOutput: RunbookCheck = (subject) =>
  subject.blocks
    .filter(
      (block) =>
        block.kind === 'command' &&
        !block.prompts &&
        languageClass(block.language) === 'shell' &&
        !block.unclosed &&
        // Tags of a template are no output.
        !/^\s*\{%.*%\}\s*$/m.test(block.content),
    )
    .flatMap((block) => {
      const line = firstOutputLine(block);
      return line === undefined
        ? []
        : [finding(subject, line, 'output-in-command', 'warning', outputMessage(subject, block, line))];
    });

function outputMessage(subject: CheckSubject, block: Block, line: number): string {
  if (lacksBackslash(subject, block, line))
    return `This line seems to go on with the command above: line ${line - 1} lacks a backslash.`;
  if (isLikelyTyped(subject.lines[line - 1] ?? ''))
    return 'This line is read as output and not run, but may be a command. Give it a block of its own.';
  return 'This looks like pasted output, which a shell would run. Move it to its own block tagged output.';
}

/** A known program with an argument, a here-document, or a comment behind the words. */
function isLikelyTyped(text: string): boolean {
  const line = text.replace(/^[\s>]*(?:\$ )?/, '');
  const [program = '', ...rest] = line.replace(/^sudo /, '').split(/\s+/);
  if (!/^[a-z][\w.:-]*$/.test(program) || rest.length === 0) return false;
  return isKnownCommand(program) || /<<-?\s*["']?\w+/.test(line) || /\s#\s+\S/.test(line);
}

/** Whether a line stands where the lines of one long command stand, but the one above does not say that it goes on. */
function lacksBackslash({ lines }: CheckSubject, block: Block, line: number): boolean {
  const text = lines[line - 1] ?? '';
  const above = lines[line - 2] ?? '';
  const twoAbove = line - 3 >= block.line ? (lines[line - 3] ?? '') : '';
  if (line - 2 < block.line || above.trim() === '' || /\\\s*$/.test(above) || /^[\s>]*[|+[{]/.test(text)) return false;
  const indent = (one: string): number => /^\s*/.exec(one)![0].length;
  return /\\\s*$/.test(twoAbove) && indent(text) > 0 && indent(text) >= indent(above);
}

function firstOutputLine(block: Block): number | undefined {
  const first = block.expectedOutput?.split('\n').find((line) => line.trim() !== '');
  if (first === undefined) return undefined;
  const lines = block.content.split('\n');
  const at = lines.findIndex((line) => line.trim() === first.trim());
  const opening =
    block.endLine - block.line > lines.filter((l, i) => l !== '' || i < lines.length - 1).length - 1 ? 1 : 0;
  return at < 0 ? undefined : block.line + at + opening;
}

const secretShapes: readonly RegExp[] = [
  /\bA(?:KIA|SIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/,
  /\bgithub_pat_[A-Za-z0-9_]{50,}/,
  /\bglpat-[A-Za-z0-9_-]{20,}/,
  /\bxox[abprs]-\d{6,}-[A-Za-z0-9-]{10,}/,
  /\bsk_live_[A-Za-z0-9]{20,}/,
  /\bAIza[0-9A-Za-z_-]{35}\b/,
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s*\n?\s*[A-Za-z0-9+/]{20}/,
  /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/,
  /\bhvs\.[A-Za-z0-9_-]{24,}/,
];

/** `"ed25519` in Base64, as it begins at each of the three places of a group. */
const ED25519 = /ImVkMjU1MT|JlZDI1NTE5|iZWQyNTUxO/;

/** A token that is signed with a public key for all to read, as those of NATS: what is claimed in it is no secret. */
function isPublicToken(line: string): boolean {
  const header = /\b(eyJ[A-Za-z0-9_-]{10,})\.eyJ/.exec(line)?.[1];
  return header !== undefined && ED25519.test(header);
}

const secrets: RunbookCheck = (subject) => {
  const out: RunbookFinding[] = [];
  subject.lines.forEach((line, i) => {
    if (line.length > 20_000 || /example|sample|dummy|fake|redacted|x{6,}|\*{4,}/i.test(line)) return;
    if (isPublicToken(line)) return;
    const two = `${line}\n${subject.lines[i + 1] ?? ''}`;
    if (secretShapes.some((shape) => shape.test(line) || (line.includes('PRIVATE KEY') && shape.test(two)))) {
      out.push(
        finding(
          subject,
          i + 1,
          'secret',
          'error',
          'This looks like a real secret. Revoke it and use a placeholder such as <token>.',
        ),
      );
    }
  });
  return out;
};

const knownAttributes = new Set(
  `id name capture on confirm timeout timebox retries expect when rollback needs background interactive cwd env role kind closeTerminalOnSuccess
  openTerminalOnError promptEnv excludeFromRunAll terminalRows mimeType mimetype interpreter category tag ignore transform skipPrompts
  expected_similarity class title`.split(/\s+/),
);

const attributes: RunbookCheck = (subject) =>
  subject.blocks.flatMap((block) =>
    Object.keys(block.attributes).flatMap((key) => {
      // Beside `capture` it hides what is captured; on a block alone it would protect nothing.
      if (WANTS_HIDDEN.test(key) && block.attributes['capture'] !== undefined) return [];
      if (block.kind === 'command' && WANTS_HIDDEN.test(key))
        return [
          finding(
            subject,
            block.line,
            'unknown-attribute',
            'warning',
            `A block has no attribute "${key}": nothing is hidden by it. Name the values in the front matter: secrets: [DB_PIN].`,
          ),
        ];
      const near = knownAttributes.has(key)
        ? undefined
        : [...knownAttributes].find((known) => known.length > 3 && distance(key, known) <= (known.length > 6 ? 2 : 1));
      if (!near) return [];
      return [
        finding(
          subject,
          block.line,
          'unknown-attribute',
          'warning',
          `Unknown attribute "${key}". Did you mean "${near}"?`,
        ),
      ];
    }),
  );

/** What commands are tagged with, and what is mistyped for it now and then. */
const commandTags = 'bash shell zsh fish console terminal powershell shell-session sh'.split(' ');

const languages: RunbookCheck = (subject) =>
  subject.blocks.flatMap(({ language, line }) => {
    if (!isUnknownTag(language)) return [];
    const near = commandTags.find((tag) => distance(language, tag) <= (tag.length > 4 ? 2 : 1) && language.length > 1);
    if (near === undefined) return [];
    return [
      finding(
        subject,
        line,
        'unknown-language',
        'warning',
        `Unknown language "${language}", so the block is read as if it had none. Did you mean "${near}"?`,
      ),
    ];
  });

const duplicateIds: RunbookCheck = (subject) => {
  const seen = new Map<string, number>();
  const out: RunbookFinding[] = [];
  for (const block of subject.blocks) {
    const id = block.attributes['id'] ?? block.attributes['name'];
    if (!id) continue;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, block.line);
    else
      out.push(
        finding(
          subject,
          block.line,
          'duplicate-id',
          'warning',
          `Duplicate id "${id}", also used on line ${first}. Give each block its own id.`,
        ),
      );
  }
  return out;
};

/** Optimal string alignment distance, as far as small differences matter. */
export function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let previous: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1]!.toLowerCase() === b[j - 1]!.toLowerCase() ? 0 : 1;
      let best = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, previous[j - 2]! + 1);
      next.push(best);
    }
    previous = row;
    row = next;
  }
  return row[b.length]!;
}

export const blockChecks: readonly RunbookCheck[] = [
  readProblems,
  rootPrompt,
  pastedOutput,
  secrets,
  attributes,
  languages,
  duplicateIds,
];
