/**
 * What common tools do to the world, subcommand by subcommand. Keys are prefixes of the arguments without options; the
 * longest prefix that fits wins, `*` stands for any one word, and '' for everything not named.
 */
export interface ToolTable {
  readonly reads?: string;
  readonly changes?: string;
  readonly destroys?: string;
  /** Nothing named fits. */
  readonly otherwise?: 'reads' | 'changes' | 'destroys';
  /** Options (as written, or up to `=`) that raise or lower the risk whatever the subcommand. */
  readonly options?: Readonly<Record<string, 'reads' | 'changes' | 'destroys'>>;
  /** Options that take the next word as their value. */
  readonly values?: string;
}

const kube: ToolTable = {
  reads:
    'get|describe|logs|log|top|explain|version|cluster-info|api-resources|api-versions|config view|config get-contexts|config current-context|config get-clusters|auth can-i|auth whoami|diff|wait|events|kustomize|completion|options|plugin|rollout status|rollout history|port-forward|proxy|attach|whoami|status|project|projects|adm top|adm must-gather|adm inspect|adm node-logs|adm upgrade|adm release|adm policy who-can|adm groups|image info|image mirror --dry-run|krew list|krew search|krew info|neat|tree|ns|ctx|get-all|who-can|view-secret|stern|cnpg status|hns tree|argo rollouts get|argo rollouts status|argo rollouts list|explain|observe|extract|exec|rsh|rsync|debug|sniff|resource-capacity|node-shell|ceph|rook-ceph|gadget|images|must-gather|inspect|help|oidc-login get-token|sa get-token|serviceaccounts get-token|operator status|df-pv|access-matrix',
  changes:
    'apply|create|edit|patch|scale|autoscale|label|annotate|expose|run|set|cordon|uncordon|taint|replace|rollout|rollout restart|rollout undo|rollout pause|rollout resume|cp|config|certificate approve|certificate deny|login|logout|adm|adm cordon|adm uncordon|adm policy|adm upgrade --to|adm taint|new-app|new-project|start-build|tag|import-image|policy|secrets|idle|process|import|debug node|krew|argo rollouts|cnpg|drain --dry-run|adm certificate|patch|token create|create token|sa create-token|rollback|deploy|adm release mirror|adm migrate|secret link|image mirror|convert|auth reconcile|ssh-jump',
  destroys:
    'delete|drain|evict|adm drain|adm prune|cancel-build|replace --force|delete-node|adm reboot-machine-config-pool|cnpg destroy|argo rollouts abort|adm remove',
  otherwise: undefined as never,
  options: {
    '--dry-run': 'reads',
    '--dry-run=client': 'reads',
    '--dry-run=server': 'reads',
    '--grace-period=0': 'destroys',
    '--to-latest': 'changes',
    '--to': 'changes',
    '--to-image': 'changes',
    '--clear': 'changes',
    '--force': 'destroys',
    '--replicas=0': 'changes',
  },
  values:
    '-n --namespace --context --cluster --kubeconfig -o --output -l --selector -c --container -f --filename -s --server --user --token -v --as --as-group --field-selector --sort-by -p --patch --type --tail --since --image -i --image',
};

const docker: ToolTable = {
  reads:
    'ps|images|image ls|image inspect|inspect|logs|stats|top|info|version|events|port|diff|history|search|container ls|container list|container inspect|container logs|network ls|network inspect|volume ls|volume inspect|system df|system info|compose ps|compose logs|compose config|compose images|compose top|compose version|context ls|node ls|node inspect|service ls|service ps|service logs|service inspect|stack ls|stack ps|stack services|manifest inspect|buildx ls|scout|exec|compose exec',
  changes:
    'run|start|stop|restart|pause|unpause|build|pull|push|tag|create|cp|commit|login|logout|rename|update|wait|attach|save|load|import|export|network create|network connect|network disconnect|volume create|compose up|compose start|compose stop|compose restart|compose build|compose pull|compose run|compose create|compose push|service create|service update|service scale|stack deploy|swarm init|swarm join|container start|container stop|container restart|image pull|image push|image build|buildx|context use|compose pause|node update|compose',
  destroys:
    'rm|rmi|kill|compose down|compose rm|compose kill|system prune|image prune|image rm|container prune|container rm|container kill|volume rm|volume prune|network rm|network prune|builder prune|service rm|stack rm|swarm leave|node rm|secret rm|config rm',
  values: '-f --file -p --project-name --context -H --host -n --tail --filter --format',
};

