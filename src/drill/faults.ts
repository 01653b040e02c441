import type { Runbook, Step } from '../runbook/model.ts';
import type { Recorded } from './recording.ts';

const faultKinds = ['hang', 'differ', 'missing'] as const;
export type FaultKind = (typeof faultKinds)[number];

/** What goes wrong in a drill, and in which step. */
export interface Fault {
  readonly kind: FaultKind;
  /** Id of the step. */
  readonly step: string;
}

export const faultWords: Readonly<Record<FaultKind, string>> = {
  hang: 'a command that hangs',
  differ: 'an output that differs',
  missing: 'a command that is missing',
};

/** Reads `hang=3` or `differ=restart-it`: a kind and a step, by its id, the number in its title, or its place. */
export function readFault(text: string, { steps }: Runbook): { readonly fault: Fault } | { readonly problem: string } {
  const [, kind = '', name = ''] = /^([a-z]+)=(.+)$/.exec(text) ?? [];
  if (!(faultKinds as readonly string[]).includes(kind))
    return { problem: `use ${faultKinds.map((one) => `${one}=STEP`).join(', ')}` };
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
export function faulty(kind: FaultKind, command: string): Recorded | undefined {
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
