/** Opens a block of fish, which `end` closes; shells of the Bourne family write `then`, `do` or a brace. */
const OPENS =
  /^\s*(?:function\s+[\w-]+|if\s|switch\s|for\s+\w+\s+in\s|while\s|begin\b)(?!.*(?:;\s*(?:then|do)\b|\{\s*$|\(\)))/;

/** Whether lines are a file of fish: blocks that `end` closes, and none that another shell would. */
export function isFishFile(rows: readonly string[]): boolean {
  return (
    rows.some((row) => OPENS.test(row)) &&
    rows.some((row) => /^\s*end\s*$/.test(row)) &&
    !rows.some((row) => /^\s*(?:then|do|fi|done|esac)\b/.test(row))
  );
}

/** `ssl_certificate /etc/x.pem;`: lines that a semicolon ends, behind names that no program has. */
export function isEndedBySemicolon(rows: readonly string[]): boolean {
  const ended = rows.filter((row) => /^\s*[a-z]\w*_\w+(?:\s+[^;|&$`()]+)?;\s*(?:#.*)?$/.test(row)).length;
  return (
    ended > 0 && rows.every((row) => /^\s*(?:[a-z][\w.-]*(?:\s+[^;|&`()]+)?;|[^;|&`()]*\{|\})\s*(?:#.*)?$/.test(row))
  );
}