/** The entries of a plugin, for the program that the plugin once was. */
function prefixless(table: ToolTable, plugin: string): ToolTable {
  const own = (entries: string | undefined): string =>
    (entries ?? '')
      .split('|')
      .filter((entry) => entry.startsWith(`${plugin} `))
      .map((entry) => entry.slice(plugin.length + 1))
      .join('|');
  return { ...table, reads: own(table.reads), changes: own(table.changes), destroys: own(table.destroys) };
}

export const toolTables: Readonly<Record<string, ToolTable>> = {
  kubectl: kube,
  oc: kube,
  k: kube,
  kubecolor: kube,
  docker,
  podman: docker,
  nerdctl: docker,
  buildah: docker,
  'docker-compose': prefixless(docker, 'compose'),
  helm: {
    reads:
      'list|ls|status|get|history|show|search|template|lint|version|env|repo list|diff|dependency list|verify|inspect|plugin list|hist',
    changes:
      'install|upgrade|rollback|repo add|repo update|repo remove|dependency|pull|push|package|create|plugin|registry|test|fetch|dep|init|repo',
    destroys: 'uninstall|delete|del|reset',
    options: { '--dry-run': 'reads' },
    values: '-n --namespace --kube-context --kubeconfig -f --values --set --version -o --output --tiller-namespace',
  },
  helmfile: {
    reads: 'list|status|diff|template|lint|build|version',
    changes: 'apply|sync|deps|repos|fetch',
    destroys: 'destroy|delete',
    values: '-e --environment -f --file -l --selector',
  },
  terraform: {
    reads:
      'plan|show|output|validate|fmt|version|providers|graph|state list|state show|state pull|workspace list|workspace show|console|test|get|metadata',
    changes:
      'init|apply|import|refresh|workspace new|workspace select|state mv|state push|state replace-provider|taint|untaint|login|logout',
    destroys: 'destroy|apply -destroy|state rm|workspace delete|force-unlock',
    options: { '-destroy': 'destroys', '--destroy': 'destroys' },
  },
  pulumi: {
    reads: 'preview|stack ls|stack output|config get|whoami|logs|about|version|stack',
    changes: 'up|update|refresh|import|config set|config|stack init|stack select|login|new|cancel',
    destroys: 'destroy|stack rm|state delete',
  },
  git: {
    reads:
      'status|log|diff|show|branch|remote|tag|blame|grep|ls-files|ls-remote|ls-tree|rev-parse|rev-list|describe|config --get|config --list|stash list|shortlog|reflog|cat-file|bisect|show-ref|name-rev|merge-base|count-objects|worktree list|help|version|whatchanged|show-branch|check-ignore|for-each-ref|fetch --dry-run',
    changes:
      'clone|fetch|pull|push|add|commit|checkout|switch|merge|rebase|cherry-pick|revert|stash|init|mv|config|submodule|am|apply|restore|reset|worktree|remote add|remote set-url|remote remove|branch -m|lfs|crypt|tag -a|format-patch|archive|bundle|notes|gc|sparse-checkout|secrets|subtree|flow|request-pull',
    destroys:
      'clean|filter-branch|filter-repo|reset --hard|push --force|push -f|push --delete|branch -D|branch -d|stash drop|stash clear|prune|reflog expire|update-ref -d|checkout -- .|rm',
    options: {
      '--hard': 'destroys',
      '--force': 'destroys',
      '-f': 'changes',
      '--force-with-lease': 'destroys',
      '--delete': 'destroys',
      '-D': 'destroys',
    },
    values: '-C -c --git-dir --work-tree',
  },
  gh: {
    reads:
      'pr list|pr view|pr status|pr diff|pr checks|issue list|issue view|run list|run view|run watch|repo view|repo list|release list|release view|auth status|api|search|workflow list|workflow view|gist list|gist view|secret list|variable list|status|label list|cache list|browse',
    changes:
      'pr create|pr merge|pr checkout|pr close|pr comment|pr review|pr edit|pr ready|pr reopen|issue create|issue close|issue comment|issue edit|run rerun|run download|repo clone|repo create|repo fork|repo sync|release create|release edit|release upload|release download|auth login|auth refresh|workflow run|workflow enable|workflow disable|gist create|secret set|variable set|label create|repo edit|repo archive',
    destroys:
      'repo delete|release delete|issue delete|run cancel|run delete|secret delete|variable delete|cache delete|gist delete|label delete',
  },
  systemctl: {
    reads:
      'status|show|list-units|list-unit-files|list-timers|list-dependencies|list-jobs|list-sockets|is-active|is-enabled|is-failed|cat|help|get-default|--failed|--version|list-machines',
    changes:
      'start|restart|reload|reload-or-restart|try-restart|enable|disable|daemon-reload|daemon-reexec|mask|unmask|reset-failed|set-property|edit|set-default|stop|link|preset|revert|condrestart|isolate|import-environment|set-environment',
    destroys: 'kill|reboot|poweroff|halt|suspend|hibernate|rescue|emergency|kexec|soft-reboot',
    otherwise: 'reads',
    values: '-t --type -p --property -H --host -M --machine --state',
  },
  service: {
    reads: '* status|--status-all',
    changes: '* start|* restart|* reload|* stop|* force-reload|* try-restart',
    otherwise: 'changes',
  },
  supervisorctl: {
    reads: 'status|tail|avail|pid|version',
    changes: 'start|restart|stop|reread|update|reload|add|clear|signal',
    destroys: 'remove|shutdown',
  },
  'gitlab-ctl': {
    reads:
      'status|tail|show-config|service-list|diff-config|check-config|patroni members|repmgr cluster show|get-redis-master|consul',
    changes: 'start|restart|stop|reconfigure|hup|term|reload|promote|pgb-notify|deploy-page|patroni',
    destroys: 'kill|cleanse|uninstall|remove-accounts',
    otherwise: 'changes',
  },
  rabbitmqctl: {
    reads:
      'status|list_*|cluster_status|node_health_check|ping|report|environment|eval|authenticate_user|check_*|await_startup|help|version|list_queues|list_users|list_vhosts|list_permissions|list_connections|list_channels|list_consumers|list_exchanges|list_bindings|list_policies|list_parameters|list_user_permissions|list_feature_flags|list_unresponsive_queues|trace_on',
    changes:
      'start_app|add_user|set_permissions|set_user_tags|set_policy|set_parameter|add_vhost|join_cluster|change_password|sync_queue|cancel_sync_queue|set_cluster_name|enable_feature_flag|rotate_logs|set_vm_memory_high_watermark|set_disk_free_limit|clear_permissions|clear_policy|clear_parameter|stop_app|wait|rename_cluster_node|update_cluster_nodes|resume_listeners|suspend_listeners|set_log_level|set_vhost_limits|set_operator_policy|export_definitions|import_definitions|hash_password',
    destroys:
      'delete_queue|purge_queue|reset|force_reset|delete_user|delete_vhost|forget_cluster_node|close_connection|close_all_connections|stop|shutdown|force_boot|clear_password|close_all_user_connections',
    values: '-n -p -t --node --vhost --timeout',
  },
  'rabbitmq-diagnostics': { otherwise: 'reads' },
  'rabbitmq-plugins': { reads: 'list|directories|is_enabled', changes: 'enable|disable|set' },
  'rabbitmq-queues': {
    reads: 'check_*|quorum_status|peek|help',
    changes: 'rebalance|add_member|grow',
    destroys: 'delete_member|shrink',
  },
  rabbitmqadmin: {
    reads: 'list|show|export|get|help',
    changes: 'declare|publish|import|close',
    destroys: 'delete|purge',
    values: '-H --host -u --username -p --password -V --vhost -P --port',
  },
  etcdctl: {
    reads:
      'get|endpoint health|endpoint status|endpoint hashkv|member list|alarm list|version|watch|check perf|check datascale|snapshot status|user list|user get|role list|role get|lease list|lease timetolive|cluster-health|ls|auth status',
    changes:
      'put|compact|compaction|defrag|snapshot save|member add|member update|member promote|move-leader|user add|user grant-role|role add|role grant-permission|auth enable|lease grant|lease keep-alive|lock|txn|set|mk|mkdir|backup|elect|make-mirror|alarm disarm',
    destroys: 'del|member remove|snapshot restore|user delete|role delete|lease revoke|auth disable|rm|rmdir',
    values: '--endpoints --cert --key --cacert -w --write-out --user --command-timeout --dial-timeout',
  },
  etcdutl: { reads: 'snapshot status|version|hashkv', changes: 'defrag|backup', destroys: 'snapshot restore' },
  npm: {
    reads:
      'ls|list|outdated|view|info|audit|search|whoami|config list|config get|root|bin|version|doctor|ping|explain|why|fund|test|help|prefix|show|run lint|run test',
    changes:
      'install|i|ci|add|update|upgrade|run|run-script|start|link|login|publish|init|config set|version|exec|rebuild|dedupe|audit fix|stop|restart|set|config|adduser|pack|install-test|create',
    destroys: 'uninstall|remove|rm|unpublish|prune|cache clean',
  },
  yarn: {
    reads: 'list|info|why|outdated|audit|test|lint|check|licenses|versions',
    changes: 'install|add|upgrade|run|start|build|dev|link|publish|global|set|dlx|up|init',
    destroys: 'remove|cache clean',
    otherwise: 'changes',
  },
  pnpm: {
    reads: 'list|ls|outdated|why|audit|test|lint',
    changes: 'install|i|add|update|run|start|build|dev|publish|dlx|exec',
    destroys: 'remove|prune',
    otherwise: 'changes',
  },
  pip: {
    reads: 'list|show|freeze|check|search|config list|index|--version',
    changes: 'install|download|config|wheel',
    destroys: 'uninstall|cache purge',
  },
  gem: {
    reads: 'list|search|info|env|environment|which|contents',
    changes: 'install|update|push|build',
    destroys: 'uninstall|cleanup|yank',
  },
  brew: {
    reads: 'list|info|search|doctor|outdated|deps|services list|config|--version|--prefix',
    changes: 'install|upgrade|update|tap|services|link|cask|unlink|reinstall|pin|bundle',
    destroys: 'uninstall|remove|cleanup|untap|rm',
  },
  apt: {
    reads: 'list|show|search|policy|depends|rdepends|changelog',
    changes:
      'install|update|upgrade|full-upgrade|dist-upgrade|edit-sources|download|build-dep|reinstall|source|satisfy',
    destroys: 'remove|purge|autoremove|clean|autoclean',
  },
  yum: {
    reads: 'list|info|search|check-update|repolist|history|provides|whatprovides|deplist|versionlock list|repoquery',
    changes:
      'install|update|upgrade|makecache|localinstall|reinstall|downgrade|groupinstall|versionlock|module|config-manager|check|updateinfo|swap',
    destroys: 'remove|erase|autoremove|clean',
  },
  dpkg: {
    reads: '',
    changes: '',
    otherwise: 'reads',
    options: {
      '-i': 'changes',
      '--install': 'changes',
      '--configure': 'changes',
      '-r': 'destroys',
      '--remove': 'destroys',
      '-P': 'destroys',
      '--purge': 'destroys',
    },
  },
  rpm: {
    otherwise: 'reads',
    options: {
      '-i': 'changes',
      '-U': 'changes',
      '-ivh': 'changes',
      '-Uvh': 'changes',
      '-e': 'destroys',
      '--import': 'changes',
    },
  },
  snap: {
    reads: 'list|info|find|services|logs|changes|version',
    changes: 'install|refresh|start|stop|restart|enable|disable|connect|set|revert',
    destroys: 'remove',
  },
  apk: { reads: 'info|search|list|version|policy|stats', changes: 'add|update|upgrade|fix', destroys: 'del' },
  vault: {
    reads:
      'status|read|list|kv get|kv list|kv metadata get|token lookup|secrets list|auth list|policy list|policy read|audit list|operator raft list-peers|version|print|lease lookup|path-help|operator key-status|debug|monitor|token capabilities',
    changes:
      'write|login|kv put|kv patch|kv undelete|kv rollback|policy write|secrets enable|secrets tune|auth enable|token create|token renew|operator unseal|operator init|operator rekey|operator rotate|operator raft snapshot save|operator step-down|operator raft join|lease renew|ssh|unwrap|agent|server|secrets move|audit enable|operator generate-root',
    destroys:
      'delete|kv delete|kv destroy|kv metadata delete|policy delete|secrets disable|auth disable|token revoke|lease revoke|operator seal|operator raft remove-peer|operator raft snapshot restore|audit disable',
    values: '-address -namespace -ns -format -field -mount',
  },
  consul: {
    reads:
      'members|info|catalog|kv get|operator raft list-peers|monitor|version|services|config read|config list|acl token read|acl token list|acl policy list|snapshot inspect|debug|rtt|event list|watch',
    changes:
      'kv put|join|maint|reload|lock|exec|agent|event|config write|acl token create|acl policy create|snapshot save|connect|intention create|acl',
    destroys: 'leave|force-leave|kv delete|operator raft remove-peer|snapshot restore|config delete|acl token delete',
  },
  nomad: {
    reads:
      'status|job status|node status|alloc status|alloc logs|job plan|job inspect|server members|job history|version|ui|monitor|operator raft list-peers|alloc fs|deployment status|deployment list|job validate',
    changes:
      'run|job run|job scale|job revert|job dispatch|job promote|node eligibility|alloc restart|alloc exec|deployment promote|job restart|deployment resume|deployment pause|operator snapshot save|job allocs|alloc signal',
    destroys:
      'stop|job stop|node drain|alloc stop|system gc|deployment fail|operator raft remove-peer|node purge|job purge',
  },
  istioctl: {
    reads:
      'analyze|proxy-status|ps|proxy-config|pc|version|describe|x describe|experimental|x|validate|dashboard|bug-report|profile|manifest generate|tag list|precheck',
    changes: 'install|upgrade|kube-inject|tag|manifest apply|create-remote-secret|admin',
    destroys: 'uninstall|tag remove',
  },
  linkerd: {
    reads: 'check|stat|viz|tap|top|routes|diagnostics|version|edges|multicluster gateways|dashboard|identity',
    changes: 'install|inject|upgrade|multicluster',
    destroys: 'uninstall|uninject|prune',
  },
  argocd: {
    reads:
      'app get|app list|app diff|app history|app logs|app manifests|app resources|app wait|cluster list|cluster get|repo list|version|account list|account get|proj list|proj get|context|admin|account get-user-info',
    changes:
      'app sync|app create|app set|app rollback|app patch|app terminate-op|login|logout|cluster add|repo add|proj create|account update-password|relogin|app unset|app actions|account',
    destroys: 'app delete|app delete-resource|cluster rm|repo rm|proj delete',
    values: '--server --auth-token',
  },
  flux: {
    reads: 'get|logs|tree|trace|stats|check|version|events|diff|export|debug',
    changes: 'reconcile|suspend|resume|create|bootstrap|install|pull|push|tag|build',
    destroys: 'delete|uninstall',
  },
  velero: {
    reads:
      'get|describe|version|backup describe|backup logs|backup get|restore describe|restore get|restore logs|schedule get|backup download|backup-location get|client|snapshot-location get',
    changes:
      'create|install|backup create|restore create|schedule create|schedule pause|schedule unpause|backup-location create|backup-location set|plugin|restore',
    destroys: 'delete|uninstall|backup delete|restore delete|schedule delete',
  },
  ceph: {
    reads:
      '-s|status|health|osd tree|osd status|osd df|df|mon stat|mds stat|pg stat|pg dump|pg query|quorum_status|osd perf|osd pool ls|osd pool get|osd dump|fs status|fs ls|fs snapshot mirror daemon status|fs snapshot mirror peer_list|versions|auth ls|auth list|auth get|config get|config dump|osd lspools|osd stat|crash ls|crash info|mgr services|orch ls|orch ps|osd find|osd crush tree|pg ls|pg|-w|osd pool stats|osd metadata|log last|device ls|time-sync-status|osd pool autoscale-status|osd getmap|osd utilization|report|osd blocked-by|mon dump|fs dump|nfs export ls|nfs export info|nfs cluster ls|nfs cluster info|fs volume ls|fs subvolume ls|osd ok-to-stop|osd safe-to-destroy|mgr dump|tell',
    changes:
      'osd set|osd unset|osd in|osd reweight|osd reweight-by-utilization|osd pool set|osd pool create|config set|pg repair|pg scrub|pg deep-scrub|orch|mgr module|auth get-or-create|osd crush|osd set-full-ratio|osd set-nearfull-ratio|crash archive|crash archive-all|balancer|osd set-backfillfull-ratio|osd scrub|fs set|health mute|mgr fail|mds fail|auth add|auth caps|config rm|osd repair|nfs export create|nfs export apply|nfs cluster create|fs volume create|fs subvolume create|fs subvolumegroup create|orch apply',
    destroys:
      'nfs export rm|nfs cluster rm|fs volume rm|fs subvolume rm|osd out|osd purge|osd rm|osd destroy|osd down|osd lost|osd pool delete|osd pool rm|auth del|fs rm|mon remove|pg force-create-pg|osd crush remove|osd crush rm|fs fail',
  },
  virtctl: {
    reads: 'version|guestosinfo|userlist|fslist|console|vnc|port-forward|ssh|expand|memory-dump download',
    changes:
      'start|migrate|migrate-cancel|pause|unpause|addvolume|removevolume|image-upload|create|expose|permitted-devices|scp|adm|unpause vm|usbredir|memory-dump get|vmexport create|credentials|stop|restart|soft-reboot',
    destroys: 'reset|vmexport delete|memory-dump remove',
  },
  nvme: {
    reads: 'list|list-subsys|discover|id-ctrl|id-ns|smart-log|error-log|show-regs|get-log|version|help',
    changes: 'connect|connect-all|disconnect|disconnect-all|create-ns|attach-ns|reset|set-feature',
    destroys: 'format|sanitize|delete-ns|detach-ns|write|write-zeroes',
  },
  s5cmd: { reads: 'ls|du|head|cat|version', changes: 'cp|mv|sync|mb|run|pipe', destroys: 'rm|rb' },
  pgbackrest: {
    reads: 'info|check|verify|version|help|repo-ls|repo-get',
    changes: 'backup|restore|start|stanza-create|stanza-upgrade|archive-push|archive-get',
    destroys: 'expire|stanza-delete|stop',
  },
  cmctl: { reads: 'status|check|inspect|version', changes: 'renew|approve|deny|create|upgrade' },
  knife: {
    reads:
      'node show|node list|search|role show|role list|status|vault show|vault list|data bag show|data bag list|environment show|environment list|cookbook list|cookbook show|client list|client show|user list|opc user list|list',
    changes:
      'ssh|node edit|node run_list|role edit|role from|vault create|vault edit|vault update|vault refresh|vault rotate|data bag create|data bag edit|data bag from|environment edit|environment from|bootstrap|cookbook upload|tag|exec|opc user create|node create|client create|upload|download',
    destroys:
      'node delete|client delete|vault delete|data bag delete|cookbook delete|role delete|environment delete|vault remove|user delete',
  },
};

const alikes: Readonly<Record<string, string>> = {
  'apt-get': 'apt',
  aptitude: 'apt',
  dnf: 'yum',
  microdnf: 'yum',
  pip3: 'pip',
  tofu: 'terraform',
  tf: 'terraform',
  terragrunt: 'terraform',
  helm3: 'helm',
  'kubectl-ceph': 'ceph',
  oadm: 'oc',
};

/** The table of a tool, by its program's name. */
export function toolTable(name: string): ToolTable | undefined {
  const known = Object.hasOwn(alikes, name) ? alikes[name]! : name;
  return Object.hasOwn(toolTables, known) ? toolTables[known] : undefined;
}
