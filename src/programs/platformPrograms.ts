import { concourseFly } from '../commands/deliveryTables.ts';
import { tableRisk } from '../commands/table.ts';
import { firstPlain, has, nounVerb, type Decide } from './call.ts';
import { optionValue } from './http.ts';
import { worse } from '../commands/risk.ts';

const heroku: Decide = ({ values }) => {
  const verb = firstPlain(values);
  if (/^(?:run|ps:exec|pg:psql|redis:cli|console)/.test(verb))
    return verb === 'pg:psql' && has(values, /^(?:-c|--command)/) ? undefined : 'unknown';
  if (
    /:(?:destroy|remove|delete|unset|kill|killall|reset|cancel|stop|revoke|clear|uninstall|detach)$|^(?:destroy)$/.test(
      verb,
    )
  )
    return 'destroys';
  if (
    /^(?:logs|ps|config|apps|releases|status|addons|info|access|domains|features|help|version|auth:whoami|auth:token|regions|stack|certs|pipelines|members|orgs|teams|webhooks|plugins|buildpacks|drains|maintenance|pg|labs|redis|spaces|sessions|keys|clients|authorizations|reviewapps|usage|notifications|events|ci)$|:(?:info|get|ps|diagnose|locks|outliers|bloat|blocking|index-usage|cache-hit|table-size|list|output|index|credentials|url|wait|docs|diff|open|links|settings|long-running-queries|unused-indexes|seq-scans|vacuum-stats|total-table-size|index-size|calls|connection-info|retrieve)$/.test(
      verb,
    )
  )
    return 'reads';
  return /^[a-z][\w-]*(?::[\w-]+)*$/.test(verb) ? 'changes' : 'unknown';
};

/** Verbs that only the `fly` of Concourse has, or that its `-t` comes with. */
const isConcourse = (values: readonly string[]): boolean =>
  has(values, /^(?:-t|--target)(?:=|$)/) ||
  has(
    values,
    /^[a-z]+(?:-[a-z]+)*-(?:pipelines?|jobs?|team|workers?|build|resource|target|wall|versions?|users|cache|type)$/,
  );

const fly: Decide = ({ name, values }) => {
  if (name === 'fly' && isConcourse(values)) return tableRisk(concourseFly, values);
  const words = values.filter((value) => !value.startsWith('-'));
  const path = words.join(' ');
  if (
    /^(?:ssh|console|postgres connect|pg connect|proxy|redis connect|mysql connect|sftp|machine exec|m exec|machines exec)\b/.test(
      path,
    )
  )
    return 'unknown';
  if (
    words
      .slice(0, 3)
      .some((word) =>
        /^(?:destroy|delete|remove|rm|kill|stop|suspend|unset|detach|release|revoke|failover|reset|abandon|clear)$/.test(
          word,
        ),
      )
  )
    return 'destroys';
  if (
    words
      .slice(0, 3)
      .some((word) =>
        /^(?:deploy|launch|scale|restart|start|set|create|add|login|logout|update|clone|run|move|attach|extend|import|resume|fork|cordon|uncordon|allocate-\w+|open|rename|enable|disable|sync|renew|save|push|build|leave|wait|join|apply|migrate-\w+)$/.test(
          word,
        ),
      )
  )
    return words[1] === 'show' ? 'reads' : 'changes';
  return words
    .slice(0, 3)
    .some((word) =>
      /^(?:status|logs|list|ls|show|info|checks|releases|version|ips|config|whoami|token|history|regions|vm-sizes|doctor|docs|ping|services|image|dashboard|dig|events|display|validate|platform|auth|monitor)$/.test(
        word,
      ),
    )
    ? 'reads'
    : 'unknown';
};

/** Each of them loads the code of the folder that it is started in; those of an installed GitLab load GitLab. */
const rails: Decide = (call) => {
  const risk = railsTaskRisk(call);
  return risk === 'reads' && !/^gitlab-/.test(call.name) && !/^(?:--version|--help|-V|-h)$/.test(call.values.join(' '))
    ? 'unknown'
    : risk;
};

