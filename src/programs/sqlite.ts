import { consoleTextRisk } from './console.ts';
import { worst, type Risk } from '../commands/risk.ts';

/** A pragma with a value sets it; some do something without one. */
function pragmaRisk(text: string): Risk {
  const sets = text
    .split(';')
    .filter((statement) =>
      /^\s*pragma\s+[\w.]+\s*(?:=|\()|^\s*pragma\s+(?:\w+\.)?(?:optimize|incremental_vacuum|wal_checkpoint|shrink_memory)\b/i.test(
        statement,
      ),
    );
  return sets.every((statement) =>
    /^\s*pragma\s+(?:\w+\.)?(?:table_x?info|index_x?info|index_list|foreign_key_list|foreign_key_check|integrity_check|quick_check)\b/i.test(
      statement,
    ),
  )
    ? 'reads'
    : 'changes';
}

/** A statement of SQL, or a command of the console that begins with a dot. */
export function sqliteRisk(text: string): Risk {
  const dot = /^\s*\.(\w+)/.exec(text)?.[1];
  // A file that begins with a bar is a program.
  if (dot !== undefined && /\s["']?\|/.test(text)) return 'unknown';
  if (dot === undefined) return worst([consoleTextRisk('sql', text), pragmaRisk(text)]);
  if (
    /^(?:schema|tables|databases|indexes|indices|dump|headers|mode|show|help|stats|fullschema|dbinfo|width|nullvalue|print|separator|timeout|version|eqp|explain|timer|bail|echo|changes|quit|exit|sha3sum|lint)$/.test(
      dot,
    )
  )
    return 'reads';
  return /^(?:backup|save|output|once|excel|clone|import|restore|log|trace|session)$/.test(dot)
    ? dot === 'restore'
      ? 'destroys'
      : 'changes'
    : 'unknown';
}
