import type { ProgramTable } from './table.ts';

const COMMON = '-o --output -n --namespace -c --config --context --project --format --profile -t --token --url --name';

const table = (source: string, rows: Omit<ProgramTable, 'source'>): ProgramTable => ({
  source,
  values: COMMON,
  ...rows,
});

/** Hosted services, proxies, certificates, storage and machines: what their command lines do, verb by verb. */
export const serviceTables: Readonly<Record<string, ProgramTable>> = {
  varnishadm: table('varnish-cache.org/docs/trunk/reference/varnish-cli.html', {
    reads:
      'status|ping|banner|backend.list|ban.list|vcl.list|vcl.show|vcl.deps|param.show|panic.show|storage.list|pid|help|tls.cert.list',
    changes:
      'vcl.load|vcl.inline|vcl.use|vcl.label|vcl.state|param.set|param.reset|backend.set_health|start|tls.cert.load|tls.cert.reload|tls.cert.commit',
    destroys: 'ban|stop|vcl.discard|panic.clear|tls.cert.discard',
    values: '-n -S -T -t',
  }),
  varnishlog: { source: 'manual page varnishlog(1)', bare: 'reads', otherwise: 'reads' },
  varnishstat: { source: 'manual page varnishstat(1)', bare: 'reads', otherwise: 'reads' },
  varnishtop: { source: 'manual page varnishtop(1)', bare: 'reads', otherwise: 'reads' },
  varnishhist: { source: 'manual page varnishhist(1)', bare: 'reads', otherwise: 'reads' },
  varnishncsa: { source: 'manual page varnishncsa(1)', bare: 'reads', otherwise: 'reads' },
  step: table('smallstep.com/docs/step-cli/reference', {
    reads:
      'certificate inspect|certificate verify|certificate lint|certificate fingerprint|certificate format|certificate key|certificate p12 --help|ca health|ca roots|ca root|ca provisioner list|ca acme eab list|ca admin list|crypto hash|crypto jwt inspect|crypto jwt verify|crypto jwk thumbprint|crypto jws inspect|ssh inspect|ssh list|ssh config --help|ssh needs-renewal|certificate needs-renewal|version|path|help|context list|context current',
    changes:
      'ca certificate|ca renew|ca rekey|ca sign|ca token|ca init|ca bootstrap|ca provisioner add|ca provisioner update|ca admin add|certificate create|certificate sign|certificate install|certificate bundle|crypto|ssh|ssh login|ssh certificate|ssh renew|context select|oauth',
    destroys:
      'ca revoke|ca provisioner remove|ca admin remove|certificate uninstall|ssh revoke|ssh logout|context remove',
    flags: { '--out': 'changes' },
  }),
  cfssl: table('github.com/cloudflare/cfssl', {
    reads: 'certinfo|info|scan|print-defaults|version|ocspdump|crl|bundle|selfsign --help',
    changes: 'gencert|genkey|sign|selfsign|serve|ocspsign|ocsprefresh|ocspserve|gencrl|gencsr',
    destroys: 'revoke',
  }),
  vercel: table('vercel.com/docs/cli', {
    reads:
      'ls|list|inspect|logs|log|whoami|env ls|domains ls|domains inspect|dns ls|certs ls|alias ls|projects ls|project ls|teams ls|secrets ls|integration list|help|bisect --help|blob list',
    changes:
      'deploy|redeploy|rollback|promote|env add|env pull|domains add|domains buy|dns add|dns import|certs issue|alias set|alias|pull|build|link|login|logout|switch|init|git|project add|teams add|teams invite|teams switch|blob put',
    destroys: 'remove|rm|env rm|domains rm|dns rm|certs rm|alias rm|project rm|projects rm|secrets rm|blob del',
    unknown: 'dev|bisect',
    bare: 'changes',
  }),
  wrangler: table('developers.cloudflare.com/workers/wrangler/commands', {
    reads:
      'whoami|tail|deployments list|deployments status|deployments view|versions list|versions view|kv namespace list|kv key list|kv key get|kv:namespace list|kv:key list|kv:key get|r2 bucket list|r2 bucket info|d1 list|d1 info|queues list|queues info|secret list|pages project list|pages deployment list|pages deployment tail|d1 migrations list|d1 insights|hyperdrive list|hyperdrive get|vectorize list|docs|check|workflows list|workflows describe|types --help|telemetry status',
    changes:
      'deploy|publish|init|dev|login|logout|secret put|secret bulk|kv namespace create|kv key put|kv bulk put|r2 bucket create|r2 object put|r2 object get|d1 create|d1 migrations create|d1 export|queues create|queues consumer add|rollback|versions upload|versions deploy|pages deploy|pages project create|triggers deploy|hyperdrive create|hyperdrive update|types|workflows trigger',
    destroys:
      'delete|secret delete|kv namespace delete|kv key delete|kv bulk delete|r2 bucket delete|r2 object delete|d1 delete|d1 time-travel restore|queues delete|queues purge|queues consumer remove|pages project delete|pages deployment delete|hyperdrive delete|vectorize delete|workflows terminate',
    unknown: 'd1 execute|d1 migrations apply',
  }),
  supabase: table('supabase.com/docs/reference/cli', {
    reads:
      'projects list|projects api-keys|orgs list|status|migration list|db diff|db lint|inspect db|functions list|secrets list|branches list|branches get|domains get|network-bans get|network-restrictions get|postgres-config get|ssl-enforcement get|snippets list|sso list|sso info|services|help|backups list|gen types',
    changes:
      'inspect report|start|login|logout|link|unlink|init|db push|db pull|db dump|db start|migration new|migration repair|migration fetch|migration up|functions deploy|functions new|functions serve|functions download|secrets set|projects create|orgs create|branches create|branches update|domains create|domains activate|network-restrictions update|postgres-config update|ssl-enforcement update|sso add|sso update|gen|bootstrap|seed|config push',
    destroys:
      'stop|db reset|projects delete|functions delete|secrets unset|branches delete|domains delete|network-bans remove|migration squash|sso remove|postgres-config delete|backups restore|migration down',
    flags: { 'db -f': 'changes', 'db --file': 'changes' },
  }),
  atlas: table('mongodb.com/docs/atlas/cli/current', {
    reads:
      '* list|* ls|* describe|* get|* search|clusters indexes list|clusters onlineArchives list|clusters advancedSettings describe|clusters connectionStrings describe|backups snapshots list|backups snapshots describe|backups schedule describe|backups restores list|backups compliancePolicy describe|performanceAdvisor slowQueryLogs list|performanceAdvisor suggestedIndexes list|performanceAdvisor namespaces list|metrics processes|metrics databases list|metrics databases describe|metrics disks list|metrics disks describe|networking peering list|networking containers list|privateEndpoints aws list|auth whoami|config list|config describe|processes list|processes describe|help|accessLists list|alerts settings list|events organizations list|events projects list|clusters search indexes list',
    changes:
      'auth|config|setup|clusters create|clusters update|clusters start|clusters pause|clusters upgrade|clusters sampleData|clusters loadSampleData|clusters indexes create|clusters search indexes create|clusters advancedSettings update|dbusers create|dbusers update|accessLists create|projects create|backups snapshots create|backups schedule update|backups exports|backups restores start|alerts acknowledge|alerts settings create|alerts settings update|alerts settings enable|alerts settings disable|logs download|networking peering create|privateEndpoints aws create|maintenanceWindows update|maintenanceWindows defer|customDbRoles create|teams create|organizations create',
    destroys:
      '* delete|* remove|clusters failover|clusters indexes delete|clusters search indexes delete|backups snapshots delete|backups schedule delete|alerts settings delete|networking peering delete|maintenanceWindows clear|config delete|auth logout|privateEndpoints aws interfaces delete|clusters onlineArchives delete|privateEndpoints aws delete',
    flags: { '--force': 'destroys' },
  }),
  netlify: table('cli.netlify.com', {
    reads:
      'status|sites:list|env:list|env:get|functions:list|logs|logs:function|logs:deploy|watch|recipes:list|blobs:list|blobs:get|help',
    changes:
      'deploy|login|logout|link|unlink|init|env:set|env:import|env:clone|sites:create|open|build|blobs:set|functions:invoke|switch',
    destroys: 'sites:delete|env:unset|blobs:delete|cache:clear',
    unknown: 'dev|dev:exec|api',
  }),
  railway: table('docs.railway.com/reference/cli-api', {
    reads: 'status|list|logs|variables|whoami|docs|domain --help',
    flags: { 'variables --set': 'changes', 'variables --set-from-stdin': 'changes' },
    changes: 'up|deploy|redeploy|restart|link|unlink|login|logout|init|add|environment|service|open|scale|volume add',
    destroys: 'down|delete|volume delete|environment delete',
    unknown: 'run|connect|ssh|shell|dev',
  }),
  tkn: table('tekton.dev/docs/cli', {
    reads: '* list|* ls|* describe|* desc|* logs|version|help',
    changes: '* start|* create|bundle push|* export|hub install|hub upgrade',
    destroys: '* delete|* rm|* cancel',
  }),
  kn: table('knative.dev/docs/client', {
    reads: '* list|* describe|source list-types|version|plugin list|help|source * list|source * describe',
    changes: '* create|* update|* apply|* import|* export|source * create|source * update',
    destroys: '* delete|source * delete',
  }),
  oras: table('oras.land/docs/commands', {
    reads: 'discover|manifest fetch|manifest fetch-config|repo ls|repo tags|resolve|version|blob fetch --help',
    changes: 'push|pull|attach|copy|cp|tag|login|logout|manifest push|blob push|blob fetch|backup|restore',
    destroys: 'manifest delete|blob delete',
    values: '-u --username -p --password --platform --artifact-type --format',
  }),
  rados: table('docs.ceph.com/en/latest/man/8/rados', {
    reads:
      'lspools|df|ls|stat|listxattr|getxattr|listomapvals|listomapkeys|getomapval|listsnap|lssnap|listwatchers|list-inconsistent-obj|list-inconsistent-pg|list-inconsistent-snapset|ls -N|lock list|lock info|getomapheader',
    changes: 'put|get|append|create|mksnap|setxattr|setomapval|touch|bench|export|import|cp|lock get|tmap',
    destroys: 'rm|rmsnap|purge|rmxattr|rmomapkey|clearomap|rollback|truncate|cleanup|lock break|cppool|mkpool --help',
    values: '-p --pool -N --namespace -m -n --id -c -k --keyring --format',
  }),
  'radosgw-admin': table('docs.ceph.com/en/latest/man/8/radosgw-admin', {
    reads:
      'user info|user list|user stats|bucket list|bucket stats|bucket limit check|bucket check|bucket radoslist|usage show|log list|log show|quota get|period get|period list|realm get|realm list|zone get|zone list|zonegroup get|zonegroup list|sync status|metadata list|metadata get|data sync status|mdlog list|bilog list|gc list|lc list|lc get|reshard list|reshard status|bucket sync status|caps --help|role list|role get|subuser --help|ratelimit get|orphans find --help|topic list|sync error list|datalog list',
    changes:
      'user create|user modify|user enable|user suspend|bucket link|bucket unlink|bucket chown|bucket reshard|bucket rewrite|quota set|quota enable|quota disable|period update|period commit|realm create|zone create|zone modify|zone set|zonegroup create|zonegroup modify|zonegroup set|key create|subuser create|subuser modify|caps add|gc process|lc process|reshard add|reshard process|metadata put|metadata sync init|data sync init|sync error trim|role create',
    destroys:
      'user rm|bucket rm|object rm|object unlink|usage trim|log rm|key rm|subuser rm|caps rm|zone delete|zonegroup delete|realm delete|realm rm|metadata rm|bilog purge|bilog trim|mdlog trim|datalog trim|reshard cancel|role delete|objects expire|orphans finish|period delete|bucket check --fix|usage clear',
    values: '--uid --bucket --rgw-zone --rgw-zonegroup --rgw-realm --tenant --format --bucket-id --object -c -n --id',
  }),
  cephadm: table('docs.ceph.com/en/latest/man/8/cephadm', {
    reads:
      'ls|version|check-host|inspect-image|list-networks|logs|gather-facts|host-maintenance --help|disk-rescan --help',
    changes:
      'deploy|bootstrap|adopt|pull|install|prepare-host|add-repo|registry-login|unit|host-maintenance|signing-key',
    destroys: 'rm-daemon|rm-cluster|zap-osds|rm-repo',
    unknown: 'shell|enter|run|ceph-volume',
  }),
  'fail2ban-client': table('manual page fail2ban-client(1)', {
    reads: 'status|ping|version|banned|get|-d|--dp|-t|--test|echo',
    changes: 'start|restart|reload|add|set|flushlogs',
    destroys: 'stop|unban',
    values: '-c -s -p --loglevel --logtarget',
  }),
  cscli: table('docs.crowdsec.net/docs/cscli', {
    reads:
      '* list|* inspect|metrics|version|alerts inspect|hub list|lapi status|capi status|explain|config show|simulation status|metrics show|console status|support --help',
    changes:
      '* install|* upgrade|* add|hub update|hub upgrade|lapi register|capi register|console enroll|console enable|console disable|simulation enable|simulation disable|config backup|support dump',
    destroys: '* delete|* remove|* prune|alerts flush|config restore',
    values: '-o -c --output --config',
  }),
  rndc: table('manual page rndc(8)', {
    reads: 'status|showzone|zonestatus|signing -list|managed-keys status|secroots --help|testgen --help|tcp-timeouts',
    changes:
      'reload|reconfig|refresh|retransfer|notify|sync|freeze|thaw|addzone|modzone|sign|loadkeys|trace|notrace|querylog|stats|dumpdb|recursing|validation|secroots|nta|dnssec',
    destroys: 'flush|flushname|flushtree|stop|halt|delzone',
    values: '-s -p -k -c -y -b',
  }),
  'unbound-control': table('manual page unbound-control(8)', {
    reads:
      'status|stats_noreset|list_stubs|list_forwards|list_insecure|list_local_zones|list_local_data|list_auth_zones|lookup|dump_cache|dump_requestlist|dump_infra|get_option|ratelimit_list|ip_ratelimit_list|rpz --help',
    changes:
      'start|reload|reload_keep_cache|verbosity|log_reopen|stats|set_option|local_zone|local_data|forward_add|stub_add|insecure_add|load_cache|auth_zone_reload|auth_zone_transfer|forward',
    destroys:
      'stop|flush|flush_type|flush_zone|flush_bogus|flush_negative|flush_stats|flush_requestlist|flush_infra|local_zone_remove|local_data_remove|forward_remove|stub_remove|insecure_remove',
    values: '-c -s',
  }),
  pdnsutil: table('doc.powerdns.com/authoritative/manpages/pdnsutil.1.html', {
    reads:
      'list-*|show-zone|check-zone|check-all-zones|b2b-migrate --help|export-zone-*|get-meta|bench-db --help|hash-zone-record|test-schema --help',
    changes:
      'add-*|create-*|secure-zone|rectify-zone|set-*|increase-serial|load-zone|edit-zone|replace-rrset|activate-*|generate-*|import-*|change-*|rectify-all-zones|secure-all-zones',
    destroys: 'delete-*|remove-*|disable-dnssec|deactivate-*|unset-*|clear-zone|unpublish-zone-key',
  }),
  birdc: table('bird.network.cz', {
    reads: 'show|configure check|help',
    changes: 'configure|enable|reload|debug|dump|echo|eval|mrtdump|refresh|configure soft',
    destroys: 'disable|restart|down|delete',
    values: '-s',
  }),
  talosctl: table('talos.dev/latest/reference/cli', {
    reads:
      'get|health|version|containers|dashboard|disks|dmesg|events|list|ls|logs|memory|mounts|processes|read|service|services|stats|time|usage|du|validate|config info|config contexts|etcd members|etcd status|etcd alarm list|inspect|interfaces|netstat|image list|rotate-ca --dry-run|pcap --help|support --help',
    changes:
      'apply-config|bootstrap|config|copy|cp|edit|gen|kubeconfig|patch|restart|upgrade|upgrade-k8s|etcd snapshot|etcd defrag|etcd alarm disarm|image pull|machineconfig|meta write|support|conformance|cgroups|pcap|cluster create|service * start|service * restart',
    destroys:
      'reboot|reset|rollback|shutdown|etcd leave|etcd forfeit-leadership|etcd remove-member|meta delete|wipe|cluster destroy|service * stop|config remove|rotate-ca',
    values: '-n --nodes -e --endpoints --context --talosconfig -o --output --namespace',
  }),
  rancher: table('ranchermanager.docs.rancher.com/reference-guides/cli-with-rancher', {
    reads: '* ls|* list|inspect|ps|context current|help|* show',
    changes: 'login|context|up|* create|* add|* install|* upgrade|* rollback|wait',
    destroys: '* delete|* rm|* remove',
    unknown: 'ssh|kubectl',
  }),
  'pulsar-admin': table('pulsar.apache.org/reference/#/pulsar-admin', {
    reads:
      '* list|* get|* stats|* stats-internal|* get-*|* partitioned-stats|topics subscriptions|topics peek-messages|topics lookup|topics last-message-id|topics list-partitioned-topics|topics permissions|namespaces policies|namespaces permissions|namespaces topics|brokers healthcheck|brokers list|brokers leader-broker|broker-stats|functions status|sources status|sinks status|tenants list|resource-quotas get',
    changes:
      '* create|* update|* set-*|* create-*|* grant-*|* start|* restart|topics compact|topics offload|topics unload|namespaces unload|namespaces split-bundle|brokers update-dynamic-config|* enable-*|* upload|* download|topics create-subscription',
    destroys:
      '* delete|* delete-*|* remove-*|* revoke-*|topics skip|topics skip-all|topics clear-backlog|topics expire-messages|topics expire-messages-all-subscriptions|topics reset-cursor|topics unsubscribe|topics terminate|topics truncate|namespaces clear-backlog|namespaces unsubscribe|* stop|functions trigger|* disable-*',
  }),
  nats: table('docs.nats.io/using-nats/nats-tools/nats_cli', {
    reads:
      'server ping|server list|server ls|server info|server report|server check|server request|account info|account report|stream ls|stream list|stream info|stream report|stream state|stream view|stream get|stream subjects|stream find|stream graph|consumer ls|consumer list|consumer info|consumer report|kv ls|kv get|kv info|kv history|kv status|kv watch|object ls|object info|rtt|latency|events|context ls|context list|context show|context info|top|sub|subscribe|schema|errors|auth account info',
    changes:
      'pub|publish|request|req|reply|stream add|stream edit|stream copy|stream backup|stream seal|stream cluster balance|stream cluster step-down|consumer add|consumer edit|consumer next|consumer sub|consumer pause|consumer resume|kv add|kv put|kv create|kv update|object add|object put|object get|context add|context save|context select|context edit|bench|server cluster step-down|server passwd|auth',
    destroys:
      'stream rm|stream delete|stream purge|stream rmm|stream restore|consumer rm|consumer delete|kv del|kv rm|kv purge|kv revert|kv compact|object rm|object del|object seal|context rm|server cluster peer-remove|server config reload|auth account rm|stream cluster peer-remove',
    values: '-s --server --user --password --creds --nkey --context --domain --timeout',
  }),
  temporal: table('docs.temporal.io/cli', {
    reads:
      'workflow list|workflow describe|workflow show|workflow count|workflow trace|workflow query|workflow stack|workflow result|operator cluster health|operator cluster describe|operator cluster list|operator cluster system|operator namespace list|operator namespace describe|operator search-attribute list|schedule list|schedule describe|task-queue describe|task-queue list-partition|batch list|batch describe|env list|env get|activity --help|worker list',
    changes:
      'workflow start|workflow execute|workflow signal|workflow update|workflow update-options|activity complete|activity fail|activity pause|activity unpause|schedule create|schedule update|schedule trigger|schedule toggle|schedule backfill|operator namespace create|operator namespace update|operator search-attribute create|operator cluster upsert|env set|server start-dev|task-queue update-build-ids',
    destroys:
      'workflow terminate|workflow cancel|workflow delete|workflow reset|workflow reset-batch|schedule delete|operator namespace delete|operator search-attribute remove|operator cluster remove|batch terminate|env delete|activity reset',
    values:
      '--address --namespace -n -w --workflow-id -r --run-id -q --query --env -o --output --limit --tls-cert-path --tls-key-path --task-queue -t',
  }),
  confluent: table('docs.confluent.io/confluent-cli/current', {
    reads:
      '* list|* describe|* * list|* * describe|kafka consumer group lag list|kafka consumer group lag describe|kafka consumer group lag summarize|version|kafka topic configuration list|context list|environment list|environment describe|audit-log describe|cluster describe',
    changes:
      'login|logout|* create|* update|* use|* * create|* * update|* * use|kafka topic produce|kafka topic consume|connect cluster pause|connect cluster resume|* * store|update|configuration set|context use|environment use',
    destroys: '* delete|* * delete|* * * delete',
    unknown: 'local|flink shell|plugin',
    values: '--environment --cluster --context --url -o --output',
  }),
  'sentry-cli': table('docs.sentry.io/cli', {
    reads:
      'info|releases list|releases info|projects list|organizations list|repos list|issues list|events list|monitors list|deploys list|releases propose-version|sourcemaps explain|debug-files find|debug-files check|build --help',
    changes:
      'login|releases new|releases finalize|releases set-commits|releases archive|releases restore|sourcemaps upload|sourcemaps inject|debug-files upload|debug-files bundle-sources|deploys new|send-event|send-envelope|upload-dif|upload-proguard|issues resolve|issues mute|issues unresolve|monitors run|update',
    destroys: 'releases delete|uninstall|releases files delete',
  }),
  bosh: table('bosh.io/docs/cli-v2', {
    reads:
      'vms|instances|deployments|ds|deployment|env|envs|tasks|ts|task|t|releases|rs|stemcells|ss|manifest|man|events|event|errands|es|disks|locks|cloud-config|cc|runtime-config|cpi-config|config|configs|diff-config|snapshots|variables|vars|networks|orphaned-vms|cloud-check --report|inspect-release|inspect-local-release|interpolate|int|help|curl --help',
    changes:
      'deploy|d|start|restart|recreate|update-*|upload-*|create-*|login|log-in|l|logout|alias-env|attach-disk|generate-job|generate-package|take-snapshot|export-release|finalize-release|init-release|sync-blobs|add-blob|scp|logs|unignore|ignore|pcap|upload-blobs|vendor-package|repack-stemcell',
    destroys:
      'delete-*|deld|stop|hard-stop|cancel-task|ct|clean-up|reset-release|remove-blob|unalias-env|cancel-tasks|orphan-disk',
    unknown: 'ssh|run-errand|curl|cloud-check|cck',
    values: '-e --environment -d --deployment --client --client-secret --ca-cert -n --parallel --column',
  }),
  govc: table('github.com/vmware/govmomi', {
    reads:
      '*.info|*.ls|ls|find|about|about.cert|events|tasks|metric.*|logs|logs.ls|tree|host.*.info|vm.ip|vm.rdm.ls|datastore.ls|datastore.tail|cluster.usage|session.ls|version|env|collect|object.collect|alarms|tags.ls|role.ls|permissions.ls|sso.user.ls|snapshot.tree|dvs.portgroup.info|device.ls|device.info|vm.option.ls|license.ls',
    changes:
      '*.create|*.change|vm.power -on|vm.clone|vm.migrate|vm.customize|vm.upgrade|vm.markas*|snapshot.create|import.*|export.*|datastore.upload|datastore.download|datastore.cp|datastore.mkdir|host.maintenance.exit|host.add|host.reconnect|device.connect|device.cdrom.insert|device.boot|vm.disk.create|vm.network.add|vm.network.change|*.add|*.attach|*.assign|tags.update|alarm.ack|license.add|session.login|vm.console',
    destroys:
      '*.destroy|*.remove|*.rm|vm.power|vm.unregister|vm.power -off|snapshot.revert|host.shutdown|host.maintenance.enter|host.disconnect|device.remove|device.disconnect|datastore.rm|datastore.mv|*.detach|session.logout|session.rm|object.destroy|*.delete',
    unknown: 'guest.*|host.esxcli',
    values: '-u -dc -ds -host -vm -folder -k -json -xml',
  }),
  qm: table('pve.proxmox.com/pve-docs/qm.1.html', {
    reads:
      'list|config|status|pending|listsnapshot|showcmd|cloudinit dump|guest cmd --help|agent * ping|guest exec-status|help',
    changes:
      'start|resume|suspend|create|clone|set|snapshot|migrate|move-disk|move_disk|importdisk|importovf|resize|template|unlock|cloudinit update|disk import|disk resize|disk move|rescan|sendkey|shutdown',
    destroys: 'destroy|stop|reset|reboot|rollback|delsnapshot|unlink|disk unlink',
    unknown: 'monitor|guest|agent|terminal|mtunnel|nbdstop|remote-migrate',
  }),
  pct: table('pve.proxmox.com/pve-docs/pct.1.html', {
    reads: 'list|config|status|pending|listsnapshot|df|cpusets|help',
    changes:
      'start|resume|suspend|create|clone|set|snapshot|migrate|move-volume|resize|template|unlock|restore|mount|unmount|pull|push|rescan|shutdown',
    destroys: 'destroy|stop|reboot|rollback|delsnapshot|fstrim --help',
    unknown: 'enter|exec|console',
  }),
  pvecm: table('pve.proxmox.com/pve-docs/pvecm.1.html', {
    reads: 'status|nodes|apiver|help',
    changes: 'add|create|updatecerts|expected|addnode|keygen|mtunnel',
    destroys: 'delnode|qdevice remove',
  }),
  storcli: table('broadcom.com storcli reference manual', {
    reads: '* show|show',
    changes: '* add|* set|* start|* locate|* download|* stop locate',
    destroys: '* del|* delete|* erase|* stop|* init|* offline|* spindown|* reset|* flush|restart',
  }),
  ssacli: table('support.hpe.com ssacli guide', {
    reads: '* show|controller * show|controller * * * show|ctrl * show|ctrl * * * show|version|help',
    changes: 'ctrl * create|ctrl * modify|ctrl * * * modify|ctrl * add|rescan',
    destroys: 'ctrl * delete|ctrl * * * delete|ctrl * * * remove|ctrl * clear',
  }),
  racadm: table('dell.com racadm reference guide', {
    reads:
      'getsysinfo|getsel|getsensorinfo|getconfig|get|getniccfg|getractime|getraclog|gettracelog|getversion|getsvctag|getled|lclog view|lclog viewconfigresult|jobqueue view|storage get|raid get|hwinventory|inlettemphistory get|serveraction powerstatus|swinventory|vflashpartition list|help|sslcertview|bioscert view|systemperfstatistics view|update viewreport|coredump|ifconfig|netstat|arp|ping|traceroute|getssninfo',
    changes:
      'set|config|setled|jobqueue create|racreset --help|update|fwupdate|sslcertupload|sslkeyupload|serveraction powerup|storage createvd|storage init|setniccfg|remoteimage|eventfilters|license import|lclog export|backup|rollback --help|testemail|techsupreport collect|autoupdatescheduler create',
    destroys:
      'clrsel|clrraclog|racreset|racresetcfg|systemerase|serveraction powerdown|serveraction powercycle|serveraction hardreset|serveraction graceshutdown|serveraction nmi|jobqueue delete|storage deletevd|storage resetconfig|storage clearconfig|storage secureerase|storage cryptographicerase|sslresetcfg|clearasrscreen|coredumpdelete|closessn|license delete|rollback|restore',
    values: '-r -u -p -i -g -o --nocertwarn',
  }),
  lego: table('go-acme.github.io/lego', { reads: 'list|dnshelp|--version', changes: 'run|renew', destroys: 'revoke' }),
  'acme.sh': table('github.com/acmesh-official/acme.sh', {
    reads: '--list|--info|--version|-v|--showcsr|--toPkcs --help',
    changes:
      '--issue|--renew|--renew-all|--install-cert|--installcert|--register-account|--update-account|--cron|--deploy|--signcsr|--set-default-ca|--upgrade|--install|--install-cronjob|--createCSR',
    destroys: '--revoke|--remove|--uninstall|--deactivate|--deactivate-account|--uninstall-cronjob',
    values: '-d --domain -w --webroot --dns --server --home',
  }),
  'gitlab-runner': table('docs.gitlab.com/runner/commands', {
    reads: 'list|verify|status|--version|help',
    changes: 'register|start|restart|install|run|run-single|reset-token|exec',
    destroys: 'unregister|stop|uninstall|verify --delete|artifacts-downloader --help',
  }),
  cloudflared: table('developers.cloudflare.com/cloudflare-one/connections/connect-networks', {
    reads:
      'tunnel list|tunnel info|tunnel ingress validate|tunnel ingress rule|version|tunnel diag --help|tail|tunnel vnet list|tunnel route ip show|tunnel route ip get',
    changes:
      'login|tunnel login|tunnel create|tunnel run|tunnel route dns|tunnel route ip add|tunnel route lb|access|service install|update|tunnel token|tunnel vnet add|tunnel|tunnel diag',
    destroys: 'tunnel delete|tunnel cleanup|tunnel route ip delete|service uninstall|tunnel vnet delete',
    values: '--config --origincert --loglevel --url',
  }),
  fastly: table('fastly.com/documentation/reference/cli', {
    reads:
      '* list|* describe|* * list|* * describe|whoami|stats|stats historical|stats realtime|stats regions|log-tail|version|config --help|ip-list|pops|auth list|profile list|service search',
    changes:
      '* create|* update|* * create|* * update|service-version activate|service-version clone|service-version lock|compute deploy|compute publish|compute build|compute init|compute serve|profile create|profile switch|purge --help|service-version stage',
    destroys: '* delete|* * delete|purge|service-version deactivate',
    values: '--service-id --service-name --version --token -i --profile',
  }),
  pscale: table('planetscale.com/docs/reference/planetscale-cli', {
    reads:
      '* list|* show|* diff|* schema|deploy-request list|deploy-request show|deploy-request diff|org list|org show|auth check|branch list|branch show|branch schema|branch diff|backup list|backup show|region list|size cluster list|ping',
    changes:
      '* create|deploy-request deploy|deploy-request review|deploy-request skip-revert|branch promote|branch safe-migrations|auth login|org switch|database dump|connect|branch refresh-schema|branch keyspaces|password renew',
    destroys:
      '* delete|deploy-request revert|deploy-request close|deploy-request cancel|branch demote|database restore-dump|auth logout',
    unknown: 'shell|api',
    values: '--org --service-token --service-token-id --format -f',
  }),
  neonctl: table('neon.tech/docs/reference/neon-cli', {
    reads:
      'me|projects list|projects get|branches list|branches get|branches schema-diff|databases list|roles list|operations list|connection-string|cs|orgs list|ip-allow list|vpc --help',
    changes:
      'auth|projects create|projects update|branches create|branches rename|branches add-compute|branches set-default|databases create|roles create|set-context|ip-allow add|bootstrap|branches set-expiration',
    destroys:
      'projects delete|branches delete|branches reset|branches restore|databases delete|roles delete|ip-allow remove|ip-allow reset',
    values: '--project-id --api-key -o --output --context-file --branch --org-id',
  }),
  flyway: table('documentation.red-gate.com/flyway', {
    reads: 'info|validate|version|check',
    changes: 'migrate|baseline|repair|snapshot|generate|prepare|deploy|init',
    destroys: 'clean|undo',
  }),
  liquibase: table('docs.liquibase.com/commands', {
    reads:
      'status|history|validate|diff|update-sql|updateSQL|rollback-sql|list-locks|listLocks|unexpected-change-sets|checks show|checks run|future-rollback-sql|calculate-checksum|connect',
    changes:
      'update|update-count|update-to-tag|tag|changelog-sync|mark-next-changeset-ran|release-locks|releaseLocks|generate-changelog|diff-changelog|snapshot|clear-checksums|init|update-testing-rollback',
    destroys: 'drop-all|dropAll|rollback|rollback-count|rollback-to-date|rollback-one-changeset|rollback-one-update',
  }),
};
