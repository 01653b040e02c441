import { defineRule } from './defineRule.ts';
import { drained } from '../changes/shutdownChange.ts';
import { shutdownHooks } from '../changes/shutdownHooks.ts';
import { calleeRange } from '../ast/locate.ts';

const reasons = {
  'no-handler': 'no signal handler in this file',
  'exits-at-once': 'its handler exits without that',
  'exits-before-closed': 'its handler exits without waiting for close()',
  'hooks-off': 'without enableShutdownHooks() no onModuleDestroy runs',
  'consumers-cut-off': 'without enableShutdownHooks() its consumers are cut off',
  'interrupt-only': 'its handlers hear SIGINT only; containers are sent SIGTERM',
  'server-dropped': 'keep what listen() returns: an app has no close()',
};

export const noGracefulShutdown = defineRule({
  id: 'no-graceful-shutdown',
  description: 'a server that drops in-flight requests on shutdown',
  severity: 'info',
  preset: 'recommended',
  hasSuggestions: true,
  demoted: { cli: 'off', browser: 'off' },
  check({ file, facts }) {
    // Signals come to the main thread.
    if (/\bparentPort\b/.test(file.text)) return [];
    return facts.servers
      .filter(({ test, handlesShutdown }) => !test && handlesShutdown === false)
      .slice(0, 1)
      .map(({ range, shutdownDefect, framework }) => ({
        suggestions:
          shutdownDefect === 'hooks-off' || shutdownDefect === 'consumers-cut-off'
            ? shutdownHooks(file, range)
            : shutdownDefect
              ? []
              : drained(file, range, framework),
        range: calleeRange(file, range),
        message: `In-flight requests are dropped on every deploy. Close this server on SIGTERM (${reasons[shutdownDefect ?? 'no-handler']}).`,
      }));
  },
});
