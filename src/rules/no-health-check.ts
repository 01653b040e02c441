import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';

/** Those whose routes are calls with a path, which can be seen. */
const routers = ['express', 'fastify', 'koa', 'restify', 'polka'];

export const noHealthCheck = defineRule({
  id: 'no-health-check',
  description: 'a server without a route that tells whether it works',
  severity: 'info',
  preset: 'strict',
  demoted: { cli: 'off', browser: 'off' },
  check({ file, facts }) {
    return facts.servers
      .filter(({ test, framework, hasHealthRoute }) => !test && routers.includes(framework) && hasHealthRoute === false)
      .slice(0, 1)
      .map(({ range }) => ({
        range: calleeRange(file, range),
        message:
          'Nothing can ask this server whether it works, so a balancer goes on sending requests to one that hangs. Add a route such as /healthz that answers without calling others (all routes are in this file, and none is one).',
      }));
  },
});
