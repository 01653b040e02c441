import type { ProgramTable } from './table.ts';

const terraform: ProgramTable = {
  source: 'developer.hashicorp.com/terraform/cli/commands',
  bare: 'reads',
  reads:
    'plan|show|output|validate|version|providers|graph|state list|state show|state pull|workspace list|workspace show|metadata|fmt -check|modules|providers schema|help|get|stacks --help|render|hclfmt --check|graph-dependencies|output-module-groups|validate-inputs|query',
  changes:
    'init|apply|import|refresh|workspace new|workspace select|state mv|state push|state replace-provider|taint|untaint|login|logout|fmt|providers lock|providers mirror|hclfmt|run-all apply|run-all init|test|run-all plan',
  unknown: 'console|run-all|run',
  destroys: 'destroy|apply -destroy|state rm|workspace delete|force-unlock|run-all destroy',
  flags: {
    '-destroy': 'destroys',
    '--destroy': 'destroys',
    'plan -out': 'changes',
    'plan -generate-config-out': 'changes',
    'apply -replace': 'destroys',
  },
  values: '-chdir -var -var-file -target -out -state -lock-timeout -backend-config --terragrunt-working-dir',
};

const git: ProgramTable = {
  source: 'git-scm.com/docs',
  bare: 'reads',
  reads:
    'status|log|diff|show|branch|branch -a|branch -r|branch -v|branch --list|branch --show-current|remote|remote -v|remote show|remote get-url|tag|tag -l|tag --list|tag -n|blame|annotate|grep|ls-files|ls-remote|ls-tree|rev-parse|rev-list|describe|config --get|config --get-all|config --get-regexp|config --list|config -l|config list|config get|stash list|stash show|shortlog|reflog|reflog show|reflog exists|reflog list|cat-file|show-ref|name-rev|merge-base|merge-tree|count-objects|worktree list|help|version|whatchanged|show-branch|check-ignore|check-attr|check-ref-format|for-each-ref|fetch --dry-run|push --dry-run|push -n|diff-tree|diff-index|diff-files|range-diff|cherry|verify-commit|verify-tag|verify-pack|var|bisect log|bisect view|submodule status|submodule summary|notes list|notes show|lfs ls-files|lfs status|lfs env|lfs locks|sparse-checkout list|bundle verify|bundle list-heads|fsck|hash-object|ls-remote|symbolic-ref -q|symbolic-ref --short|interpret-trailers|patch-id|stripspace|column|credential-cache --help|clean -n|clean --dry-run|add -n|add --dry-run|commit --dry-run|rm --dry-run|rm -n|merge-file -p|apply --check|apply --stat|apply --numstat|maintenance --help|diagnose --help|get-tar-commit-id|secret list|secret whoknows',
  changes:
    'clone|fetch|pull|push|add|commit|reflog write|checkout|switch|merge|rebase|cherry-pick|revert|stash|stash push|stash save|stash apply|stash pop|stash branch|init|mv|config|submodule|submodule update|submodule init|submodule add|submodule sync|am|apply|worktree add|worktree move|worktree lock|worktree unlock|worktree repair|remote add|remote set-url|remote rename|remote update|remote set-head|branch -m|branch -M|branch -c|branch -f|branch -u|branch --set-upstream-to|branch *|lfs|lfs pull|lfs push|lfs fetch|lfs track|lfs install|tag -a|tag -s|tag -m|tag -f|tag *|format-patch|archive|bundle create|bundle unbundle|notes add|notes append|notes edit|sparse-checkout|subtree|flow|request-pull|send-email|update-index|update-ref|symbolic-ref|read-tree|write-tree|commit-tree|mktree|pack-refs|repack|replace|rerere|svn|p4|maintenance|reset|reset --soft|reset --mixed|restore --staged|bisect start|bisect good|bisect bad|bisect reset|bisect skip|mergetool|difftool|gui|citool|cvsimport|fast-import|fast-export|credential|daemon|instaweb|crypt|secrets|secret|multi-pack-index|commit-graph|checkout-index|unpack-objects|index-pack|pack-objects|imap-send|gc|lfs migrate|tag -F',
  unknown:
    'bisect run|filter-branch --help|submodule foreach|for-each-repo|rebase --exec|rebase -x|difftool|mergetool|send-email|credential|instaweb|bisect',
  destroys:
    'clean|filter-branch|filter-repo|reset --hard|reset --merge|push --force|push -f|push --delete|push -d|push --mirror|push --prune|push --force-with-lease|branch -D|branch -d|branch --delete|tag -d|tag --delete|stash drop|stash clear|prune|prune-packed|reflog expire|reflog delete|reflog drop|update-ref -d|checkout -f|checkout --force|restore|rm|worktree remove|worktree prune|remote remove|remote rm|remote prune|submodule deinit|notes remove|notes prune|lfs prune|fetch --prune|fetch -p|gc --prune|switch --discard-changes|switch -f|config --unset|config --unset-all|config --remove-section|config unset|replace -d|read-tree --reset|checkout-index -f|crypt lock',
  flags: {
    '--output': 'changes',
    '--upload-pack': 'unknown',
    '--receive-pack': 'unknown',
    '--exec': 'unknown',
    '--exec-path': 'unknown',
    '--ext-diff': 'unknown',
    '--textconv': 'unknown',
    '--open-files-in-pager': 'unknown',
    'grep -O': 'unknown',
    'fsck --lost-found': 'changes',
    'hash-object -w': 'changes',
    '--edit-description': 'changes',
    'config --edit': 'changes',
    'config -e': 'changes',
    'config --global': 'reads',
    'rev-parse --git-dir': 'reads',
  },
  values:
    '-C --git-dir --work-tree --namespace --super-prefix --format --pretty --since --until --author --grep -n --max-count --sort -b -o --origin --depth --branch',
};

