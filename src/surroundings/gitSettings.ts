/** One setting of a git configuration: `core.fsmonitor`, `filter.x.clean`. Section and name in lower case. */
export interface GitSetting {
  readonly key: string;
  readonly value: string;
}

/** The settings of a configuration file in git's format, in order. Lines that git would refuse are left out. */
export function gitSettings(text: string): readonly GitSetting[] {
  const found: GitSetting[] = [];
  const reader = new Reader(text.replace(/^\uFEFF/, ''));
  let section = '';
  while (!reader.ended) {
    reader.skipBlank();
    const header = reader.take(/\[[ \t]*([\w.-]*)(?:[ \t]+"((?:[^"\\\n]|\\[^\n])*)")?[ \t]*\]/y);
    if (header) {
      const [name, sub] = [header[1]!.toLowerCase(), header[2]?.replace(/\\([^])/g, '$1')];
      section = sub === undefined ? name : `${name}.${sub}`;
      continue;
    }
    const name = reader.take(/[A-Za-z][\w-]*/y)?.[0];
    if (name === undefined) {
      reader.take(/[^\n]*\n?/y);
      continue;
    }
    // A name alone switches on.
    const given = reader.take(/[ \t]*=[ \t]*/y);
    found.push({ key: `${section}.${name.toLowerCase()}`, value: given ? reader.value() : 'true' });
  }
  return found;
}

/** A place in a text that only moves forward. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get ended(): boolean {
    return this.#at >= this.#text.length;
  }

  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  skipBlank(): void {
    this.take(/(?:\s|[#;][^\n]*)*/y);
  }

  /** Up to the end of the line, which a backslash carries on; without quotes and comments. */
  value(): string {
    let value = '';
    let quoted = false;
    while (!this.ended) {
      const c = this.#text[this.#at++]!;
      if (c === '\n') break;
      if (c === '"') quoted = !quoted;
      else if (c === '\\') {
        const next = this.#text[this.#at++] ?? '';
        if (next === '\r') this.take(/\n/y);
        else if (next !== '\n') value += next;
      } else if (!quoted && /[#;]/.test(c)) {
        this.take(/[^\n]*/y);
      } else value += c;
    }
    return value.trim();
  }
}

/** Settings whose value is a command, or names a file or a folder of programs. */
const COMMANDS = new RegExp(
  `^(?:${[
    'core\\.(?:fsmonitor|sshcommand|hookspath|pager|editor|askpass|gitproxy|alternaterefscommand)',
    'diff\\.external|diff\\.[^]+\\.(?:command|textconv)|merge\\.[^]+\\.driver|filter\\.[^]+\\.(?:clean|smudge|process)',
    'alias\\.[^]+|pager\\.[^]+|credential\\.(?:[^]+\\.)?helper|gpg\\.(?:[^]+\\.)?(?:program|defaultkeycommand)',
    'sequence\\.editor|interactive\\.difffilter|(?:diff|merge|gui)tool\\.[^]+\\.(?:cmd|path)|(?:man|browser)\\.[^]+\\.(?:cmd|path)',
    'remote\\.[^]+\\.(?:uploadpack|receivepack|vcs)|uploadpack\\.packobjectshook|protocol\\.(?:[^]+\\.)?allow',
    'trailer\\.[^]+\\.(?:command|cmd)|tar\\.[^]+\\.command|submodule\\.[^]+\\.update|hook\\.[^]+\\.command',
    'init\\.templatedir|sendemail\\.(?:[^]+\\.)?\\w*(?:cmd|smtpserver)|imap\\.tunnel|web\\.browser|help\\.browser|notes\\.displaycommand',
  ].join('|')})$`,
);

/** Values that start nothing, or only what comes with git. */
const HARMLESS: readonly (readonly [key: RegExp, value: RegExp])[] = [
  [/^core\.fsmonitor$|^pager\./, /^(?:true|false|yes|no|on|off|0|1)?$/i],
  [/^core\.hookspath$/, /^\/dev\/null$/],
  [/pager|editor/, /^(?:cat|less(?: -[A-Za-z]+)*|more|vi|vim|nano|emacs|nvim|code --wait|code -w|true)?$/],
  [/helper$/, /^(?:store|osxkeychain|manager|manager-core|wincred|libsecret|cache(?: --timeout[ =]\d+)?)?$/],
  [/^filter\.lfs\./, /^git-lfs (?:clean|smudge|filter-process)(?: --skip)?(?: --)?(?: %f)?$/],
  [
    /^alias\./,
    /^(?![^]*(?:!|-c\b|--exec-path|--config-env|--ext-diff|--textconv|--upload-pack|--receive-pack|--exec))/,
  ],
  [/^protocol\./, /^(?:user|never)$/],
  [/^submodule\..*update$/, /^(?!!)/],
];

/** The settings by which git runs something besides itself. */
export function executingKeys(settings: readonly GitSetting[]): readonly string[] {
  const keys = settings
    .filter(({ key }) => COMMANDS.test(key))
    .filter(({ key, value }) => !HARMLESS.some(([name, harmless]) => name.test(key) && harmless.test(value)));
  return [...new Set(keys.map(({ key }) => key))];
}
