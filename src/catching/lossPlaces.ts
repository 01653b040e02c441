import type { Boundary } from '../facts/rejections.ts';

/** What the functions are called whose rejections nobody gets. */
export const places: Readonly<Record<Boundary['kind'], string>> = {
  function: 'this function',
  'event-handler': 'this event handler',
  timer: 'this timer callback',
  'top-level': 'top-level code',
  consumer: 'this queue consumer',
  'express-handler': 'this Express 4 handler',
  'process-event': 'this process event handler',
  'for-each': 'this forEach callback',
  map: 'this map callback, or await Promise.all(…) of them',
  callback: 'this callback',
  'request-handler': 'this request handler',
  executor: 'this Promise executor',
};

/** Somebody outside the function waits for an answer that a rejection never gives. */
export const waitedFor: ReadonlySet<Boundary['kind']> = new Set([
  'express-handler',
  'request-handler',
  'consumer',
  'executor',
]);

/** What follows where the process goes on and has heard of the rejection, but somebody waits for an answer. */
export function unanswered(boundary: Boundary['kind']): string {
  if (boundary === 'express-handler' || boundary === 'request-handler') return 'the request is never answered';
  if (boundary === 'consumer') return 'the message is neither acknowledged nor refused';
  return 'the promise never settles';
}

/** What follows where a handler within `new Promise(...)` only notes a failure. */
export const unsettled =
  'After this error the promise around it never settles: whoever awaits it waits forever. Call reject here.';
