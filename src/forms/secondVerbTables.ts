import { has, readInput, type ProgramCall } from '../programs/call.ts';

import { worst, type Risk } from '../commands/risk.ts';

/*
 * What a call does besides what its first verb says: a second verb behind the first, an option or a text by which it
 * starts a program, a file or an object that an argument names. Each is the least risk of the call.
 */

interface Floor {
  readonly of: RegExp;
  readonly risk: Risk;
  readonly when: (call: ProgramCall) => boolean;
}

const plain = (values: readonly string[]): string[] => values.filter((value) => !value.startsWith('-'));
const front = (values: readonly string[]): string => plain(values).join(' ');
const said =
  (pattern: RegExp, option = /^/) =>
  (call: ProgramCall) =>
    pattern.test(front(call.values)) && has(call.values, option);
const given = (pattern: RegExp) => (call: ProgramCall) => has(call.values, pattern);

/** Operations of AWS whose last word is the file that they write. */
const AWS_FILE =
  /\b(?:get-export|get-sdk|get-object-torrent|get-thing-shadow|get-media|get-media-for-fragment-list|get-clip|get-snapshot-block|get-raw-message-content|get-named-shadow|get-hls-media|get-dash-manifest|get-package-version-asset|get-job-output|get-blob|get-telemetry-metadata|get-content|synthesize-speech|invoke-endpoint|invoke-model|get-log-object|get-extension-association-file|get-data-set-import-file)\b|\bmediastore-data get-object\b|\bappconfig get-configuration\b|\bappconfigdata get-latest-configuration\b/;

/** A plain word of git behind its verb that forces: `+main`. */
const forces = ({ values }: ProgramCall): boolean =>
  plain(values)
    .slice(1)
    .some((word) => /^\+\S/.test(word));

/** Words that servers answer and do nothing for: ZooKeeper, memcached, Redis, HAProxy, HTTP. */
const ASKS_A_PORT =
  /^(?:ruok|stat|srvr|mntr|envi|conf|cons|dump|wchs|wchc|isro|stats(?: (?:items|slabs|settings|sizes|conns))?|version|PING|INFO|Q|QUIT|show (?:info|stat|servers state|servers conn|errors|backend|pools|sess|table \S+)|GET \S+(?: HTTP\/\d(?:\.\d)?)?[^]*|HEAD \S+[^]*|EHLO \S+|HELO \S+)$/i;

const sends = ({ input }: ProgramCall): boolean => {
  const text = readInput(input);
  return (
    text === 'unknown' || (typeof text === 'object' && text.text.trim() !== '' && !ASKS_A_PORT.test(text.text.trim()))
  );
};

/** An option that names the file to be written. */
const NAMES_FILE = /^(?:-o|-f|--output|--file|--filename)(?:=|$)/;

/** Of aws: what stands behind the values of the last option, and looks like a file, is written. */
const endsWithFile = (values: readonly string[]): boolean =>
  /^(?:s3api|[\w-]+) (?:get|download|generate|export|render|synthesize|invoke)/.test(front(values)) &&
  values.some(
    (value, i) =>
      i > 2 && /^(?!\w+:\/\/|arn:)[^{}[\]]*\.[a-z][a-z0-9]{1,7}$/.test(value) && !(values[i - 1] ?? '').startsWith('-'),
  );

