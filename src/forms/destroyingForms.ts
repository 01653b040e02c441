import type { LeastRisk } from './leastRisks.ts';

/**
 * Calls that delete, overwrite or end something, of verbs that otherwise only change: programs | what fits all arguments |
 * what does not, where it is another call | where it is described.
 */
const ROWS: readonly (readonly [of: string, call: RegExp, unless: RegExp | undefined, source: string])[] = [
  ['restic', /(?:^| )unlock\b.* --remove-all\b/, undefined, 'restic.readthedocs.io: unlock'],
  ['restic', /(?:^| )repair snapshots\b.* --forget\b/, / -n\b| --dry-run/, 'restic.readthedocs.io: repair snapshots'],
  ['borg', /(?:^| )check\b.* --repair\b/, undefined, 'borgbackup.readthedocs.io: borg check'],
  ['borg', /^(?:--?\S+ )*recreate\b/, / -n\b| --dry-run/, 'borgbackup.readthedocs.io: borg recreate'],
  ['borg', /^(?:--?\S+ )*compact\b/, / --dry-run/, 'borgbackup.readthedocs.io: borg compact'],
  ['borg', /(?:^| )config\b.* (?:-d|--delete)\b/, undefined, 'borgbackup.readthedocs.io: borg config'],
  ['rclone', /(?:^| )config delete\b/, undefined, 'rclone.org/commands/rclone_config_delete'],
  [
    'rabbitmqctl',
    /(?:^| )clear_(?:operator_)?(?:policy|permissions|topic_permissions|password|parameter|global_parameter|user_limits|vhost_limits)\b/,
    undefined,
    'rabbitmq.com/docs/man/rabbitmqctl.8',
  ],
  ['kafka-transactions.sh,kafka-transactions', /(?:^| )abort\b/, undefined, 'kafka.apache.org: kafka-transactions'],
  ['kafka-cluster.sh,kafka-cluster', /(?:^| )unregister\b/, undefined, 'kafka.apache.org: kafka-cluster'],
  ['influx', /(?:^| )restore\b.* --full\b/, undefined, 'docs.influxdata.com/influxdb/v2/reference/cli/influx/restore'],
  ['argocd', /(?:^| )app terminate-op\b/, undefined, 'argo-cd.readthedocs.io: app terminate-op'],
  ['argocd', /(?:^| )admin import\b.* --prune\b/, / --dry-run/, 'argo-cd.readthedocs.io: admin import'],
  // The node starts again with the new image.
  ['talosctl', /(?:^| )upgrade\b/, undefined, 'talos.dev/latest/reference/cli: upgrade'],
  ['podman', /(?:^| )(?:play kube|kube play)\b.* --replace\b/, undefined, 'docs.podman.io: podman-kube-play'],
  // The disk is written anew.
  ['doctl', /(?:^| )droplet-action (?:rebuild|restore)\b/, undefined, 'docs.digitalocean.com: droplet-action'],
  ['doctl', /(?:^| )node-pool (?:recycle|replace-node)\b/, undefined, 'docs.digitalocean.com: node-pool'],
  ['doctl', /(?:^| )garbage-collection start\b/, undefined, 'docs.digitalocean.com: registry garbage-collection'],
  ['hcloud', /(?:^| )server rebuild\b/, undefined, 'github.com/hetznercloud/cli: server rebuild'],
  ['hcloud', /(?:^| )\S+-ip unassign\b/, undefined, 'github.com/hetznercloud/cli: floating-ip unassign'],
  [
    'linode-cli,linode,lin',
    /(?:^| )(?:linodes (?:rebuild|backups-cancel|backup-restore)|lke (?:pool-recycle|cluster-nodes-recycle|node-recycle|cluster-regenerate))\b/,
    undefined,
    'techdocs.akamai.com: linode-cli',
  ],
  [
    'ibmcloud',
    /(?:^| )(?:ks|oc|cs) worker (?:reload|replace|rm|reboot|update)\b/,
    undefined,
    'cloud.ibm.com/docs/containers: worker',
  ],
  // What the other side does not have is thrown away.
  ['gh', /^repo sync\b.* --force\b/, undefined, 'cli.github.com/manual/gh_repo_sync'],
  ['lvconvert', /(?:^| )--merge(?:snapshot)?\b/, undefined, 'lvconvert(8)'],
  ['pvcreate', /(?:^| )(?:-\w*f|--force)/, / (?:-t|--test)\b/, 'pvcreate(8)'],
  ['vgcreate,vgextend', /(?:^| )(?:-ff|--force --force)/, / (?:-t|--test)\b/, 'vgcreate(8)'],
  // The disks that it names are written over.
  ['mdadm', /(?:^| )(?:-C|--create|--build)\b/, undefined, 'mdadm(8)'],
  ['mdadm', /(?:^| )(?:-A|--assemble)\b.* (?:-f|--force)\b/, undefined, 'mdadm(8)'],
  ['zpool', /^(?:create|add|attach|replace)\b.* -\w*f/, / -n\b/, 'zpool(8)'],
  ['radosgw-admin', /(?:^| )(?:lc|gc) process\b/, undefined, 'docs.ceph.com: radosgw-admin'],
  [
    'gluster',
    /(?:^| )volume (?:replace-brick|reset-brick)\b.* commit force\b/,
    undefined,
    'docs.gluster.org: replacing bricks',
  ],
  ['drbdadm,drbdsetup', /(?:^| )--discard-my-data\b/, undefined, 'drbdadm-9.0(8)'],
  ['pcs', /(?:^| )cluster node (?:remove|delete|delete-remote|remove-guest)\b/, undefined, 'pcs(8)'],
  ['crm', /(?:^| )configure (?:erase\b|load (?:\S+ )?replace\b)/, undefined, 'crmsh.github.io: configure'],
  ['barman', /(?:^| )(?:recover|restore)\b/, / --get-wal-only/, 'docs.pgbarman.org: barman restore'],
  ['barman', /(?:^| )receive-wal\b.* --(?:drop-slot|reset)\b/, undefined, 'docs.pgbarman.org: receive-wal'],
  // Rows that are copied are deleted where they were.
  ['pt-archiver', /(?:^| )--(?:dest|file)\b/, / --(?:no-delete|nodelete|dry-run)\b/, 'docs.percona.com: pt-archiver'],
  ['pt-table-sync', /(?:^| )--execute\b/, / --dry-run/, 'docs.percona.com: pt-table-sync'],
  [
    'xtrabackup,mariabackup,mariadb-backup,innobackupex',
    /(?:^| )--force-non-empty-directories\b/,
    undefined,
    'docs.percona.com: xtrabackup --copy-back',
  ],
  [
    'myloader',
    /(?:^| )(?:-\w*o\b|--overwrite-tables|--purge-mode|--drop-table|--drop-database)/,
    undefined,
    'mydumper.github.io: myloader',
  ],
  [
    'gh-ost',
    /(?:^| )--(?:initially-drop-\S+-table|ok-to-drop-table)\b/,
    undefined,
    'github.com/github/gh-ost/blob/master/doc/command-line-flags.md',
  ],
];

export const DESTROYING_FORMS: readonly LeastRisk[] = ROWS.map(([of, call, unless, source]) => ({
  of,
  risk: 'destroys',
  call,
  ...(unless ? { unless } : {}),
  source,
}));
