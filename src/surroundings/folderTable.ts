import { PYTHON_MODULES } from './pythonModules.ts';

/** Settings of a folder by which programs start others, or code that they load from it. */
export interface SettingsOf {
  readonly programs: RegExp;
  /** Its name; `*.tf` for all of that ending. */
  readonly file: string;
  /** Also in the folders around. */
  readonly upward: boolean;
  /** Where it matches the text, the first group is what starts something. Without, that the file is there. */
  readonly names?: RegExp;
}

const NODE = /^(?:npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack)$/;
const PYTHON = /^python[\d.]*$/;

export const settingsTable: readonly SettingsOf[] = [
  {
    programs: NODE,
    file: '.npmrc',
    upward: true,
    names:
      /^[ \t]*(script-shell|shell|git|editor|viewer|browser|node-options|init-module|userconfig|globalconfig|prefix|global-prefix|pnpmfile|global-pnpmfile|hooks-dir|use-node-version|scripts-prepend-node-path|node-gyp|[^\s=]*tokenHelper)[ \t]*=/gim,
  },
  { programs: NODE, file: '.yarnrc', upward: true, names: /^[ \t]*"?(yarn-path|script-shell|plugins)"?[ \t]/gm },
  { programs: NODE, file: '.yarnrc.yml', upward: true, names: /^[ \t]*["']?(yarnPath|plugins)["']?[ \t]*:/gm },
  { programs: /^(?:pnpm|pnpx)$/, file: '.pnpmfile.cjs', upward: true },
  {
    programs: /^(?:hg|chg|thg)$/,
    file: '.hg/hgrc',
    upward: true,
    names:
      /^[ \t]*(\[(?:hooks|extensions|alias|extdiff|merge-tools|decode|encode|schemes)\]|%include|editor|ssh|pager|cmd|merge|remotecmd)/gm,
  },
  {
    programs: /^(?:cargo|rustc|rustup)(?:-[\w-]+)?$/,
    file: '.cargo/config.toml',
    upward: true,
    names:
      /(\[alias\]|\brustc(?:-wrapper|-workspace-wrapper)?|\brustdoc|\brunner|\blinker|\bcredential-(?:provider|alias))/g,
  },
  // A data source, a backend's token helper or a provisioner may be any program.
  ...['*.tf', '*.tofu', '*.tf.json', 'terragrunt.hcl'].map((file) => ({
    programs: /^(?:terraform|tofu|tf|terragrunt)$/,
    file,
    upward: false,
    names:
      /\b(?:data"?\s*:?\s*\{?\s*"(external)"|(local-exec)\b|(run_cmd|before_hook|after_hook|error_hook|exec|credentials_helper)\b\s*["{(])/g,
  })),
  { programs: /^ansible(?:-[\w-]+)?$/, file: 'ansible.cfg', upward: false },
  ...PYTHON_MODULES.flatMap((module) =>
    [`${module}.py`, `${module}/__init__.py`].map((file) => ({ programs: PYTHON, file, upward: false })),
  ),
];