const FLOORS: readonly Floor[] = [
  // An object that an argument behind a reading verb writes, or sets.
  { of: /^(?:aws|aws2|awslocal|awscli)$/, risk: 'changes', when: ({ values }) => endsWithFile(values) },
  {
    of: /^(?:aws|aws2|awslocal|awscli)$/,
    risk: 'destroys',
    when: said(/^[\w-]+ (?:close-account|leave-organization|reject-|opt-out|decline-|expire-|unassign-|unsubscribe)/),
  },
  { of: /^ipmitool$/, risk: 'changes', when: said(/\b(?:save|dump|set|write|add|exec)\b/) },
  { of: /^atop$/, risk: 'changes', when: given(/^-[a-zA-Z0-9]*w/) },
  {
    of: /^(?:docker|podman|nerdctl)$/,
    risk: 'changes',
    when: (call) =>
      /^(?:scout|sbom|generate|kube generate|system df)\b/.test(front(call.values)) && given(NAMES_FILE)(call),
  },
  {
    of: /^(?:docker|podman|nerdctl)$/,
    risk: 'destroys',
    when: said(
      /^(?:scout|buildx|builder|model|extension|plugin|system|image|volume|network|container|pod|machine|secret|config|context|manifest) (?:[\w-]+ )?(?:prune|rm|remove|purge|uninstall)\b/,
    ),
  },
  {
    of: /^istioctl$/,
    risk: 'changes',
    when: (call) =>
      /\b(?:proxy-config|pc|ztunnel-config|zc|admin) log\b/.test(front(call.values)) &&
      given(/^(?:-r|--reset|--level)(?:=|$)/)(call),
  },
  {
    of: /^nmcli$/,
    risk: 'changes',
    when: said(/^g(?:e\w*)? (?:h\w*|l\w*) \S|^n(?:e\w*)? o(?:n|ff)\b|^r(?:a\w*)? \S+ o(?:n|ff)\b/),
  },
  { of: /^(?:kcat|kafkacat)$/, risk: 'changes', when: given(/^-[A-Za-z]*G/) },
  {
    of: /^(?:helm|helm3)$/,
    risk: 'changes',
    when: given(/^(?:--dependency-update|--output-dir|-u)(?:=|$)/),
  },
  {
    of: /^(?:kubectl|oc|k|kubecolor)$/,
    risk: 'changes',
    when: ({ values }) =>
      /^set\b/.test(front(values)) &&
      (has(values, /^--list=(?!true)/) || has(values.slice(1), /^(?!-)\w+=|^\w[\w.]*-$/)),
  },
  { of: /^sudo$/, risk: 'changes', when: given(/^-[a-zA-Z]*[kK]$|^--(?:remove|reset)-timestamp$/) },
  { of: /^robocopy$/i, risk: 'destroys', when: given(/^\/(?:mir|purge|mov|move)$/i) },
  { of: /^cipher$/i, risk: 'destroys', when: given(/^\/w/i) },
  { of: /^sort$/, risk: 'changes', when: given(/^\/o/i) },
  // A connection that names a program, and an inventory that may be one.
  { of: /^virsh$/, risk: 'unknown', when: given(/\+ext:|[?&](?:command|socket|netcat|keyfile)=/) },
  {
    of: /^ansible$/,
    risk: 'unknown',
    when: ({ values }) =>
      values.some(
        (value, i) =>
          /^(?:-i|--inventory)$/.test(values[i - 1] ?? '') && !/,$|\.(?:ini|ya?ml|cfg|txt)$|(?:^|\/)hosts$/.test(value),
      ),
  },
  { of: /^emulate$/, risk: 'unknown', when: given(/^-\w*c$/) },
  // What is piped into it is sent, unless it is told to read.
  {
    of: /^(?:kcat|kafkacat)$/,
    risk: 'changes',
    when: ({ values, input }) => input.kind !== 'inherited' && !has(values, /^-[A-Za-z]*[CLQ]/),
  },
  {
    of: /^mlr$/,
    risk: 'unknown',
    when: given(/\b(?:system|exec|os_type)\s*\(|\b(?:tee|emit\w*|print\w*|dump)\b[^]*[>|]/),
  },
  // They run the code of the folder's own files before they show anything: Ruby, hooks, a program of the project.
  {
    of: /^(?:vagrant|terragrunt|helmfile|pulumi|bundle|pod|fastlane|cap)$/,
    risk: 'unknown',
    when: ({ values }) =>
      !/^(?:version|help|--version|--help|-v|-h|about|whoami|plugin|stack|config|logs|box|global-status|env)\b/.test(
        values[0] ?? '',
      ),
  },
  { of: /^az$/, risk: 'changes', when: said(/\bmessage get\b/) },
  { of: /^(?:terraform|tofu)$/, risk: 'changes', when: said(/^get\b/) },
  { of: /^(?:kubectl|oc)$/, risk: 'changes', when: said(/^(?:ctx|ns) \S/) },
  { of: /^ntpq$/, risk: 'changes', when: given(/^:?(?:config|saveconfig)|:config/) },
  {
    of: /^squidclient$/,
    risk: 'changes',
    when: given(/^(?:PURGE|POST|PUT|DELETE)/i),
  },
  // What is sent to a port is an order, but for those that are known to ask.
  { of: /^(?:nc|ncat|netcat|socat)$/, risk: 'unknown', when: sends },
  { of: /^openssl$/, risk: 'unknown', when: (call) => /^s_(?:client|time)\b/.test(front(call.values)) && sends(call) },
  { of: /^(?:aws|aws2|awslocal|awscli)$/, risk: 'changes', when: said(/\bget-activity-task\b/) },
  // They load the project's own code before they show anything.
  { of: /^(?:alembic|flyway|liquibase|flask|django-admin)$/, risk: 'unknown', when: given(/^(?!-)\w/) },
  // A statement that a file or another program completes.
  {
    of: /^(?:psql|mysql|mariadb|sqlcmd|sqlite3|cqlsh|clickhouse-client)$/,
    risk: 'unknown',
    when: ({ args }) => args.some((arg) => !arg.fixed && /\$\(\s*(?:cat|echo|curl|printf|<)|`/.test(arg.text)),
  },
  // What is gone, or replaced, where the verb alone only changes.
  { of: /^git$/, risk: 'unknown', when: given(/^(?:ext|fd)::/) },
  { of: /^git$/, risk: 'destroys', when: said(/^symbolic-ref\b/, /^(?:-d|--delete)$/) },
  {
    of: /^(?:redis-cli|valkey-cli|keydb-cli)$/,
    risk: 'destroys',
    when: said(
      /(?:^|\s)(?:replicaof|slaveof) (?!no one)\S|(?:^|\s)(?:slowlog|latency) reset\b|(?:^|\s)config resetstat\b/i,
    ),
  },
  { of: /^fallocate$/, risk: 'destroys', when: given(/^(?:-[a-z]*[pcz]|--punch-hole|--collapse-range|--zero-range)$/) },
  { of: /^xfs_repair$/, risk: 'destroys', when: given(/^-[a-zA-Z]*L/) },
  { of: /^hdfs$/, risk: 'destroys', when: ({ values }) => has(values, /^-format$/) },
  { of: /^bq$/, risk: 'destroys', when: given(/^--(?:no)?replace(?:=true)?$/) },
  {
    of: /^gcloud$/,
    risk: 'destroys',
    when: (call) => /\bpubsub\b.*\bpull\b/.test(front(call.values)) && given(/^--auto-ack/)(call),
  },
  { of: /^nats$/, risk: 'destroys', when: given(/^--ack$/) },
  {
    of: /^(?:apt|apt-get|aptitude)$/,
    risk: 'destroys',
    when: ({ values }) =>
      /^(?:install|reinstall)\b/.test(front(values)) &&
      plain(values)
        .slice(1)
        .some((word) => /[\w.]-$/.test(word)),
  },
  { of: /^kafka-leader-election(?:\.sh)?$/, risk: 'destroys', when: given(/^unclean$/i) },
  { of: /^exim4?$/, risk: 'destroys', when: given(/^-M(?:rm|g|d)/) },
  { of: /^docker$/, risk: 'destroys', when: given(/^(?:--availability=)?drain$/) },
  // zsh: from now on the name starts that file.
  { of: /^hash$/, risk: 'unknown', when: given(/=/) },
  // Its own sequences and formats.
  { of: /^tmux$/, risk: 'unknown', when: given(/#\(/) },
  {
    of: /^tmux$/,
    risk: 'unknown',
    when: said(/(?:^|; )(?:pipe-pane|pipep|if-shell|if|run-shell|run|source-file|source|set-hook)\b/),
  },
  {
    of: /^tmux$/,
    risk: 'destroys',
    when: ({ values }) => values.some((value, i) => /^kill-\w+$/.test(value) && /;$/.test(values[i - 1] ?? '')),
  },
  {
    of: /^tmux$/,
    risk: 'unknown',
    when: ({ values }) => values.some((value, i) => /;$/.test(value) && i < values.length - 1),
  },
  {
    of: /^virsh$/,
    risk: 'destroys',
    when: ({ values }) =>
      /;\s*(?:destroy|undefine|reboot|reset|detach-\w+|\w+-(?:delete|destroy|undefine|wipe|revert))\b/.test(
        values.join(' '),
      ),
  },
  { of: /^virsh$/, risk: 'unknown', when: ({ values }) => /;\s*\S/.test(values.join(' ')) },
  {
    of: /^dc$/,
    risk: 'unknown',
    when: ({ values, input }) =>
      has(values, /!|\?/) ||
      has(values, /^(?:-f|--file)/) ||
      plain(values).length > (has(values, /^(?:-e|--expression)$/) ? 1 : 0) ||
      input.kind !== 'inherited',
  },
  { of: /^m4$/, risk: 'unknown', when: () => true },
  // Files that are run where they are executable, and plays whose tasks may run although they are checked.
  {
    of: /^ansible-inventory$/,
    risk: 'unknown',
    when: ({ values }) =>
      values.some((value, i) => /^(?:-i|--inventory)$/.test(values[i - 1] ?? '') && !/,$/.test(value)) ||
      has(values, /^(?:--inventory=|-i.)/),
  },
  { of: /^ansible-playbook$/, risk: 'unknown', when: given(/^(?:-C|--check)$/) },
  // Configurations, and programs that are named by an option.
  {
    of: /^(?:nginx|openresty)$/,
    risk: 'unknown',
    when: ({ values }) =>
      has(values, /^-[a-zA-Z]*[tT]/) &&
      values.some(
        (value, i) =>
          /^-[cgp]./.test(value) || (/^-[cgp]$/.test(values[i - 1] ?? '') && !/^\/etc\/nginx\//.test(value)),
      ),
  },
  {
    of: /^(?:scp|sftp)$/,
    risk: 'unknown',
    when: ({ values }) =>
      has(values, /^-[a-zA-Z0-9]*[SFD]/) ||
      values.some(
        (value, i) =>
          /^-\w*o$/.test(values[i - 1] ?? '') && /(?:command|exec|include|provider|pkcs11|proxyjump)/i.test(value),
      ) ||
      has(values, /^-o.*(?:command|exec|include|provider|pkcs11)/i),
  },
  { of: /^zip$/, risk: 'unknown', when: given(/^(?:-TT|--unzip-command)/) },
  {
    of: /^git$/,
    risk: 'unknown',
    when: ({ values }) =>
      /^(?:clone|fetch|pull|ls-remote|push|init|remote)\b/.test(front(values)) &&
      (has(values, /^--(?:upload-pack|receive-pack|exec|template)\b/) ||
        (front(values).startsWith('clone') && has(values, /^-u/))),
  },
  {
    of: /^(?:rsync)$/,
    risk: 'destroys',
    when: ({ values }) =>
      has(values, /^--(?:del$|delete|remove-source-files$)/) &&
      !has(values, /^(?:-[a-zA-Z]*n[a-zA-Z]*|--dry-run|--list-only)$/),
  },
  { of: /^kubectl$|^oc$/, risk: 'changes', when: given(/^--cache-dir(?:=|$)/) },
  { of: /^nats$/, risk: 'changes', when: given(/^--dump(?:=|$)/) },
  { of: /^(?:curl|wget|http|https|xh)$/, risk: 'unknown', when: given(/X-(?:HTTP-)?Method(?:-Override)?\s*[:=]/i) },
  // Files and versions.
  {
    of: /^gcloud$/,
    risk: 'changes',
    when: ({ values }) =>
      /\bversions (?:add|enable|migrate|create|set-traffic|import|restore)\b/.test(front(values)) ||
      has(values, /^--(?:out-file|output-file|destination|log-file|output-path|plaintext-file|public-key-file)\b/),
  },
  { of: /^gcloud$/, risk: 'destroys', when: said(/\bimages untag\b/) },
  { of: /^(?:aws|aws2|awslocal|awscli)$/, risk: 'changes', when: said(AWS_FILE) },
  // What is gone afterwards.
  { of: /^(?:http|https|xh|xhs)$/, risk: 'destroys', when: given(/_delete_by_query|\/_shutdown|\/delete_series/) },
  {
    of: /^(?:gh|glab)$/,
    risk: 'destroys',
    when: ({ values }) =>
      values[0] === 'api' &&
      has(values, /\bmutation\b[^]*\b(?:delete|remove|archive|close|dismiss|disable|revoke|unlink|clear)\w*/i),
  },
  { of: /^(?:gh|glab)$/, risk: 'unknown', when: ({ values }) => values[0] === 'api' && has(values, /\bmutation\b/) },
  {
    of: /^curl$/,
    risk: 'destroys',
    when: ({ values }) =>
      values.some(
        (value, i) =>
          /^(?:-\w*Q|--quote)$/.test(values[i - 1] ?? '') &&
          /^[-+*]?(?:DELE|RMD|RNFR|rm|rmdir|rename|SITE|TRUNC)/i.test(value),
      ) || has(values, /^(?:-Q|--quote=)[-+*]?(?:DELE|RMD|rm)/i),
  },
  { of: /^(?:zstd|zstdmt|unzstd|lz4|unlz4|brotli|lzop|pzstd)$/, risk: 'destroys', when: given(/^--rm$/) },
  { of: /^influx$/, risk: 'destroys', when: said(/^(?:delete|bucket delete|org delete|user delete|auth delete)\b/) },
  {
    of: /^(?:terraform|tofu|terragrunt)$/,
    risk: 'unknown',
    when: ({ values }) =>
      /^(?:apply|state push)\b/.test(front(values)) &&
      (front(values).startsWith('state') || has(values, /^--?auto-approve(?:=true)?$/)),
  },
  {
    of: /^git$/,
    risk: 'destroys',
    when: ({ values }) =>
      /^branch\b/.test(front(values)) &&
      has(values, /^(?:-[a-zA-Z]*[fMC]|--force)$/) &&
      !has(values, /^(?:-l|--list)$/),
  },
  {
    of: /^git$/,
    risk: 'destroys',
    when: ({ values }) =>
      (/^checkout\b/.test(front(values)) && has(values, /^(?:-[a-zA-Z]*B|-[a-zA-Z]*f|--force)$/)) ||
      (/^switch\b/.test(front(values)) &&
        has(values, /^(?:-[a-zA-Z]*[Cf]|--force|--force-create|--discard-changes)(?:=|$)/)),
  },
  {
    of: /^git$/,
    risk: 'destroys',
    when: ({ values }) =>
      (/^reset\b/.test(front(values)) && has(values, /^--(?:hard|keep|merge)$/)) ||
      (/^(?:merge|rebase|cherry-pick|revert|am)\b/.test(front(values)) && has(values, /^--(?:abort|skip|quit)$/)),
  },
  {
    of: /^git$/,
    risk: 'destroys',
    when: (call) =>
      /^(?:fetch|pull)\b/.test(front(call.values)) &&
      (forces(call) || has(call.values, /^(?:-f|--force)$/)) &&
      !has(call.values, /^--dry-run$/),
  },
  {
    of: /^(?:ip6?tables|ebtables|arptables|ipset)(?:-legacy|-nft)?-restore$/,
    risk: 'destroys',
    when: ({ values }) => !has(values, /^(?:-[a-z]*[tn][a-z]*|--test|--noflush)$/),
  },
  { of: /^supervisorctl$/, risk: 'destroys', when: said(/^(?:clear|remove|shutdown)\b/) },
  { of: /^wg$/, risk: 'destroys', when: ({ values }) => values[0] === 'set' && has(values, /^remove$/) },
  {
    of: /^setfacl$/,
    risk: 'destroys',
    when: given(/^(?:-[a-zA-Z]*[bkx]|--remove(?:-all|-default)?|--set(?:-file)?)(?:=|$)/),
  },
  { of: /^passwd$/, risk: 'destroys', when: given(/^(?:-[a-zA-Z]*[d][a-zA-Z]*|--delete)$/) },
  { of: /^(?:redis-cli|valkey-cli|keydb-cli)$/, risk: 'unknown', when: said(/\bmodule (?:load|loadex)\b/i) },
  {
    of: /^(?:kubectl|oc)$/,
    risk: 'destroys',
    when: ({ values }) =>
      /\btaint\b/.test(front(values)) &&
      has(values, /:NoExecute$/) &&
      !has(values, /^--dry-run(?:=(?:client|server))?$/),
  },
  {
    of: /^cf$/,
    risk: 'destroys',
    when: said(/^(?:d|ds|dsk|dsi|us|uss|ur|ush|unmap-route|delete-\S+|purge-\S+|uninstall-plugin)\b/),
  },
  {
    of: /^doveadm$/,
    risk: 'destroys',
    when: said(/^(?:expunge|mailbox delete|purge|force-resync|kick|move|batch|flags remove)\b/),
  },
];

/** The least risk of a call by what stands behind its verb. */
export function secondVerbRisk(call: ProgramCall): Risk {
  return worst(FLOORS.filter(({ of, when }) => of.test(call.name) && when(call)).map(({ risk }) => risk));
}
