/** Words of a path that are orders wherever they stand in one of its parts: `stop_all`, `failover-now`, `deleteUser`. */
const ORDER =
  /^(?:restart|reload|quit|stop|start|kill|delete|remove|destroy|truncate|erase|reset|flush|purge|clear|drop|reboot|poweroff|halt|terminate|disable|enable|drain|evict|failover|failback|switchover|promote|demote|trigger|execute|exec|rollback|undeploy|redeploy|deploy|refresh|invalidate|wipe|lock|unlock|reindex|cancel|toggle|pause|resume|suspend|silence|mute|unmute|approve|retry|rerun|run|rotate|rebalance|scale|uninstall|shutdown|revoke|restore|revert|migrate|activate|deactivate|force|rebuild|resync|repair|unsubscribe)$/i;
/** What such a word is behind: of something that is read, or said of it (`start-time`, `last-run`, `run-status`). */
const NAMED =
  /^(?:status|state|states|info|list|log|logs|history|time|times|date|at|count|counts|stats|report|reports|result|results|output|version|config|metrics|health|check|id|ids|by|page|plan|plans|docs?|md|html?|css|js|json|txt|png|svg|guide|keys?|file|files|sh|tar|gz|zip|deb|rpm|yml|yaml|py|rb|pl|exe|jar|iso|img|ps1|toml|conf|tgz|xz|bz2|whl|asc|sig|sha256)$/i;
const READ_OF =
  /^(?:last|next|get|list|show|is|can|view|read|pre|post|auto|no|on|before|after|quick|kick|getting|un)$/i;

/** What is started by whoever fetches it: `/hooks/deploy`; a list of hooks elsewhere is one of settings. */
const HOOKS = /^(?:web)?hooks?$/i;

/** Whether a part of a path is an order with what it is given to, its words joined by `-`, `_` or case, or a hook. */
export function ordersInPath(path: string): boolean {
  const parts = path.split(/[?#]/)[0]!.split('/').slice(0, 40);
  return parts.some((part, i) => {
    if (HOOKS.test(part) && (i === 1 || !/s$/i.test(part)) && parts[i + 1]) return true;
    if (part.length > 60 || !/[-_]|[a-z][A-Z]/.test(part)) return false;
    const words = part
      .replace(/([a-z])(?=[A-Z])/g, '$1-')
      .split(/[^A-Za-z0-9]+/)
      .filter((word) => word !== '');
    if (words.length < 2 || words.length > 4 || NAMED.test(words.at(-1)!)) return false;
    const at = words.findIndex((word) => ORDER.test(word));
    // What is ordered comes first, or last: `enable-mode`, `cache-flush`; an answer is called by what it is about.
    return (at === 0 || (at > 0 && at === words.length - 1)) && !READ_OF.test(words[at - 1] ?? '');
  });
}
