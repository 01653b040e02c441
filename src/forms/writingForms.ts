import type { Form } from './cloudForms.ts';
import { has, type ProgramCall } from '../programs/call.ts';

/*
 * Calls that read by their verb and write a file, a grant or an index by a word or option beside it.
 */

const plain = ({ values }: ProgramCall): readonly string[] => values.filter((value) => !value.startsWith('-'));
const said =
  (pattern: RegExp, option = /^/) =>
  (call: ProgramCall) =>
    pattern.test(plain(call).join(' ')) && (call.values.length === 0 || has(call.values, option));
/** Pages of a cache's manager that only show something; others turn it off, stop it or read its settings again. */
const MANAGER =
  /(?:^mgr:|^cache_object:\/\/[^/]*\/|squid-internal-mgr\/)(?!(?:$|(?:menu|index|info|counters|[56]0?min|utilization|\w*histograms|comm_\w+|ipcache|fqdncache|idns|dns|http_headers|via_headers|forward_headers|client_list|clients|active_requests|objects|vm_objects|openfd_objects|pending_objects|storedir|store_\w+|store\w*digest\w*|io|delay|forward|cbdata|events|filedescriptors|server_list|peer_select|pconn|netdb|mem|config|refresh|carp|userhash|sourcehash|username_cache|asndb|external_acl|redirector|storeid|\w*authenticator)(?:[@?&]|$)))/i;
const asksManager = ({ values }: ProgramCall): boolean => values.some((value) => MANAGER.test(value));

const toOutput = ({ values }: ProgramCall): boolean =>
  has(values, /^(?:-|\/dev\/stdout|--stdout(?:=true)?|--help)$/) || values.includes('--porcelain');

export const WRITING_FORMS: readonly Form[] = [
  // With nothing but the name of a dataset it lists who may do what.
  { of: /^zfs$/, risk: 'changes', when: (call) => plain(call)[0] === 'allow' && call.values.length > 2 },
  {
    of: /^airflow$/,
    risk: 'changes',
    when: (call) =>
      (said(/\b(?:variables|connections|pools|users|roles) export\b/)(call) && !toOutput(call)) ||
      said(/\bdags show\b/, /^(?:-\w*s|--save)(?:=|$)/)(call),
  },
  { of: /^wp$/, risk: 'changes', when: (call) => said(/^(?:db )?export\b/)(call) && !toOutput(call) },
  { of: /^nvme$/, risk: 'changes', when: said(/\btelemetry-log\b/) },
  { of: /^nvme$/, risk: 'changes', when: said(/^discover\b/, /^(?:-p|--persistent)(?:=|$)/) },
  { of: /^(?:stor|perc)cli(?:64)?$/, risk: 'changes', when: ({ values }) => has(values, /^(?:log)?file=/i) },
  { of: /^cargo$/, risk: 'changes', when: said(/^(?:\+\S+ )?audit fix\b/) },
  { of: /^gsutil$/, risk: 'destroys', when: (call) => plain(call)[0] === 'test' },
  { of: /^jcmd$/, risk: 'changes', when: said(/\bVM\.native_memory (?:.* )?(?:shutdown|baseline)\b/) },
  // Keys that are found are taken in; a card leaves stubs of its keys.
  {
    of: /^gpg2?$/,
    risk: 'changes',
    when: ({ values }) => has(values, /^--(?:locate-(?:external-)?keys?|card-status)$/),
  },
  { of: /^az$/, risk: 'changes', when: said(/^aks check-acr\b|^acr check-health\b/, /^(?:check-acr|--yes|-y)$/) },
  { of: /^apk$/, risk: 'changes', when: ({ values }) => has(values, /^(?:-[a-zA-Z]*U[a-zA-Z]*|--update-cache)$/) },
  // A machine that leaves its domain, or is taken out of it, has to be joined anew.
  { of: /^(?:realm|net)$/, risk: 'destroys', when: said(/^(?:(?:ads|rpc) )?leave\b/) },
  { of: /^adcli$/, risk: 'destroys', when: said(/^delete-\w+/) },
  {
    of: /^kadmin(?:\.local)?$/,
    risk: 'destroys',
    when: ({ values }) => has(values, /^\s*(?:del(?:ete_)?princ(?:ipal)?|del(?:ete_)?pol(?:icy)?|purgekeys)\b/),
  },
  // What stands in the folder of the target and not in the backup is deleted.
  { of: /^restic$/, risk: 'destroys', when: said(/\brestore\b/, /^--delete(?:=true)?$/) },
  // The data folder is overwritten.
  { of: /^repmgr$/, risk: 'destroys', when: said(/\bstandby clone\b/, /^(?:-\w*F\w*|--force)$/) },
  // As with the button.
  { of: /^hcloud$/, risk: 'destroys', when: said(/^server reset\b/) },
  { of: /^(?:squidclient|curl|wget2?|https?|xhs?)$/, risk: 'changes', when: asksManager },
  // Without a file to write to it makes one for what it captures.
  {
    of: /^dumpcap$/,
    risk: 'changes',
    when: ({ values }) => !has(values, /^(?:-[a-zA-Z]*[DLSdvh]|--(?:list-\S+|version|help))$/),
  },
  {
    of: /^kubescape$/,
    risk: 'changes',
    when: ({ values }) => /(?:^| )(?:--format|-f)[= ](?:pdf|html)\b/.test(values.join(' ')),
  },
  // A stylesheet of the folder may write and load what it likes, as with `xsltproc`.
  { of: /^(?:xmlstarlet|xml)$/, risk: 'unknown', when: said(/^(?:tr|transform)\b/) },
  // Another device than the terminal it stands on.
  {
    of: /^stty$/,
    risk: 'changes',
    when: ({ values }) =>
      has(values, /^(?:-F|--fi)/) &&
      values.some(
        (value, i) =>
          !/^(?:-F.*|--fi.*|-[agv]|--(?:all|save)|size|speed)$/.test(value) &&
          !/^(?:-F|--file?)$/.test(values[i - 1] ?? ''),
      ),
  },
  { of: /^iw$/, risk: 'changes', when: said(/\bscan (?:trigger|abort|sched\w*)\b/) },
];
