import { defineRule } from './defineRule.ts';
import { calleeRange } from '../ast/locate.ts';

/** Those whose routes are calls with a path, which can be seen. */
const routers = ['express', 'fastify', 'koa', 'restify', 'polka'];

export const noHealthCheck = defineRule({
  id: 'no-health-check',
  description: 'a server without a health check route',
  severity: 'info',
  preset: 'strict',
  noChange: 'Only the program knows what it needs to be healthy, and a route that always says yes hides that it hangs.',
  demoted: { cli: 'off', browser: 'off' },
  check({ file, facts }) {
    return facts.servers
      .filter(({ test, framework, hasHealthRoute }) => !test && routers.includes(framework) && hasHealthRoute === false)
      .slice(0, 1)
      .map(({ range }) => ({
        range: calleeRange(file, range),
        message: 'No health check route, so load balancers cannot tell when this server hangs. Add one, e.g. /healthz.',
      }));
  },
});
