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
7z 7za 7zz Rscript aa-complain aa-disable aa-enforce aa-status ab acme.sh actionlint adcli addgroup addr2line adduser
airflow aliyun anacron angle-grinder ansible-doc ansible-pull ant apache2 apache2ctl apachectl apcaccess
apparmor_parser apropos apt-file apt-key apt-mark arc_summary arcstat arp arp-scan atop atq audit2allow aureport
ausearch authconfig autossh avahi-browse avahi-resolve awslocal b2sum badblocks base32 basenc batcat bcc bhosts
biolatency biosdecode biosnoop birdc bjobs bkill blkdiscard bmon bombardier bootctl borg bpftool bpftrace bqueues
bsdtar bsondump bsub btop btrfs btrfsck btrfstune buildah-unshare busctl busybox bwm-ng byobu bzcat bzdiff bzgrep
bzless c++filt cachestat cassandra-stress ccze certutil cfdisk cfssljson chage check_disk check_http check_load
check_ping check_procs check_ssh check_tcp chef-shell chef-solo chfn chkconfig chronyd chrt chsh cibadmin cifsiostat
cinc-client clang cloc cloud-init cloudflared clusterdb collectl colordiff condor_q condor_rm condor_status
condor_submit coredumpctl corosync-cfgtool corosync-cmapctl corosync-cpgtool corosync-quorumtool cpio cpuid createlang
crio crm_attribute crm_node crm_resource crm_simulate crm_verify crond csvcut csvgrep csvlook csvsort csvstat csysdig
ctrlaltdel ddrescue debugfs delgroup deluser delv depmod diff3 dnf5 dnsdomainname dnstracer dockle domainname dool
dos2unix dpkg-deb dpkg-query driverquery dsget dsquery dstat dtach dumpcap dumpe2fs e2fsck e2label ebtables
ebtables-save edac-util edquota efibootmgr emacs esbuild eu-stack execsnoop execsnoop-bpfcc exim exo ext4slower eza
fail2ban-client fail2ban-regex fallocate fdfind ffmpeg ffprobe findstr fio fips-mode-setup fixfiles fsck.ext4
fsck.vfat fsck.xfs fsfreeze fstrim fswatch ftp gcat gdd gdisk gdu gedit genisoimage getconf getmac getsebool gh-ost
github-label-sync goaccess gojq govc gpasswd gpg-agent gpgconf gpustat gradlew groupdel groupmod growpart
grpc-health-probe grpc_health_probe grpck grub-install grub-mkconfig gstack gzcat hadolint hadoop helm3 hostid httpd
hwclock hwinfo ifstat ignition-validate incus initctl innobackupex innochecksum innotop inotifywait intel_gpu_top inxi
ionice ip6tables-restore ip6tables-save ipcalc ipcrm iptables-legacy iptables-nft iptables-restore iptables-save
ipython isainfo iscsi-ls iw iwlist jaq jcmd jinfo jless jsonlint k9s-info kadmin kadmin.local kafkacat kbdrate kdig
kexec keydb-cli killall5 kpartx kpasswd ksql-cli ktop kube-bench kube-hunter kube-score kubeconform kubent kubepug
kubescape kubesess kubespy kubeval kubie kvno lastb lastlog lazydocker ldapadd ldapcompare ldapdelete ldapmodrdn
ldappasswd ldapurl ldapwhoami litecli loadkeys locale-gen localectl loginctl logname logtail lparstat lsar lsb_release
lscss lsd lsdasd lsdev lsfd lshw lsinitrd lsipc lsiscsi lsload lslocks lslogins lsluns lsmem lspath lsscsi lstopo
lszfcp ltrace lua lvchange lvconvert lvmdiskscan lvresize lvscan lz4cat lzcat lzma m4 machinectl magick mailq mailx
makewhatis mandb mariabackup mariadb mariadb-admin markdownlint matchpathcon mawk mcedit mcelog mediainfo
memcached-tool memtier_benchmark microdnf minicom minio mkcert mkdosfs mke2fs mkfifo mkfs.btrfs mkfs.ext2 mkfs.ext3
mkfs.fat mkfs.ntfs mkfs.vfat mkinitcpio mkisofs mkudffs mlocate modinfo mogrify mongod mongofiles mongoimport mongos
mongostat mongotop monit mosh-server mount.nfs mountpoint multitail mvnw mycli mysql_secure_installation mysql_upgrade
mysqld mysqld_safe mysqldumpslow mysqlimport mysqlpump mysqlshow mysqltuner mysqltuner.pl mytop named-checkconf
named-checkzone nawk nbtscan nbtstat ncal neonctl nethogs netperf networkctl newaliases newusers nfsiostat nfsstat
nload nmon nnn nodejs notify-send ntpstat numastat numfmt nvim nvtop opensnoop opensnoop-bpfcc openstack oslevel
ovn-appctl ovn-detrace ovn-nbctl ovn-sbctl ovn-trace ovs-appctl ovs-dpctl ovs-ofctl ovs-pcap ovs-tcpundump
ovsdb-client ovsdb-tool pandoc pathchk pathping pbsnodes pbzip2 pcregrep pdfinfo pdnsutil perf perl pflogsumm
pg_activity pg_amcheck pg_checksums pg_config pg_createcluster pg_dropcluster pg_receivewal pg_recvlogical pg_repack
pg_resetxlog pg_test_fsync pg_top pg_verifybackup pgbadger pgcenter pgcopydb pgmetrics phpunit picocom pigz pip2
plocate podman-compose postalias postcat postmap powertop prtconf prtdiag pscale psrinfo pstack pt-archiver
pt-config-diff pt-deadlock-logger pt-diskstats pt-duplicate-key-checker pt-heartbeat pt-index-usage pt-ioprofile
pt-kill pt-mysql-summary pt-pmp pt-query-digest pt-show-grants pt-slave-find pt-slave-restart pt-stalk pt-summary
pt-table-checksum pt-table-sync pt-variable-advisor pt-visual-explain ptx pulsar-admin pvchange pvdisplay pvecm
pvremove pvscan pwck pwconv pwdx py-spy pygmentize python3.10 python3.11 python3.12 python3.13 python3.8 python3.9
qalter qdel qhold qhost qperf qrls qshape qstat qsub qsv quotacheck quotaoff quotaon rabbitmq-queues rabbitmq-streams
rabbitmq-upgrade racadm ras-mc-ctl rbspy rc-service rc-status rc-update rcp rdate redis-sentinel release-notes
rename.ul repquota rmmod rndc rocm-smi rootdev rpcinfo rspamc runqlat rustc sacct sacctmgr sadf salloc salt-key
salt-run sar sbatch scancel scontrol sdiag sdiff seinfo semodule sendmail sentry-cli sesearch setfattr setfont
setlocale setquota setsebool setserial sg_format sg_inq sg_luns sg_scan sg_vpd sginfo sha1sum sha224sum sha384sum
sha512sum shellcheck showq showrev sinfo sipcalc slogin smbclient snmpbulkget snmpbulkwalk snmpget snmpgetnext snmpset
snmpstatus snmptable snowsql sntp sogo-tool sqlite squeue squidclient sreport srm ssacli sshare sshfs sslscan sslyze
sstabledump sstableloader sstablemetadata sstablerepairedset sstablescrub sstableupgrade sstableutil sstat
stonith_admin storcli stress-ng subl sw_vers swiftc sysbench system_profiler systemd-cgls systemd-cgtop systemd-delta
systemd-detect-virt systemd-escape systemd-path systeminfo systool taskset tcpconnect tcplife tcpretrans tcptop
telinit testparm testssl testssl.sh tload toybox traceroute6 tzselect udevadm ugrep unbound-control uncompress
unix2dos unlz4 unlzma unpigz unzstd upctl update-crypto-policies updatedb upsc usleep valkey-server varnishadm
varnishhist varnishlog varnishncsa varnishstat varnishtop vdir vgcfgbackup vgchange vgexport vgimport vgremove
vgrename vgscan vigr vipw virt-clone virt-df virt-install virt-top virt-what virtualenv vm_stat vnstat whois wipefs
wrk2 x86info xfs_admin xfs_db xkill xmllint xmlstarlet xsv xtrabackup xxhsum xzcat xzdiff xzgrep xzless zcmp zdiff
zegrep zellij zfgrep zkCli zookeeper-shell.sh zstdcat
nats nats-server nsc gopass minisign devlink
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
