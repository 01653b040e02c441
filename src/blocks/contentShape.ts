import { isSynopsis } from '../shell/optionalPart.ts';
import { isCmdlet } from '../shell/commandWords.ts';
import { couldBeTyped, hasSmallWord } from '../transcripts/promptless.ts';
import { commandWord, isKeyPress, isProse, lineShape, withoutRemark } from '../transcripts/lineShape.ts';
import type { BlockKind } from './model.ts';
import { isDirectives, isLetter, isPipelineStep, isTable } from '../transcripts/fileLines.ts';
import { isQuery } from '../transcripts/queryShape.ts';
import { isSettings } from '../transcripts/settingsShape.ts';

/** Sentences, lists and headers such as those of a commit message, none of which a shell would take for a command. */
export function isText(lines: readonly string[]): boolean {
  const rows = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const isMarked = (row: string): boolean => /^[*•] \S/.test(row) || isProse(row) || isHeader(row);
  return rows.some(isMarked) && rows.every((row) => isMarked(row) || /^[\w.-]+$/.test(row));
}

/** Lines that each begin with what may be a program's name and do not end as a sentence does. */
export function looksCalled(lines: readonly string[]): boolean {
  const rows = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return (
    rows.length > 0 &&
    rows.every((row) => /^(?=\d*[a-z])[\w.+-]+(?: +[^\s|:=]\S*)*$/.test(row) && !/[.!?:,]$/.test(row))
  );
}

/**
 * A call of a program that nobody knows: its name, what may be its verb, and what only a shell's words have, such as an
 * option, a quoted argument, a variable, a blank, a path behind the verb or a pipe.
 */
