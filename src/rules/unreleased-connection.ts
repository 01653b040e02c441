import { capital } from '../text/words.ts';
import type { Checkout } from '../facts/model.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';
import { releasedAlways } from '../catching/releaseChange.ts';
import { withReason } from './wording.ts';

export const unreleasedConnection = defineRule({
  id: 'unreleased-connection',
  description: 'a connection or transaction that leaks when something fails',
  severity: 'warning',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { cli: 'off' },
  check({ file, facts }) {
    return facts.checkouts
      .filter(({ test, released }) => !test && /^(?:never|on-success|on-failure|late)$/.test(released))
      .map((checkout) => {
        // Where it goes is not ours to say: it has to be made once, and closed when the program ends.
        const change = checkout.own || checkout.released === 'late' ? undefined : releasedAlways(file, checkout);
        return {
          range: calleeRange(file, checkout.range),
          message: messageFor(checkout),
          suggestions: change ? [change] : [],
        };
      });
  },
});

function messageFor({ what, name, released, method, why, own, library }: Checkout): string {
  if (what === 'agent')
    return `Each call makes a keep-alive agent of its own${name ? `, \`${name}\`` : ''}: no other call uses its connections, and they stay open. Create it once, outside the function.`;
  if (own && released === 'on-success')
    return `\`${name}\` stays open if anything throws before it is closed: each such failure keeps another ${library} connection. Call ${method}() in a finally.`;
  if (own)
    return `Each call opens another ${library} connection for \`${name}\` and never closes it. Create it once, outside the function, or call ${method}() in a finally.`;
  const held = name ? `\`${name}\`` : `this ${what}`;
  if (released === 'never') {
    return name
      ? withReason(`${capital(held)} is never released, so the pool runs empty. Call ${method}() in a finally`, why)
      : withReason(
          `${capital(held)} can't be released: no variable holds it. Keep it and call ${method}(), or use the pool itself`,
          why,
        );
  }
  if (released === 'on-failure') {
    return withReason(
      `${capital(held)} is released only if something fails, so each success keeps one. Call ${method}() in a finally`,
      why,
    );
  }
  if (released === 'late')
    return withReason(
      `${capital(held)} leaks if what stands before ${method}() in the finally throws. Give that a try and finally of its own`,
      why,
    );
  const where = what === 'transaction' ? 'in a catch' : 'in a finally';
  return withReason(`${capital(held)} leaks if anything throws before it is released. Call ${method}() ${where}`, why);
}
