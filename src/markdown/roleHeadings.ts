import { codeIn, type MdNode } from './mdNode.ts';

/** What a node is in its cluster; of two such headings beside each other, each is for other machines. */
const ROLE = String.raw`(?:(?:k8s|kubernetes|etcd|database|db|postgres\w*|mysql|redis|kafka|galera|cluster|kubeadm|k3s|rke2)\s+)?(?:control[- ]?planes?|masters?|workers?|agents?|primary|primaries|replicas?|secondary|secondaries|standbys?|leaders?|followers?|slaves?|controllers?|computes?|networks?|storages?|network|gateways?|managers?|sources?|targets?|active|passive|monitors?|osds?|etcd|brokers?|load[- ]?balancers?|bastions?|infra(?:structure)?|edge)`;
const NODES = String.raw`(?:\s+(?:nodes?|servers?|hosts?|machines?|members?|instances?|vms?|side|db|databases?|cluster))?`;
const TITLE = new RegExp(
  String.raw`^\W*(?:[\d.]+\s+)?(?:(?:on|upgrade|upgrading|restart|restarting|patch|patching|for)\s+)?(?:the\s+|all\s+|each\s+|every\s+|first\s+|other\s+|additional\s+|remaining\s+|new\s+|old\s+)*(${ROLE})${NODES}\W*$`,
  'i',
);
/** What acts on the machine that it is typed on; a cluster's client may as well stand elsewhere. */
const ON_THE_MACHINE =
  /^\s*(?:[$#]\s+)?(?:sudo|systemctl|service|apt|apt-get|yum|dnf|zypper|apk|snap|dpkg|rpm|kubeadm|k3s|rke2|swapoff|u?mount|reboot|shutdown|pg_\w+|su|rm|mv|cp|crm|pcs|mkfs\S*|ufw|firewall-cmd|sysctl|modprobe|vi|vim|nano)(?:\s|$)/m;

/**
 * Headings beside each other that name what a node is ("Control plane nodes", "Worker nodes"; "Primary", "Replica"), with
 * commands below them that act on the machine that they are typed on.
 */
export function roleHeadings(nodes: readonly MdNode[]): ReadonlySet<MdNode> {
  const found = new Set<MdNode>();
  let row: { readonly node: MdNode; readonly role: string; readonly below: MdNode[] }[] = [];
  const close = (): void => {
    const onMachines = row.filter(({ below }) => codeIn(below).some(({ content }) => ON_THE_MACHINE.test(content)));
    if (new Set(row.map(({ role }) => role)).size > 1) for (const { node } of onMachines) found.add(node);
    row = [];
  };
  let level = 0;
  for (const node of nodes) {
    if (node.type !== 'heading') {
      row.at(-1)?.below.push(node);
      continue;
    }
    const role = roleIn(node.children[0]?.content ?? '');
    if (row.length > 0 && node.headingLevel > level) continue;
    if (row.length > 0 && (node.headingLevel < level || role === undefined)) close();
    if (role === undefined) continue;
    level = node.headingLevel;
    row.push({ node, role, below: [] });
  }
  close();
  return found;
}

function roleIn(title: string): string | undefined {
  return TITLE.exec(title.replace(/[`*_]/g, ''))?.[1]?.toLowerCase().replace(/s$/, '').replace(/[- ]/g, '');
}
