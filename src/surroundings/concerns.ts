import { sizeOf } from '../procedures/groupOf.ts';
import { namedSettings } from '../risk/namedSettings.ts';
import { settingsRisk } from '../risk/settings.ts';
import type { Runbook } from '../runbook/model.ts';
import { caveatsAround } from './asides.ts';
import type { Block } from '../blocks/model.ts';
import { readCalls, type ShellCall } from '../shell/calls.ts';
import { hiddenCharacters } from '../shell/hiddenCharacters.ts';
import { isLeftOut } from '../shell/openText.ts';
import { settingsOf } from './settings.ts';

interface Sent {
  readonly shell: string;
  readonly commands: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Sentences that the responder has to agree to before commands run, whatever their risk. */
export function concernsOf(runbook: Runbook, block: Block, sent: Sent): readonly string[] {
  return [
    ...leftOut(block),
    ...setAround(runbook, block, sent),
    ...hiddenIn(sent.commands),
    ...fedIn(block, sent),
    ...configuredIn(sent),
    ...caveatsOf(runbook, block),
  ];
}

/** What a reader of the page would see around the block: that it is one of several ways, undoes things, or is warned of. */
function caveatsOf(runbook: Runbook, block: Block): readonly string[] {
  const { blocks, steps } = runbook;
  const all = [...blocks, ...steps.flatMap((step) => step.blocks)];
  // What undoes another block is run because that one failed: its case is at hand.
  const undoes = all.some(({ attributes }) => attributes['rollback'] === block.id);
  return caveatsAround(runbook, block).flatMap((caveat) => {
    const { kind, line, text, others = [] } = caveat;
    if (kind === 'forbidden') return [`The runbook says not to run this: "${text}".`];
    if (kind === 'example') return [`This is an example of the commands before it ("${text}").`];
    if (kind === 'alternative') return [alternativeConcern(text, others, sizeOf(caveat) - 1)];
    if (block.risk === 'reads') return [];
    if (kind === 'optional') return undoes ? [] : [caseConcern(text)];
    if (kind === 'undoing') return [`"${text}" is a procedure of its own: it undoes what stands above it.`];
    // Said once, before the first commands below it.
    const earlier = all.some((one) => one.line >= line && one.line < block.line && one.commands.length > 0);
    return earlier ? [] : [`The runbook warns: ${text}`];
  });
}

/** A case that commands are meant for, or are to be skipped in. */
export function caseConcern(text: string): string {
  const says = /\bskip\b|\bthis (?:step|section|part|procedure|command)\b/i.test(text);
  return says ? `The runbook says: "${text}".` : `Only meant where this holds: "${text}".`;
}

/** A way beside others, where nobody has chosen it. */
export function alternativeConcern(name: string, others: readonly string[], count = others.length): string {
  return `This is "${name}". The runbook means one of several: not also ${quoted(others, count)}.`;
}

function quoted(names: readonly string[], count: number): string {
  const shown = names.slice(0, 3).map((name) => `"${name}"`);
  return count > 3 ? `${shown.join(', ')} and ${count - 3} more` : shown.join(' or ');
}

/** A line beside the prompts that may be a command: without it, half of the block would run. */
function leftOut({ unclear = [] }: Block): readonly string[] {
  const [first] = unclear;
  if (first === undefined) return [];
  const more = unclear.length > 1 ? ` and ${unclear.length - 1} more` : '';
  if (first.startsWith('{%')) return [`Only meant where the text's own condition holds: ${first}`];
  if (isLeftOut(first)) return ['The page leaves out lines among these commands.'];
  return [`Leaves out \`${first}\`${more}: without a prompt, this may be a command or output.`];
}

/** What the runbook sets around the commands, where that may make them do anything. */
function setAround(runbook: Runbook, block: Block, { shell, env }: Sent): readonly string[] {
  if (settingsRisk({ shell, env }) === 'reads') return [];
  const set = settingsOf(runbook, block).map(({ name, value }) => `\`${name}=${value}\``);
  return [`The runbook sets what runs this: ${set.length === 0 ? `\`${shell}\`` : set.join(', ')}.`];
}

/** More words behind so many blanks that a reader may not see them; a comment there does nothing. */
const GAP = /\S[ \t]{41,}(?=[^\s#])(?!\\\r?$)/m;

/** Characters by which a command is not what it looks like. */
function hiddenIn(commands: readonly string[]): readonly string[] {
  const gap = commands.some((command) => GAP.test(command))
    ? ['The command goes on behind a wide gap: what stands there may be out of sight.']
    : [];
  const codes = [...new Set(commands.flatMap(hiddenCharacters).map(({ code }) => code))];
  if (codes.length === 0) return gap;
  const shown = codes.slice(0, 5).join(', ');
  return [...gap, `The command contains hidden or misleading characters (${shown}): it may not be what it looks like.`];
}

const SHELL_LIKE = /^(?:.*\/)?(?:ba|z|k|da|a|fi)?sh$/;

/** A shell that runs what it is fed: the command is only known once it runs. */
function fedIn({ risk }: Block, { commands, shell }: Sent): readonly string[] {
  if (risk === 'reads' || /^(?:http|sql|powershell|pwsh|cmd)$/.test(shell)) return [];
  const fed = commands.flatMap((command) => readCalls(command).calls).find(isFed);
  return fed === undefined ? [] : [`\`${fed.words.at(-1)!.value}\` runs what it is fed.`];
}

function isFed({ words, input }: ShellCall): boolean {
  const values = words.map(({ value }) => value).filter((value) => !/^(?:sudo|doas|env|command|exec|-.*)$/.test(value));
  return input.kind !== 'inherited' && values.length === 1 && SHELL_LIKE.test(values[0]!);
}

/** A file that comes with the document decides what a client starts, although the command only reads. */
function configuredIn({ commands, shell }: Sent): readonly string[] {
  if (/^(?:http|sql)$/.test(shell)) return [];
  const named = commands.flatMap(namedSettings);
  return (['kubeconfig', 'settings'] as const).flatMap((kind) => {
    const files = [...new Set(named.filter((one) => one.kind === kind).map(({ file }) => `\`${file}\``))];
    return files.length === 0 ? [] : [`It uses the ${kind} ${files.join(', ')}, which can start programs.`];
  });
}

/** Sentences to be told before commands run. */
export function noticesOf(commands: readonly string[]): readonly string[] {
  const asks = commands.some((command) =>
    readCalls(command).calls.some(({ words }) => {
      const [program, ...args] = words.map(({ value }) => value);
      return program === 'sudo' && !args.some((word) => /^(?:-\w*[nS]|--non-interactive|--stdin)$/.test(word));
    }),
  );
  return asks ? ['Uses `sudo`, which cannot ask for a password here: if it needs one, run this in a terminal.'] : [];
}
