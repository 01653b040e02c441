import type { ToolTable } from './tables.ts';

/** Cloud consoles name what they do by a verb, somewhere in the arguments. */
export const cloudTables: Readonly<Record<string, ToolTable>> = {
  heroku: {
    reads: 'logs|ps|config|apps|releases|pg:info|status|addons|info|pg:psql|config:get|auth:whoami|pg:ps|pg:diagnose',
    changes:
      'ps:scale|ps:restart|restart|config:set|maintenance:on|maintenance:off|releases:rollback|rollback|run|login|pg:backups|pg:promote|ps:resize',
    destroys: 'apps:destroy|pg:reset|config:unset|ps:stop|ps:kill|pg:kill|addons:destroy|pg:killall',
  },
  doctl: { otherwise: 'changes' },
  fly: {
    reads: 'status|logs|list|info|ips list|checks|releases|config show|version|machine list|machine status',
    changes: 'deploy|scale|restart|secrets set|launch|machine restart|machine start|auth login',
    destroys: 'destroy|apps destroy|machine destroy|machine kill|volumes destroy|secrets unset|machine stop',
  },
  vercel: {
    reads: 'ls|list|inspect|logs|whoami',
    changes: 'deploy|promote|rollback|env|alias|link|login|',
    destroys: 'rm|remove',
  },
  'cloud-platform': {
    reads: 'environment plan|version|decode-secret|prototype|cluster list|kubecfg',
    changes: 'environment apply|environment create|environment|pipeline|cluster create|terraform plan',
    destroys: 'cluster delete|environment destroy|cluster destroy|cluster recycle-node|terraform destroy',
    otherwise: 'changes',
  },
};

const readVerb =
  /^(?:get|list|ls|describe|show|view|head|lookup|batch-get|query|scan|search|filter|tail|wait|test|simulate|validate|verify|decode|preview|check|estimate|detect|whoami|version|export|download|help|read|account|list-\w+|logs|status|history|info|presign|receive|poll|select|stat|peek|diagnose|du|cat|hash|ping|print-access-token|print-identity-token|batch-describe|transact-get|start-query|assume)(?:-|$)/;
const destroyVerb =
  /^(?:delete|del|remove|rm|rb|terminate|purge|destroy|deregister|detach|revoke|disassociate|reboot|stop|kill|drain|cancel|deactivate|disable|failover|force|release|reset|shutdown|batch-delete|schedule-key-deletion|evict|abort|abandon|reimage|deallocate|power-off|unset|wipe|undeploy|dismiss)(?:-|$)/;

/** What `aws`, `az`, `gcloud` and their like do: by the verb, which stands last among the plain words before options. */
export function cloudRisk(name: string, args: readonly string[]): 'reads' | 'changes' | 'destroys' | undefined {
  if (
    !/^(?:aws|aws2|awslocal|az|gcloud|gsutil|oci|ibmcloud|aliyun|doctl|linode-cli|hcloud|scw|bq|s3cmd|rclone|mc)$/.test(
      name,
    )
  )
    return undefined;
  if (args.includes('--dry-run') || args.includes('--dryrun')) return 'reads';
  const words: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg.startsWith('-')) {
      if (words.length > 0 && !/^(?:-m|-o|-q)$/.test(arg)) break;
      if (/^--(?:profile|region|project|output|endpoint-url|subscription|zone|account)$|^-p$/.test(arg)) i++;
      continue;
    }
    words.push(arg);
  }
  if (words.length === 0) return 'reads';
  return /^aws/.test(name) ? awsRisk(words, args) : name === 'az' ? azRisk(words) : otherRisk(name, words, args);
}

function byVerb(verb: string): 'reads' | 'changes' | 'destroys' {
  return destroyVerb.test(verb) ? 'destroys' : readVerb.test(verb) ? 'reads' : 'changes';
}

function awsRisk(words: readonly string[], args: readonly string[]): 'reads' | 'changes' | 'destroys' {
  const [service, verb = ''] = words;
  if (service === 's3') {
    if (verb === 'cp' && words[2]?.startsWith('s3:') && words[3] === '-') return 'reads';
    if (verb === 'sync') return args.includes('--delete') ? 'destroys' : 'changes';
    return verb === 'ls' || verb === 'presign' ? 'reads' : verb === 'rm' || verb === 'rb' ? 'destroys' : 'changes';
  }
  if (service === 'sso' || service === 'configure' || service === 'login')
    return /^(?:list|get)/.test(verb) ? 'reads' : 'changes';
  if (service === 'sts') return 'reads';
  if (service === 'eks' && verb === 'get-token') return 'reads';
  if (service === 'logs' && verb === 'start-query') return 'reads';
  if (service === 'athena' && verb === 'start-query-execution') return 'reads';
  if (service === 'secretsmanager' && verb === 'get-random-password') return 'reads';
  if (/^(?:detach|disassociate|cancel|disable|deactivate|release|remove-tags|reset|stop-(?:logging|query))/.test(verb))
    return /^(?:detach|disassociate|release)/.test(verb) ? 'destroys' : 'changes';
  if (/^(?:start-session|execute-command)/.test(verb)) return 'changes';
  return byVerb(verb);
}

function azRisk(words: readonly string[]): 'reads' | 'changes' | 'destroys' {
  if (words[0] === 'login' || words[0] === 'logout' || words.includes('get-credentials')) return 'changes';
  if (words[0] === 'account' && words[1] === 'set') return 'changes';
  if (words[0] === 'rest' || words[0] === 'find' || words[0] === 'feedback') return 'reads';
  const named = words.filter((word) => /^[a-z][a-z-]*$/.test(word));
  const verb = named[named.length - 1] ?? '';
  if (/^(?:browse|connection-string|get-access-token|nodepool-list)$/.test(verb)) return 'reads';
  if (/^(?:disable|reset|remove|release|cancel|detach)/.test(verb))
    return /^remove/.test(verb) ? 'destroys' : 'changes';
  return byVerb(verb);
}

function otherRisk(name: string, words: readonly string[], args: readonly string[]): 'reads' | 'changes' | 'destroys' {
  if (name === 'gsutil' || name === 's3cmd' || name === 'rclone' || name === 'mc') {
    if (words.some((word) => /^(?:rm|rb|del|delete|purge|deletefile|mirror)$/.test(word)) || args.includes('-d'))
      return 'destroys';
    return /^(?:ls|cat|stat|du|hash|info|lsf|lsd|lsl|size|check|version|find|tree|ver|head|la)$/.test(words[0]!)
      ? 'reads'
      : 'changes';
  }
  if (name === 'bq')
    return /^(?:ls|show|head|query)$/.test(words[0]!) ? 'reads' : words[0] === 'rm' ? 'destroys' : 'changes';
  if (name === 'gcloud') {
    if (
      words.includes('get-credentials') ||
      (words[0] === 'auth' && words[1] !== 'list' && !/^print/.test(words[1] ?? '')) ||
      words[0] === 'init'
    )
      return 'changes';
    if (words[0] === 'config' && /^set|unset|configurations/.test(words[1] ?? ''))
      return /list|describe/.test(words[2] ?? '') ? 'reads' : 'changes';
    if (words.includes('ssh') || words.includes('scp')) return 'changes';
  }
  const verbs = words.filter((word) => destroyVerb.test(word) || readVerb.test(word));
  return verbs.some((verb) => destroyVerb.test(verb)) ? 'destroys' : verbs.length > 0 ? 'reads' : 'changes';
}