const gh: ProgramTable = {
  source: 'cli.github.com/manual',
  bare: 'reads',
  reads:
    'pr list|pr view|pr status|pr diff|pr checks|issue list|issue view|issue status|run list|run view|run watch|repo view|repo list|release list|release view|auth status|auth token|search|workflow list|workflow view|gist list|gist view|secret list|variable list|variable get|status|label list|cache list|browse|ruleset list|ruleset view|ruleset check|project list|project view|project field-list|project item-list|org list|ssh-key list|gpg-key list|alias list|extension list|extension search|codespace list|codespace ports|config get|config list|attestation verify|repo deploy-key list|repo autolink list|repo autolink view|repo gitignore list|repo license list|completion|help|version|issue develop --list|repo read-dir',
  changes:
    'pr create|pr merge|pr checkout|pr close|pr comment|pr review|pr edit|pr ready|pr reopen|pr lock|pr unlock|pr update-branch|issue create|issue close|issue comment|issue edit|issue reopen|issue lock|issue unlock|issue pin|issue unpin|issue transfer|issue develop|run rerun|run download|repo clone|repo create|repo fork|repo sync|repo edit|repo archive|repo unarchive|repo rename|repo set-default|repo deploy-key add|repo autolink create|release create|release edit|release upload|release download|auth login|auth logout|auth refresh|auth switch|auth setup-git|workflow run|workflow enable|workflow disable|gist create|gist edit|gist clone|gist rename|secret set|variable set|label create|label edit|label clone|ssh-key add|gpg-key add|alias set|alias import|extension install|extension upgrade|extension create|codespace create|codespace edit|codespace rebuild|codespace stop|codespace cp|codespace code|config set|project create|project edit|project copy|project link|project item-add|project item-create|project item-edit|project field-create|project close|attestation download',
  // It starts the codespace where it has stopped.
  unknown: 'codespace ssh|codespace logs|extension exec',
  destroys:
    'repo delete|release delete|release delete-asset|issue delete|run cancel|run delete|secret delete|secret remove|variable delete|cache delete|gist delete|label delete|ssh-key delete|gpg-key delete|alias delete|extension remove|codespace delete|project delete|project item-delete|project field-delete|repo deploy-key delete|repo autolink delete|config clear-cache',
  flags: {
    'pr --delete-branch': 'destroys',
    'pr -d': 'changes',
    'pr --admin': 'changes',
    'repo --delete-branch-on-merge': 'changes',
  },
  values:
    '-R --repo -L --limit -b --body -t --title --json --jq -q --template -H --head -B --base -l --label -a --assignee -s --state -w --workflow -e --env -o --org',
};

const vault: ProgramTable = {
  source: 'developer.hashicorp.com/vault/docs/commands',
  reads:
    'status|list|kv get|kv list|kv metadata get|token lookup|token capabilities|secrets list|auth list|auth help|policy list|policy read|policy fmt|audit list|operator raft list-peers|operator raft autopilot state|operator raft autopilot get-config|operator key-status|operator members|operator usage|operator diagnose|version|version-history|print|lease lookup|path-help|monitor|namespace list|namespace lookup|plugin list|plugin info|hcp status|pki health-check|pki list-intermediates|pki verify-sign|plugin runtime list|transform --help|events subscribe|operator raft snapshot inspect',
  changes:
    'write|login|kv put|kv patch|kv undelete|kv rollback|kv enable-versioning|kv metadata put|kv metadata patch|policy write|secrets enable|secrets tune|secrets move|auth enable|auth tune|auth move|token create|token renew|operator unseal|operator init|operator rekey|operator rotate|operator rotate-keys|operator raft snapshot save|operator raft join|operator raft autopilot set-config|operator step-down|operator migrate|operator generate-root|operator import|lease renew|unwrap|audit enable|namespace create|namespace patch|namespace lock|namespace unlock|plugin register|plugin reload|pki issue|pki reissue|debug|transit import|patch|hcp connect|hcp disconnect|plugin runtime register',
  unknown: 'ssh|agent|server|proxy',
  destroys:
    'delete|kv delete|kv destroy|kv metadata delete|policy delete|secrets disable|auth disable|token revoke|lease revoke|operator seal|operator raft remove-peer|operator raft snapshot restore|audit disable|namespace delete|plugin deregister|plugin runtime deregister',
  flags: { 'operator -cancel': 'changes' },
  values:
    '-address -agent-address -ca-cert -ca-path -client-cert -client-key -header -mfa -namespace -ns -tls-server-name -wrap-ttl -format -field -mount -version',
};

