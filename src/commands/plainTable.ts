import type { ProgramTable } from './table.ts';
import type { Risk } from './risk.ts';

/**
 * Programs without verbs, one a line: name (or names, divided by commas), what it does, and the options that make it
 * do more. Each is described in its manual page.
 */
const ROWS = `
# Files and texts that are shown
cat,tac,nl,rev,fold,fmt,head,wc,cut,paste,join,comm,cmp,diff3,tr,expand,unexpand,column,cksum,sum,b2sum,md5sum,sha1sum,sha224sum,sha256sum,sha384sum,sha512sum | reads
tail | reads
uniq | reads
sort | reads | -o:changes --output:changes --compress-program:unknown
diff,sdiff | reads | -o:changes --output:changes
grep,egrep,fgrep,zgrep,zegrep,bzgrep,xzgrep,pcregrep,ugrep | reads
fd,fdfind | reads | -x:unknown --exec:unknown -X:unknown --exec-batch:unknown
rg | reads | --pre:unknown --hostname-bin:unknown
ag,ack | reads | --pager:unknown
ls,dir,vdir,exa,eza,lsd,tree | reads | -o:reads
stat,file,readlink,realpath,basename,dirname,pathchk,namei,du,df,ncdu,duf,dust | reads | -C:changes --compile:changes
less,more,most,zless,zmore,bzless,xzless | reads | -o:changes -O:changes --log-file:changes --LOG-FILE:changes -k:unknown --lesskey-file:unknown --lesskey-src:unknown
hexdump,hd,od,strings,base32,basenc,base64 | reads
xxd | reads
bat,batcat | reads | --pager:unknown
zcat,gzcat,bzcat,xzcat,lzcat,zstdcat,lz4cat,zdiff,zcmp,bzdiff,xzdiff | reads
look,locate,mlocate,plocate | reads
envsubst,iconv | reads | -o:changes --output:changes
seq,shuf | reads | -o:changes --output:changes
split,csplit,objcopy,strip,magick,mogrify | changes
dot,neato,circo,fdp | reads | -o:changes -O:changes
md5 | reads
zipinfo,lsar,mediainfo,ffprobe,pdfinfo,tokei,cloc,pflogsumm | reads
cfssljson | changes | -stdout:reads
numfmt,factor,expr,bc,dc,cal,ncal,units | reads
jless,fx,gron,miller,mlr,csvcut,csvgrep,csvlook,csvstat,csvsort | reads | -I:changes
jq | reads
xmllint | reads | --output:changes -o:changes
xmlstarlet | reads | -L:changes --inplace:changes
tput,clear,reset,tset,stty | reads
pr,look,tsort,ptx | reads
pygmentize,highlight,glow,mdcat | reads | -o:changes
shellcheck,yamllint,jsonlint,hadolint,kubeval,kubeconform,kube-score,kube-linter,actionlint,markdownlint,tfsec,checkov,cfn-lint,dockle | reads | --fix:changes
# The machine
uname,arch,uptime,who,w,users,last,lastb,lastlog,id,groups,whoami,logname,tty,hostid,nproc,getconf,locale,getent,lsb_release,hostinfo,sw_vers | reads
ps,pgrep,pidof,pstree,pmap,pwdx,pidstat,top,htop,atop,btop,glances,nmon,iotop,iftop,nethogs,bmon,slabtop,powertop,nvtop | reads | -w:reads -o:reads
sar | reads | -o:changes
free,vmstat,iostat,mpstat,nfsstat,nfsiostat,cifsiostat,numastat,dstat,dool,sadf,collectl,tload,ipcs,lsipc,lslocks,lsns,lslogins,lsmem,lscpu,lsusb,lspci,lsscsi,lshw,lsblk,lsmod,modinfo,lsattr,lsof,lsinitrd,blkid,findmnt,mountpoint,dmidecode,sensors,inxi,hwinfo,biosdecode,rootdev | reads | -o:reads
getfacl,getcap,getenforce,sestatus,getsebool,aa-status,matchpathcon,ausearch,aureport,seinfo,sesearch | reads
mdstat,lvs,vgs,pvs,lvdisplay,vgdisplay,pvdisplay,lvscan,vgscan,pvscan,lvmdiskscan,xfs_info,dumpe2fs,sginfo,lsdev | reads
ldd,nm,objdump,readelf,size,addr2line,c++filt,pstack,gstack,eu-stack,jstack,jps,jstat | reads
jinfo | unknown
jmap | changes | -histo:reads -heap:reads -clstats:reads
strace,ltrace | changes
nvidia-smi | reads | -r:destroys --gpu-reset:destroys -pm:changes --persistence-mode:changes -pl:changes --power-limit:changes -c:changes -mig:changes -e:changes -ac:changes -rac:changes -lgc:changes -rgc:changes -f:changes --filename:changes
rocm-smi,intel_gpu_top,gpustat | reads | --gpureset:destroys
sleep,true,false,:,echo,pwd,yes,which,whereis,type,test,[,whatis,apropos,info,tldr,printenv,dirs,times,jobs,caller,logname,usleep | reads
man | reads | -P:unknown --pager:unknown -H:unknown --html:unknown -C:unknown
printf | reads
# The network
ping,ping6,fping,arping,traceroute,traceroute6,tracepath,tcptraceroute,mtr,host,nslookup,whois,delv,drill,kdig,dog,doggo,dnstracer | reads
dig | reads
netstat,lsof,ipcalc,sipcalc,nbtscan,arp-scan,iwlist,vnstat,ifstat,nload,bwm-ng | reads
ss | reads | -K:destroys --kill:destroys -D:changes --diag:changes
nmap | reads | -oN:changes -oX:changes -oG:changes -oA:changes -oS:changes --script:unknown -sC:unknown -A:unknown
tcpdump | reads | -w:changes -z:unknown
tshark,dumpcap | reads | -w:changes
ngrep | reads | -O:changes -K:destroys
iperf,iperf3,qperf,netperf | reads
ethtool | reads | -s:changes -K:changes -G:changes -C:changes -A:changes -L:changes -X:changes -N:changes -E:changes --change:changes --offload:changes --features:changes --set-ring:changes -p:changes -t:changes -r:changes --reset:destroys -f:changes --flash:destroys --set-channels:changes --set-priv-flags:changes --coalesce:changes --pause:changes
ssh-keyscan | reads
showmount,rpcinfo | reads | -d:destroys
ldapsearch,ldapwhoami,ldapcompare,ldapurl | reads
snmpget,snmpwalk,snmpbulkwalk,snmpgetnext,snmpbulkget,snmptable,snmpstatus | reads
snmpset | changes
grpc_health_probe,grpc-health-probe | reads
ab,hey,wrk,wrk2,siege,vegeta,bombardier,oha,k6,locust,pgbench,sysbench,fio,stress,stress-ng | changes
telnet,minicom,picocom,ftp,sftp,lftp,tftp,smbclient | unknown
testssl.sh,testssl,sslscan,sslyze,nuclei,nikto | reads | --json_out:changes --json:changes
# Shell words that only touch the shell itself
alias,unalias,cd,pushd,popd,export,declare,typeset,local,readonly,unset,set,shopt,shift,return,break,continue,exit,logout,wait,read,getopts,umask,ulimit,let,times,setopt,unsetopt,emulate,autoload,integer,float,disown | reads
print | reads | -v:unknown -P:unknown
mapfile,readarray | reads | -C:unknown
jobs | reads | -x:unknown
hash | reads | -p:unknown
history | reads | -c:destroys -d:destroys -w:changes -a:changes
fc | unknown
enable | reads | -f:unknown
bind,complete,compgen,compopt | unknown
bg,fg | changes
# Changing
ln,link,mkdir,mkfifo,mknod,mktemp,touch,install,chmod,chown,chgrp,chattr,chcon,restorecon,setfacl,setcap,setfattr,sync,fsfreeze,losetup,mkisofs,genisoimage,mount.nfs,fallocate | changes
mv | changes
zip | changes | -m:destroys -d:destroys
7z,7za,7zz,rar,cpio,ar | changes
patch,ed,ex,unix2dos,dos2unix,rename,rename.ul,convert,ffmpeg,pandoc,protoc,m4 | changes
vi,vim,nvim,nano,emacs,pico,joe,micro,mcedit,code,subl,gedit,sudoedit,visudo,vipw,vigr,view,mc,ranger,nnn | changes
useradd,adduser,usermod,groupadd,addgroup,groupmod,gpasswd,chpasswd,passwd,chage,newgrp,chsh,chfn,newusers,vipw,pwconv,pwck,grpck | changes
mkswap | destroys
insmod,depmod,partprobe,kpartx,ldconfig,update-initramfs,dracut,mkinitcpio,grub2-mkconfig,grub-mkconfig,update-grub,grub-install,grubby,update-ca-certificates,update-ca-trust,update-alternatives,authconfig,dpkg-reconfigure,tzselect,tzutil,locale-gen,setlocale | changes
swapoff | changes
swapon | changes | -s:reads --show:reads --summary:reads
modprobe | changes | -r:destroys --remove:destroys
lvcreate,lvextend,lvconvert,lvrename,lvchange,vgcreate,vgextend,vgchange,vgrename,pvcreate,pvresize,pvmove,pvchange,vgimport,vgexport,vgcfgbackup,growpart,resize2fs,xfs_growfs,tune2fs,e2label,xfs_admin,xfs_repair,btrfstune,fstrim | changes
lvresize,lvreduce | destroys
ntpdate,chronyd,ntpd,rdate,sntp | changes
logger,wall,write,mesg,mail,mailx,mutt,sendmail,notify-send | changes
logrotate,run-parts,anacron,crond,cron | changes
renice,ionice,chrt,taskset | changes
setenforce,setsebool,semanage,semodule,audit2allow,fixfiles,aa-enforce,aa-complain,aa-disable,apparmor_parser,fips-mode-setup,update-crypto-policies | changes
ssh-add,ssh-copy-id,ssh-agent,gpg-agent,gpgconf,kinit,kpasswd,kadmin,kadmin.local,kvno,realm,adcli | changes
klist | reads
scp,rcp,sshfs,mosh-server | changes
byobu,zellij,dtach | unknown
ldapadd,ldapmodify,ldappasswd,ldapmodrdn | changes
ldapdelete | destroys
ansible-playbook,ansible-pull,chef-client,chef-shell,chef-solo,cinc-client,salt-run,capistrano,cap,fab,mina,kitchen,inspec | changes | --check:reads --noop:reads --list-hosts:reads --list-tasks:reads --syntax-check:reads --why-run:reads
virtualenv,virt-install,virt-clone,github-label-sync,release-notes,buildah-unshare,mkcert,ignition-validate,cookiecutter | changes
cmake,ninja,bazel,buck,scons,meson,ant,sbt,gcc,g++,clang,ld,javac,tsc,rustc,swiftc,webpack,esbuild,rollup,vite | changes
pytest,jest,vitest,mocha,rspec,phpunit,tox,nox,playwright,cypress | changes
kexec | destroys
# Destroying
rm,rmdir,unlink,shred,srm,wipe,scrub,trash | destroys
# To others of them -l is a length, a label or a backup that is put back.
fdisk,sfdisk,gdisk,parted | destroys | -l:reads --list:reads
ddrescue,blkdiscard,badblocks,sgdisk,cfdisk,sg_format,mke2fs,mkfs,mkfs.ext2,mkfs.ext3,mkfs.ext4,mkfs.xfs,mkfs.btrfs,mkfs.vfat,mkfs.fat,mkdosfs,mkfs.ntfs,mkudffs,debugfs,xfs_db | destroys
fsck,e2fsck,fsck.ext4,fsck.xfs,fsck.vfat,btrfsck | changes | -n:reads -N:reads
killall,pkill,skill,slay,xkill,killall5 | destroys
reboot,shutdown,poweroff,halt,init,telinit,ctrlaltdel | destroys
userdel,deluser,groupdel,delgroup,lvremove,vgremove,pvremove,vgreduce,ipcrm,rmmod,truncate | destroys
dropdb,dropuser,pg_resetwal,pg_resetxlog,pg_rewind,pg_archivecleanup | destroys
updatedb,makewhatis,mandb | changes
# Batch systems, other clusters and parts of systems
squeue,sinfo,sacct,sstat,sprio,sshare,sreport,strigger,qstat,qhost,pbsnodes,bjobs,bhosts,bqueues,lsload,showq,condor_q,condor_status | reads
sbatch,srun,salloc,qsub,bsub,sacctmgr,condor_submit,qalter,qhold,qrls | changes
scancel,qdel,bkill,condor_rm | destroys
efibootmgr | reads | -c:changes --create:changes -n:changes --bootnext:changes -N:changes --delete-bootnext:changes -o:changes --bootorder:changes -O:changes -a:changes -A:changes -b:changes -B:destroys --delete-bootnum:destroys -t:changes -D:changes
kcat,kafkacat | reads | -P:changes
ovs-dpctl,ovs-ofctl,ovs-appctl,ovn-appctl,ovs-vsctl,ovn-nbctl,ovn-sbctl,ovsdb-client,ovsdb-tool | unknown
ovn-trace,ovn-detrace,ovs-pcap,ovs-tcpundump | reads
iscsi-ls,lsiscsi,sg_inq,sg_scan,sg_luns,sg_vpd,systool,lstopo,numad,cpuid,x86info,ras-mc-ctl,mcelog,edac-util | reads
lsns,lsfd,lspath,lsdasd,lscss,lsluns,lszfcp,prtdiag,prtconf,psrinfo,zonename,isainfo,showrev,oslevel,lparstat,errpt,topas,sw_vers,system_profiler,vm_stat | reads
crm_verify,crm_simulate,corosync-cpgtool | reads
# Databases and brokers
pg_isready,pg_controldata,pg_waldump,pg_config,pg_test_fsync,pg_verifybackup,pg_checksums,pg_top,pgbadger,pgcenter,pgmetrics,pg_activity | reads | --enable:changes --disable:changes -e:changes -d:changes
pg_amcheck | reads | --install-missing:changes
pg_dump,pg_dumpall | reads | -f:changes --file:changes
pg_basebackup,pg_receivewal,pg_recvlogical,pg_upgrade,pg_ctlcluster,pg_createcluster,pg_dropcluster,createdb,createuser,createlang,vacuumdb,reindexdb,clusterdb,initdb,pgloader,pg_repack,pgcopydb | changes | --clean:destroys -c:destroys
pg_restore | changes | -l:reads --list:reads --clean:destroys -c:destroys
mysqldump,mydumper | reads | -r:changes --result-file:changes --flush-logs:changes -F:changes --delete-master-logs:destroys --tab:changes -T:changes
mysqlshow,mysqlbinlog,innotop,mytop,mysqldumpslow,mysqltuner,mysqltuner.pl,innochecksum | reads | -r:changes --result-file:changes
mysqlcheck,mysqlpump,mysql_upgrade,mysqlimport,myloader,mysql_secure_installation,xtrabackup,mariabackup,mariadb-dump,innobackupex,mysqld,mysqld_safe | changes
mongodump,mongoexport,mongorestore,mongoimport,mongofiles,mongod,mongos | changes | --drop:destroys
mongostat,mongotop,bsondump | reads | --outFile:changes
pt-query-digest,pt-summary,pt-mysql-summary,pt-duplicate-key-checker,pt-show-grants,pt-diskstats,pt-ioprofile,pt-index-usage,pt-pmp,pt-config-diff,pt-slave-find,pt-variable-advisor,pt-visual-explain | reads | --history:changes --review:changes
pt-kill | reads
pt-online-schema-change,pt-archiver,pt-table-sync,pt-slave-restart,pt-heartbeat,pt-stalk,pt-deadlock-logger,pt-table-checksum,gh-ost | changes | --dry-run:reads --print:reads --purge:destroys --kill:destroys
redis-benchmark,memtier_benchmark,cassandra-stress | changes
redis-server,redis-sentinel,valkey-server | changes
sstableloader,sstablescrub,sstableupgrade,sstablerepairedset | changes
sstablemetadata,sstableutil,sstabledump | reads
memcached-tool | reads
# Monitoring and clusters
zabbix_get,check_http,check_ping,check_disk,check_load,check_procs,check_tcp,check_ssh,avahi-browse,avahi-resolve,upsc,apcaccess,ntpq,ntpstat,arcstat,arc_summary | reads
kubetail,stern,kube-capacity,kubespy,popeye,kubent,pluto,krr,kube-bench,kube-hunter,k9s-info,ktop,kubepug | reads | --save:changes -o:reads
kubectx,kubens,kubie,kubesess | changes | -c:reads --current:reads
k9s,lens,octant,lazydocker,ctop,dry | unknown
crm_mon,corosync-quorumtool,corosync-cmapctl | reads
corosync-cfgtool | reads | -R:changes -r:changes -k:destroys -H:destroys
crm_resource,crm_attribute,crm_node,stonith_admin,cibadmin | unknown
virt-top,virt-df,virt-what,systemd-detect-virt,systemd-cgls,systemd-cgtop,systemd-path,systemd-delta,systemd-escape,cgls | reads
haproxy | changes | -c:reads -vv:reads
nginx | changes | -t:reads -T:reads -V:reads
httpd,apache2 | changes | -t:reads -S:reads -M:reads -v:reads -V:reads -l:reads
named-checkconf,named-checkzone,testparm,squidclient | reads
postqueue,mailq,qshape | reads | -f:changes -i:changes -s:changes -q:changes
postsuper,postalias,postmap,newaliases,exim | changes | -d:destroys
postcat | reads
postfix | changes
fail2ban-regex,goaccess,multitail,lnav,logtail,swatch,petit,angle-grinder,agrind,ccze | reads | -o:changes --output:reads
hwclock | changes | -r:reads --show:reads --get:reads
systemd-analyze | reads
exportfs | changes | -v:reads
quota,repquota | reads
edquota,setquota,quotaon,quotaoff,quotacheck | changes
arp | reads | -d:destroys --delete:destroys -s:changes --set:changes -f:changes
conntrack | reads | -D:destroys --delete:destroys -F:destroys --flush:destroys -U:changes --update:changes -I:changes --create:changes
fuser | reads | -k:destroys --kill:destroys
setserial,kbdrate,loadkeys,setfont | changes
smartctl | reads | -t:changes --test:changes -s:changes --smart:changes -X:changes --abort:changes -o:changes --offlineauto:changes -S:changes --saveauto:changes
dmsetup | unknown
pv | reads
inotifywait,fswatch | reads | -o:changes --outfile:changes
csysdig,sysdig | reads | -w:changes
bpftrace,bcc | unknown
opensnoop,execsnoop,biolatency,biosnoop,tcpconnect,tcptop,tcplife,runqlat,cachestat,ext4slower,tcpretrans,opensnoop-bpfcc,execsnoop-bpfcc | reads
`;

const SOURCE = 'manual page';

/** Each program of the list, with its row. */
export const plainPrograms: ReadonlyMap<string, ProgramTable> = new Map(
  ROWS.split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      const [names = '', risk = '', flags = ''] = line.split(/ \| ?/).map((part) => part.trim());
      const table = { source: SOURCE, bare: risk as Risk, otherwise: risk as Risk, ...readFlags(flags) };
      return names.split(',').map((name) => [name, table] as const);
    }),
);

function readFlags(text: string): Pick<ProgramTable, 'flags' | 'dryRun'> {
  const pairs = text
    .split(' ')
    .filter(Boolean)
    .map((pair) => {
      const at = pair.lastIndexOf(':');
      return [pair.slice(0, at), pair.slice(at + 1) as Risk] as const;
    });
  const lowering = pairs.filter(([, risk]) => risk === 'reads').map(([flag]) => flag);
  return { flags: Object.fromEntries(pairs.filter(([, risk]) => risk !== 'reads')), dryRun: lowering.join(' ') };
}
