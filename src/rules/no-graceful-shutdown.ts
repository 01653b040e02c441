import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';

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
      .map(({ range }) => ({
        range: calleeRange(file, range),
        message:
          'Each deployment ends this process in the middle of requests, and their callers get a reset connection. Close the server on SIGTERM (this file starts it and listens for no signal).',
      }));
  },
});
