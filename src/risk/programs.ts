import type { Risk } from './model.ts';

const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Programs that change nothing, whatever their arguments. */
const reading =
  list(`alias awk gawk base64 basename cal cat cd chronyc cksum clear cmp column comm cut date df diff dig dirname dmesg du echo egrep envsubst
  exit export expr false fgrep file fold free fuser getent getenforce grep gunzip-l head hexdump hexyl history host hostname htop iconv id iftop iostat
  iotop iperf iperf3 join journalctl jps jq yq jstack jstat jmap jcmd last ldapsearch ldd less let local locate ls lsattr lsb_release lsblk lscpu lsmod lsof lspci
  man md5sum more mpstat mtr netstat ngrep nl nmap nproc nslookup ntpq numactl nvidia-smi od paste pcs-status pgrep pidof pidstat ping ping6 pmap popd
  printenv printf promtool amtool mimirtool ps pstree pushd pv pwd read readlink realpath rev seq sestatus set sha1sum sha256sum shuf sleep sort source . split ss
  ssh-keyscan stat strace strings sum tac tail tcpdump tcptraceroute test [ [[ time timedatectl top touch-c tr traceroute tracepath tree true tshark tty type uname uniq
  unset uptime users vmstat w wait wc whereis which who whoami xxd xargs pg_amcheck yes zcat zgrep zless stern kubetail kubectx kubens k9s kubecolor kube-capacity
  nodetool-status pgbench hey ab wrk siege vegeta k6 openssl-s_client wscat netcat nc ncat telnet grpcurl lynx pt-query-digest shellcheck yamllint tflint tfsec
  trap return break continue shift declare typeset readonly unalias hash umask ulimit bc dc factor tput column vi-view ethtool arp dmidecode lshw smartctl sensors
  kubelet-version lvs pvs vgs lvdisplay pvdisplay vgdisplay pcp sar perf bpftrace kinit-list klist dpkg-query apt-cache conntrack ipcs nfsstat rpcinfo showmount exportfs-v
  pg_isready pg_controldata pg_waldump vi-r whois certtool nvidia-settings argparse jless fx gron mlr dasel tldr locale tsh-ls cfn-lint kubeconform kubeval
  ipconfig tasklist dir findstr where nltest-q gpresult systeminfo driverquery whoami.exe`);

const changing =
  list(`ansible ansible-playbook ansible-galaxy at bash sh zsh ksh bunzip2 bzip2 certbot chattr chef-client chgrp chmod chown chpasswd cp crontab depmod
  dpkg-reconfigure ed ex firewall-cmd flyway ftp lftp gunzip groupadd gzip hostnamectl initctl insmod install kinit kpasswd ldapadd ldapmodify ln logger logrotate loginctl lvcreate
  lvextend make mc mkdir mknod mkswap mktemp modprobe mount mv nano newgrp ntpdate openfortivpn partprobe passwd patch pg_basebackup pg_ctlcluster pg_restore pip-sync postfix
  postmap puppet pvcreate pvresize renice resize2fs rmmod rsync run-parts scp screen setenforce setfacl setsebool sftp ssh ssh-add ssh-agent ssh-copy-id ssh-keygen su sudo swapon
  sync tar tee tmux touch tune2fs tzutil umount unzip unlzma unxz update-ca-certificates update-ca-trust update-grub update-initramfs useradd usermod vgcreate vgextend vi vim
  emacs code vigr vipw visudo wget xfs_growfs xz zip zypper cargo go mvn gradle bundle rake rails-migrate cap fab eksctl kops kubeadm gh-login saml2aws tsh osdctl ocm-login
  aws-vault gcloud-auth mysqldump-import pg_dump pg_dumpall mysqldump mongodump cqlsh-import docker-credential sysctl-w swapoff-n helm-init liquibase alembic capistrano aptitude
  iptables-save-x ip6tables nft ufw wg wg-quick zfs zpool mdadm virsh virt-install vagrant packer kustomize-build ksonnet jsonnet-bundler jb kubeseal sops gpg age
  iptables-restore ip6tables-restore rbenv nvm pyenv asdf corepack
  restorecon semanage chcon grub2-mkconfig dracut setx icacls copy xcopy robocopy net sc reg gpupdate msiexec sfc dism winget choco`);

const destroying =
  list(`rm rmdir shred unlink dd mkfs wipefs fdisk parted sfdisk sgdisk kill killall pkill skill reboot shutdown poweroff halt init telinit userdel groupdel lvremove
  vgremove pvremove truncate dropdb dropuser pg_resetwal fsck-y srm blkdiscard mkfs.ext4 mkfs.xfs mkfs.ext3 mkfs.vfat kubectl-delete taskkill del erase rd format diskpart
  pg_rewind reindexdb-force cryptsetup ipcrm`);

