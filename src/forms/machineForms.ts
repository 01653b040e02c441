import { given, named, words, type Form } from './cloudForms.ts';
import type { ProgramCall } from '../programs/call.ts';

/*
 * Tools of virtual machines, clusters and hardware whose reading verbs set something where more is given: a value behind
 * what is looked at, an option that writes, a second verb.
 */

/** `virsh memtune web` shows, `virsh memtune web 1000` and `virsh memtune web --hard-limit 1000` set. Source: virsh(1). */
function setsTuning(call: ProgramCall): boolean {
  const [verb = '', , ...rest] = words(call).split(' ');
  if (
    !/^(?:memtune|vcpupin|emulatorpin|iothreadpin|schedinfo|blkdeviotune|numatune|blkiotune|snapshot-current)$/.test(
      verb,
    )
  )
    return false;
  // Which processor or disk is asked about.
  const asked = /^(?:vcpupin|blkdeviotune)$/.test(verb) ? 1 : 0;
  const shows = /^--(?:config|live|current|vcpu|domain|device|security-info|name|parsable)(?:=|$)/;
  const sets = call.values.some(
    (value) =>
      value.startsWith('--') &&
      !shows.test(value) &&
      !/^--(?:connect|quiet|readonly|log|debug|timing|no-pkttyagent)/.test(value),
  );
  return rest.length > asked || sets;
}

/** What stands behind each ` -- `: further commands of the same transaction. */
const furtherVerbs = ({ values }: ProgramCall): readonly string[] =>
  values.flatMap((value, i) => (value === '--' ? [values.slice(i + 1).find((one) => !one.startsWith('-')) ?? ''] : []));
const OF_A_SWITCH = /^(?:ovs-vsctl|ovn-nbctl|ovn-sbctl|vtep-ctl)$/;

/** The least risk of such calls. */
export const MACHINE_FORMS: readonly Form[] = [
  { of: OF_A_SWITCH, risk: 'destroys', when: (call) => furtherVerbs(call).some((verb) => /^(?:del-|remove|clear|destroy|emer-reset)|-del(?:-|$)/.test(verb)) },
  { of: OF_A_SWITCH, risk: 'changes', when: (call) => furtherVerbs(call).some((verb) => !/^(?:show|list|get|find|ls-|lsp?-|br-exists|port-to-br|iface-to-br|list-|get-)|-list$|^$/.test(verb) || /-(?:add|set)/.test(verb)) },
  { of: /^virsh$/, risk: 'changes', when: setsTuning },
  { of: /^(?:corosync-cmapctl)$/, risk: 'destroys', when: given(/^-[a-zA-Z]*[dD]/) },
  { of: /^(?:corosync-cmapctl)$/, risk: 'changes', when: given(/^-[a-zA-Z]*[sp]/) },
  // What is taken from clients, and what is read from the table again.
  { of: /^exportfs$/, risk: 'destroys', when: given(/^-[a-zA-Z]*[uf]/) },
  { of: /^exportfs$/, risk: 'changes', when: (call) => given(/^-[a-zA-Z]*[rio]/)(call) || words(call) !== '' },
  { of: /^ipmitool$/, risk: 'changes', when: named(/\b(?:fru (?:read|write|edit|upgekey)|(?:sel|sdr) (?:writeraw|readraw|fill|dump))\b/i) },
  // The file that is written.
  { of: /^racadm$/, risk: 'changes', when: (call) => given(/^-f/)(call) && !named(/^(?:set|config)\b/)(call) },
  { of: /^govc$/, risk: 'changes', when: named(/^metric\.(?:reset|change|interval\.change)\b/) },
  { of: /^net$/, risk: 'changes', when: named(/^time set\b/i) },
  { of: /^pcs$/, risk: 'destroys', when: named(/^(?:config (?:restore|checkpoint restore|import-cman)|quorum device heuristics clear)\b/) },
  { of: /^pcs$/, risk: 'changes', when: named(/^config (?:backup|export|import)\b/) },
]; // prettier-ignore
