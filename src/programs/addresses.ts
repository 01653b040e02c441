import { ordersInPath } from '../commands/orders.ts';
import { worst, type Risk } from '../commands/risk.ts';

/*
 * What an address does that is only fetched, and which addresses a POST only asks. Both are told by the path as the server
 * sees it: decoded, without its dots, without query and fragment.
 */

/** Addresses that do something even when they are only fetched. */
const ACTING_URL =
  /quitquitquit|abortabortabort|_delete_by_query|_shutdown|\/shutdown\b|\/delete_series|clean_tombstones|\/actuator\/shutdown|\/snapshot\/delete_all\b/i;
/** The last part of an address is an order, or a parameter of it: a server that obeys to a GET is not rare. */
const ORDERING_URL = new RegExp(
  [
    String.raw`\/_?(?:do)?(?:restart|reload|quit|stop|start|kill|delete|remove|destroy|truncate|erase|reset|flush|purge|clear|drop|reboot|poweroff|halt|terminate|disable|enable|drain|evict|failover|failback|switchover|promote|demote|trigger|publish|run|execute|exec|rollback|(?:un|re)?deploy|refresh|invalidate|wipe|(?:un)?lock|reindex|forcemerge|send\w*|(?:yarn-)?cancel|build(?:WithParameters)?|toggle|(?:quit|cancel)?quietDown|safe(?:Restart|Exit)|set_?(?:g?log|level|state|mode|config|value|propert)\w*|pause|resume|suspend|ack(?:nowledge)?|silence|(?:un)?mute|approve|retry|rerun|(?:re)?sync|backup|rebuild|repair|compact|(?:log|sign)-?out|(?:un)?subscribe|rotate(?:-delta)?|rebalance|scale|upgrade|(?:un)?install)(?:\.\w+)?\/?(?:[?#]|$)`,
    // An order with what it is given to: `/delete/5`, `/clear-cache`, `opcache_reset.php`.
    String.raw`\/(?:delete|remove|destroy|truncate|erase|purge|wipe|drop|kill|revoke|cancel)\/(?:\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?(?:[?#]|$)`,
    // Or with what it is about, one word: `/trigger/backup`.
    String.raw`\/(?:trigger|execute|restart|reload|stop|kill|disable|enable|rebuild|resync|reindex)\/[\w-]+\/?(?:[?#]|$)`,
    String.raw`\/(?:delete|remove|destroy|truncate|clear|flush|purge|reset|wipe|drop|kill|cancel)[_-]?(?:all|caches?|queues?|query|queries|db|database|data|logs?|stats|states?|counters?|index|sessions?|tables?)(?:\.\w+)?\/?(?:[?#]|$)`,
    String.raw`\/\w*cache[_-](?:delete|clear|flush|purge|reset|wipe|drop)(?:\.\w+)?\/?(?:[?#]|$)`,
    String.raw`\/(?:wp-)?cron\.php\b|\/cron\/[\w-]{16,}|\/snapshot\/(?:create|delete)\b|\/internal\/(?:force_\w+|reset\w+)|\/v1\/(?:\S*\/)?(?:creds|static-creds)\/`,
    String.raw`\/rpc\/\w+\.(?:set|toggle|reboot|update|delete|create|reset|stop|start|open|close|goto|put|factory)|\/deploy\/(?:srv|prj)[-_]|\/integrations\/deploy\/|\/trigger\/[^?#]*\/key\/`,
    String.raw`\/\/(?:cronitor\.link|nosnch\.in|cronitor\.io\/p)\/|\/api\/push\/\w|\/heartbeat\/\w`,
    String.raw`\/update\b|\/jolokia\/(?:exec|write)\/|\/chat\.\w+|\/\/hc-ping\.com\/|\/log(?:ging|gers?|[_-]?level)\/?\?\S*level=`,
    String.raw`\/upstream_conf\?\S*\b(?:add|remove|up|down|drain|backup|weight)=`,
    String.raw`[?&](?:commit|softCommit|optimize)=true|[?&](?:action|op|cmd|cmd_typ|command|cmnd|method|do)=(?!get|list|show|status|state(?:&|$)|info|read|view|query|search)`,
    String.raw`[?&]mode=(?:shutdown|restart|reboot|stop|start|pause|resume|delete|remove|reset|purge|clear|retry|set|change|add|disable|enable)\w*`,
    String.raw`[?&]_method=(?!get|head)|[?&](?:turn|on|off)=\w`,
    String.raw`[?&](?:delete|remove|destroy|reset|purge|flush|truncate|wipe|restart|reboot|shutdown|disable)(?:=(?!0|f|no?\b|off)|&|#|$)`,
  ].join('|'),
  'i',
);
/** Paths of searches, whose POST is a query; nothing stands behind them but what belongs to the query. */
const QUERY_PATH =
  /\/(?:_search(?:\/(?:template|scroll|point_in_time))?|_count|_msearch(?:\/template)?|_analyze|_validate\/query|_cluster\/allocation\/explain|_sql(?:\/(?:translate|close))?|_field_caps|_search_shards|_explain(?:\/[\w-]+)?|_mget|_render\/template)\/?$|\/api\/v1\/(?:query|query_range|series|labels|query_exemplars)\/?$|\/loki\/api\/v1\/query(?:_range)?\/?$|\/select\/logsql\/query\/?$/;

