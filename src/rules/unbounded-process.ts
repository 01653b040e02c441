import type { ProcessFact } from '../facts/holding.ts';
import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';

/** Tools of developers and of those who deploy: no request waits for them, but somebody who sees them hang. */
const byHand =
  /^(?:\/[\w./-]*\/)?(?:git|kubectl|helm|terraform|npm|yarn|pnpm|npx|pip|docker|docker-compose|certbot|aws|gcloud|az|ping|psql|mysql|mongosh)\b/;

export const unboundedProcess = defineRule({
  id: 'unbounded-process',
  description: 'a program that a server waits for without a timeout, or that blocks it',
  severity: 'warning',
  preset: 'recommended',
  noChange: 'How long the program may take, and what to do when it is ended, only its caller knows.',
  demoted: { cli: 'off', browser: 'off' },
  defaultOptions: { everyProgram: false },
  presetOptions: { strict: { everyProgram: true }, all: { everyProgram: true } },
  options: {
    everyProgram: {
      type: 'boolean',
      description:
        'Also programs that are not known to use the network or to take long, and those of developers that no request waits for. On in the presets strict and all.',
    },
  },
  check({ file, facts, options }) {
    if (facts.environment !== 'server' && !options.everyProgram) return [];
    return facts.processes
      .filter((one) => !one.test && (one.sync ? !one.atStart : one.timeout === 'none'))
      .filter(
        ({ program, sync, inRequest, brief = false }) =>
          (options.everyProgram && (!sync || inRequest)) ||
          (inRequest ? !brief : program !== undefined && !byHand.test(program)),
      )
      .map((one) => ({ range: calleeRange(file, one.range), message: messageFor(one) }));
  },
});

function messageFor({ starts, sync, program, inRequest }: ProcessFact): string {
  const what = program ? `\`${program}\`` : 'this program';
  if (sync) return `${starts} blocks every other request until ${what} ends. Use the async form.`;
  const who = inRequest ? 'this request' : 'whoever waits for it';
  return `${starts} has no timeout: if ${what} hangs, so does ${who}. Set the timeout option.`;
}