type Decide = (args: readonly string[], input?: string) => Risk | undefined;

const has = (args: readonly string[], pattern: RegExp): boolean => args.some((arg) => pattern.test(arg));

/** Programs whose arguments decide. */
const deciding: Readonly<Record<string, Decide>> = {
  curl: (args) => curlRisk(args),
  wget: (args) =>
    has(args, /^(?:-q?O-?|--spider|-qO-|-O)$/) && has(args, /^-$|^-q?O-$|--spider/) ? 'reads' : 'changes',
  http: (args) => httpieRisk(args),
  https: (args) => httpieRisk(args),
  sed: (args) => (has(args, /^-[a-zA-Z]*i|^--in-place/) ? 'changes' : 'reads'),
  perl: (args) => (has(args, /^-[a-z]*i/) ? 'changes' : 'unknown'),
  find: (args) => (has(args, /^-delete$/) ? 'destroys' : 'reads'),
  tar: (args) => (has(args, /^-?[a-z]*t[a-z]*$/) && !has(args, /^-?[a-z]*[xc][a-z]*$/) ? 'reads' : 'changes'),
  openssl: (args) =>
    /^(?:x509|s_client|verify|version|ciphers|crl|dgst|asn1parse|rand|speed|ocsp|errstr)$/.test(args[0] ?? '') &&
    !has(args, /^-(?:signkey|CA)$/)
      ? 'reads'
      : /^(?:rsa|pkey|req|ec|pkcs12|pkcs7)$/.test(args[0] ?? '') && has(args, /^-(?:noout|text|check|modulus|info)$/)
        ? 'reads'
        : 'changes',
  crontab: (args) => (has(args, /^-l$/) ? 'reads' : has(args, /^-r$/) ? 'destroys' : 'changes'),
  sysctl: (args) => (has(args, /^-[wp]|=/) ? 'changes' : 'reads'),
  hostname: (args) => (args.some((a) => !a.startsWith('-')) ? 'changes' : 'reads'),
  hostnamectl: (args) => (/^set/.test(args[0] ?? '') ? 'changes' : 'reads'),
  timedatectl: (args) => (/^set/.test(args[0] ?? '') ? 'changes' : 'reads'),
  dmesg: (args) => (has(args, /^-[cC]$|^--clear/) ? 'destroys' : 'reads'),
  journalctl: (args) =>
    has(args, /^--vacuum/) ? 'destroys' : has(args, /^--(?:rotate|flush|sync)/) ? 'changes' : 'reads',
  mount: (args) => (args.length === 0 || (args.length === 1 && args[0] === '-l') ? 'reads' : 'changes'),
  ip: (args) =>
    has(args, /^(?:add|set|replace|change|up|down)$/)
      ? 'changes'
      : has(args, /^(?:del|delete|flush)$/)
        ? 'destroys'
        : 'reads',
  ifconfig: (args) =>
    has(args, /^(?:up|down)$/) || args.filter((a) => !a.startsWith('-')).length > 1 ? 'changes' : 'reads',
  route: (args) => (has(args, /^(?:add)$/) ? 'changes' : has(args, /^del/) ? 'destroys' : 'reads'),
  iptables: (args) =>
    has(args, /^-[FXDZ]$|^--(?:flush|delete)/)
      ? 'destroys'
      : has(args, /^-[LS]$|^-\w*[nv]*L\w*$|^--list/)
        ? 'reads'
        : 'changes',
  ipset: (args) =>
    /^(?:list|test)$/.test(args[0] ?? '')
      ? 'reads'
      : /^(?:destroy|flush|del)$/.test(args[0] ?? '')
        ? 'destroys'
        : 'changes',
  kill: (args) =>
    has(args, /^-(?:0|l|L|HUP|SIGHUP|1|USR1|USR2|3|QUIT|CONT|10|12|SIGUSR1|SIGUSR2|SIGQUIT|TTIN|SIGTTIN)$/)
      ? has(args, /^-[0lL]$/)
        ? 'reads'
        : 'changes'
      : 'destroys',
  fuser: (args) => (has(args, /^-\w*k/) ? 'destroys' : 'reads'),
  nc: (args, input) => (input ? 'changes' : args.length > 0 ? 'reads' : 'reads'),
  touch: () => 'changes',
  ssh: () => 'changes',
  swapoff: () => 'changes',
  date: (args) => (has(args, /^-(?:s|-set)/) ? 'changes' : 'reads'),
  python: (args) =>
    scriptName(args) ? 'unknown' : has(args, /^-m$/) && has(args, /^json\.tool$|^http\.server$/) ? 'reads' : 'unknown',
  make: (args) =>
    has(args, /^(?:test|lint|check|help|plan|-n|validate|list)$/)
      ? 'reads'
      : has(args, /^(?:clean|destroy|delete|down|uninstall)\b/)
        ? 'destroys'
        : 'changes',
  rsync: (args) => (has(args, /^--delete/) ? 'destroys' : has(args, /^-\w*n|^--dry-run/) ? 'reads' : 'changes'),
  chronyc: (args) => (/^(?:makestep|burst|online|offline|add|delete)$/.test(args[0] ?? '') ? 'changes' : 'reads'),
  nodetool: (args) => cassandraRisk(args),
  patronictl: (args) => patroniRisk(args),
  gpg: (args) =>
    has(args, /^--(?:list|fingerprint|verify|decrypt|version|check|card-status)|^-[kKd]$/)
      ? 'reads'
      : has(args, /^--delete/)
        ? 'destroys'
        : 'changes',
  'ssh-keygen': (args) => (has(args, /^-[lFy]\w*$/) ? 'reads' : has(args, /^-R$/) ? 'changes' : 'changes'),
  'ssh-add': (args) => (has(args, /^-[lL]$/) ? 'reads' : 'changes'),
  crictl: (args) =>
    verbs(
      args,
      /^(?:ps|pods|images|inspect\w*|logs|stats\w*|info|version|exec|port-forward|img)$/,
      /^(?:rm\w*|stop\w*)$/,
    ),
  ctr: (args) =>
    has(args, /^(?:ls|list|info|check)$/) ? 'reads' : has(args, /^(?:rm|remove|delete|kill)$/) ? 'destroys' : 'changes',
  virsh: (args) =>
    verbs(
      args,
      /^(?:list|dominfo|dom\w+|net-list|pool-list|dumpxml|console|nodeinfo|vcpuinfo)$/,
      /^(?:destroy|undefine|shutdown|reboot|reset|net-destroy|vol-delete|snapshot-delete)$/,
    ),
  zfs: (args) => verbs(args, /^(?:list|get|diff)$/, /^(?:destroy|rollback)$/),
  zpool: (args) => verbs(args, /^(?:list|status|get|iostat|history)$/, /^(?:destroy|labelclear|offline)$/),
  mdadm: (args) =>
    has(args, /^(?:--detail|-D|--examine|-E|-Q|--query)$/)
      ? 'reads'
      : has(args, /^(?:--stop|--remove|--fail|--zero-superblock|-S|-r|-f)$/)
        ? 'destroys'
        : 'changes',
  certbot: (args) =>
    args[0] === 'certificates' ? 'reads' : /^(?:delete|revoke)$/.test(args[0] ?? '') ? 'destroys' : 'changes',
  eksctl: (args) => verbs(args, /^(?:get|info|version|utils)$/, /^(?:delete|drain)$/),
  kops: (args) =>
    has(args, /^--yes$/) || /^(?:create|replace|edit|export|toolbox)$/.test(args[0] ?? '')
      ? args[0] === 'delete'
        ? 'destroys'
        : 'changes'
      : verbs(args, /^(?:get|validate|version|update|rolling-update)$/, /^delete$/),
  kubeadm: (args) =>
    args[0] === 'reset'
      ? 'destroys'
      : /^(?:version|config)$/.test(args[0] ?? '') || has(args, /^(?:plan|list|check-expiration|diff)$/)
        ? 'reads'
        : 'changes',
  crm_mon: () => 'reads',
  rosa: (args) =>
    verbs(args, /^(?:list|describe|whoami|version|verify|logs|download)$/, /^(?:delete|uninstall|revoke)$/),
  ocm: (args) =>
    args[0] === 'delete'
      ? 'destroys'
      : /^(?:get|list|describe|whoami|version|token|account)$/.test(args[0] ?? '')
        ? 'reads'
        : 'changes',
  osdctl: (args) =>
    has(args, /^(?:get|list|validate|info|context|health|status|describe|resize-dry|audit|history)$/)
      ? 'reads'
      : has(args, /^(?:delete|clear)$/)
        ? 'destroys'
        : 'changes',
  tsh: (args) => (/^(?:ls|status|apps|version|recordings|clusters)$/.test(args[0] ?? '') ? 'reads' : 'changes'),
  kustomize: (args) => (/^(?:build|version|cfg)$/.test(args[0] ?? '') ? 'reads' : 'changes'),
  sops: (args) => (has(args, /^(?:-d|--decrypt|decrypt)$/) && !has(args, /^-i/) ? 'reads' : 'changes'),
  cargo: (args) =>
    /^(?:test|check|clippy|tree|search|audit|metadata|bench)$/.test(args[0] ?? '')
      ? 'reads'
      : args[0] === 'clean'
        ? 'destroys'
        : 'changes',
  go: (args) =>
    /^(?:test|vet|version|env|list|doc|tool)$/.test(args[0] ?? '')
      ? 'reads'
      : args[0] === 'clean'
        ? 'destroys'
        : 'changes',
  brctl: (args) => (/^show/.test(args[0] ?? '') ? 'reads' : 'changes'),
  chkconfig: (args) => (has(args, /^(?:on|off|--add|--del)$/) ? 'changes' : 'reads'),
  pcs: (args) =>
    has(args, /^(?:status|show|config)$/)
      ? 'reads'
      : has(args, /^(?:destroy|delete|remove|kill|standby|fence)$/)
        ? 'destroys'
        : 'changes',
  smartctl: (args) => (has(args, /^-t$/) ? 'changes' : 'reads'),
  jmap: () => 'reads',
  sc: (args) => verbs(args, /^(?:query\w*|qc)$/, /^delete$/),
  net: (args) =>
    has(args, /^\/delete$/i)
      ? 'destroys'
      : /^(?:start|stop|use|user|localgroup)$/i.test(args[0] ?? '') && args.length > 1
        ? 'changes'
        : 'reads',
};

