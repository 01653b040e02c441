import type { RunSession } from '../run/session.ts';
import type { Block } from '../blocks/model.ts';
import { runnable } from '../run/plan.ts';
import type { Runbook, Step } from '../runbook/model.ts';
import { caseAround, choiceWithin } from '../surroundings/asides.ts';
import { caseConcern } from '../surroundings/concerns.ts';
import { choicesOf, choiceText, wayAt, waysNamed } from '../surroundings/ways.ts';
import { casesOf } from '../walk/cases.ts';
import { visibleLine } from '../text/visible.ts';
import { Problem } from '../commandLine/problem.ts';
import type { Questions } from './runbookQuestions.ts';

/** Why a line is passed over, why the run ends there, or what a dry run tells of it. */
export type Aside = { readonly spared: string } | { readonly refusal: string } | { readonly open: string };

/** Takes over what `--choose` says, and what `--step` says by where its step stands. @throws Problem for no known way. */
export async function takeChoices(session: RunSession, said: readonly string[], step?: Step): Promise<void> {
  const { runbook } = session;
  for (const text of said) {
    const named = waysNamed(runbook, text);
    const known = choicesOf(runbook).map(choiceText).join('; ');
    if (named.length === 0)
      throw new Problem(
        `--choose ${text}: ${known === '' ? 'this runbook has nothing to choose' : `choose ${known}`}.`,
      );
    for (const { choice, way } of named) await session.choose(choice, way);
  }
  for (const choice of choicesOf(runbook)) {
    const way = step && wayAt(choice, step.line);
    if (way && session.standpoint(step.line).kind === 'open') await session.choose(choice, way);
  }
}

/**
 * Takes over what `--procedure` says: one of the page's procedures, or one that such a procedure holds.
 * @throws Problem for none that the runbook holds.
 */
export async function takeProcedure(session: RunSession, said: string): Promise<void> {
  const { runbook } = session;
  const { procedures = [], caveats = [] } = runbook;
  const inner = caveats.filter(({ kind, line }) => kind === 'procedure' && procedures.some((one) => isIn(one, line)));
  const lines = [...procedures, ...inner].map(({ line }) => line);
  const named = waysNamed(runbook, said).filter(({ way }) => lines.includes(way.line));
  const outermost = procedures.map(({ line }) => line);
  const [one] = named.filter(({ way }) => outermost.includes(way.line));
  const meant = one ?? (named.length === 1 ? named[0] : undefined);
  if (!meant) {
    const known = [...procedures, ...inner.map(({ text, line }) => ({ title: text, line }))]
      .filter(({ line }, i, all) => all.findIndex((other) => other.line === line) === i)
      .map(({ title, line }) => `"${title}" (line ${line})`)
      .join(' or ');
    throw new Problem(
      `--procedure ${said}: ${known === '' ? 'this runbook holds one procedure' : `this runbook has ${known}`}.`,
    );
  }
  // Whoever names an inner one goes the way of the one around it.
  for (const choice of choicesOf(runbook)) {
    const around = wayAt(choice, meant.way.line);
    if (around && choice !== meant.choice) await session.choose(choice, around, true);
  }
  await session.choose(meant.choice, meant.way, true);
}

function isIn({ line, endLine }: { readonly line: number; readonly endLine: number }, at: number): boolean {
  return line <= at && at <= endLine;
}

/** Settles the choices around a line, asking where need be. Undefined where the run goes there. */
export async function settle(
  session: RunSession,
  questions: Questions,
  line: number,
  dryRun: boolean,
): Promise<Aside | undefined> {
  for (;;) {
    const at = session.standpoint(line);
    if (at.kind === 'on-the-way') return undefined;
    if (at.kind === 'elsewhere')
      return {
        spared: `not chosen: this run goes "${at.taken.name}", ${at.way ? `not "${at.way.name}"` : 'which leaves this out'}`,
      };
    if (dryRun) return { open: `one of several: ${choiceText(at.choice)}; pass --choose` };
    const way = await questions.way(at.choice);
    if ('refusal' in way) return way;
    await session.choose(at.choice, way);
  }
}

/** Whether the responder says that the case is given which a block is meant for; undefined where it is for all. */
export async function givenCase(
  runbook: Runbook,
  questions: Questions,
  block: Block,
  options: { readonly dryRun?: boolean; readonly step?: string },
): Promise<boolean | undefined> {
  if (options.dryRun || options.step !== undefined) return undefined;
  let given: boolean | undefined;
  for (const text of casesOf(runbook, block)) if (given !== false) given = await questions.given(text);
  return given;
}

/**
 * Why a block is left out whose case nobody is asked about: "yes" to all commands is no answer to "if the disk is full". A
 * step that is asked for by name and holds nothing else that changes anything is meant.
 */
export function caseUnasked(
  runbook: Runbook,
  options: { readonly yes?: boolean; readonly step?: string },
  block: Block,
  beside: readonly Block[],
): string | undefined {
  const only = options.yes === true ? caseAround(runbook, block) : undefined;
  if (only === undefined) return undefined;
  const changing = beside.filter((one) => runnable(one) && one.risk !== 'reads');
  if (options.step !== undefined && changing.every((one) => caseAround(runbook, one) !== undefined)) return undefined;
  return `${caseConcern(only).replace(/\.$/, '')}: not run automatically`;
}

/** How a block runs where nobody can be asked: `--yes` alone leaves out what is only meant for a case. */
export function unattendedAdvice(runbook: Runbook, { step: only }: { readonly step?: string }, block: Block): string {
  if (block.risk !== 'reads' && choiceWithin(runbook, block) !== undefined) return 'Run the one that you need by hand.';
  const step = runbook.steps.find(({ blocks }) => blocks.includes(block));
  const isLeft = (named: string | undefined): boolean =>
    caseUnasked(runbook, { yes: true, ...(named === undefined ? {} : { step: named }) }, block, step?.blocks ?? []) !==
    undefined;
  if (!isLeft(only)) return 'Pass --yes to run it without a terminal.';
  if (step === undefined || isLeft(step.id)) return 'Run it by hand, or in a terminal, where its case is asked about.';
  return `Pass --yes --step ${visibleLine(step.id)} to run it without a terminal.`;
}

/** Whether a dry run has told already that commands are for this machine: one answer is for all of them. */
export function isToldOfHost(stops: readonly string[], text: string): boolean {
  return text.includes('"The mark (') && stops.some((one) => one.endsWith(text));
}
