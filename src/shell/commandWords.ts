/** Names of programs that runbooks call, so that a line can be told from prose and from output. */
const names = `
alias apk apt apt-get apt-cache aptitude argocd awk aws az azcopy base64 basename bash bat bazel bc bundle bunzip2 bzip2
cal calicoctl cargo cat cd ceph certbot cfssl chattr chgrp chmod chown chpasswd chroot cilium circleci cksum clear cloudctl
cmp composer conntrack consul cosign cp crane crictl crontab cqlsh ctr curl cut cf cfn-lint chef-client chronyc cloud-platform
date dbt dd deno df diff dig dirname dmesg dnf dnsmasq docker docker-compose dotnet dpkg dpkg-reconfigure dracut du
echo egrep eksctl elasticdump env envsubst etcdctl etcdutl ethtool eval exec exit export expr esxcli
fab faas-cli fdisk fg fgrep file find firewall-cmd flux fly flyctl fold fping free fsck fuser func
g++ gcc gcloud gem getent getenforce gh git gitlab-ctl gitlab-rake gitlab-rails glab go gofmt gpg gradle grep grpcurl gsutil
groupadd groups grub2-mkconfig grubby gunzip gzip gds govuk-docker govukcli
halt haproxy head helm helmfile heroku hexdump history host hostname hostnamectl htop http https hub
iconv id ifconfig iftop influx influxd init insmod install iostat iotop ip ip6tables ipcs iperf iperf3 ipmitool iptables ipvsadm
istioctl jar java javac jmap join journalctl jps jq jstack jstat just
k k9s kafka-acls kafka-configs kafka-console-consumer kafka-console-producer kafka-consumer-groups kafka-reassign-partitions
kafka-topics keytool kill killall kind kinit klist knife ko krew kubeadm kubectl kubectx kubefwd kubelet kubens kubeseal kustomize
last ldapsearch ldconfig ldd less let lftp linkerd ln local locale locate logger login logout logrotate losetup ls lsblk lscpu
lsmod lsof lspci lvcreate lvdisplay lvextend lvs lynx lz4 lvremove lsattr
make man mc md5sum minikube mkdir mkfs mkfs.ext4 mkfs.xfs mknod mktemp mkswap modprobe mongo mongodump mongoexport mongorestore
mongosh more mount mpstat msiexec mtr mv mvn mysql mysqladmin mysqldump mysqlcheck mydumper myloader multipass
nano nc ncat ncdu net netcat netplan netsh netstat newgrp nft nginx ngrep nice nmap nmcli node nodetool nohup nomad npm npx nproc
nslookup nsenter ntpdate ntpq numactl nvidia-smi nvm nodectl
oc ocm odo openssl opa operator-sdk osdctl op osd
packer parted passwd paste patch patronictl pg_basebackup pg_ctl pg_ctlcluster pg_dump pg_dumpall pg_isready pg_restore pgbouncer
pgrep php pidof pidstat ping ping6 pip pip3 pipenv pkill playwright pmap pnpm podman poetry popd poweroff printenv printf prlimit
protoc ps psql pt-online-schema-change pulumi puppet pushd pv pvcreate pvs pwd pytest python python2 python3 pdsh promtool
rabbitmq-diagnostics rabbitmq-plugins rabbitmqadmin rabbitmqctl rails rake rbac-lookup rclone read readlink realpath reboot
redis-benchmark redis-cli redis-server renice repadmin reset resize2fs restic rev rmdir rm rosa route rpm rspec rsync ruby run-parts
s3cmd saml2aws scp screen sed semanage seq serverless service sestatus set setenforce setfacl sftp sh sha256sum shasum shred shuf
shutdown skopeo slcli sleep smartctl snap socat sort source sops split sqlcmd sqlite3 ss ssh ssh-add ssh-agent ssh-copy-id
ssh-keygen ssh-keyscan sshpass sshuttle stat stern strace strings stty su sudo sudoedit supervisorctl swapoff swapon sync sysctl
sysdig systemctl systemd-analyze systemd-resolve resolvectl
tac tail tailscale talosctl tar tcpdump tctl tcptraceroute tee telnet temporal terraform terragrunt test tfenv tftp time timedatectl
timeout tkn tmux tofu top touch tput tr traceroute tracepath trap tree true truncate tsh tshark ts-node tsc tune2fs type tzutil
ufw ulimit umask umount unalias uname uniq unlink unset unxz unzip update-alternatives update-ca-certificates
update-ca-trust update-grub uptime useradd userdel usermod users uuidgen
vagrant valkey-cli vault vboxmanage velero vgcreate vgdisplay vgextend vgs vi view vim visudo virsh virtctl vmstat vtctlclient
w wait wall watch wc wget whereis which who whoami winrm wrk wscat
xargs xfs_growfs xfs_repair xz xxd yamllint yarn yes yum yq zcat zfs zgrep zip zless zookeeper-shell zpool zsh zstd zypper
aws-vault awscli aws2 azcli bosh cmctl cockroach crm_mon pcs doctl dmidecode eb ecs-cli exportfs gdb gpg2 hey hdfs ibmcloud ipset
jenkins-cli k6 k3s kcadm.sh kops kpt kubecolor kube-capacity kubectl-argo-rollouts ksql ldapmodify lpass lxc mdadm microk8s mosh
mpirun mcrouter-cli newrelic ntpd nvme okta opensearch-cli partprobe pgbench postqueue postsuper postfix pssh pwsh qemu-img
rke2 runc runme sam sensors sfdx siege sfdisk snmpwalk solr ssm-session step swift tc tsuru unset update-initramfs
velero wg wg-quick wp x11vnc xfs_info zabbix_get zdb winget choco scoop sc reg dir del copy move type ipconfig tasklist taskkill
setx icacls robocopy gpupdate sfc dism diskpart nltest chkdsk wmic cmdkey iisreset kube-linter trivy grype syft snyk
kubectl-slice kubetail oci linode-cli scw hcloud vercel netlify wrangler railway turbo nx lerna vitest jest ansible
ansible-playbook ansible-vault ansible-galaxy salt salt-call mco bolt capistrano cap whenever foreman overmind direnv asdf mise rbenv
pyenv conda mamba uv pipx tox nox ruff gunicorn celery flask django-admin manage.py alembic flyway liquibase sqlplus
rman dgmgrl lsnrctl srvctl crsctl asmcmd expdp impdp bcp sqlpackage nomad-pack boundary waypoint rad tanzu kapp ytt
imgpkg kbld vendir cluster-ctl clusterctl kubebuilder kwok minio-client pgloader wal-g wal-e pgbackrest barman repmgr
pg_rewind pg_controldata pg_waldump pg_archivecleanup pg_resetwal vacuumdb createdb dropdb createuser dropuser initdb reindexdb
rook nvme s5cmd rbd rados radosgw-admin ceph-volume cephadm tiup pd-ctl tikv-ctl ticdc dumpling sbctl
brew bun bunx bq cmake ctest meson ninja mix sbt pdm hatch corepack volta fnm rustup rush gulp grunt pm2 skaffold tilt devspace
k3d colima limactl nerdctl buildah cdk firebase supabase ansible-lint ansible-inventory molecule argo jx kn antctl hubble oras
regctl crossplane terramate infracost checkov tflint tfsec terraform-docs tfswitch vultr-cli ionosctl dokku drush gitlab-runner
pvmove pvresize vgreduce lvreduce lvrename sgdisk blkid findmnt hdparm dmsetup cryptsetup multipath iscsiadm showmount brctl
ovs-vsctl arping rpm-ostree flatpak pacman nix nix-shell nixos-rebuild launchctl diskutil clickhouse-backup clickhouse-local
mysqlsh mysqlbinlog mariadb-dump pg_upgrade cypher-shell neo4j-admin couchbase-cli riak-admin filebeat logstash kafkactl kcat
zkCli.sh zkServer.sh kafka-topics.sh kafka-configs.sh kafka-acls.sh kafka-consumer-groups.sh kafka-reassign-partitions.sh
kafka-console-consumer.sh kafka-console-producer.sh kafka-server-start.sh kafka-server-stop.sh
xh comm objcopy objdump readelf nm strip zipinfo hg juju k0s k0sctl doveadm gfind gsed gawk ggrep gxargs grm gls gstat gdate gtar gmv
nl od rg fd bat gron mlr split csplit tsort expand unexpand fmt pr getfacl getcap setcap chcon restorecon pstree lsns lsusb slabtop
clickhouse-client clickhouse influx telegraf promql-cli logcli amtool mimirtool cortextool tempo-cli thanos jaeger
`;