const railsTaskRisk: Decide = ({ values }) => {
  const task = values.find((value) => !value.startsWith('-') && !/=/.test(value)) ?? '';
  if (
    /(?:^|[:_-])(?:drop|destroy|delete|purge|remove|flush|reset|clear|clean|cleanup|truncate|wipe|rollback|clobber|kill|prune)(?:$|[:_[-])|^db:(?:drop|reset|purge|rollback|schema:load|migrate:(?:down|reset|redo)|setup|truncate_all|structure:load)/.test(
      task,
    )
  )
    return 'destroys';
  if (has(values, /^(?:-T|-P|-D|-W|--tasks|--prereqs|--describe|--version|-V|--help)$/) && task === '') return 'reads';
  if (/^(?:console|c|dbconsole|db|shell|dbshell|shell_plus|runner|r|tinker|eval)$/.test(task)) return 'unknown';
  if (
    /^(?:routes|about|stats|notes|check|showmigrations|version|diffsettings|sqlmigrate|inspectdb|dumpdata|initializers|middleware|list|env|sendtestemail--help|route:list|migrate:status|queue:failed|queue:monitor|schedule:list|health|inspire|config:show|db:show|db:table|model:show|event:list)$/.test(
      task,
    ) ||
    /:(?:status|check|list|show|info|count|report|version|health|env:info|doctor)(?:\[|$)|^gitlab:(?:check|env:info|doctor)/.test(
      task,
    )
  )
    return has(values, /^(?:-o|--output)/) ? 'changes' : 'reads';
  return /^(?:db:|migrate|assets:|cache:|collectstatic|createsuperuser|test|spec|server|s|runserver|generate|g|new|loaddata|makemigrations|queue:|gitlab:|config:|route:|view:|optimize|up|down|key:|storage:|changepassword|secret|credentials|encrypted|compilemessages|makemessages)/.test(
    task,
  )
    ? 'changes'
    : 'unknown';
};

const DELETING =
  /^(?:delete\S*|del|destroy\S*|remove\S*|rm|drop|purge\S*|reset|clear\S*|flush\S*|uninstall|kill\S*|terminate|unregister|abort|trash|empty|wipe|drain|deactivate|cancel|stop|unmap-route|unbind\S*|sql-drop|pm-uninstall|pmu)$/;

const READING =
  /^(?:list\S*|ls|show\S*|get\S*|describe\S*|status|info|version|logs?|help|view|check\S*|report|history|search|find|state|tree|details|config-list|events|env|apps?|services?|spaces|orgs|routes|target|buildpacks|marketplace|cat|export|size|count|exists|path|core-status|watchdog-show|ws|pm-list|pml|requirements|verify\S*|diff)$/;

const salt: Decide = ({ values }) => {
  const verb =
    values.find((value, i) => i > 0 && /^[a-z_]+\.[a-z_]+$/.test(value)) ??
    values.find((value) => /^[a-z_]+\.[a-z_]+$/.test(value)) ??
    '';
  if (values.some((value) => /^test=(?:true|1)$/i.test(value))) return 'reads';
  if (/\.(?:remove|purge|delete\w*|kill\w*|stop|reboot|shutdown|poweroff|halt|drop\w*|destroy|rm|unlink)$/.test(verb))
    return /\.stop$/.test(verb) ? 'changes' : 'destroys';
  if (
    /^(?:test|grains|pillar|status|disk|network|sys|ps|saltutil)\.(?!set|append|remove|kill|term|refresh|sync|clear|reset|delval|run|exec|cmd)\w+$|\.(?:list\w*|get\w*|show\w*|version|status|info\w*|read|stats|find|contains|file_exists|is_\w+|available|usage|item|items|ls|ping|top|up|list_pkgs|latest_version|search)$/.test(
      verb,
    )
  )
    return 'reads';
  return verb === '' ? 'unknown' : /^(?:cmd|module|ssh)\./.test(verb) ? 'unknown' : 'changes';
};

/** ansible by its module, where that is no shell. */
const ansible: Decide = ({ values }) => {
  const module = (optionValue(values, /^(?:-m|--module-name)$/) ?? '').replace(/^ansible\.builtin\./, '');
  const args = optionValue(values, /^(?:-a|--args)$/) ?? '';
  if (has(values, /^(?:--list-hosts|--version|-C|--check)$/)) return 'reads';
  if (/\bstate=(?:absent|killed|stopped\b(?=x))/.test(args)) return 'destroys';
  if (
    /^(?:ping|setup|gather_facts|stat|debug|slurp|find|assert|service_facts|package_facts|win_ping|getent|wait_for|wait_for_connection|fail|\w+_info|\w+_facts)$/.test(
      module,
    )
  )
    return 'reads';
  if (module === 'reboot') return 'destroys';
  return /^(?:script|command|shell|raw|win_shell|win_command|expect|)$/.test(module) ? 'unknown' : 'changes';
};

const ansibleVault: Decide = ({ values }) => (values[0] === 'view' ? 'reads' : 'changes');

const inventory: Decide = ({ values }) => (has(values, /^(?:--output)$/) ? 'changes' : 'reads');

const vmtools: Decide = ({ values }) =>
  /^(?:list|status|show|info|version|ps|ls|get)$/.test(firstPlain(values))
    ? 'reads'
    : /^(?:rm|delete|destroy|remove|kill|purge|stop)$/.test(firstPlain(values))
      ? 'destroys'
      : 'unknown';

const esxcli: Decide = ({ values }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  if (
    words.some((word) => /^(?:remove|delete|kill|shutdown|reboot|poweroff|detach|unmount|uninstall|reset)$/.test(word))
  )
    return 'destroys';
  if (has(words, /^(?:set|add|create|enter|exit|start|stop|install|update|enable|disable|mount|load|apply)$/))
    return 'changes';
  return /^(?:list|get|stats|check|ping)$/.test(words[words.length - 1] ?? '') ? 'reads' : 'changes';
};

const elasticTool: Decide = ({ name }) =>
  /-(?:certutil|reset-password|setup|plugin|keystore|users|service-tokens|create-enrollment-token|syskeygen)$/.test(
    name,
  )
    ? 'changes'
    : 'unknown';

const zookeeper: Decide = ({ values, input }) => {
  const words = values.filter(
    (value, i) =>
      !value.startsWith('-') &&
      !/^-(?:server|timeout|client-configuration)$/.test(values[i - 1] ?? '') &&
      !/:\d+(?:\/|$|,)/.test(value),
  );
  const [verb = ''] = words;
  if (verb === '') return input.kind === 'inherited' ? 'unknown' : 'unknown';
  if (
    /^(?:ls|get|stat|ls2|getAcl|listquota|config|history|sync|printwatches|getAllChildrenNumber|getEphemerals|version|whoami)$/.test(
      verb,
    )
  )
    return 'reads';
  return /^(?:delete|deleteall|rmr|delquota|close|removewatches)$/.test(verb) ? 'destroys' : 'changes';
};

const tsh: Decide = ({ values }) =>
  /^(?:ls|status|apps|db|kube|version|recordings|clusters|help|env|config)$/.test(firstPlain(values))
    ? /\b(?:login|logout|connect|exec)\b/.test(values.join(' '))
      ? 'unknown'
      : 'reads'
    : /^(?:login|logout|scp|request|play|mfa|join|proxy|beams)$/.test(firstPlain(values))
      ? 'changes'
      : 'unknown';

/** Reading some paths makes what is read: credentials that live for a while. */
const vault: Decide = ({ values }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  if (words[0] === 'ssh') return 'unknown';
  if (words[0] !== 'read') return undefined;
  const paths = words.slice(1);
  if (paths.length === 0 || paths.some((path) => /^[$<{]/.test(path))) return 'unknown';
  const acts = /\/(?:creds|static-creds|sts|issue|sign|token|otp|rotate(?:-\w+)?)(?:\/|$)/;
  return paths.some((path) => acts.test(path)) ? 'changes' : 'reads';
};

/** What these run when something happens, or while they hold a lock. */
const consul: Decide = ({ values, judge }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  if (!/^(?:lock|exec|watch)$/.test(words[0] ?? '')) return undefined;
  const command = words.slice(words[0] === 'lock' ? 2 : 1).join(' ');
  return worse(
    words[0] === 'watch' && command === '' ? 'reads' : 'changes',
    command === '' ? 'reads' : judge.script(command),
  );
};

const etcdctl: Decide = ({ values, args, judge }) => {
  const dashes = values.indexOf('--');
  if (dashes < 0 || !/^(?:watch|lock|elect)$/.test(firstPlain(values))) return undefined;
  return worse('reads', judge.words(args.slice(dashes + 1), { kind: 'inherited' }));
};

/** A configuration that is made on the spot may name programs to run. */
const kubectl: Decide = ({ values }) => {
  const config = optionValue(values, /^--kubeconfig$/);
  if (config !== undefined && /[<(]\(/.test(config)) return 'unknown';
  if (values[0] === 'apply' && values.includes('--prune') && has(values, /^--dry-run/)) return 'reads';
  return undefined;
};

const pcs: Decide = ({ values }) => {
  const words = values.filter((value) => !value.startsWith('-'));
  const [group = '', verb = ''] = words;
  if (
    group === 'status' ||
    group === 'config' ||
    verb === 'status' ||
    verb === 'show' ||
    verb === 'config' ||
    verb === 'list' ||
    verb === 'describe' ||
    verb === '' ||
    (group === 'quorum' && verb === 'device')
  )
    return group === 'cluster' && verb === '' ? 'unknown' : 'reads';
  return /^(?:destroy|delete|remove|standby|fence|kill|stop|unmanage|confirm)$/.test(verb)
    ? /^(?:unmanage)$/.test(verb)
      ? 'changes'
      : 'destroys'
    : 'changes';
};

/** Platforms, frameworks and configuration management. */
export const platformPrograms: Readonly<Record<string, Decide>> = {
  kubectl,
  oc: kubectl,
  heroku,
  fly,
  flyctl: fly,
  rails,
  rake: rails,
  artisan: rails,
  'manage.py': rails,
  'django-admin': rails,
  'gitlab-rake': rails,
  'gitlab-rails': rails,
  flask: rails,
  pcs,
  crm: pcs,
  'ansible-vault': ansibleVault,
  'ansible-inventory': inventory,
  'ansible-doc': inventory,
  multipass: vmtools,
  lxc: vmtools,
  incus: vmtools,
  limactl: vmtools,
  colima: vmtools,
  esxcli,
  'elasticsearch-certutil': elasticTool,
  'elasticsearch-reset-password': elasticTool,
  'elasticsearch-plugin': elasticTool,
  'elasticsearch-keystore': elasticTool,
  'zkCli.sh': zookeeper,
  zkCli: zookeeper,
  'zookeeper-shell': zookeeper,
  'zookeeper-shell.sh': zookeeper,
  tsh,
  airflow: nounVerb(READING, DELETING, /^(?:shell|render|test|run|exec)$/),
  wp: nounVerb(READING, DELETING, /^(?:eval|eval-file|shell|query|cli)$/),
  drush: nounVerb(
    READING,
    DELETING,
    /^(?:php-eval|ev|php|sql-query|sqlq|sql-cli|sqlc|ssh|core-execute|exec|php-script|scr)$/,
  ),
  cf: nounVerb(READING, DELETING, /^(?:ssh|curl|run-task|rt)$/),
  cray: nounVerb(READING, DELETING),
  sat: nounVerb(READING, DELETING),
  salt,
  'salt-call': salt,
  'salt-key': ({ values }) =>
    has(values, /^(?:-[dDrR]|--(?:delete|reject)\S*)/)
      ? 'destroys'
      : has(values, /^(?:-[aA]|--(?:accept|gen)\S*)/)
        ? 'changes'
        : 'reads',
  ansible,
  kubectx: ({ values }) =>
    has(values, /^(?:-d|--delete)$/)
      ? 'destroys'
      : values.length === 0 || has(values, /^(?:-c|--current|-h)$/)
        ? 'reads'
        : 'changes',
  kubens: ({ values }) => (values.length === 0 || has(values, /^(?:-c|--current|-h)$/) ? 'reads' : 'changes'),
  scontrol: nounVerb(
    /^(?:show|ping|listpids|getent|version)$/,
    /^(?:delete|shutdown|abort|cancel_reboot|reboot|takeover)$/,
  ),
  vault,
  bao: vault,
  consul,
  etcdctl,
};
