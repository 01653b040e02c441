import type { Risk } from '../commands/risk.ts';

/** What a call of a program does at least, where its arguments say so. */
export interface LeastRisk {
  /** Programs, divided by commas. */
  readonly of: string;
  readonly risk: Risk;
  /** Fits one of the arguments. */
  readonly argument?: RegExp;
  /** Fits all arguments, divided by spaces. */
  readonly call?: RegExp;
  /** Not where this fits all arguments. */
  readonly unless?: RegExp;
  /** Where it is described. */
  readonly source: string;
}

/** Options and verbs by which programs that otherwise read write, send or start something. One row a form. */
export const LEAST_RISKS: readonly LeastRisk[] = [
  // What an agent is asked for may be a command that it runs.
  {
    of: 'zabbix_get',
    risk: 'unknown',
    argument: /^(?:-k|--key=)?["']?system\.run\b/,
    source: 'zabbix.com/documentation: system.run',
  },
  { of: 'sdiag', risk: 'changes', argument: /^(?:-[a-zA-Z]*r|--reset$)/, source: 'sdiag(1)' },
  // It runs the build command of the project's wrangler.toml, and writes a profile.
  {
    of: 'wrangler',
    risk: 'unknown',
    call: /^(?:--?\S+ )*check\b/,
    source: 'developers.cloudflare.com: wrangler check',
  },
  // To istioctl `-c` is the kubeconfig, which may name a program that gives the credentials.
  {
    of: 'istioctl',
    risk: 'unknown',
    call: /(?:^| )-c[= ]?(?:\.{0,2}\/(?!etc\/|root\/)|(?![~$\/.])\S)/,
    source: 'istio.io: istioctl',
  },
  {
    of: 'fio',
    risk: 'destroys',
    call: /^(?=.*\bfilename[= ]?\/dev\/(?!null|shm|zero))(?=.*\b(?:rw|readwrite)[= ]?(?:rand)?(?:write|rw|trim|readwrite))/,
    source: 'fio(1)',
  },
  // Files and texts.
  { of: 'tar,gtar,bsdtar', risk: 'changes', argument: /^(?:-[a-zA-Z]*g|--listed-incremental)/, source: 'tar(1)' },
  { of: 'tar,gtar', risk: 'changes', call: /^[a-zA-Z]*g[a-zA-Z]*(?: |$)/, source: 'tar(1): snapshot file' },
  { of: 'mlr,miller', risk: 'changes', argument: /^(?:tee|split)$/, source: 'miller.readthedocs.io: verbs' },
  {
    of: 'mlr,miller',
    risk: 'unknown',
    call: /^-s \S|\b(?:put|filter)\b(?: -[qSFx]| -s \S+)* -f /,
    source: 'miller.readthedocs.io: scripts in files',
  },
  { of: 'fx', risk: 'unknown', argument: /=>|\(|^save$/, source: 'fx.wtf: arguments are code' },
  {
    of: 'highlight',
    risk: 'changes',
    call: /^/,
    unless: /(?:^| )(?:-O ?|--out-format[= ])(?:ansi|xterm256|truecolor)\b/,
    source: 'highlight(1): style file',
  },
  { of: 'jsonlint', risk: 'changes', argument: /^(?:-\w*i|--in-place)/, source: 'github.com/zaach/jsonlint' },
  {
    of: 'markdownlint',
    risk: 'changes',
    argument: /^(?:-\w*[fo]|--fix|--output)/,
    source: 'github.com/igorshubovych/markdownlint-cli',
  },
  { of: 'actionlint', risk: 'unknown', argument: /^--?(?:shellcheck|pyflakes)/, source: 'github.com/rhysd/actionlint' },
  { of: 'checkov', risk: 'unknown', argument: /^--external-checks-/, source: 'checkov.io: custom policies in Python' },
  { of: 'kubeconform', risk: 'changes', argument: /^--?cache/, source: 'github.com/yannh/kubeconform' },
  {
    of: 'lstopo,lstopo-no-graphics',
    risk: 'changes',
    call: /(?:^| )(?!-)\S+\.\w+(?: |$)|(?:^| )--of[= ]/,
    source: 'lstopo(1): a file that is named is written',
  },
  { of: 'lnav', risk: 'unknown', argument: /^-[a-zA-Z]*[cfei]/, source: 'lnav.org: commands and installed formats' },
  {
    of: 'multitail',
    risk: 'unknown',
    argument: /^-(?:[a-zA-Z]*[lL]|ex|r|R|f|F)$/,
    source: 'multitail(1): output of a command',
  },
  { of: 'multitail', risk: 'changes', argument: /^-[aAgG]$/, source: 'multitail(1): what is seen is written' },
  {
    of: 'logtail,logtail2',
    risk: 'changes',
    call: /^/,
    unless: /(?:^| )-t(?: |$)/,
    source: 'logtail(8): the offset is written',
  },
  // The machine.
  { of: 'nmon', risk: 'changes', argument: /^-[a-zA-Z]*[fFxXzZ]/, source: 'nmon(1): recording' },
  { of: 'glances', risk: 'changes', argument: /^(?:-[a-zA-Z0-9]*[sw]|--server|--webserver)$/, source: 'glances(1)' },
  {
    of: 'glances',
    risk: 'unknown',
    argument: /^(?:-C|--config)/,
    source: 'glances(1): its configuration names actions',
  },
  { of: 'powertop', risk: 'changes', argument: /^(?:-c|--calibrate|--auto-tune)/, source: 'powertop(8)' },
  { of: 'vnstat', risk: 'changes', argument: /^(?:-u|--update)/, source: 'vnstat(1)' },
  { of: 'lshw', risk: 'changes', argument: /^-dump/, source: 'lshw(1)' },
  { of: 'sensors', risk: 'changes', argument: /^(?:-s|--set)$/, source: 'sensors(1)' },
  { of: 'inxi', risk: 'changes', argument: /^(?:-[a-zA-Z0-9]*U|--update)/, source: 'inxi(1): replaces itself' },
  { of: 'numad', risk: 'changes', call: /^(?!.*-w )/, source: 'numad(8): a daemon' },
  { of: 'mcelog', risk: 'changes', call: /^(?!--client)/, source: 'mcelog(8): takes the records' },
  { of: 'systemd-analyze', risk: 'changes', call: /(?:^| )set-log-(?:level|target)\b/, source: 'systemd-analyze(1)' },
  { of: 'systemd-analyze', risk: 'unknown', call: /(?:^| )unit-shell\b/, source: 'systemd-analyze(1)' },
  {
    of: 'udevadm',
    risk: 'changes',
    call: /(?:^| )test(?:-builtin)?\b|(?:^| )info .*-\w*c\b|(?:^| )info -c/,
    source: 'udevadm(8)',
  },
  { of: 'btrfs', risk: 'changes', call: /^send\b.* -f/, source: 'btrfs-send(8)' },
  { of: 'sysctl', risk: 'changes', argument: /^[^-].*=/, source: 'sysctl(8)' },
  // The network.
  { of: 'arping', risk: 'changes', argument: /^-[a-zA-Z]*[UA]/, source: 'arping(8): neighbours update their caches' },
  { of: 'ethtool', risk: 'changes', call: /^(?:-w|--get-dump) .*\bdata /, source: 'ethtool(8)' },
  {
    of: 'snmpget,snmpwalk,snmpbulkwalk,snmpgetnext,snmpbulkget,snmptable,snmpstatus',
    risk: 'changes',
    call: /(?:^| )-L ?[fF]/,
    source: 'snmpcmd(1)',
  },
  { of: 'ssh,autossh', risk: 'changes', argument: /^-[46AaCfGgKkMNnqsTtVvXxYy]*w/, source: 'ssh(1): tunnel devices' },
  { of: 'wget', risk: 'changes', argument: /^(?:-[a-zA-Z0-9]*b|--background)$/, source: 'wget(1): wget-log' },
  {
    of: 'wget',
    risk: 'changes',
    call: /(?:^| )(?:-[a-zA-Z0-9]*[rmp]|--recursive|--mirror|--page-requisites)(?: |$)/,
    source: 'wget(1): folders are made',
  },
  // Databases.
  {
    of: 'pgbadger',
    risk: 'changes',
    call: /^/,
    unless: /(?:^| )(?:-o ?-|--outfile[= ]-)(?: |$)/,
    source: 'pgbadger.darold.net: out.html',
  },
  { of: 'pg_test_fsync', risk: 'changes', call: /^/, source: 'pg_test_fsync(1): pg_test_fsync.out' },
  { of: 'pgcenter', risk: 'changes', call: /(?:^| )(?:record|config)\b/, source: 'github.com/lesovsky/pgcenter' },
  {
    of: 'mysqldump',
    risk: 'changes',
    argument: /^--dump-(?:slave|replica)/,
    source: 'mysqldump(1): the applier is stopped meanwhile',
  },
  {
    of: 'innochecksum',
    risk: 'changes',
    argument: /^(?:-[a-zA-Z]*[DlwL]|--(?:log|write|page-type-dump))/,
    source: 'innochecksum(1)',
  },
  { of: 'pt-kill', risk: 'destroys', argument: /^--kill/, source: 'pt-kill(1p)' },
  { of: 'pt-slave-restart', risk: 'changes', call: /^/, source: 'pt-slave-restart(1p)' },
  // Clouds and clusters.
  {
    of: 'istioctl',
    risk: 'changes',
    call: /(?:^| )(?:manifest generate|kube-inject)\b.* (?:-o|--output)\b/,
    source: 'istio.io/latest/docs/reference/commands/istioctl',
  },
  {
    of: 'argocd',
    risk: 'changes',
    call: /(?:^| )export\b.* (?:-o|--out)\b/,
    unless: / (?:-o|--out)[ =]?-(?: |$)/,
    source: 'argo-cd.readthedocs.io',
  },
  {
    of: 'kubectl,oc,k,kubecolor',
    risk: 'changes',
    call: /(?:^| )--profile(?:=| )(?!none\b)/,
    source: 'kubectl options: profile.pprof',
  },
  {
    of: 'storcli,storcli64,perccli,perccli64',
    risk: 'changes',
    argument: /^logfile/i,
    source: 'StorCLI: a log is kept',
  },
  { of: 'argocd', risk: 'unknown', argument: /^--local(?:=|$)/, source: 'argo-cd.readthedocs.io: rendered here' },
  { of: 'haproxy', risk: 'unknown', call: /(?:^| )-- (?!\/etc\/)/, source: 'haproxy(1): files behind --' },
  { of: 'squid', risk: 'destroys', argument: /^-\w*k(?:shutdown|interrupt|kill)/, source: 'squid(8)' },
  { of: 'postconf', risk: 'changes', argument: /^[^-].*=/, source: 'postconf(1): a name with a value is set' },
  { of: 'docker,podman', risk: 'changes', argument: /^--bootstrap/, source: 'docs.docker.com: starts the builder' },
  {
    of: 'oci',
    risk: 'changes',
    call: /(?:^| )get .*--file[ =](?!-(?: |$))/,
    source: 'docs.oracle.com: oci os object get',
  },
  { of: 'gcloud', risk: 'changes', call: /diagnose export-logs\b/, source: 'cloud.google.com/sdk/gcloud/reference' },
  { of: 'aws,aws2,awslocal,awscli', risk: 'changes', argument: /^--wake-up$/, source: 'docs.aws.amazon.com/cli' },
  {
    of: 'ansible,ansible-playbook,ansible-inventory,ansible-console',
    risk: 'unknown',
    call: /(?:^| )(?:-\w*e|--extra-vars)[ =]?@/,
    source: 'docs.ansible.com: variables name the connection and its programs',
  },
  {
    of: 'ansible,ansible-playbook,ansible-inventory,ansible-console,ansible-doc',
    risk: 'unknown',
    argument: /\{[{%]|\b(?:lookup|query|q)\s*\(/,
    source: 'docs.ansible.com, lookups: `pipe` runs a command of this machine wherever a template may stand',
  },
  {
    of: 'promtool',
    risk: 'changes',
    argument: /^--junit(?:=|$)/,
    source: 'prometheus.io: promtool test rules --junit',
  },
  {
    of: 'git',
    risk: 'changes',
    call: /(?:^| )merge-tree\b/,
    unless: /--trivial-merge/,
    source: 'git-merge-tree(1): objects are written',
  },
  {
    of: 'git',
    risk: 'changes',
    call: /(?:^| )fetch\b.* --dry-run\b/,
    source: 'git-fetch(1): objects are fetched all the same',
  },
  {
    of: 'go',
    risk: 'changes',
    call: /^tool pprof\b/,
    source: 'pprof: the profile is kept in ~/pprof',
  },
  {
    of: 'go',
    risk: 'unknown',
    call: /^tool (?!pprof\b|(?:nm|objdump|addr2line|buildid|dist list|cover|trace|pack [ptc])\b)\S/,
    source: 'go.dev: tools of the module',
  },
  {
    of: 'aws,aws2,awslocal,awscli',
    risk: 'changes',
    call: /^emr get\b|(?:^| )--save-as\b/,
    source: 'docs.aws.amazon.com/cli',
  },
  {
    of: 'aws,aws2,awslocal,awscli',
    risk: 'changes',
    call: /^(?:location get-map-|geo-maps get-|cloudfront get-function\b|omics get-(?:read-set|reference)\b|medical-imaging get-image-frame\b|sagemaker-geospatial get-tile\b|lexv?2?-runtime \S|backupstorage get-|bedrock-agentcore \S|apigatewayv2 export-api\b)/,
    source: 'docs.aws.amazon.com/cli: the last word is a file',
  },
  {
    of: 'chef-client,chef-solo,cinc-client',
    risk: 'unknown',
    argument: /^(?:-\w*W|--why-run)/,
    source: 'docs.chef.io: recipes are Ruby',
  },
  // Any page in the browser may then ask the cluster, or the files of a folder are served beside it.
  {
    of: 'kubectl,oc,kubecolor',
    risk: 'changes',
    call: /(?:^| )proxy\b.* (?:--(?:accept-hosts|accept-paths|reject-paths|www)\b|-w\b)/,
    source: 'kubernetes.io/docs/reference/kubectl: proxy',
  },
  { of: 'kubectl,oc,kubecolor', risk: 'changes', call: /^(?:ctx|ns) -(?: |$)/, source: 'github.com/ahmetb/kubectx' },
];
