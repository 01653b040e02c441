import type { ProgramTable } from './table.ts';

const GRAFANA =
  '--address --user --key --id --auth-token --tls-ca-path --tls-cert-path --tls-key-path --extra-headers --namespace --log.level';

/** The `fly` of Concourse, which shares its name with that of Fly.io. */
export const concourseFly: ProgramTable = {
  source: 'concourse-ci.org/docs/fly',
  reads:
    'status|userinfo|targets|teams|get-team|gt|workers|ws|containers|cs|volumes|vs|pipelines|ps|get-pipeline|gp|format-pipeline -h|validate-pipeline|vp|jobs|js|builds|bs|watch|w|resources|rs|resource-versions|rvs|active-users|au|curl|c|completion|get-wall|gw|health|help',
  changes:
    'login|l|logout|o|edit-target|etg|sync|s|set-team|st|rename-team|rt|set-pipeline|sp|rename-pipeline|rp|order-pipelines|op|order-instanced-pipelines|oip|pause-pipeline|pp|unpause-pipeline|up|expose-pipeline|ep|hide-pipeline|hp|checklist|trigger-job|tj|pause-job|pj|unpause-job|uj|schedule-job|sj|check-resource|cr|check-resource-type|crt|pin-resource|pr|unpin-resource|ur|enable-resource-version|erv|disable-resource-version|drv|rerun-build|rb|set-wall|sw|format-pipeline|fp|archive-pipeline|ap|land-worker|lw|execute|e',
  destroys:
    'destroy-pipeline|dp|destroy-team|dt|delete-target|dtg|abort-build|ab|clear-task-cache|ctc|clear-resource-cache|crc|clear-versions|cv|clear-wall|cw|prune-worker|pw',
  unknown: 'intercept|hijack|i',
  flags: { 'get-pipeline -o': 'changes', 'curl --': 'unknown', 'validate-pipeline --output': 'reads' },
  values:
    '-t --target -p --pipeline -j --job -b --build -r --resource -n --team --team-name -c --config -w --worker --count --since --until -l --load-vars-from -v --var -y --yaml-var --step -s --shell -o --output --ttl -m --message',
};

