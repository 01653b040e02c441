import type { Block } from '../blocks/model.ts';
import type { Refusal } from './prepare.ts';
import type { RunState } from '../record/state.ts';

/**
 * Why a block may not run yet (`needs`) or does not run in this case (`when`), in the runbook's own words.
 * @param value of a blank; empty where it has none.
 */
export function whyNotMet(
  block: Block,
  state: RunState,
  value: (name: string) => { readonly text: string; readonly secret: boolean },
): Refusal | undefined {
  const needs = (block.attributes['needs'] ?? '').split(/[,\s]+/).filter((id) => id !== '');
  for (const id of needs) {
    const { status = '', edited } = state.executions[id] ?? {};
    const ran = !edited && /^(?:succeeded|dry-run)$/.test(status);
    const done = ran || state.steps[id]?.status === 'done';
    if (!done) return { refusal: `Run \`${id}\` first: this block needs it.`, missing: [] };
  }
  const when = /^([\w-]+)\s*(==?|!=)\s*(.*)$/.exec(block.attributes['when'] ?? '');
  if (when === null) return undefined;
  const [, name = '', operator, wanted = ''] = when;
  const { text, secret } = value(name);
  if ((text === wanted.replace(/^["']|["']$/g, '')) === (operator !== '!=')) return undefined;
  const refusal = `Not needed: runs only when ${block.attributes['when']}, and ${name} is \`${secret ? '***' : text}\`.`;
  return { refusal, missing: [], notNow: true };
}
