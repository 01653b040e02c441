import type { ProgramTable } from './table.ts';

const systemctl: ProgramTable = {
  source: 'manual page systemctl(1)',
  bare: 'reads',
  reads:
    'status|show|show-environment|list-units|list-unit-files|list-timers|list-dependencies|list-jobs|list-sockets|list-paths|list-automounts|list-machines|is-active|is-enabled|is-failed|is-system-running|cat|help|get-default|whoami',
  changes:
    'start|restart|reload|reload-or-restart|try-restart|try-reload-or-restart|condrestart|condreload|enable|reenable|daemon-reload|daemon-reexec|unmask|reset-failed|set-property|edit|set-default|link|preset|preset-all|revert|add-wants|add-requires|import-environment|set-environment|unset-environment|service-watchdogs|log-level|log-target|bind|mount-image|thaw|default|stop|disable|mask|freeze|isolate',
  destroys:
    'kill|clean|reboot|poweroff|halt|suspend|hibernate|hybrid-sleep|suspend-then-hibernate|sleep|rescue|emergency|kexec|soft-reboot|exit|cancel|switch-root',
  values:
    '-t --type -p --property -H --host -M --machine --state -n --lines -o --output -s --signal --kill-who --kill-whom --root --image --job-mode --what --legend --timestamp --check-inhibitors -P',
};

