import type { ProgramCall } from '../programs/call.ts';

/** Forms that read, of programs and verbs that otherwise do more; of the whole call. */
const READING_FORMS: readonly { readonly of: RegExp; readonly call: RegExp }[] = [
  { of: /^git$/, call: /^symbolic-ref(?: -q| --quiet| --short)* \S+$/ },
  { of: /^git$/, call: /^format-patch(?: -\d+| -k)* --stdout(?: -\d+| -k| [\w.@][\w./~^@-]*)*$/ },
  { of: /^git$/, call: /^commit-graph verify(?: --(?:shallow|object-dir=\S+|(?:no-)?progress))*$/ },
  {
    of: /^oc$/,
    call: /^(?:-n \S+ )?extract (?:secret|configmap|cm)\/[\w.-]+ --to=-(?: --keys=[\w.,-]+)*(?: -n \S+)?$/,
  },
  { of: /^docker$/, call: /^buildx imagetools inspect(?: --raw)? [\w][\w./:@-]*$/ },
  { of: /^docker$/, call: /^swarm join-token(?: -q| --quiet)? (?:worker|manager)$/ },
  {
    of: /^(?:terraform|tofu)$/,
    call: /^fmt(?: -(?:recursive|diff|check|list=false))* -write=false(?: -(?:recursive|diff|check))*$/,
  },
  { of: /^npm$/, call: /^(?:version(?: --json)?|pkg get(?: [\w.[\]-]+)*)$/ },
  { of: /^git$/, call: /^remote prune (?:-n|--dry-run) \S+$/ },
  {
    of: /^(?:kubectl|oc)$/,
    call: /^(?:-n \S+ )?(?:label|annotate) (?:--list|[\w./-]+ [\w./-]+ --list|--list [\w./-]+ [\w./-]+)(?: -n \S+)?$/,
  },
  { of: /^(?:docker|podman|nerdctl)$/, call: /^(?:image )?save(?: [\w][\w./:@-]*)+$/ },
  { of: /^mongodump$/, call: /^(?=.*--archive(?: |$))(?!.*--(?:archive=|archive [^-]|out|config)|.*-o\b)[^|]*$/ },
  { of: /^(?:aws|aws2|awslocal|awscli)$/, call: /^s3 cp(?: --(?:quiet|no-progress|only-show-errors))* s3:\/\/\S+ -$/ },
  { of: /^(?:python[\d.]*|pip[\d.]*|ssh|tmux|psql|mysql|perl)$/, call: /^-V$/ },
  // Without a verb it shows the clock.
  { of: /^hwclock$/, call: /^(?:(?:-[vulD]+|--(?:verbose|utc|localtime))(?: |$))*$/ },
  { of: /^systemctl$/, call: /^log-(?:level|target)$/ },
  // Without a pool it lists those that could be taken in.
  { of: /^zpool$/, call: /^import(?: -d \/[\w./-]+| -c \/[\w./-]+)*$/ },
  { of: /^sfdisk$/, call: /^(?:-d|-J|--dump|--json) \/dev\/[\w/-]+$/ },
  { of: /^sgdisk$/, call: /^(?:(?:-[pv]|-i ?\d+|--(?:print|verify)|--info=\d+) )+\/dev\/[\w/-]+$/ },
  {
    of: /^parted$/,
    call: /^(?:(?:-[sm]+|--script|--machine) )*\/dev\/[\w/-]+ (?:(?:-s|--script|--) )?(?:unit \w+ |u \w+ )?p(?:rint)?(?: free| all| devices| list)?$/,
  },
  { of: /^dmsetup$/, call: /^(?:ls(?: --tree)?|info(?: -c)?|status|deps)(?: [\w/-]+)?$/ },
  { of: /^ssh$/, call: /^(?:-S [\w./~%@-]+ )?-O ?check(?: -S [\w./~%@-]+)? [\w.@-]+$/ },
  { of: /^ssh-add$/, call: /^-[lL]$/ },
  { of: /^losetup$/, call: /^(?:|-[alJ]+|--(?:all|list|json))(?: \/dev\/loop\d+)?$/ },
  { of: /^chage$/, call: /^(?:-l|--list) [\w.-]+$/ },
  { of: /^tune2fs$/, call: /^-l \S+$/ },
  { of: /^passwd$/, call: /^(?:-S|--status)(?: [\w.-]+| -a)?$/ },
  { of: /^nginx$/, call: /^-[vV]$/ },
  { of: /^zipinfo$/, call: /^(?:-[12smlvhtTz]+ )*[^-]\S*(?: [^-]\S*)*$/ },
  { of: /^atq$/, call: /^(?:-[qV] \w)?$/ },
  {
    of: /^(?:hg)$/,
    call: /^(?:log|status|st|diff|id|identify|parents|branches|heads|tags|summary|sum|paths|annotate|blame|files|manifest|root|tip|version)(?: -[a-nA-Np-zP-Z0-9]+| [\w.][\w./:-]*)*$/,
  },
];

/** Whether the whole call is a form that reads. */
export function isReadingForm({ name, values, args }: ProgramCall): boolean {
  if (args.some((arg) => !arg.fixed && arg.splits)) return false;
  const text = values.join(' ');
  return READING_FORMS.some((form) => form.of.test(name) && form.call.test(text));
}