export function looksInvoked(raw: string): boolean {
  const row = withoutRemark(raw.trim());
  const [name = '', ...args] = row.split(/\s+/);
  if (!/^(?:\.{0,2}\/)?[a-z][a-z0-9.+-]*(?:\/[\w.-]+)*$/.test(name) || args.length === 0) return false;
  const options = args.some((arg) => /^--?[A-Za-z]/.test(arg));
  // Columns have gaps between them; a call with a quoted argument and options may have one by mistake.
  const gap = /\s{2,}\S/.test(row) && !(options && /\s'[^']*'(?:\s|$)/.test(row));
  if (/[;{,:.]$|^\S+\s+[=:]/.test(row) || gap || isProse(row)) return false;
  if (!options && (hasSmallWord(row) || /\s[=!]=\s/.test(row))) return false;
  const verb = /^[a-z][a-z0-9]*(?:[-:][a-z0-9-]+)*$/.test(args[0]!);
  const marked = args.slice(1).some((arg) => /^["'$<]|[/@]|^[\w.-]+:\/|^\|$/.test(arg));
  return options || (verb && marked);
}

/** Every row is such a call, or could be one: the words of a program and its verbs, and nothing of a sentence. */
export function looksInvokedFirst(lines: readonly string[]): boolean {
  const rows = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const [first = '', ...rest] = rows;
  const calls = (row: string): boolean =>
    looksInvoked(row) || (couldBeTyped(row) && /^\S+ [a-z][a-z-]*(?: [\w.<>-]+){1,4}$/.test(row));
  return calls(first) && rest.every((row) => calls(row) || lineShape(row) === 'output' || lineShape(row) === 'command');
}

function isHeader(row: string): boolean {
  return /^[A-Z][\w-]*:? /.test(row) && row.split(/\s+/).length > 2 && !/\s--?[a-z]|[|=$\\]/.test(row);
}

/** The name of a folder, and branches below it: `terraform` above them calls no program. */
function isTreeOfFiles(rows: readonly string[]): boolean {
  const [root = '', ...branches] = rows;
  return /^\s*[\w.@~/-]+\s*$/.test(root) && branches.length > 0 && branches.every((row) => /^\s*[│├└]/u.test(row));
}

/** What no shell could run, whatever the tag says: a list of options, a section of an INI file, pairs with blanks around `=`. */
export function neverRun(text: string): BlockKind | undefined {
  const rows = text.split('\n').filter((row) => row.trim() !== '');
  if (rows.every((row) => /^\s*(?:TODO|TBD|FIXME|N\/A|WIP)\b/.test(row) || isKeyPress(row))) return 'other';
  const typed = rows.filter((row) => !/^\s*#/.test(row));
  if (typed.length > 0 && typed.every((row) => isSynopsis(row) || /^\s{2,}\[--?\w/.test(row))) return 'other';
  if (isTreeOfFiles(rows)) return 'other';
  if (isDiff(rows)) return 'config';
  // A rule of a Makefile.
  if (
    /^(?:[A-Za-z_]\w*\s*[:?+]?=.*|\.PHONY:.*|[\w.%/-]+:(?!=)[\w .%/-]*)$/.test(rows[0]!) &&
    /^[\w.%/-]+:(?!=).*\n\t/m.test(text)
  )
    return 'config';
  if (rows.every((row) => /^\s*--?[A-Za-z][\w-]*(?:[=, ]|$)/.test(row))) return 'other';
  if (/^\s*\[ ?[\w".-]+ ?\]\n(?:\s*(?:\.\.\.|#.*)?\n)*\s*[\w.-]+\s*=/.test(text)) return 'config';
  // A call of another language: `errors.WithStack(err)`.
  if (rows.every((row) => /^\s*[A-Za-z_]\w*(?:\.\w+)+\([^|]*\)[;,]?\s*$/.test(row))) return 'config';
  // Lines of pg_hba.conf: who may connect from where.
  if (rows.some(isAccessRule) && rows.every((row) => isAccessRule(row) || /^\s*#/.test(row))) return 'config';
  if (isTable(typed) || isPipelineStep(typed) || isOtherLanguage(typed) || isDirectives(typed)) return 'config';
  if (isLetter(typed)) return 'other';
  if (rows.some(isFilter) && rows.every((row) => isFilter(row) || lineShape(row) !== 'command')) return 'config';
  return isSettings(typed) ? 'config' : undefined;
}

/** The head of a function, or a piece of reStructuredText. */
function isOtherLanguage(typed: readonly string[]): boolean {
  const first = typed[0] ?? '';
  return (
    /^\s*(?:func (?:\([^)]*\) ?)?\w+\(|(?:pub )?fn \w+[(<]|type \w+ (?:struct|interface)\b|def \w+\()/.test(first) ||
    // Jsonnet, Lua: a shell has no blanks there.
    /^\s*local \w+ = \S/.test(first) ||
    /^\s*\.\. (?:[\w-]+|\|[^|]+\| \w+)::(?:\s|$)/.test(first) ||
    /^\s*`[^`]+ <[^<>`]+>`__?(?:\W|$)/.test(first)
  );
}

/** A patch, as `git diff` and `diff -u` write it. */
function isDiff(rows: readonly string[]): boolean {
  const first = rows.find((row) => !/^index \w+\.\.\w+/.test(row)) ?? '';
  if (/^diff --git \S+ \S+|^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/.test(first)) return true;
  return /^--- \S/.test(first) && rows.some((row) => /^\+\+\+ \S/.test(row));
}

/** Files and directories, one a line, each perhaps with a remark, and nothing that is done with them. */
export function isPathList(lines: readonly string[]): boolean {
  const rows = lines.filter((line) => line.trim() !== '');
  return (
    rows.length > 1 &&
    rows.every((row) => /^\s*~?\/[\w./*-]+(?:\s+#.*)?\s*$/.test(row)) &&
    !rows.some((row) => /\/s?bin\/|\.(?:sh|bash|py|pl|rb)\b|\/init\.d\//.test(row))
  );
}

/** One path, of which the text says that something is there: no program is meant. */
export function isNamedPath(lines: readonly string[], lead: string): boolean {
  const rows = lines.filter((line) => line.trim() !== '');
  if (rows.length !== 1 || !/^\s*(?:~|\.{1,2}|\$HOME)?\/(?:[\w.@<>*-]+\/)*[\w.@<>*-]*\s*$/.test(rows[0]!)) return false;
  if (/\/s?bin\/|\.(?:sh|bash|py|pl|rb|js|jar)\s*$|\/init\.d\//.test(rows[0]!)) return false;
  if (/\b(?:run|running|execute|call|invoke|launch|commands?|script|start)\b/i.test(lead.slice(-160))) return false;
  return /\b(?:is|are|it|lies?|located|found|stored|kept|resides?|under|in|at|path|folder|directory|volume|files?)\b[^.]{0,40}$/i.test(
    lead,
  );
}

/** `root@server:~#`: how a prompt looks, and nothing typed behind it. */
export function isBarePrompt(lines: readonly string[]): boolean {
  const rows = lines.filter((line) => line.trim() !== '');
  return rows.length > 0 && rows.every((row) => /^\s*\[?[\w.-]+@[\w.-]+[:\s][~/\w.-]*\]?\s?[#$%]\s*$/.test(row));
}

/** The text of a script's file. */
export function isScript(lines: readonly string[]): boolean {
  return /^#!\s*\/\S/.test(lines.find((line) => line.trim() !== '') ?? '');
}

function isAccessRule(row: string): boolean {
  return /^\s*(?:local|host(?:no)?(?:ssl|gssenc)?)\s+\S+\s+\S+\s+(?:\S+\s+)*(?:trust|reject|md5|scram-sha-256|peer|ident|cert|password|gss|sspi|ldap|pam|radius)\b/.test(
    row,
  );
}

/** A line of a filter as log viewers take it: `resource.type="x"`, `severity>=ERROR`, `jsonPayload.message:"failed"`. */
function isFilter(row: string): boolean {
  return (
    /^\s*(?:\(|-|(?:AND|OR|NOT)\s+)*[A-Za-z_@]\w*(?:\.[\w@"[\]-]+)+\s*(?:=~?|!=|!~|>=?|<=?|:)\s*(?:["'(\w/*-])/.test(
      row,
    ) && !/^\s*[\w.-]+\.(?:sh|py|rb|pl)\b/.test(row)
  );
}

/** A piece of YAML, or of a template, too small to be told by its words. */
export function isFragment(text: string): boolean {
  const rows = text.split('\n').filter((row) => row.trim() !== '');
  if (/^\{\{[\s\S]*\}\}$/.test(text.trim())) return true;
  return (
    /^(?:- )?[a-z][\w.-]*:/.test(rows[0] ?? '') &&
    rows.every((row) => /^\s*(?:- )?(?:[a-z][\w./-]*:(?:\s|$)|- |#)/.test(row))
  );
}

/** A whole object of a cluster as a person writes it: without a `status`. */
export function isManifest(text: string): boolean {
  return /^apiVersion:/m.test(text) && /^kind:/m.test(text) && !/^status:|^  (?:uid|resourceVersion):/m.test(text);
}

/** Files told by their content: YAML, JSON, INI, code, SQL, PromQL. */
export function structured(text: string): 'config' | undefined {
  const trimmed = text.trim();
  if (/^apiVersion:|^kind: [A-Z]|^---\n\s*\w+:/m.test(trimmed)) return 'config';
  if (/^\[[\w ".-]+\]\n\s*[\w.-]+\s*=/.test(trimmed)) return 'config';
  // A piece of a JSON file.
  if (/^"[\w.-]+"\s*:\s*[[{]/.test(trimmed)) return 'config';
  if (/^(?:resource|module|variable|data|provider|locals|terraform) (?:"[^"]+" ?)*\{/m.test(trimmed)) return 'config';
  if (
    /^(?:FROM \S+|server \{|def \w+|class [A-Z]\w+|import \w+|from \w+ import|const \w+ =|let \w+ =|var \w+ =|func \w+\(|package \w+|#include|public class|<\?php|@Library)/m.test(
      trimmed,
    )
  )
    return 'config';
  if (/^\{[\s\S]*\}$|^\[\s*[{"][\s\S]*\]$/.test(trimmed) && /"\s*:/.test(trimmed)) return 'config';
  if (/^<(?:\?xml|!DOCTYPE|[a-z][\w:-]*[ >])[\s\S]*>$/i.test(trimmed) && /<\//.test(trimmed)) return 'config';
  const rows = trimmed.split('\n').filter((row) => row.trim() !== '' && !/^\s*(?:#|(?:\.\.\.|…)\s*$)/.test(row));
  const pairs = rows.filter((row) => /^\s*(?:- )?[\w.-]+:(?: \S.*)?$|^\s*- \S/.test(row)).length;
  if (rows.length >= 2 && pairs === rows.length && /^[a-z]/.test(trimmed)) return 'config';
  // Variables of the environment as a file of YAML has them.
  if (rows.length >= 2 && rows.every((row) => /^[A-Z][A-Z0-9]*_[A-Z0-9_]*: \S/.test(row))) return 'config';
  return isQuery(trimmed) ? 'config' : undefined;
}

/** Could have been typed: begins with a small word or a path, no sentence, no columns. */
export function looksTyped(lines: readonly string[]): boolean {
  return lines.every((line) => {
    const text = line.trim();
    return (
      text === '' ||
      text.startsWith('#') ||
      (/^[a-z./~$<][\w./~${}<>-]*(?:\s|$)/.test(text) && !isProse(text) && !/\s{3,}\S/.test(text)) ||
      isCmdlet(commandWord(text))
    );
  });
}
