import { isKnownCommand } from '../shell/commandWords.ts';

const statement =
  /^(?:SELECT|INSERT INTO|UPDATE \S+ SET|DELETE FROM|DROP|ALTER|CREATE (?:TABLE|INDEX|USER|DATABASE|ROLE|EXTENSION)|GRANT|REVOKE|SHOW|USE|SET|EXPLAIN|VACUUM|ANALYZE|TRUNCATE|BEGIN;|COMMIT;|ROLLBACK;|WITH \w+ AS)\b/i;

/** What an administrator of a database types: none of it reads as a command of a shell. */
const administers =
  /^(?:FLUSH (?:(?:LOCAL|NO_WRITE_TO_BINLOG) )?(?:TABLES?|PRIVILEGES|STATUS|(?:BINARY |ENGINE |ERROR |GENERAL |RELAY |SLOW )?LOGS|HOSTS)|(?:UN)?LOCK TABLES?|(?:STOP|START|RESET) (?:ALL )?(?:SLAVES?|REPLICAS?|GROUP_REPLICATION|MASTER)|CHANGE (?:MASTER|REPLICATION SOURCE) TO|PURGE (?:BINARY|MASTER) LOGS|(?:OPTIMIZE|REPAIR|CHECKSUM) TABLES?|REINDEX (?:TABLE|INDEX|DATABASE|SCHEMA|SYSTEM)|REFRESH MATERIALIZED VIEW)\b/i;

export function isStatement(line: string): boolean {
  const text = line.trim();
  return (
    isMeta(text) ||
    (administers.test(text) && (/^[A-Z]{2,}/.test(text) || /;\s*$/.test(text))) ||
    (statement.test(text) &&
      (/^[A-Z]{2,}|;\s*$|^\\/.test(text) || /^(?:select|insert|update|delete)\b.*\b(?:from|into|set)\b/i.test(text)))
  );
}

/** Commands of psql, which a backslash begins as it does `\rm`, the program without its alias. */
const META =
  /^\\(?:[?!]|\w[+S]*|copy|connect|conninfo|echo|qecho|warn|prompt|set|unset|pset|password|timing|watch|gexec|gset|gx|gdesc|include|ir|include_relative|encoding|html|cd|bind|if|elif|else|endif|crosstabview|errverbose|getenv|setenv|lo_\w+|edit|ef|ev|sf|sv|copyright|help|dconfig|d[A-Za-z]{0,3}[+S]*|list|out|print|quit|reset|write|prepare|begin|commit|use|source|status|clear|delimiter|notee|nopager|pager|rehash|system|tee|warnings|nowarning|go)(?=\s|$|;)/;

function isMeta(text: string): boolean {
  const name = /^\\([\w-]+)/.exec(text)?.[1];
  if (name === undefined) return /^\\[?!]/.test(text);
  if (!META.test(text)) return false;
  // `\df -h`: the program; `\df`: the functions.
  return !(isKnownCommand(name) && /^\S+\s+-{1,2}[A-Za-z]/.test(text));
}

/** Whether a line begins a statement that only a database takes. */
export function opensStatement(line: string): boolean {
  const opens =
    /^\s*(?:SELECT|INSERT|UPDATE|DELETE|DROP|ALTER|CREATE|GRANT|TRUNCATE|SHOW|EXPLAIN|WITH|VACUUM|REVOKE)\b/i.test(
      line,
    );
  return opens || administers.test(line.trim());
}