const alikes: Readonly<Record<string, string>> = {
  python3: 'python',
  python2: 'python',
  ncat: 'nc',
  netcat: 'nc',
  nerdctl: 'docker',
  gsed: 'sed',
  'gitlab-patronictl': 'patronictl',
  pnputil: 'net',
};

function verbs(args: readonly string[], reads: RegExp, destroys: RegExp): Risk {
  const verb = args.find((arg) => !arg.startsWith('-')) ?? '';
  return reads.test(verb) || verb === '' ? 'reads' : destroys.test(verb) ? 'destroys' : 'changes';
}

function scriptName(args: readonly string[]): boolean {
  return args.length > 0 && !args[0]!.startsWith('-');
}

function curlRisk(args: readonly string[]): Risk {
  const joined = args.join(' ');
  const method = /(?:^|\s)(?:-\w*X|--request)[= ]?([A-Za-z]+)/.exec(joined)?.[1]?.toUpperCase();
  const url = args.find((arg) => /^(?:https?:\/\/|localhost|[\w.$<{-]+(?::\d+)?\/)/.test(arg)) ?? '';
  const hasBody = has(args, /^(?:-d|--data(?:-\w+)?(?:=.*)?|-F|--form|-T|--upload-file|--json)$|^-d\S/);
  if (method === 'DELETE') return 'destroys';
  if (/(?:quitquitquit|_delete_by_query|\/shutdown|admin\/tsdb\/delete)/.test(url)) return 'destroys';
  if (
    /_search|_count|\/query|graphql|_msearch|\/api\/v1\/series|_cat\/|_cluster\/(?:health|allocation\/explain|state)|_analyze|logql/.test(
      url,
    ) &&
    method !== 'PUT'
  )
    return 'reads';
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return 'reads';
  if (has(args, /^(?:-G|--get|-I|--head)$/)) return 'reads';
  if (method !== undefined || hasBody) return 'changes';
  return 'reads';
}

function httpieRisk(args: readonly string[]): Risk {
  const method = args.find((arg) => /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/.test(arg));
  if (method === 'DELETE') return 'destroys';
  if (method === undefined)
    return args.some((arg) => /^[\w-]+:?=[^=]/.test(arg) && !/:\/\//.test(arg)) ? 'changes' : 'reads';
  return /GET|HEAD|OPTIONS/.test(method) ? 'reads' : 'changes';
}

function cassandraRisk(args: readonly string[]): Risk {
  return verbs(
    args,
    /^(?:status|info|ring|tpstats|compactionstats|netstats|describe\w*|cfstats|tablestats|gossipinfo|get\w+|proxyhistograms|version|listsnapshots|viewbuildstatus|toppartitions)$/,
    /^(?:decommission|removenode|assassinate|drain|clearsnapshot|stopdaemon|disablegossip|disablebinary)$/,
  );
}

function patroniRisk(args: readonly string[]): Risk {
  return verbs(
    args.filter((arg, i) => !/^-/.test(arg) && !/^-[cd]$|^--(?:config-file|dcs)$/.test(args[i - 1] ?? '')),
    /^(?:list|history|show-config|topology|version|query|dsn)$/,
    /^(?:remove|reinit|failover|flush)$/,
  );
}

/** The risk of a program that needs no table of subcommands; undefined where it is not one of these. */
export function programRisk(program: string, args: readonly string[], input?: string): Risk | undefined {
  const name = Object.hasOwn(alikes, program) ? alikes[program]! : program;
  if (Object.hasOwn(deciding, name)) return deciding[name]!(args, input);
  if (reading.has(name)) return 'reads';
  if (destroying.has(name)) return 'destroys';
  if (changing.has(name)) return /^(?:ba|z|k)?sh$/.test(name) ? (args.length === 0 ? 'reads' : 'unknown') : 'changes';
  return undefined;
}
