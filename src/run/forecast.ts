import type { Block } from '../blocks/model.ts';
import type { Runbook } from '../runbook/model.ts';
import { sessionOpened } from '../sessions/openers.ts';
import { asideOf, caseAround, choiceWithin } from '../surroundings/asides.ts';
import { caseConcern } from '../surroundings/concerns.ts';
import { isLeftOut } from '../shell/openText.ts';
import { shellOpenedBefore } from './openedShell.ts';
import { endlessBefore, goesOnBeside } from './endless.ts';
import { NEVER_CLOSED, openerOf } from './prepare.ts';

/** What can be told of a block before it runs. */
export interface Forecast {
  readonly text: string;
  /** A run does not get past it without the responder. */
  readonly stops: boolean;
}

/**
 * Where a run would need the responder at a command block, and why.
 * @param inner what is typed in the session that the block opens, with its values where they are known.
 */
export function forecastOf(
  runbook: Runbook,
  block: Block,
  inner: readonly string[] = block.inner ?? [],
): readonly Forecast[] {
  const out: Forecast[] = [];
  if (block.unclosed) out.push({ text: NEVER_CLOSED, stops: true });
  const aside = asideOf(runbook, block);
  if (aside) out.push({ text: aside.why, stops: false });
  const only = caseAround(runbook, block);
  if (only !== undefined) out.push({ text: caseConcern(only).replace(/\.$/, ''), stops: false });
  const choice = choiceWithin(runbook, block);
  if (choice !== undefined) out.push({ text: choice, stops: true });
  const opened = block.attributes['on'] ? undefined : shellOpenedBefore(runbook, block);
  if (opened) out.push({ text: `held back: ${openerOf(opened)}`, stops: true });
  const opens = block.commands.some((command) => sessionOpened(command) !== undefined);
  if (block.interactive)
    out.push({ text: `${opens ? 'opens a session' : 'interactive'}: run it by hand in a terminal`, stops: true });
  else {
    for (const command of endlessBefore(block))
      out.push({ text: `never ends by itself: runs beside the commands after it: ${command}`, stops: false });
    if (goesOnBeside(block)) out.push({ text: 'never ends by itself: runs beside the next steps', stops: false });
  }
  if (inner.length > 0 && block.kind === 'command')
    out.push({ text: `to be typed in that session: ${inner.join('; ')}`, stops: true });
  const [unclear] = block.unclear ?? [];
  if (unclear !== undefined) out.push({ text: unclearText(unclear), stops: isLeftOut(unclear) });
  return out;
}

const unclearText = (line: string): string =>
  line.startsWith('{%') ? `only where ${line} holds` : `${isLeftOut(line) ? 'the page leaves out lines here' : 'left out, may be a command or output'}: ${line}`; // prettier-ignore
