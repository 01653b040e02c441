import type { Runbook, Step } from '../runbook/model.ts';
import type { Recorded } from './recording.ts';

/** Of a step's commands. */
export const commandFaults = ['hang', 'differ', 'missing'] as const;
export type CommandFault = (typeof commandFaults)[number];
/** `context`: commands seem to act on another target; `contact`: who is called first does not answer. */
export type FaultKind = CommandFault | 'context' | 'contact';

/** What goes wrong in a drill, and in which step. */
export interface Fault {
  readonly kind: FaultKind;
  /** Id of the step; empty where it is of no step. */
  readonly step: string;
}

export const faultWords: Readonly<Record<FaultKind, string>> = {
  hang: 'a command that hangs',
  differ: 'an output that differs',
  missing: 'a command that is missing',
  context: 'the wrong context',
  contact: 'a contact who does not answer',
};

/**
 * Reads `hang=3` or `differ=restart-it`: a kind and a step, by its id, the number in its title, or its place; `context` and
 * `contact` are of no step.
 */
export function readFault(
  text: string,
  { steps, frontMatter }: Runbook,
): { readonly fault: Fault } | { readonly problem: string } {
  if (text === 'context') return { fault: { kind: text, step: '' } };
  if (text === 'contact') {
    if ((frontMatter.escalation ?? []).length > 0) return { fault: { kind: text, step: '' } };
    return { problem: 'the front matter has no contacts: add `escalation: [NAME, NAME]`' };
  }
  const [, kind = '', name = ''] = /^([a-z]+)=(.+)$/.exec(text) ?? [];
  if (!(commandFaults as readonly string[]).includes(kind))
    return { problem: `use ${commandFaults.map((one) => `${one}=STEP`).join(', ')}, context or contact` };
  const step = stepNamed(steps, name);
  if (step === undefined) return { problem: `no step ${name} found` };
  if (!step.blocks.some((block) => block.kind === 'command')) return { problem: `step ${name} has no command` };
  return { fault: { kind: kind as FaultKind, step: step.id } };
}

function stepNamed(steps: readonly Step[], name: string): Step | undefined {
  const own = steps.find(({ id }) => id === name);
  if (own !== undefined || !/^\d{1,4}$/.test(name)) return own;
  const numbered = steps.find(({ title }) => /^(?:step )?(\d+)(?![\d%])\W/i.exec(title)?.[1] === name);
  return numbered ?? steps[Number(name) - 1];
}

/** What a command does instead of what was recorded; undefined where it hangs. */
export function faulty(kind: CommandFault, command: string): Recorded | undefined {
  if (kind === 'hang') return undefined;
  if (kind === 'missing') {
    const program = /^\s*([^\s;|&<>()]+)/.exec(command)?.[1] ?? 'command';
    return {
      output: [{ stream: 'stderr', text: `sh: ${program}: command not found\n` }],
      how: 'exited',
      exitCode: 127,
    };
  }
  // Not at all what it was, so that neither a person nor a check takes it for that.
  return { output: [{ stream: 'stdout', text: '0 results\n' }], how: 'exited', exitCode: 0 };
}

/** What commands seem to act on where the context is the wrong one. @param names what is asked for */
export function wrongTarget(names: readonly string[]): Readonly<Record<string, string>> {
  return { ...Object.fromEntries(names.map((name) => [name, 'other-production'])), host: 'other-production' };
}

/** Faults as a log keeps them: `hang=step-id`, one a line. */
export function writtenFaults(faults: readonly Fault[]): string {
  return faults.map(({ kind, step }) => `${kind}=${step}`).join('\n');
}

/** Reads what `writtenFaults` wrote; what is none is left out. */
export function readFaults(text: string): readonly Fault[] {
  return text.split('\n').flatMap((line) => {
    const [, kind = '', step = ''] = /^([a-z]+)=(.*)$/.exec(line) ?? [];
    return Object.hasOwn(faultWords, kind) ? [{ kind: kind as FaultKind, step }] : [];
  });
}

/** The fault of a step's commands. */
export function faultOfStep(faults: readonly Fault[], step: string | undefined): CommandFault | undefined {
  const found = faults.find((fault) => fault.step === step && step !== undefined && step !== '');
  return commandFaults.find((kind) => kind === found?.kind);
}
