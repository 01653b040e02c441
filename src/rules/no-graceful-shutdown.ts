import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';

const reasons = {
  'no-handler': 'this file starts it and listens for no signal',
  'exits-at-once': 'the handler for it exits at once',
  'server-dropped': 'the server that listen() returns is kept nowhere, and an app has no close()',
};

export const noGracefulShutdown = defineRule({
  id: 'no-graceful-shutdown',
  description: 'a server that drops the requests it has in hand when it is stopped',
  severity: 'info',
  preset: 'recommended',
  demoted: { cli: 'off', browser: 'off' },
  check({ file, facts }) {
    return facts.servers
      .filter(({ test, handlesShutdown }) => !test && handlesShutdown === false)
      .slice(0, 1)
      .map(({ range, shutdownDefect }) => ({
        range: calleeRange(file, range),
        message: `Each deployment ends this process in the middle of requests, and their callers get a reset connection. Close the server on SIGTERM (${reasons[shutdownDefect ?? 'no-handler']}).`,
      }));
  },
});
