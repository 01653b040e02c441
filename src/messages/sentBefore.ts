import type { IncidentState } from '../incident/state.ts';
import type { UpdateSending, UpdateSent, IncidentEvent } from '../incident/events.ts';

/** A message that is about to leave. */
export interface Leaving {
  /** Its own key, and that of the same text sent by hand. */
  readonly keys: readonly string[];
  readonly channel: string;
  /** Of `receiverOf`; absent for what a person has sent. */
  readonly receiver?: string;
  /** Key of what it says apart from the time that has passed. */
  readonly facts?: string;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** As long as nothing new is to be said, the same facts are not sent again. Milliseconds. */
const SAME_FACTS_MS = 5 * 60_000;

/** Why this very message is not sent, in a sentence without its full stop; undefined where it may be. */
export function sentBefore(
  { updates, sending }: Pick<IncidentState, 'updates' | 'sending'>,
  message: Leaving,
): string | undefined {
  const { keys, facts, now } = message;
  const same = updates.find(({ key }) => key !== undefined && keys.includes(key));
  if (same !== undefined) return `this very message was sent to ${same.channel} at ${same.at}: not sent again`;
  const begun = sending.find(({ key }) => keys.includes(key));
  if (begun !== undefined) return mayHaveArrived('this very message', begun);
  const latest = updates.findLast((one) => isSameReceiver(one, message));
  if (facts === undefined || latest?.facts !== facts || Date.parse(now) - Date.parse(latest.at) >= SAME_FACTS_MS)
    return undefined;
  return `a message that says the same was sent to ${latest.channel} at ${latest.at}: not sent again`;
}

/**
 * That another message to the same receiver was cut off, in a sentence without its full stop; undefined where none was.
 * @param states of all incidents that tell the same receivers, the message's own among them
 */
export function cutOffBefore(
  states: readonly Pick<IncidentState, 'incident' | 'updates' | 'sending'>[],
  incident: string,
  message: Leaving,
): string | undefined {
  // Whoever sent another one since has looked what came of it.
  const sent = states.flatMap(({ updates }) => updates).filter((one) => isSameReceiver(one, message));
  const since = sent.reduce((latest, { at }) => (at > latest ? at : latest), '');
  for (const state of states) {
    const begun = state.sending.find((one) => isSameReceiver(one, message) && one.at > since);
    if (begun === undefined) continue;
    return mayHaveArrived(state.incident === incident ? 'a message' : `a message of incident ${state.incident}`, begun);
  }
  return undefined;
}

function mayHaveArrived(what: string, { channel, at }: { readonly channel: string; readonly at: string }): string {
  return `${what} began to leave for ${channel} at ${at}, and may have arrived: look there first`;
}

/**
 * Whether somebody else began to send to the same receiver at the same moment: of those, the one whose line came first
 * in the log goes on.
 * @param own id of the event that says that this message is about to leave
 * @param known ids of the events that were there when the message was judged
 */
export function overtakenBy(
  events: readonly IncidentEvent[],
  own: string,
  { known, message }: { readonly known: ReadonlySet<string>; readonly message: Leaving },
): UpdateSending | UpdateSent | undefined {
  for (const event of events) {
    if (event.id === own) return undefined;
    if (known.has(event.id) || (event.type !== 'update-sending' && event.type !== 'update-sent')) continue;
    if (isSameReceiver(event, message)) return event;
  }
  return undefined;
}

interface Addressed {
  readonly channel: string;
  readonly receiver?: string | undefined;
}

/** By the address, whatever the channel is called; without one, as in older logs, by the channel. */
function isSameReceiver(one: Addressed, other: Addressed): boolean {
  if (one.receiver !== undefined && other.receiver !== undefined) return one.receiver === other.receiver;
  return one.channel === other.channel;
}