/** Tools that are steered by verbs. */
export const toolTables: Readonly<Record<string, ProgramTable>> = {
  terraform,
  git,
  gh,
  vault,
  juju: {
    source: 'juju.is/docs/juju/juju-cli-commands',
    reads:
      'status|show-*|list-*|models|controllers|machines|clouds|credentials|regions|users|whoami|debug-log|storage|spaces|subnets|secrets|offers|find-offers|info|find|version|help|actions|operations|model-config|config *|constraints|resources|charm-resources|firewall-rules|model-defaults|controller-config',
    changes:
      'deploy|add-*|relate|integrate|expose|unexpose|refresh|upgrade-*|scale-application|set-*|create-*|enable-*|disable-*|grant|resolve|resolved|switch|login|bootstrap|attach-*|update-*|import-*|offer|consume|autoload-credentials|register|retry-provisioning|scp|sync-*|trust|bind|move-*|rename-*|config * *|model-config *',
    unknown: 'ssh|exec|run|debug-hooks|debug-code|run-action',
    destroys:
      'remove-*|destroy-*|kill-*|detach-*|revoke|revoke-*|logout|unregister|suspend-relation|cancel-task|scale-application * 0',
    values: '-m --model -c --controller --format -n --lines -i --include -x --exclude -o --output',
  },
  k0s: {
    source: 'docs.k0sproject.io/stable/cli',
    reads:
      'status|version|help|etcd member-list|config validate|config create|config status|airgap list-images|sysinfo|docs|kubeconfig admin',
    changes:
      'start|install|backup|restore|token create|token pre-shared|kubeconfig create|config edit|stop|api|worker|controller',
    unknown: 'ctr',
    destroys: 'reset|etcd leave|token invalidate',
    values: '--data-dir -c --config',
  },
  k0sctl: {
    source: 'github.com/k0sproject/k0sctl',
    reads: 'version|kubeconfig|init|config status|completion',
    changes: 'apply|backup|config edit',
    destroys: 'reset',
    values: '-c --config',
  },
  alembic: {
    source: 'alembic.sqlalchemy.org',
    reads: 'current|history|heads|branches|show|check|list_templates',
    changes: 'upgrade|stamp|revision|merge|init|edit|ensure_version',
    destroys: 'downgrade|stamp --purge',
    values: '-c --config -n --name -x',
  },
  hg: {
    source: 'mercurial-scm.org/help',
    bare: 'reads',
    changes:
      'commit|ci|add|pull|push|update|up|co|checkout|merge|clone|init|branch|tag|bookmark|bookmarks|graft|import|export|bundle|unbundle|archive|phase|addremove|copy|move|rename|forget|resolve|serve|shelve|unshelve|cat',
    destroys:
      'strip|revert|rollback|purge|histedit|rebase|update -C|update --clean|up -C|push -f|push --force|remove|rm|prune|uncommit|unamend',
  },
  doveadm: {
    source: 'doc.dovecot.org/latest/core/man/doveadm.1.html',
    reads:
      'who|log errors|log find|quota get|mailbox list|mailbox status|search|user|config|fetch|acl get|acl list|acl rights|stats dump|auth lookup|director status|replicator status|service status|process status|penalty|instance list|help',
    changes:
      'reload|log reopen|log test|auth test|auth cache flush|quota recalc|acl set|acl add|acl recalc|backup|sync|import|index|copy|flags add|flags replace|altmove|mailbox create|mailbox rename|mailbox subscribe|mailbox unsubscribe|mailbox update|pw|stop|director add|replicator replicate|fts optimize|fts rescan',
    unknown: 'exec',
    destroys:
      'expunge|mailbox delete|purge|force-resync|kick|move|batch|flags remove|acl delete|acl remove|deduplicate|instance remove|altmove|director remove|director flush',
    values: '-u -S -F -c -o -f',
  },
  'sogo-tool': {
    source: 'sogo.nu/support/documentation.html',
    reads: 'user-preferences get|checkdoubles|dump-defaults|manage-acl get|help',
    changes:
      'backup|restore|user-preferences set|create-folder|manage-acl add|manage-acl subscribe|rename-user|update-autoreply|update-secret|expire-sessions',
    destroys:
      'remove|remove-doubles|user-preferences unset|manage-acl remove|cleanup-eas-folders|truncate-calendar|restore -F',
  },
  cfssl: {
    source: 'github.com/cloudflare/cfssl',
    reads: 'version|certinfo|info|scan|print-defaults|gencert|genkey|selfsign|sign|bundle|ocspsign|gencrl|crl|ocspdump',
    changes: 'serve|ocspserve|ocsprefresh',
    destroys: 'revoke',
    values: '-ca -ca-key -config -profile -hostname -cert -csr -key -domain -remote',
  },
  rspamc: {
    source: 'docs.rspamd.com/developers/rspamc',
    bare: 'reads',
    reads: 'stat|uptime|counters|symbols|fuzzy_check',
    changes: 'learn_spam|learn_ham|fuzzy_add|add_symbol|add_action',
    destroys: 'stat_reset|fuzzy_del|fuzzy_delhash',
    values: '-h -P -c -w -f -t -i -u -F -d -b',
  },
  glab: {
    source: 'gitlab.com/gitlab-org/cli',
    reads:
      'mr list|mr view|mr diff|mr issues|issue list|issue view|ci list|ci view|ci status|ci trace|ci get|ci lint|pipeline list|pipeline status|repo list|repo view|repo search|repo contributors|release list|release view|variable list|variable get|label list|auth status|snippet list|version|schedule list|job --help|config get|user events|incident list|incident view|ssh-key list|ssh-key get|help|completion',
    changes:
      'mr create|mr merge|mr close|mr update|mr approve|mr revoke|mr note|mr checkout|mr rebase|mr reopen|issue create|issue close|issue note|issue update|issue reopen|ci run|ci retry|ci trigger|ci artifact|pipeline run|repo clone|repo fork|repo create|repo archive|repo transfer|release create|release upload|release download|variable set|variable update|variable export|label create|auth login|schedule create|schedule run|schedule update|snippet create|config set|alias set|ssh-key add|incident close|incident note',
    destroys:
      'mr delete|issue delete|ci delete|ci cancel|repo delete|release delete|variable delete|schedule delete|alias delete|ssh-key delete|label delete|auth logout',
  },
  pulumi: {
    source: 'pulumi.com/docs/cli/commands',
    bare: 'reads',
    reads:
      'preview|pre|stack ls|stack output|stack graph|stack history|stack|config get|config|whoami|logs|about|version|plugin ls|policy ls|schema check|org get-default|console|env get|env ls|help|state --help|refresh --preview-only',
    changes:
      'up|update|refresh|import|config set|config set-all|config cp|config refresh|stack init|stack select|stack tag set|stack export|stack import|stack rename|stack change-secrets-provider|stack unselect|login|logout|new|plugin install|policy publish|policy enable|policy disable|env set|env init|env edit|state rename|state unprotect|state protect|convert|package|watch|gen-completion|install',
    unknown: 'env run|env open',
    destroys:
      'destroy|down|dn|stack rm|state delete|cancel|config rm|plugin rm|env rm|stack tag rm|policy rm|state upgrade',
    flags: { 'stack --show-secrets': 'reads', 'up --replace': 'destroys', 'logs -f': 'reads' },
    values: '-s --stack -C --cwd --config-file -c --config -m --message -t --target --parallel --color',
  },
  packer: {
    source: 'developer.hashicorp.com/packer/docs/commands',
    reads: 'validate|inspect|version|fmt -check|plugins installed|plugins required',
    changes: 'build|init|fix|fmt|console|plugins install|hcl2_upgrade',
    destroys: 'plugins remove',
  },
  vagrant: {
    source: 'developer.hashicorp.com/vagrant/docs/cli',
    reads:
      'status|global-status|version|box list|box outdated|port|plugin list|snapshot list|ssh-config|validate|cloud search|help|list-commands',
    changes:
      'up|reload|resume|suspend|provision|init|box add|box update|box repackage|package|plugin install|plugin update|snapshot save|snapshot push|rsync|rsync-auto|upload|login|cloud|halt',
    unknown: 'ssh|rdp|winrm|powershell',
    destroys:
      'destroy|box remove|box prune|snapshot delete|snapshot restore|snapshot pop|plugin uninstall|halt -f|halt --force',
  },
  consul: {
    source: 'developer.hashicorp.com/consul/commands',
    reads:
      'members|info|catalog|kv get|kv export|operator raft list-peers|operator autopilot get-config|operator autopilot state|operator usage|monitor|version|config read|config list|acl token read|acl token list|acl policy read|acl policy list|acl role read|acl role list|acl auth-method read|acl auth-method list|acl binding-rule list|acl binding-rule read|snapshot inspect|rtt|event --help|intention list|intention get|intention check|intention match|connect ca get-config|connect proxy --help|services export --help|validate|peering list|peering read|namespace list|namespace read|partition list|keyring -list|troubleshoot|license get|keygen|tls --help|resource list|resource read|services exported-services|services imported-services',
    changes:
      'kv put|kv import|join|maint|reload|event|agent|config write|acl token create|acl token update|acl token clone|acl policy create|acl policy update|acl role create|acl role update|acl auth-method create|acl auth-method update|acl binding-rule create|acl bootstrap|acl set-agent-token|login|logout|snapshot save|snapshot agent|connect ca set-config|connect envoy|connect proxy|connect expose|intention create|services register|services export|operator autopilot set-config|operator raft transfer-leader|operator area create|peering establish|peering generate-token|namespace create|namespace update|namespace write|partition create|keyring -install|keyring -use|tls ca create|tls cert create|debug|resource apply|license put|connect redirect-traffic',
    unknown: 'exec|watch|lock',
    destroys:
      'leave|force-leave|kv delete|operator raft remove-peer|snapshot restore|config delete|acl token delete|acl policy delete|acl role delete|acl auth-method delete|acl binding-rule delete|intention delete|services deregister|peering delete|namespace delete|partition delete|keyring -remove|operator area delete|resource delete|license reset',
    values: '-http-addr -token -token-file -datacenter -namespace -ca-file -client-cert -client-key -partition',
  },
  etcdctl: {
    source: 'etcd.io/docs',
    reads:
      'get|endpoint health|endpoint status|endpoint hashkv|member list|alarm list|version|watch|snapshot status|user list|user get|role list|role get|lease list|lease timetolive|cluster-health|ls|auth status|completion|help|check datascale --help',
    changes:
      'put|defrag|snapshot save|member add|member update|member promote|move-leader|user add|user passwd|user grant-role|user revoke-role|role add|role grant-permission|role revoke-permission|auth enable|lease grant|lease keep-alive|set|mk|mkdir|update|updatedir|setdir|backup|elect|make-mirror|alarm disarm|check perf|check datascale|downgrade|import',
    unknown: 'lock|txn|exec-watch|watch --exec',
    destroys:
      'del|compact|compaction|member remove|snapshot restore|user delete|user remove|role delete|role remove|lease revoke|auth disable|rm|rmdir',
    values:
      '--endpoints --endpoint --cert --key --cacert -w --write-out --user --password --command-timeout --dial-timeout --keepalive-time --keepalive-timeout --discovery-srv --cert-file --key-file --ca-file -o',
  },
  etcdutl: {
    source: 'etcd.io/docs',
    reads: 'snapshot status|version|hashkv|help',
    changes: 'defrag|backup|migrate',
    destroys: 'snapshot restore',
  },
  knife: {
    source: 'docs.chef.io/workstation/knife',
    reads:
      'node show|node list|search|role show|role list|status|vault show|vault list|data bag show|data bag list|environment show|environment list|environment compare|cookbook list|cookbook show|client list|client show|user list|user show|opc user list|list|show|diff|recipe list|tag list|ssl check|acl show|group list|group show',
    changes:
      'node edit|node run_list|node from|node environment|role edit|role from|role create|vault create|vault edit|vault update|vault refresh|vault rotate|data bag create|data bag edit|data bag from|environment create|environment edit|environment from|bootstrap|cookbook upload|cookbook download|tag create|opc user create|node create|client create|client edit|client reregister|client key create|upload|download|ssl fetch|configure|user create|acl add|supermarket install|node policy set',
    unknown: 'ssh|winrm|exec',
    destroys:
      'node delete|node bulk delete|client delete|client bulk delete|vault delete|vault remove|data bag delete|cookbook delete|cookbook bulk delete|role delete|role bulk delete|environment delete|user delete|tag delete|delete|acl remove|client key delete',
    values: '-c --config -E --environment -u --user -s --server-url -k --key -F --format -z -a --attribute',
  },
  rabbitmqctl: {
    source: 'rabbitmq.com/docs/man/rabbitmqctl.8',
    reads:
      'status|list_*|cluster_status|node_health_check|ping|report|environment|authenticate_user|await_startup|await_online_nodes|help|version|trace_on --help|export_definitions -|schema_info|decode|encode|hash_password|enabled_features|cipher_suites|describe_*|quorum_status|check_*',
    changes:
      'start_app|add_user|set_*|add_vhost|join_cluster|change_password|change_cluster_node_type|sync_queue|cancel_sync_queue|enable_feature_flag|enable_free_disk_space_monitoring|rotate_logs|clear_*|trace_on|trace_off|wait|rename_cluster_node|update_cluster_nodes|resume_listeners|suspend_listeners|export_definitions|import_definitions|restart_vhost|update_vhost_metadata|reload_*|activate_*|deactivate_*|hipe_compile|reconcile_vhosts|force_gc|resume_non_erlang_processes|promote_*|enable_*|disable_*',
    unknown: 'eval|eval_file|exec|shovel_status|remote_shell',
    destroys:
      'delete_*|purge_queue|reset|force_reset|forget_cluster_node|close_connection|close_all_connections|close_all_user_connections|stop|stop_app|shutdown|force_boot|clear_password|force_standalone_boot|force_standalone_khepri_boot|rollback_*|force_checkpoint',
    values: '-n -p -t --node --vhost --timeout --formatter -s -l',
  },
  'rabbitmq-diagnostics': {
    source: 'rabbitmq.com/docs/man/rabbitmq-diagnostics.8',
    reads:
      'alarms|check_*|cipher_suites|cluster_status|command_line_arguments|consume_event_stream|disk_usage|discover_peers|environment|erlang_*|is_*|list_*|listeners|log_*|memory_breakdown|metadata_store_status|node_health_check|observer|open_files|os_env|ping|report|resolve_hostname|runtime_thread_stats|schema_info|server_version|status|stream_event_log|tls_versions|version|help|certificates|maybe_stuck|remote_shell --help|resolver_info|trace_on --help',
    changes: 'enable_*|disable_*',
    unknown: 'remote_shell',
    values: '-n -p -t --node --vhost --timeout --formatter',
  },
  'rabbitmq-plugins': {
    source: 'rabbitmq.com/docs/man/rabbitmq-plugins.8',
    reads: 'list|directories|is_enabled|version|help',
    changes: 'enable|disable|set',
    values: '-n --node',
  },
  'rabbitmq-queues': {
    source: 'rabbitmq.com/docs/man/rabbitmq-queues.8',
    reads: 'check_*|quorum_status|peek|help|version|stream_status|list_*',
    changes: 'rebalance|add_member|grow|reclaim_quorum_memory|add_replica|force_recovery',
    destroys: 'delete_member|shrink|delete_replica',
    values: '-n -p --node --vhost',
  },
  rabbitmqadmin: {
    source: 'rabbitmq.com/docs/management-cli',
    reads: 'list|show|export -|help',
    changes: 'declare|publish|import|export|get|close',
    destroys: 'delete|purge|close|get *ackmode=ack_requeue_false|get *ackmode=reject_requeue_false',
    values:
      '-H --host -u --username -p --password -V --vhost -P --port -f --format -c --config -N --node -U --base-uri --path-prefix',
  },
  ceph: {
    source: 'docs.ceph.com/en/latest/man/8/ceph',
    bare: 'unknown',
    reads:
      'daemon * ops|daemon * dump*|daemon * perf dump|daemon * perf schema|daemon * status|daemon * version|daemon * config show|daemon * config get|daemon * config diff|daemon * help|daemon * session ls|daemon * objecter_requests|daemon * mon_status|daemon * quorum_status|daemon * bluefs stats|daemon * get_mapped_pools|tell * version|tell * status|tell * dump*|tell * ops|tell * perf dump|tell * config get|tell * config show|tell * config diff|tell * session ls|tell * client ls|tell * help|-s|-w|--status|status|health|health detail|osd tree|osd status|osd df|df|mon stat|mon dump|mon getmap|mds stat|pg stat|pg dump|pg query|pg ls|pg map|pg ls-by-pool|pg ls-by-osd|pg dump_stuck|pg list_unfound|pg *|quorum_status|osd perf|osd pool ls|osd pool get|osd pool stats|osd pool autoscale-status|osd pool get-quota|osd pool application get|osd dump|fs status|fs ls|fs get|fs dump|fs snapshot mirror daemon status|fs snapshot mirror peer_list|versions|version|auth ls|auth list|auth get|auth get-key|auth print-key|config get|config dump|config show|config ls|config log|config help|config-key get|config-key ls|config-key dump|osd lspools|osd stat|crash ls|crash ls-new|crash info|crash stat|mgr services|mgr stat|mgr dump|mgr module ls|orch ls|orch ps|orch host ls|orch device ls|orch status|orch upgrade status|orch upgrade check|osd find|osd crush tree|osd crush dump|osd crush rule ls|osd crush rule dump|osd crush class ls|osd crush show-tunables|osd metadata|osd getmap|osd utilization|osd blocked-by|osd ok-to-stop|osd safe-to-destroy|osd ls|osd numa-status|osd count-metadata|osd erasure-code-profile ls|osd erasure-code-profile get|osd blocklist ls|log last|device ls|device info|device get-health-metrics|time-sync-status|report|fsid|node ls|features|insights|balancer status|balancer eval|progress|telemetry status|telemetry show|nfs export ls|nfs export info|nfs cluster ls|nfs cluster info|fs volume ls|fs volume info|fs subvolume ls|fs subvolume info|fs subvolume getpath|fs subvolumegroup ls|service dump|service status|iostat|rbd perf image stats|dashboard get-*|healthcheck history ls|mds metadata|mon metadata|mgr metadata|mon ok-to-stop|mds ok-to-stop|cephadm check-host',
    changes:
      'daemon * config set|tell * config set|tell * injectargs|daemon * log reopen|osd set|osd unset|osd in|osd reweight|osd reweight-by-utilization|osd pool set|osd pool create|osd pool rename|osd pool application enable|osd pool set-quota|osd pool mksnap|osd pool repair|osd pool scrub|config set|config-key set|config assimilate-conf|config reset|pg repair|pg scrub|pg deep-scrub|pg force-recovery|pg force-backfill|orch apply|orch restart|orch redeploy|orch start|orch daemon add|orch daemon restart|orch daemon redeploy|orch daemon start|orch host add|orch host label|orch host maintenance|orch upgrade|orch upgrade start|orch upgrade pause|orch upgrade resume|orch pause|orch resume|orch set|orch daemon|mgr module enable|mgr module disable|auth get-or-create|auth get-or-create-key|auth add|auth caps|auth import|osd crush reweight|osd crush add|osd crush set|osd crush move|osd crush rule create-replicated|osd crush set-device-class|osd crush tunables|osd crush add-bucket|osd set-full-ratio|osd set-nearfull-ratio|osd set-backfillfull-ratio|osd set-require-min-compat-client|osd primary-affinity|osd scrub|osd deep-scrub|osd repair|osd new|osd create|osd blocklist add|crash archive|crash archive-all|balancer on|balancer off|balancer mode|balancer execute|fs set|fs new|fs add_data_pool|fs volume create|fs subvolume create|fs subvolume resize|fs subvolumegroup create|health mute|health unmute|mon add|mon enable-msgr2|nfs export create|nfs export apply|nfs cluster create|dashboard|telemetry on|telemetry off|log|injectargs|device light|device monitoring|mgr restful|osd pause|osd unpause|osd setcrushmap|osd erasure-code-profile set|fs snapshot mirror|fs authorize',
    unknown: 'tell|daemon',
    destroys:
      'nfs export rm|nfs cluster rm|fs volume rm|fs subvolume rm|fs subvolumegroup rm|fs rm|fs fail|fs reset|osd out|osd purge|osd purge-new|osd rm|osd destroy|osd down|osd stop|osd lost|osd pool delete|osd pool rm|osd pool rmsnap|osd crush remove|osd crush rm|osd crush unlink|osd erasure-code-profile rm|osd blocklist rm|osd blocklist clear|auth del|auth rm|config rm|config-key rm|config-key del|mon remove|mon rm|mds fail|mds rm|mds repaired|mgr fail|pg force-create-pg|pg mark_unfound_lost|osd force-create-pg|orch rm|orch stop|orch daemon rm|orch daemon stop|orch host rm|orch host drain|orch osd rm|orch device zap|orch upgrade stop|crash rm|crash prune|osd pool deep-scrub --help|health detail --rm',
    flags: { '--yes-i-really-mean-it': 'destroys', '--yes-i-really-really-mean-it': 'destroys', '--force': 'destroys' },
    values: '-n --name --id -c --conf -k --keyring --cluster -m --user -f --format -o -i --connect-timeout',
  },
  rbd: {
    source: 'docs.ceph.com/en/latest/man/8/rbd',
    reads:
      'ls|list|info|du|disk-usage|status|snap ls|snap list|diff|showmapped|device list|lock ls|lock list|watch|mirror pool status|mirror pool info|mirror image status|mirror snapshot schedule list|trash ls|trash list|group list|namespace list|children|perf image iostat|config pool list|config image list|image-meta list|image-meta get|export -|journal info|journal status|feature --help|pool stats|bench --help',
    changes:
      'create|clone|copy|cp|resize|map|device map|snap create|snap protect|snap unprotect|flatten|rename|mv|export|import|mirror|feature|lock add|bench|migration|trash mv|trash move|trash restore|image-meta set|group create|group image add|namespace create|config|pool init|snap limit|snap rename|deep cp|export-diff|import-diff|object-map|nbd|sparsify|encryption',
    destroys:
      'rm|remove|unmap|device unmap|snap rm|snap remove|snap purge|snap rollback|trash purge|trash rm|trash remove|lock rm|lock remove|group remove|group rm|namespace remove|mirror image demote|mirror image promote|mirror pool disable|migration abort|resize --allow-shrink|merge-diff|image-meta remove|mirror image resync',
    values: '-p --pool --image --snap --id -n -c --conf --namespace',
  },
  nvme: {
    source: 'github.com/linux-nvme/nvme-cli',
    reads:
      'list|list-subsys|discover|id-ctrl|id-ns|id-ns-desc|list-ns|list-ctrl|smart-log|error-log|fw-log|show-regs|get-log|get-feature|get-ns-id|effects-log|self-test-log|endurance-log|telemetry-log|version|help|show-topology|get-property',
    changes:
      'connect|connect-all|disconnect|disconnect-all|create-ns|attach-ns|set-feature|ns-rescan|device-self-test|set-property|read',
    destroys:
      'format|sanitize|delete-ns|detach-ns|write|write-zeroes|write-uncor|reset|subsystem-reset|fw-commit|fw-activate|fw-download|dsm|admin-passthru|io-passthru|security-send|compare --help',
  },
  pgbackrest: {
    source: 'pgbackrest.org/command.html',
    reads: 'info|check|verify|version|help|repo-ls|repo-get|archive-get --help',
    changes:
      'backup|restore|start|stanza-create|stanza-upgrade|archive-push|archive-get|annotate|server|server-ping|repo-put',
    destroys: 'expire|stanza-delete|stop|repo-rm|restore --delta',
  },
  barman: {
    source: 'docs.pgbarman.org',
    reads:
      'list-server|list-servers|list-backup|list-backups|list-files|show-backup|show-server|show-servers|status|check|diagnose|replication-status|verify-backup|get-wal|sync-info',
    changes:
      'backup|check-backup|recover|restore|cron|receive-wal|switch-wal|switch-xlog|keep|put-wal|sync-backup|sync-wals|generate-manifest|lock-directory-cleanup|config-switch|config-update',
    destroys: 'delete|rebuild-xlogdb|terminate-process|archive-wal',
  },
  'wal-g': {
    source: 'wal-g.readthedocs.io',
    reads: 'backup-list|wal-show|wal-verify|st ls|st cat|st check|backup-show|version|help',
    changes:
      'backup-push|backup-fetch|wal-push|wal-fetch|wal-receive|backup-mark|catchup-push|catchup-fetch|copy|st put|st get|st transfer|daemon|wal-restore',
    destroys: 'delete|st rm',
  },
  repmgr: {
    source: 'repmgr.org/docs',
    reads:
      'cluster show|cluster matrix|cluster crosscheck|cluster event|node status|node check|service status|daemon status|version',
    changes:
      'primary register|standby register|standby clone|standby follow|standby promote|standby switchover|node rejoin|node service|witness register|service pause|service unpause|daemon start|daemon pause|daemon unpause',
    destroys: 'primary unregister|standby unregister|witness unregister|cluster cleanup|daemon stop',
    values: '-f --config-file -h --host -d --dbname -U -p --node-id',
    dryRun: '--dry-run',
  },
  promtool: {
    source: 'prometheus.io/docs/prometheus/latest/command-line/promtool',
    reads: 'check|query|test|tsdb list|tsdb analyze|tsdb dump|promql format|help',
    // `debug` writes an archive beside it.
    changes: 'debug|tsdb create-blocks-from|tsdb bench|push|promql|tsdb dump-openmetrics',
  },
  amtool: {
    source: 'github.com/prometheus/alertmanager',
    reads:
      'alert|alert query|silence query|silence|config show|config routes|config routes show|config routes test|check-config|cluster show|template render|help',
    changes: 'alert add|silence add|silence import|silence update',
    destroys: 'silence expire',
    values: '--alertmanager.url --timeout -o --output',
  },
  restic: {
    source: 'restic.readthedocs.io',
    reads: 'snapshots|ls|find|stats|diff|check|cat|dump|list|version|key list|help|features',
    changes:
      'backup|restore|init|mount|copy|tag|unlock|cache|key add|key passwd|migrate|recover|repair|self-update|rewrite',
    destroys: 'forget|prune|key remove|rewrite --forget',
    values: '-r --repo -p --password-file -o --option --cache-dir',
    dryRun: '--dry-run -n',
  },
  borg: {
    source: 'borgbackup.readthedocs.io',
    reads: 'list|info|diff|check|version|config --list|key export --help',
    changes:
      'create|extract|init|mount|umount|rename|export-tar|import-tar|compact|upgrade|key|config|serve|with-lock|break-lock|recreate|check --repair',
    destroys: 'delete|prune',
    dryRun: '--dry-run -n',
  },
  minikube: {
    source: 'minikube.sigs.k8s.io/docs/commands',
    reads:
      'status|ip|logs|profile list|service list|addons list|version|config view|config get|node list|image ls|docker-env|ssh-key|ssh-host|update-check|options|help|completion|license',
    changes:
      'start|stop|pause|unpause|addons enable|addons disable|addons configure|config set|image load|image build|image pull|image push|mount|tunnel|node add|node start|node stop|profile|cache add|cp|service|dashboard|podman-env|update-context|kubectl',
    unknown: 'ssh|kubectl',
    destroys: 'delete|node delete|image rm|config unset|cache delete',
    values: '-p --profile',
  },
  kind: {
    source: 'kind.sigs.k8s.io',
    reads: 'get|version|help|completion',
    changes: 'create|load|export|build',
    destroys: 'delete',
  },
  skopeo: {
    source: 'github.com/containers/skopeo',
    reads: 'inspect|list-tags|manifest-digest|standalone-verify|help',
    changes: 'copy|sync|login|logout|standalone-sign|generate-sigstore-key',
    destroys: 'delete',
  },
  crane: {
    source: 'github.com/google/go-containerregistry',
    reads: 'ls|manifest|config|digest|catalog|validate|blob|version|auth get',
    changes: 'copy|cp|pull|push|append|mutate|tag|rebase|flatten|export|auth login|index',
    destroys: 'delete',
  },
  cosign: {
    source: 'docs.sigstore.dev/cosign',
    reads:
      'verify|verify-attestation|verify-blob|tree|triangulate|version|env|public-key|download --help|manifest verify',
    changes:
      'sign|sign-blob|attest|attach|generate|generate-key-pair|import-key-pair|copy|upload|download|initialize|login|load|save',
    destroys: 'clean',
  },
  trivy: {
    source: 'trivy.dev/docs',
    reads: 'image|i|fs|filesystem|repo|repository|config|k8s|kubernetes|rootfs|sbom|vm|version|help|convert',
    changes: 'plugin|module|server|registry login|registry logout',
    destroys: 'clean',
    flags: { '-o': 'changes', '--output': 'changes', '--reset': 'destroys', '--clear-cache': 'destroys' },
  },
  grype: {
    source: 'github.com/anchore/grype',
    bare: 'reads',
    reads: 'db status|db check|db list|version|explain|config|db search|*',
    changes: 'db update|db import',
    destroys: 'db delete',
    flags: { '--file': 'changes' },
  },
  syft: {
    source: 'github.com/anchore/syft',
    bare: 'reads',
    reads: 'scan|packages|version|cataloger|config|*',
    changes: 'attest|login|convert',
    flags: { '--file': 'changes' },
  },
  snyk: {
    source: 'docs.snyk.io/snyk-cli',
    reads: 'container test|code test|iac test|version|config get|whoami',
    // They ask the project's own build what it is made of: its wrapper runs.
    unknown: 'test|sbom|log4shell',
    changes: 'monitor|container monitor|auth|config set|fix|ignore|iac describe|protect',
    destroys: 'config unset|config clear',
  },
};

export const toolAlikes: Readonly<Record<string, string>> = {
  tofu: 'terraform',
  tf: 'terraform',
  terragrunt: 'terraform',
  bao: 'vault',
  'nerdctl-compose': 'docker-compose',
};