/** Other protocols send what stands in the address, or open a session. */
const OTHER_PROTOCOL =
  /^(?:gopher|gophers|dict|telnet|smtps?|imaps?|pop3s?|ldaps?|mqtts?|tftp|rtmp\w*|rtsp|smbs?|scp|sftp|wss?):/i;

/** Whether an address sends more than a request, or opens a session. */
export function isOtherProtocol(url: string): boolean {
  return OTHER_PROTOCOL.test(url);
}

/** What fetching an address does at least. */
export function addressRisk(url: string): Risk {
  const [plain = '', path] = [decoded(url), pathOf(url)];
  const forms = [url, plain, path ?? ''];
  return worst([
    forms.some((form) => ACTING_URL.test(form)) ? 'destroys' : 'reads',
    forms.some((form) => ORDERING_URL.test(form)) || ordersInPath(path ?? '') ? 'unknown' : 'reads',
  ]);
}

/**
 * Whether a POST to the address is a query.
 * @param sendsFile whether what is sent comes out of a file or a program: that is only handed to a host of one's own.
 */
export function isSearch(url: string, sendsFile: boolean): boolean {
  const path = pathOf(url);
  if (path === undefined || !QUERY_PATH.test(path) || !QUERY_PATH.test(url.split(/[?#]/)[0]!)) return false;
  return addressRisk(url) === 'reads' && !(sendsFile && isPublic(url));
}

/** The path as a server takes it; undefined where it is one of several, or cannot be told. */
function pathOf(url: string): string | undefined {
  const behind = url.replace(/^[a-z][\w+.-]*:\/\//i, '').split(/[?#]/)[0]!;
  const text = decoded(behind.replace(/^[^/]*/, ''));
  if (text === undefined || /[%\\\s?#]|\{[^}]*,|\[/.test(text)) return undefined;
  const parts: string[] = [];
  for (const part of text.split('/').slice(1)) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A host of the internet by its name or number; one that a variable names is the reader's own. */
function isPublic(url: string): boolean {
  const host = url
    .replace(/^[a-z][\w+.-]*:\/\//i, '')
    .split(/[/?#]/)[0]!
    .replace(/^.*@/, '')
    .replace(/:\d+$/, '')
    .toLowerCase();
  if (/[$<{`]/.test(host) || !host.includes('.')) return false;
  if (/^(?:127|10)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^169\.254\./.test(host)) return !/^[\d.]+$/.test(host);
  return !/\.(?:local|localhost|localdomain|internal|intern|lan|home|corp|svc|cluster\.local|consul|test)\.?$/.test(
    host,
  );
}
