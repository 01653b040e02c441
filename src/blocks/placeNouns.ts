/*
 * Nouns of places where commands are typed, as sources of patterns: machines, containers, consoles, and what stands around them.
 */

export const CONTAINER = String.raw`(?:pods?|containers?|sidecars?|toolbox(?: pod)?)`;
const MACHINE = String.raw`(?:(?:bastions?|jump|control[- ]plane|virtual|remote|target|physical)[- ]?)?(?:hosts?|servers?|nodes?|vms?(?:\s+\d+)?|machines?|box(?:es)?|jumpbox|instances?|bastions?|droplets?|appliances?|hypervisors?|routers?|firewalls?|gateways?|brokers?|runners?|guests?|(?<!\b(?:kill|cli|command|config)[- ])switch(?:es)?|prox(?:y|ies)|lxcs?(?:\s+\d+)?|cts?\s+\d+|(?<=\b(?:the|lan|wan|remote) )clients?)`;
const ROLE = String.raw`(?:primary|replicas?|secondary|leader|followers?|masters?|standbys?|controllers?|workers?)`;
export const CONSOLE = String.raw`(?:(?:mongo(?:db|sh)?|my ?sql|mariadb|psql|postgres(?:ql)?|redis|valkey|rails|django|python|ruby|irb|node|sql|cql(?:sh)?|cassandra|neo4j|cypher|sqlite|etcd|erlang|iex|elixir|php|tinker|clickhouse|influx|oracle|sql\*?plus|remote|container|pod|root|gitlab[- ]rails|vtysh|database|db)[- ](?:shell|console|prompt|cli|repl|session|client|command line)|psql|mongosh|redis-cli|cqlsh|irb)`;
/** A name that says it is a machine's: `old-host`, `db-server`, `bastion-eu`; `multi-node` is a kind of setup. */
const SPEAKING = String.raw`(?:(?!(?:multi|single|cross|inter|intra|per|two|three|in|self|all|any|sub|un|on)-)[a-z][a-z0-9]*(?:-[a-z0-9]+){0,3}?-(?:host|server|node|vm|machine|box|bastion|jumpbox|master|replica|primary|standby|hypervisor|pod|container)|(?:host|server|bastion|jumpbox|node|vm)-(?!(?:side|level|based|local|wide|specific|only|id|name|pool|group|set|exporter|count|type)\b)[a-z0-9]+)(?![\w-])`;
/** A machine by its name: `db-1`, `web01`, `10.0.0.5`, `user@host`. */
const NAMED = String.raw`(?:${SPEAKING}|[\w.-]+@[\w.<>$-]+|[a-z][a-z0-9]*(?:-[a-z0-9]+)*-?\d+(?!\d)(?:\.[a-z][\w.-]*)?|\d{1,3}(?:\.\d{1,3}){3}|<[\w ._-]+>|\$\{?\w+\}?)`;
export const ARTICLE = String.raw`(?:(?:the|a|an|one of the|one|any|each|every|all|both|that|this|new|old|failed|affected|of|same)\s+)*`;
/** Words of the name before the noun: `the kube-apiserver pod`, `the old database server`. */
export const NAME = String.raw`(?:[\w.<>$/-]+\s+){0,3}?`;
export const PLACE = String.raw`${ARTICLE}(?:${NAME}(?:${CONTAINER}|${MACHINE}|${ROLE}|${CONSOLE})|${NAMED})`;
/** The same without words of a name that nothing opens: `proxy`, `host db-1`, `the old web server`. */
export const BARE_PLACE = String.raw`(?:(?:host|server|node|vm|machine|box)\s+${NAMED}|(?:the|each|every|all|both|that|new|old|other)\s+${PLACE}|${CONTAINER}|${MACHINE}|${ROLE}|${NAMED})`;
/** Which one it is: `the node with network issues`. */
export const WHICH = String.raw`(?:\s+(?:with|that|which|where|whose|having|you|in question|below|above|from)\b[^.;]{0,60})?`;
/** What may stand behind: the noun is not the first half of another one (`pod logs`, `server side`). */
export const AFTER = String.raw`(?=\s*(?:$|[,;:.()\u2014]|-\s|\/\d|or\s+(?:an?|the|on|in)\b|itself\b|themselves\b|(?<=\s)[a-z]\s*[:,]|['"\`]?<|named\b|called\b|and\b|then\b|to\b|as\b|with\b|via\b|using\b|by\b|again\b|you\b|where\b|that\b|which\b|in\b|on\b|of\b|for\b|over\b|through\b|run\b|execute\b|type\b|enter\b|issue\b|do\b|use\b|start\b|stop\b|check\b|perform\b|[\w.<>$]*\d))`;
/** Names that end with digits and are no machines: a system, a language, a protocol, a part of a machine or of the page. */
export const NO_MACHINE =
  /\b(?:python|ruby|php|java|jdk|node|perl|lua|go|centos|rhel|el|ubuntu|debian|fedora|rocky|alma|sles|windows|win|macos|ios|s|ec|r|http|ipv|tls|utf-?|sha-?|md|base|x|amd|arm|i|k|log4j|h|v|step|phase|part|stage|option|pass|round|day|week|port|line|version|eth|ens|enp\w*|wg|br|bond|tun|tap|vlan|tty|sd[a-z]|nvme\w*|postgres(?:ql)?|pg|mysql|redis|tmux|example|exercise|figure|table|chapter|section|item|case|level|tier|subnet|region|zone|tenant|team|sprint|q)-?\d[\d.]*\b/i;
