import type { QueueOperation } from '../facts/model.ts';

/** The declaration of an operation's queue in the same file, where all its options are in sight. */
export function declarationOf(
  { queue, library }: QueueOperation,
  queues: readonly QueueOperation[],
): QueueOperation | undefined {
  if (queue === undefined) return undefined;
  return queues.find((one) => one.operation === 'declare' && one.library === library && one.queue === queue);
}

/** It outlives the broker and the connection that declared it: what is in it is meant to be kept. */
export function isLasting({ queue, options, written, opaque }: QueueOperation): boolean {
  if (opaque || queue === '""') return false;
  if (['durable', 'exclusive', 'autoDelete'].some((name) => written.includes(name) && !(name in options))) return false;
  return options.durable !== false && options.exclusive !== true && options.autoDelete !== true;
}
