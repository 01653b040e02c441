import { isKnownCommand } from '../shell/commandWords.ts';
import { sessionOpened } from '../sessions/openers.ts';
import { isStatement } from './statement.ts';

/** Whether a session could take a line that stands among commands of a shell. */
export type Takes = (command: string) => boolean;

const SQL = /\b(?:psql|pgcli|mysql|mycli|mariadb|sqlite3|litecli|cqlsh|sqlcmd|usql|sqlplus|clickhouse|cockroach sql|sql connect|snowsql|beeline|trino|presto|connect-to-service|(?:pg|postgres|mysql|db) connect|pg:psql)\b/i; // prettier-ignore
const REDIS = /\b(?:redis-cli|valkey-cli|keydb-cli|iredis|redis:cli|redis connect)\b/i;
const MONGO = /\b(?:mongo|mongosh)\b/i;

/** Words of Redis that are programs as well. */
const HOMONYMS = /^(?:set|get|del|type|sort|time|info|keys|echo|wait|exec|watch|move|touch|dump|restore|select|auth|ping|append|expire|exists|scan|object|monitor|config|save|shutdown|cluster|client|unlink|copy)$/i; // prettier-ignore

/**
 * What the console of a database could take, which is no command of a shell but for a few words; undefined for shells, and
 * for consoles of languages, to which much could be said.
 */
export function databaseClient(opened: string): Takes | undefined {
  if (sessionOpened(opened)?.console !== true) return undefined;
  if (REDIS.test(opened)) return (command) => HOMONYMS.test(firstWord(command)) || !isKnownCommand(firstWord(command));
  if (MONGO.test(opened))
    return (command) => /^(?:db|rs|sh)\.|^(?:use|show|var|let|const|for|load|print\w*)\b/.test(command.trim());
  return SQL.test(opened) ? (command) => isStatement(command) || SQL_WORD.test(command.trim()) : undefined;
}

const SQL_WORD =
  /^(?:COPY|CALL|DO|BEGIN|COMMIT|ROLLBACK|LOCK|KILL|FLUSH|RESET|REINDEX|CHECKPOINT|DESC|STOP|START)\b(?!.*\s--?\w)/;

function firstWord(command: string): string {
  return /^\s*(\S*)/.exec(command)![1]!;
}