const known = new Set(names.split(/\s+/).filter((name) => name !== ''));

const builtins = new Set([
  'if',
  'for',
  'while',
  'until',
  'case',
  'function',
  'then',
  'do',
  'done',
  'fi',
  'esac',
  '[[',
  '[',
  '{',
  '(',
  '.',
  ':',
  '!',
]);

/** True for a program name, or a path or script that a shell would run. */
export function isKnownCommand(word: string): boolean {
  const name = withoutQuotes(word).replace(/\.exe$/i, '');
  return known.has(name) || (name.includes('/') && known.has(name.slice(name.lastIndexOf('/') + 1)));
}

/** `\\rm`, `'rm'`, `r\\m`, `r""m`: a name as the shell takes it, where nothing but marks of quoting is added to it. */
function withoutQuotes(word: string): string {
  return /^[\w./+\\'"$-]+$/.test(word) && /[\\'"]/.test(word) ? word.replace(/\$(?=['"])|[\\'"]/g, '') : word;
}

export function isShellKeyword(word: string): boolean {
  return builtins.has(word);
}

/** `Get-Process`, `Set-AzContext`: a PowerShell cmdlet. */
export function isCmdlet(word: string): boolean {
  return /^(?:Add|Clear|Close|Compare|Complete|Confirm|Connect|Convert|ConvertFrom|ConvertTo|Copy|Debug|Disable|Disconnect|Dismount|Enable|Enter|Exit|Expand|Export|Find|ForEach|Format|Get|Grant|Import|Initialize|Install|Invoke|Join|Measure|Mount|Move|New|Open|Out|Pop|Publish|Push|Read|Receive|Register|Remove|Rename|Repair|Reset|Resize|Resolve|Restart|Restore|Resume|Revoke|Save|Search|Select|Send|Set|Show|Sort|Split|Start|Stop|Submit|Suspend|Switch|Sync|Tee|Test|Trace|Unblock|Uninstall|Unlock|Unregister|Update|Use|Wait|Watch|Where|Write)-[A-Z]\w+$/.test(
    word,
  );
}
