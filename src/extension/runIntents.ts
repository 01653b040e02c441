import type { FromWebview } from '../protocol/webview.ts';
import type { Runbook } from '../runbook/model.ts';
import { choicesOf, wayAt } from '../surroundings/ways.ts';
import type { LiveRun } from './liveRun.ts';

/** What a responder tells, and the log keeps. */
export type RunIntent = Extract<
  FromWebview,
  {
    type:
      | 'enter'
      | 'procedure'
      | 'tick'
      | 'check'
      | 'skip'
      | 'note'
      | 'escalated'
      | 'message-sent'
      | 'severity'
      | 'role'
      | 'set-variable';
  }
>;

/** Writes an intent down. Those that name what the runbook does not have are left alone. */
export async function recordIntent(run: LiveRun, runbook: Runbook, message: RunIntent): Promise<void> {
  if (run.state.endedAt) return;
  const step = 'step' in message ? message.step : undefined;
  if (step !== undefined && !runbook.steps.some(({ id }) => id === step)) return;
  if (message.type === 'enter' && !run.begun && run.state.current === step) return;
  const session = await run.session();
  switch (message.type) {
    case 'enter':
      return session.enter(message.step);
    case 'procedure': {
      const choice = choicesOf(runbook).find(({ ways }) => ways.some(({ line }) => line === message.line));
      const way = choice && wayAt(choice, message.line);
      return choice && way ? session.choose(choice, way, true) : undefined;
    }
    case 'tick':
      return message.ticked ? session.tick(message.step) : session.untick(message.step);
    case 'skip':
      return session.skip(message.step, message.reason);
    case 'check': {
      const known = runbook.steps.some(({ checks }) => checks.some(({ id }) => id === message.check));
      return known ? session.check(message.check, message.ticked) : undefined;
    }
    case 'note':
      return session.note(message.kind, message.text, step);
    case 'escalated':
      return session.escalated(message.to, message.reason);
    case 'message-sent':
      return session.messageSent(message.channel, message.text);
    case 'severity':
      return session.setSeverity(message.severity);
    case 'role':
      return session.setRole(message.role, message.person);
    case 'set-variable': {
      const use = runbook.placeholders.find(({ name }) => name === message.name);
      return use && use.type !== 'secret' ? session.setVariable(use.name, message.value) : undefined;
    }
    default:
      return unknownIntent(message);
  }
}

/** An intent that no case above handles does not compile. */
export function unknownIntent(message: never): never {
  throw new Error(`The page sent an unknown message: ${JSON.stringify(message)}`);
}