/** Delivery, metrics and other tools that are steered by verbs. */
export const deliveryTables: Readonly<Record<string, ProgramTable>> = {
  concourse: {
    source: 'concourse-ci.org/docs/operation',
    reads:
      'migrate --current-db-version|migrate --supported-db-version|generate-key --help|web --help|worker --help|retire-worker --help|land-worker --help|migrate --help|quickstart --help',
    changes: 'generate-key|web|worker|quickstart|land-worker|migrate',
    destroys: 'retire-worker|migrate --migrate-db-to-version|migrate --migrate-to-latest-version',
    values: '-t --type -f --filename -b --bits --name',
  },
  mimirtool: {
    source: 'grafana.com/docs/mimir/latest/manage/tools/mimirtool',
    reads:
      'alertmanager get|alertmanager verify|alertmanager migrate-utf8|rules list|rules print|rules get|rules diff|rules check|config convert|acl generate-header|remote-read stats|remote-read dump|version|help|promql format|promql children|promql node|promql binaryexpr',
    changes:
      'alertmanager load|alerts verify|rules load|rules sync|rules prepare|rules lint|rules delete-namespace --dry-run|analyze|bucket-validation|backfill|remote-read export|promql label-matchers set|promql label-matchers delete|runtime-config',
    destroys: 'alertmanager delete|rules delete|rules delete-namespace|rules sync|partition-ring',
    flags: {
      '--output-dir': 'changes',
      '--output': 'changes',
      '--yaml-out': 'changes',
      '--flags-out': 'changes',
      '-i': 'changes',
      '--in-place': 'changes',
      '--disable-color': 'reads',
      '--utf8-strict-mode': 'reads',
      '--yaml-file': 'reads',
      '--verbose': 'reads',
      '--update-defaults': 'reads',
      '--include-defaults': 'reads',
      '--gem': 'reads',
      '--format': 'reads',
      '--rule-files': 'reads',
      '--rule-dirs': 'reads',
      '--strict': 'reads',
      '--backend': 'reads',
    },
    values: `${GRAFANA} --output-dir --output --yaml-out --flags-out --yaml-file --flags-file --format --rule-files --rule-dirs --backend`,
  },
  xsv: {
    source: 'github.com/BurntSushi/xsv',
    reads:
      'cat|count|fixlengths|flatten|fmt|frequency|headers|input|join|reverse|sample|search|select|slice|sort|stats|table|help|--list',
    changes: 'index|split|partition',
    flags: { '-o': 'changes', '--output': 'changes' },
    values: '-d --delimiter -s --select -n -N -l --limit -i --ignore-case',
  },
  qsv: {
    source: 'github.com/dathere/qsv',
    reads:
      'cat|count|dedup|diff|enum|explode|fill|fixlengths|flatten|fmt|headers|input|join|pseudo|rename|replace|reverse|sample|search|searchset|select|slice|sort|sortcheck|table|transpose|validate --help|help|--list',
    changes:
      'apply|index|split|partition|stats|frequency|schema|snappy|extdedup|extsort|excel|to|fetch|fetchpost|tojsonl|json|jsonl|sniff|validate|sqlp|joinp|datefmt|edit|geocode|safenames|template|lens|clipboard|prompt',
    unknown: 'foreach|luau|py|describegpt',
    flags: { '-o': 'changes', '--output': 'changes' },
    values: '-d --delimiter -s --select -n -N -l --limit',
  },
  watchman: {
    source: 'facebook.github.io/watchman/docs/cmd',
    reads:
      'version|get-sockname|watch-list|trigger-list|find|since|query|get-config|get-pid|list-capabilities|clock|debug-ageout --help',
    changes: 'watch|watch-project|log|log-level|state-enter|state-leave|flush-subscriptions|subscribe|unsubscribe',
    destroys: 'watch-del|watch-del-all|trigger-del|shutdown-server',
    unknown: 'trigger',
  },
  'grub2-editenv': {
    source: 'manual page grub-editenv(1)',
    reads: 'list|* list',
    changes: 'create|* create|* set',
    destroys: 'unset|* unset',
  },
  'grub2-reboot': { source: 'manual page grub-reboot(8)', otherwise: 'changes', bare: 'changes' },
  'grub2-set-default': { source: 'manual page grub-set-default(8)', otherwise: 'changes', bare: 'changes' },
  htpasswd: { source: 'manual page htpasswd(1)', otherwise: 'changes', reads: '-n|-v', destroys: '-D|-c' },
  svn: {
    source: 'svnbook.red-bean.com/en/1.8/svn.ref.svn.html',
    reads:
      'status|stat|st|info|log|diff|di|list|ls|cat|blame|annotate|ann|praise|propget|pget|pg|proplist|plist|pl|mergeinfo|help|h|auth',
    changes:
      'add|checkout|co|update|up|commit|ci|copy|cp|move|mv|rename|ren|mkdir|merge|switch|sw|resolve|resolved|propset|pset|ps|propedit|pedit|pe|propdel|pdel|pd|import|export|lock|unlock|cleanup|changelist|cl|relocate|upgrade|patch',
    destroys: 'delete|del|remove|rm|revert|cleanup --remove-unversioned|cleanup --remove-ignored|unlock --force',
    flags: { '--revprop': 'destroys', '--diff-cmd': 'unknown', '--editor-cmd': 'unknown', 'auth --remove': 'destroys' },
    values:
      '-r --revision -c --change -m --message -F --file -l --limit --username --password --config-dir --config-option --depth --set-depth --accept --cl --changelist --search --search-and --encoding --strip --targets -N -x --extensions',
  },
  cdk: {
    source: 'docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd.html',
    reads: 'doctor|docs|doc|--version|version|help',
    // They run the program of the folder to learn what it defines.
    unknown: 'list|ls|synthesize|synth|diff|metadata|notices|drift',
    changes: 'deploy|bootstrap|import|init|context|acknowledge|ack|watch|migrate|refactor',
    destroys: 'destroy|gc|rollback|context --clear|context --reset',
    flags: { 'deploy --force': 'destroys', '--app': 'unknown', '-a': 'unknown' },
    values:
      '-c --context --profile --role-arn -r -o --output --toolkit-stack-name --region --parameters --outputs-file -O --require-approval --tags -t --concurrency --method --change-set-name --qualifier --template --language -l',
  },
};