/** Services and parts of the system. */
export const systemTables: Readonly<Record<string, ProgramTable>> = {
  systemctl,
  service: {
    source: 'manual page service(8)',
    reads: '* status|--status-all|* configtest|* check',
    changes:
      '* start|* restart|* reload|* stop|* force-reload|* try-restart|* condrestart|* force-restart|--full-restart|*',
  },
  'rc-service': {
    source: 'manual page rc-service(8)',
    reads: '* status|-l|--list',
    changes: '* start|* restart|* stop|* reload|* zap|*',
  },
  'rc-update': {
    source: 'manual page rc-update(8)',
    bare: 'reads',
    reads: 'show|-v',
    changes: 'add|-u',
    destroys: 'del|delete',
  },
  'rc-status': { source: 'manual page rc-status(8)', bare: 'reads', otherwise: 'reads' },
  apachectl: {
    source: 'httpd.apache.org/docs/current/programs/apachectl.html',
    reads: 'configtest|status|fullstatus|-t|-S|-M|-v|-V',
    changes: 'start|restart|graceful|startssl|stop|graceful-stop',
  },
  chkconfig: {
    source: 'manual page chkconfig(8)',
    bare: 'reads',
    reads: '--list|*',
    changes: '* on|* off|* reset|--add|--del|* resetpriorities',
    destroys: '--del',
  },
  initctl: {
    source: 'manual page initctl(8)',
    reads: 'status|list|version|show-config|check-config|help|list-env|get-env',
    changes: 'start|stop|restart|reload|emit|reload-configuration|log-priority|set-env|unset-env|reset-env',
  },
  supervisorctl: {
    source: 'supervisord.org',
    reads: 'status|tail|maintail|avail|pid|version|help|fg --help',
    changes: 'start|restart|stop|reread|update|reload|add|clear|signal|open',
    unknown: 'fg',
    destroys: 'remove|shutdown',
    values: '-c --configuration -s --serverurl -u --username -p --password',
  },
  monit: {
    source: 'mmonit.com/monit/documentation',
    reads: 'status|summary|report|-t|procmatch',
    changes: 'start|stop|restart|monitor|unmonitor|reload|validate',
    destroys: 'quit',
    values: '-g -c',
  },
  pm2: {
    source: 'pm2.keymetrics.io/docs',
    reads:
      'list|ls|l|status|ps|show|describe|info|logs|monit|jlist|prettylist|report|pid|env|get|conf|ping|prettylist|id',
    changes:
      'start|restart|reload|stop|save|dump|scale|resurrect|startup|unstartup|set|reset|reloadLogs|install|update|deploy|link|gracefulReload|sendSignal|ecosystem|init|serve|multiset|trigger',
    destroys: 'delete|del|kill|flush|uninstall|unset|cleardump|unlink',
  },
  'gitlab-ctl': {
    source: 'docs.gitlab.com/omnibus/maintenance',
    reads:
      'status|tail|show-config|service-list|diff-config|check-config|patroni members|patroni check-leader|patroni check-replica|patroni check-standby-leader|repmgr cluster show|get-redis-master|consul|pgbouncer-status|get-postgresql-primary|geo-replication-status|promotion-preflight-checks|prometheus-upgrade --help|help|pg-password-md5|list-accounts|backup-etc --help',
    changes:
      'start|restart|stop|reconfigure|hup|term|reload|promote|pgb-notify|deploy-page|patroni|registry-database|upgrade|pg-upgrade|once|int|usr1|usr2|graceful-kill|int|backup-etc|renew-le-certs|set-geo-primary-node|replicate-geo-database|set-replicate-password|write-pgpass|geo|prepare-upgrade|revert-pg-upgrade|consul-*|praefect|pg-decomposition-migration',
    destroys: 'kill|cleanse|uninstall|remove-accounts|registry-garbage-collect|patroni reinitialize-replica|prune',
  },
  'firewall-cmd': {
    source: 'firewalld.org/documentation/man-pages/firewall-cmd',
    reads:
      '--state|--list-all|--list-all-zones|--list-ports|--list-services|--list-rich-rules|--list-interfaces|--list-sources|--list-forward-ports|--list-protocols|--list-icmp-blocks|--get-active-zones|--get-zones|--get-default-zone|--get-services|--get-zone-of-interface|--get-icmptypes|--get-policies|--get-active-policies|--info-service|--info-zone|--query-port|--query-service|--query-masquerade|--query-rich-rule|--query-interface|--query-panic|--get-log-denied|--check-config|--version|--help|--path-zone|--get-ipsets|--info-ipset',
    changes:
      '--reload|--complete-reload|--add-port|--add-service|--add-rich-rule|--add-interface|--add-source|--add-masquerade|--add-forward-port|--add-protocol|--change-interface|--change-source|--runtime-to-permanent|--set-default-zone|--new-zone|--new-service|--set-log-denied|--set-target|--new-ipset|--add-entry|--direct|--load-zone-defaults|--add-icmp-block',
    destroys:
      '--remove-port|--remove-service|--remove-rich-rule|--remove-interface|--remove-source|--remove-masquerade|--remove-forward-port|--remove-protocol|--panic-on|--panic-off|--delete-zone|--delete-service|--reset-to-defaults|--delete-ipset|--remove-entry|--remove-icmp-block',
  },
  ufw: {
    source: 'manual page ufw(8)',
    reads: 'status|version|show|app list|app info',
    changes: 'allow|deny|reject|limit|enable|reload|default|logging|insert|route|prepend|app update|app default',
    destroys: 'disable|delete|reset|route delete',
    dryRun: '--dry-run',
  },
  nft: {
    source: 'manual page nft(8)',
    reads: 'list|monitor|describe|-c|--check|-c -f|-c --file|--check -f|--check --file|--version',
    changes: 'add|create|insert|replace|rename|export|import',
    destroys: 'delete|destroy|flush|reset',
    // What a file holds may flush all rules first.
    unknown: '-i|--interactive|-f|--file',
    values: '-I --includepath -D --define',
  },
  tc: {
    source: 'manual page tc(8)',
    reads:
      'qdisc show|qdisc list|qdisc ls|class show|class list|filter show|filter list|filter get|monitor|chain show|actions list|action list|action ls|-s|actions get',
    changes:
      'qdisc add|qdisc replace|qdisc change|qdisc link|class add|class change|class replace|filter add|filter change|filter replace|chain add|actions add|action add',
    destroys:
      'qdisc del|qdisc delete|class del|class delete|filter del|filter delete|chain del|actions del|actions flush|action del|action flush',
    values: '-b -batch',
  },
  brctl: {
    source: 'manual page brctl(8)',
    reads: 'show|showmacs|showstp',
    changes: 'addbr|addif|setageing|setbridgeprio|setfd|sethello|setmaxage|setpathcost|setportprio|stp|hairpin',
    destroys: 'delbr|delif',
  },
  bridge: {
    source: 'manual page bridge(8)',
    reads: 'link show|link list|link|fdb show|fdb get|fdb|vlan show|vlan|mdb show|mdb|monitor|vni show',
    changes: 'link set|fdb add|fdb append|fdb replace|vlan add|vlan set|mdb add|mdb replace|vni add',
    destroys: 'fdb del|fdb flush|vlan del|mdb del|mdb flush|vni del',
  },
  iw: {
    source: 'manual page iw(8)',
    reads: 'dev|list|phy|event|help|dev * info|dev * link|dev * scan|dev * station dump|dev * survey dump|reg get',
    changes: 'reg set|dev * set|dev * connect|dev * disconnect|phy * interface add',
    destroys: 'dev * del|dev * station del',
    bare: 'reads',
  },
  nmcli: {
    source: 'manual page nmcli(1)',
    bare: 'reads',
    reads:
      'general .|general status|general hostname .|general permissions|general logging .|device .|device status|device show|device wifi .|device wifi list|device wifi show-password|device monitor|device lldp|connection .|connection show|connection monitor|networking .|networking connectivity|radio .|radio all .|radio wifi .|radio wwan .|monitor|agent --help',
    changes:
      'connection up|connection modify|connection add|connection edit|connection reload|connection load|connection clone|connection import|connection export|connection migrate|device up|device connect|device set|device reapply|device modify|device wifi connect|device wifi hotspot|device wifi rescan|networking on|radio wifi on|radio wwan on|radio all on|general reload|general hostname *|general logging *|general logging level',
    destroys:
      'connection down|connection delete|device disconnect|device delete|device down|networking off|radio wifi off|radio wwan off|radio all off',
    // A command runs in between: `device checkpoint eth0 -- COMMAND`.
    unknown: 'device checkpoint|agent',
    values: '-f --fields -g --get-values -m --mode -c --colors -w --wait -e --escape',
  },
  cryptsetup: {
    source: 'manual page cryptsetup(8)',
    bare: 'reads',
    reads: 'luksDump|luksUUID|isLuks|status|tcryptDump|bitlkDump|fvault2Dump|benchmark',
    changes: 'open|luksOpen|plainOpen|tcryptOpen|bitlkOpen|luksHeaderBackup|resize|refresh|token|config|convert|repair',
    destroys:
      'luksFormat|luksErase|erase|luksRemoveKey|luksKillSlot|luksChangeKey|luksConvertKey|luksAddKey|luksHeaderRestore|reencrypt|close|luksClose|remove|luksSuspend|luksResume',
    otherwise: 'destroys',
    flags: {
      '--dump-master-key': 'unknown',
      '--dump-volume-key': 'unknown',
      '--master-key-file': 'unknown',
      '--volume-key-file': 'unknown',
    },
    values: '--type --header -d --key-file -S --key-slot --token-id',
  },
  cgpt: {
    source: 'cgpt help',
    bare: 'reads',
    reads: 'show|find|help',
    changes: 'add|edit|prioritize|legacy|boot',
    destroys: 'create|repair',
    values: '-i -t -u -l -M -O',
  },
  resolvectl: {
    source: 'manual page resolvectl(1)',
    bare: 'reads',
    reads:
      'status|query|service|statistics|openpgp|tlsa|monitor|show-cache|show-server-state|dns|domain|default-route|llmnr|mdns|dnssec|dnsovertls|nta',
    changes:
      'flush-caches|reset-statistics|reset-server-features|log-level|dns * *|domain * *|default-route * *|llmnr * *|mdns * *|dnssec * *|dnsovertls * *|nta * *',
    destroys: 'revert',
  },
  'systemd-resolve': {
    source: 'manual page resolvectl(1)',
    bare: 'unknown',
    reads: '--status|--statistics|*',
    changes: '--flush-caches|--reset-statistics|--set-dns|--set-domain|--reset-server-features|--revert',
  },
  hostnamectl: {
    source: 'manual page hostnamectl(1)',
    bare: 'reads',
    reads: 'status|hostname|icon-name|chassis|deployment|location|--static|--json',
    changes:
      'set-hostname|set-icon-name|set-chassis|set-deployment|set-location|hostname *|icon-name *|chassis *|deployment *|location *',
  },
  timedatectl: {
    source: 'manual page timedatectl(1)',
    bare: 'reads',
    reads: 'status|show|list-timezones|timesync-status|show-timesync',
    changes: 'set-time|set-timezone|set-local-rtc|set-ntp|ntp-servers|revert',
  },
  localectl: {
    source: 'manual page localectl(1)',
    bare: 'reads',
    reads: 'status|list-locales|list-keymaps|list-x11-keymap-models|list-x11-keymap-layouts',
    changes: 'set-locale|set-keymap|set-x11-keymap',
  },
  loginctl: {
    source: 'manual page loginctl(1)',
    bare: 'reads',
    reads:
      'list-sessions|session-status|show-session|list-users|user-status|show-user|list-seats|seat-status|show-seat',
    changes:
      'activate|lock-session|unlock-session|lock-sessions|unlock-sessions|enable-linger|disable-linger|attach|flush-devices',
    destroys: 'terminate-session|kill-session|terminate-user|kill-user|terminate-seat',
  },
  machinectl: {
    source: 'manual page machinectl(1)',
    bare: 'reads',
    reads: 'list|status|show|list-images|image-status|show-image|list-transfers',
    changes:
      'start|enable|disable|copy-to|copy-from|bind|pull-raw|pull-tar|import-raw|import-tar|import-fs|export-raw|export-tar|clone|rename|read-only|set-limit|reboot',
    unknown: 'login|shell',
    destroys: 'poweroff|terminate|kill|remove|clean|cancel-transfer|stop',
  },
  coredumpctl: {
    source: 'manual page coredumpctl(1)',
    bare: 'reads',
    reads: 'list|info',
    changes: 'dump',
    unknown: 'debug|gdb',
  },
  'systemd-analyze': {
    source: 'manual page systemd-analyze(1)',
    bare: 'reads',
    otherwise: 'reads',
    changes: 'log-level *|log-target *|service-watchdogs *',
  },
  networkctl: {
    source: 'manual page networkctl(1)',
    bare: 'reads',
    reads: 'list|status|lldp|label|cat',
    changes: 'up|reload|reconfigure|renew|forcerenew|edit',
    destroys: 'down|delete',
  },
  bootctl: {
    source: 'manual page bootctl(1)',
    bare: 'reads',
    reads: 'status|list|is-installed',
    changes: 'install|update|set-default|set-oneshot|set-timeout|random-seed|reboot-to-firmware',
    destroys: 'remove|unlink|cleanup',
  },
  udevadm: {
    source: 'manual page udevadm(8)',
    reads: 'info|monitor|settle|test|test-builtin|verify|wait|--version',
    changes: 'trigger|control|lock',
  },
  multipath: {
    source: 'manual page multipath(8)',
    reads: '-l|-ll|-t|-T|-c|-C',
    changes: '-r|-a|-A|-v',
    destroys: '-f|-F|-w|-W',
    bare: 'changes',
  },
  zfs: {
    source: 'openzfs.github.io/openzfs-docs/man',
    reads: 'list|get|diff|holds|userspace|groupspace|projectspace|version|send|help|allow *',
    changes:
      'create|set|inherit|snapshot|snap|clone|promote|rename|mount|unmount|umount|receive|recv|hold|release|share|unshare|upgrade|load-key|unload-key|change-key|allow|unallow|bookmark|redact|wait|program|jail',
    destroys: 'destroy|rollback|receive -F|recv -F',
    dryRun: '-n',
  },
  zpool: {
    source: 'openzfs.github.io/openzfs-docs/man',
    reads: 'list|status|get|iostat|history|events|version|wait|checkpoint --help|prefetch',
    changes:
      'create|add|attach|online|scrub|set|import|export|replace|resilver|trim|upgrade|reguid|reopen|split|initialize|sync|clear|checkpoint',
    destroys: 'destroy|labelclear|offline|remove|detach|split|import -F|checkpoint -d',
    dryRun: '-n',
  },
  btrfs: {
    source: 'btrfs.readthedocs.io',
    reads:
      'filesystem show|filesystem df|filesystem usage|filesystem du|fi show|fi df|fi usage|device stats|device scan --help|device usage|subvolume list|subvolume show|subvolume get-default|scrub status|balance status|qgroup show|property get|property list|inspect-internal|check|version|send',
    changes:
      'balance start|balance pause|balance resume|scrub start|scrub resume|device add|device scan|device replace|replace start|subvolume create|subvolume snapshot|subvolume set-default|filesystem resize|filesystem defragment|filesystem label|filesystem sync|quota|qgroup|property set|receive|fi resize',
    destroys:
      'subvolume delete|device delete|device remove|balance cancel|scrub cancel|check --repair|rescue|restore|device stats -z|replace cancel',
  },
  virsh: {
    source: 'libvirt.org/manpages/virsh.html',
    reads:
      'list|dominfo|domstate|domstats|domblklist|domblkinfo|domblkstat|domblkerror|domiflist|domifstat|domifaddr|domid|domname|domuuid|domcontrol|domtime|domdisplay|domcapabilities|domfsinfo|domjobinfo|dommemstat|vncdisplay|net-list|net-info|net-dumpxml|net-dhcp-leases|net-uuid|pool-list|pool-info|pool-dumpxml|vol-list|vol-info|vol-path|vol-dumpxml|vol-pool|dumpxml|nodeinfo|nodecpustats|nodememstats|nodedev-list|nodedev-dumpxml|capabilities|sysinfo|version|uri|hostname|freecell|vcpuinfo|vcpucount|vcpupin|iface-list|iface-dumpxml|secret-list|snapshot-list|snapshot-info|snapshot-dumpxml|snapshot-current|snapshot-parent|checkpoint-list|nwfilter-list|nwfilter-dumpxml|cpu-models|help|event|maxvcpus|schedinfo|blkdeviotune|domhostname|guestinfo|memtune',
    changes:
      'start|create|define|edit|autostart|suspend|resume|save|restore|managedsave|migrate|attach-*|update-device|setmem|setmaxmem|setvcpus|snapshot-create|snapshot-create-as|snapshot-edit|net-start|net-create|net-define|net-edit|net-autostart|net-update|pool-start|pool-create|pool-create-as|pool-define|pool-define-as|pool-autostart|pool-build|pool-refresh|vol-create|vol-create-as|vol-clone|vol-upload|vol-download|vol-resize|blockcommit|blockcopy|blockpull|blockresize|dump|inject-nmi|send-key|screenshot|iface-start|iface-define|set-user-password|domrename|nodedev-reattach|domfstrim|domfsfreeze|domfsthaw|secret-define|secret-set-value|change-media|setvcpu|domtime --set|shutdown',
    unknown: 'console|qemu-monitor-command|qemu-agent-command',
    destroys:
      'destroy|undefine|reboot|reset|detach-*|net-destroy|net-undefine|pool-destroy|pool-delete|pool-undefine|vol-delete|vol-wipe|snapshot-delete|snapshot-revert|managedsave-remove|nodedev-detach|nodedev-destroy|iface-destroy|iface-undefine|secret-undefine|nwfilter-undefine|checkpoint-delete|domjobabort|nodesuspend|blockjob --abort',
    values: '-c --connect -d --debug -l --log',
  },
  'qemu-img': {
    source: 'qemu.readthedocs.io/en/latest/tools/qemu-img.html',
    reads: 'info|check|compare|map|measure|snapshot -l|bench --help',
    changes: 'create|convert|resize|rebase|commit|amend|snapshot|dd|bitmap|check -r|bench',
    destroys: 'resize --shrink|snapshot -d|snapshot -a',
    values: '-f -F -O -o',
  },
  ipmitool: {
    source: 'manual page ipmitool(1)',
    reads:
      'sdr|sensor|sensor list|sensor get|sel|sel list|sel elist|sel info|sel get|fru|fru print|mc info|mc guid|bmc info|chassis status|chassis power status|power status|chassis bootparam|chassis selftest|lan print|user list|user summary|channel info|channel getaccess|dcmi power reading|dcmi sensors|session info|chassis restart_cause|chassis identify --help|pef status|event --help|sol info',
    changes:
      'chassis power on|power on|chassis bootdev|chassis identify|chassis policy|lan set|user set|user enable|user disable|user priv|mc setenables|sel time|sol set|channel setaccess|raw|event|sensor thresh',
    unknown: 'shell|exec|sol activate|raw',
    destroys:
      'chassis power off|chassis power cycle|chassis power reset|chassis power soft|chassis power diag|power off|power cycle|power reset|power soft|power diag|sel clear|sel delete|mc reset|bmc reset|sol deactivate|chassis bootparam set',
    values: '-H -U -P -I -L -p -f -o -t -b -C -k -N -R -y -K',
  },
  wg: {
    source: 'manual page wg(8)',
    bare: 'reads',
    reads: 'show|showconf|genkey|genpsk|pubkey',
    changes: 'set|setconf|addconf|syncconf',
  },
  'wg-quick': { source: 'manual page wg-quick(8)', reads: 'strip', changes: 'up|save', destroys: 'down' },
  tailscale: {
    source: 'tailscale.com/kb/1080/cli',
    reads:
      'status|ip|netcheck|ping|version|whois|bugreport|dns|metrics|licenses|exit-node list|serve status|funnel status|lock status|update --check|nc --help',
    changes: 'up|login|set|switch|cert|file|serve|funnel|update|drive|lock|configure|web',
    unknown: 'ssh|nc',
    destroys: 'down|logout|serve reset|funnel reset',
  },
  certbot: {
    source: 'eff-certbot.readthedocs.io',
    reads: 'certificates|show_account|plugins|--help|--version',
    changes: 'run|certonly|renew|install|enhance|register|update_account|reconfigure',
    destroys: 'delete|revoke|unregister|rollback',
    bare: 'changes',
    values:
      '-d --domain --domains -m --email -w --webroot-path --cert-name --deploy-hook --pre-hook --post-hook --preferred-challenges --server --key-type --rsa-key-size --config-dir --work-dir --logs-dir',
  },
  'apt-key': {
    source: 'manual page apt-key(8)',
    reads: 'list|finger|export|exportall',
    changes: 'add|adv|update|net-update',
    destroys: 'del',
  },
  'ansible-galaxy': {
    source: 'docs.ansible.com/ansible/latest/cli/ansible-galaxy.html',
    reads: 'list|role list|collection list|role info|info|search|role search|collection verify|--version',
    changes:
      'install|role install|collection install|init|role init|collection init|login|role import|collection download|collection build|collection publish',
    destroys: 'remove|role remove|delete|role delete',
    values: '-r --role-file --requirements-file -p --roles-path --collections-path -s --server --token',
  },
  rbenv: {
    source: 'github.com/rbenv/rbenv',
    reads: 'versions|version|which|whence|root|prefix|commands|help|shims|install -l|install --list',
    changes: 'install|global|local|shell|rehash|init',
    destroys: 'uninstall',
  },
  pyenv: {
    source: 'github.com/pyenv/pyenv',
    reads: 'versions|version|which|whence|root|prefix|commands|help|shims|install -l|install --list',
    changes: 'install|global|local|shell|rehash|init|virtualenv|activate',
    destroys: 'uninstall|virtualenv-delete',
  },
  corepack: {
    source: 'nodejs.org/api/corepack.html',
    changes: 'enable|disable|prepare|install|use|up|pack|hydrate',
    destroys: 'cache clean|cache clear',
  },
  crio: {
    source: 'manual page crio(8)',
    reads: 'config|status|status config|status info|status containers|version|help',
    destroys: 'wipe',
  },
  'cloud-init': {
    source: 'cloudinit.readthedocs.io',
    reads: 'status|query|analyze|schema|features|--version|collect-logs --help',
    changes: 'init|modules|single|collect-logs|devel',
    destroys: 'clean',
  },
  puppet: {
    source: 'puppet.com/docs',
    reads:
      'config print|facts|facts show|module list|help|--version|lookup|parser validate|catalog find|node find|ssl show|ssl verify|describe|epp validate|resource --help',
    changes:
      'agent|apply|config set|module install|module upgrade|cert sign|ssl bootstrap|ssl submit_request|ssl download_cert|resource|generate|device|script',
    destroys: 'cert clean|cert revoke|ssl clean|node clean|node deactivate|node purge|module uninstall|config delete',
    // A resource that says `noop => false` is changed all the same.
    unknown: 'agent --noop|apply --noop',
  },
  goss: { source: 'github.com/goss-org/goss', reads: 'validate|v|render|r', changes: 'add|autoadd|serve' },
  patronictl: {
    source: 'patroni.readthedocs.io',
    reads: 'list|history|show-config|topology|version|dsn',
    changes: 'edit-config|pause|resume|reload|restart|switchover|demote-cluster|promote-cluster|configure|scaffold',
    unknown: 'query',
    destroys: 'remove|reinit|failover|flush',
    values: '-c --config-file -d --dcs -k --dcs-url',
  },
  nodetool: {
    source: 'cassandra.apache.org/doc/latest/tools/nodetool',
    reads:
      'status|info|ring|tpstats|compactionstats|compactionhistory|netstats|describecluster|describering|cfstats|tablestats|tablehistograms|cfhistograms|gossipinfo|get*|proxyhistograms|version|listsnapshots|viewbuildstatus|toppartitions|profileload|statusbackup|statusbinary|statusgossip|statushandoff|statusthrift|statusautocompaction|clientstats|failuredetector|rangekeysample|rebuild_view --help|listpendinghints|datapaths|repair_admin list|help|verify|cms describe|cms',
    changes:
      'repair|compact|flush|scrub|upgradesstables|rebuild|rebuild_index|refresh|refreshsizeestimates|snapshot|set*|enable*|resume*|pause*|reload*|replaybatchlog|invalidate*|import|move|join|bootstrap|relocatesstables|resetfullquerylog|recompress_sstables|updatecidrgroup|sjk|disableautocompaction|disablebackup|disablehandoff|disablehintsfordc|disableauditlog|disablefullquerylog',
    destroys:
      'cleanup|garbagecollect|decommission|removenode|assassinate|drain|clearsnapshot|stopdaemon|disablegossip|disablebinary|disablethrift|disable*|truncatehints|stop|repair_admin cancel|abortbootstrap|dropcidrgroup|abortdecommission',
    values: '-h --host -p --port -u --username -pw --password -pwf --password-file -pp -Dcom.sun.jndi.rmiURLParsing',
  },
};

export const systemAlikes: Readonly<Record<string, string>> = {
  apache2ctl: 'apachectl',
};
