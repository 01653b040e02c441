import type { Checkout } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';

export const unreleasedConnection = defineRule({
  id: 'unreleased-connection',
  description: 'a connection or transaction that a failure never gives back to its pool',
  severity: 'warning',
  preset: 'recommended',
  demoted: { cli: 'off' },
  check({ file, facts }) {
    return facts.checkouts
      .filter(({ test, released }) => !test && (released === 'never' || released === 'on-success'))
      .map((checkout) => ({ range: calleeRange(file, checkout.range), message: messageFor(checkout) }));
  },
});

function messageFor({ what, name, released, method, why }: Checkout): string {
  const held = name ? `\`${name}\`` : `this ${what}`;
  const keeps = what === 'transaction' ? 'stays open and keeps its connection' : 'is never given back';
  if (released === 'never') {
    return name
      ? `Nothing gives ${held} back, so each run takes one more ${what} until the pool is empty and every request waits. Call ${method}() in a finally (${why}).`
      : `Nobody keeps ${held}, so nobody can give it back and the pool is one short for good. Keep it and call ${method}(), or use the pool itself (${why}).`;
  }
  const where = what === 'transaction' ? 'in a catch' : 'in a finally';
  return `When something fails before ${held} is given back, it ${keeps}; enough failures empty the pool and every request waits. Call ${method}() ${where} (${why}).`;
}
