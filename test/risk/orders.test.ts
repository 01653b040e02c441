import { expect, test } from 'vitest';
import { commandRisk } from '../../src/risk/risk.ts';

test.each([
  'hooks/deploy-branch?branch=x',
  'hooks/abc',
  'webhook/7f3a',
  'api/restart-service',
  'api/delete_user/4',
  'api/deleteUser/4',
  'api/stop_all',
  'api/failover-now',
  'api/rollbackRelease',
  'jobs/run-now',
  'maintenance/enable-mode',
  'sync',
  'trigger/backup',
  'api/v1/rebuild-index',
  'logout',
  'unsubscribe?u=1',
  'nagios/cgi-bin/cmd.cgi?cmd_typ=7&host=a',
])('an order in a path that is fetched is unknown: %s', (path) =>
  expect(commandRisk(`curl -s https://h.example/${path}`)).toBe('unknown'),
);

test.each([
  'api/last-run',
  'api/run-status',
  'jobs/start-time',
  'api/restart_count',
  'repos/o/r/hooks/1',
  'docs/how-to-restart.html',
  'api/list-deleted',
  'metrics/pods-running',
  'install/stop-words.txt',
  'api/getRunHistory',
  'v1/pre-stop',
  'eth/v1/node/syncing',
  'api/backups',
  'api/sync-status',
  'enable/docs.html',
  'nagios/cgi-bin/status.cgi?host=a',
])('what is read is read: %s', (path) => expect(commandRisk(`curl -s https://h.example/${path}`)).toBe('reads'));

test.each([
  ['cray bos v2 sessions create --template-name T --operation reboot --limit x1', 'destroys'],
  ['cray bos v2 sessions create --operation=shutdown', 'destroys'],
  ['fleet nodes list --action stop', 'destroys'],
  ['cray power transition list --operation soft-off', 'destroys'],
  ['cray bos v2 sessions create --operation boot', 'changes'],
  ['cray bos v2 sessions list --name reboot', 'reads'],
  ['cray bos v2 sessions list', 'reads'],
])('an option that names what is done: %s', (command, risk) => expect(commandRisk(command)).toBe(risk));
