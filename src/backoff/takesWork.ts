import type { Node } from '../ast/types.ts';
import { calledName } from '../ast/calls.ts';

/** `list.shift()`: a list gives another item each time, and so does what hands out work. */
export function takesOff(node: Node): boolean {
  return node.type === 'CallExpression' && (/^(?:pop|shift)$/.test(calledName(node) ?? '') || takesWork(node));
}

const handsOut =
  /^(?:b?[lr]pop|dequeue|x?readGroup|(?:claim|reserve|lease|receive)(?=$|\w*(?:jobs?|tasks?|messages?|work|batch|events?|items?|next|stale|pending|records?|entries)(?:from\w+)?$)|take(?:Next|Job|Task|Work)|(?:get|fetch|take|pick|find|pull|poll|load|pop)(?:A|The)?Next|(?:fetch|pull|poll|pop|acquire|pick|take)(?:Job|Task|Message|Work|Batch|Ticket|Event)s?(?![a-z]))/i;
const handsOutAt = /\/(?:claim|lease|reserve|dequeue|receive|next|pop)(?![a-z])/i;

/** `queue.claim()`, `api.post('/jobs/claim')`: whoever asks again is given something else. */
export function takesWork(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  if (handsOut.test(calledName(node) ?? '')) return true;
  const [address] = node.arguments;
  return address?.type === 'Literal' && typeof address.value === 'string' && handsOutAt.test(address.value);
}
