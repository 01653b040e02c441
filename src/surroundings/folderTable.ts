import { PYTHON_MODULES } from './pythonModules.ts';
import { terraformStarts } from './terraformStarts.ts';

/** Settings of a folder by which programs start others, or code that they load from it. */
export interface SettingsOf {
  readonly programs: RegExp;
  /** Its name; `*.tf` for all of that ending, `json/__init__.*` for all that begin so. */
  readonly file: string;
  /** Also in the folders around. */
  readonly upward: boolean;
  /** Only with one of these words. */
  readonly verbs?: RegExp;
  /** Only where this file lies in the folder or one around it, and its text matches. */
  readonly with?: string;
  readonly withText?: RegExp;
  /** Where it matches the text, the first group is what starts something. Without, that the file is there. */
  readonly names?: RegExp;
  /** In its place, what the text starts. */
  readonly starts?: (text: string) => readonly string[];
  /** Also in folders that the command names by this, where they lie in the one where it runs. */
  readonly folders?: RegExp;
}

const NODE = /^(?:npm|npx|pnpm|pnpx|yarn|yarnpkg|corepack)$/;
/** Verbs by which the registry is asked. */
const ASKS_REGISTRY =
  /^(?:view|v|info|show|ping|outdated|search|find|s|se|audit|whoami|profile|token|owner|author|dist-tags?|access|org|team|stars?|fund|doctor|pack|diff|install|i|ci|add|update|up|upgrade|publish|dlx|create|tag)$/;
const CARGO = /^(?:cargo|rustc|rustup)(?:-[\w-]+)?$/;
const PYTHON = /^python[\d.]*$/;

/** Where a scanner writes to a file: `output: report.json`, `output: json=report.json`, `file: report.json`. */
const OUTPUT_FILE =
  /^[ \t]*(?:-[ \t]*)?["']?(outputs?|file|template|output-template-file|config-(?:check|data|policy)|modules?|plugins?|cache-dir|generate-default-config)["']?[ \t]*:/gim;

/** Terraform and what calls it. */
export const TERRAFORM = /^(?:terraform|tofu|tf|terragrunt)$/;
/** What it reads in a folder. */
export const TERRAFORM_FILES: readonly string[] = ['*.tf', '*.tofu', '*.tf.json', '*.tofu.json', 'terragrunt.hcl'];
export const settingsTable: readonly SettingsOf[] = [
  {
    programs: NODE,
    file: '.npmrc',
    upward: true,
    names:
      /^[ \t]*(script-shell|shell|git|editor|viewer|browser|node-options|init-module|userconfig|globalconfig|prefix|global-prefix|pnpmfile|global-pnpmfile|hooks-dir|use-node-version|scripts-prepend-node-path|node-gyp|[^\s=]*tokenHelper)[ \t]*=/gim,
  },
  // Where it writes what it keeps.
  {
    programs: NODE,
    file: '.npmrc',
    upward: true,
    names: /^[ \t]*(cache|logs-dir)[ \t]*=[ \t]*["']?(?:[/~$\\]|\.\.|[A-Za-z]:)/gim,
  },
  // What it sends where: what the environment holds, and what it is asked for, to a server that the folder names.
  ...[
    /^[ \t]*((?:@[\w.-]+:)?registry)[ \t]*=(?![ \t]*["']?https:\/\/(?:registry\.(?:npmjs\.org|yarnpkg\.com)|npm\.pkg\.github\.com)\/?["']?[ \t]*\r?$)/gim,
    /^[ \t]*(?!\/\/(?:registry\.(?:npmjs\.org|yarnpkg\.com)|npm\.pkg\.github\.com)\/[^=]*=)([^=\s#;][^=\n]*?)[ \t]*=[^\n]*\$\{/gim,
    /^[ \t]*((?:https?-)?proxy|noproxy|cafile|ca|strict-ssl)[ \t]*=/gim,
  ].map((names) => ({ programs: NODE, file: '.npmrc', upward: true, verbs: ASKS_REGISTRY, names })),
  {
    programs: NODE,
    file: '.yarnrc.yml',
    upward: true,
    verbs: ASKS_REGISTRY,
    names:
      /^[ \t-]*["']?(npm(?:Registry|Publish|Audit)\w*Server|npmRegistryServer|npmPublishRegistry|npmAuditRegistry|https?Proxy|npmAuthToken|npmAuthIdent)["']?[ \t]*:(?![ \t]*["']?https:\/\/registry\.(?:npmjs\.org|yarnpkg\.com)\/?["']?[ \t]*\r?$)/gm,
  },
  {
    programs: NODE,
    file: '.yarnrc',
    upward: true,
    verbs: ASKS_REGISTRY,
    names:
      /^[ \t]*"?((?:@[\w.-]+:)?registry|https?-proxy)"?[ \t](?![ \t]*"?https:\/\/registry\.(?:npmjs\.org|yarnpkg\.com)\/?"?[ \t]*\r?$)/gm,
  },
  // The release of itself that the folder asks for comes from the registry that the folder names: fetched, and run.
  {
    programs: /^(?:pnpm|pnpx|yarn|yarnpkg|corepack)$/,
    file: '.npmrc',
    upward: true,
    with: 'package.json',
    withText: /"(?:packageManager|devEngines)"\s*:/,
    names:
      /^[ \t]*((?:@(?:pnpm|yarnpkg):)?registry)[ \t]*=(?![ \t]*["']?https:\/\/registry\.(?:npmjs\.org|yarnpkg\.com)\/?["']?[ \t]*\r?$)/gim,
  },
  { programs: NODE, file: '.yarnrc', upward: true, names: /^[ \t]*"?(yarn-path|script-shell|plugins)"?[ \t]/gm },
  { programs: NODE, file: '.yarnrc.yml', upward: true, names: /^[ \t]*["']?(yarnPath|plugins)["']?[ \t]*:/gm },
  { programs: /^(?:pnpm|pnpx)$/, file: '.pnpmfile.cjs', upward: true },
  { programs: /^(?:pnpm|pnpx)$/, file: '.pnpmfile.mjs', upward: true },
  {
    programs: /^(?:pnpm|pnpx)$/,
    file: 'pnpm-workspace.yaml',
    upward: true,
    names:
      /^[ \t]*["']?(pnpmfile|globalPnpmfile|configDependencies|scriptShell|nodeOptions|useNodeVersion|shellEmulator)["']?[ \t]*:/gm,
  },
  { programs: /^(?:npm|pnpm|pnpx|yarn|yarnpkg|corepack)$/, file: '.corepack.env', upward: true },
  {
    programs: /^(?:hg|chg|thg)$/,
    file: '.hg/hgrc',
    upward: true,
    names:
      /^[ \t]*(\[(?:hooks|extensions|alias|extdiff|merge-tools|decode|encode|schemes)\]|%include|editor|ssh|pager|cmd|merge|remotecmd)/gm,
  },
  // By its name of now and by its old one.
  ...['.cargo/config.toml', '.cargo/config'].map((file) => ({
    programs: CARGO,
    file,
    upward: true,
    names:
      /(\[alias\]|\balias\s*[.=]|\brustc(?:-wrapper|-workspace-wrapper)?|\brustdoc|\brunner|\blinker|\bcredential-(?:provider|alias)|\binclude\s*=)/g,
  })),
  // What they find is written where their settings say.
  ...['trivy.yaml', 'trivy.yml'].map((file) => ({ programs: /^trivy$/, file, upward: false, names: OUTPUT_FILE })),
  ...['syft', 'grype'].flatMap((program) =>
    ['.yaml', '.yml', '.json', '/config.yaml'].map((end) => ({
      programs: new RegExp(`^${program}$`),
      file: `.${program}${end}`,
      upward: false,
      names: OUTPUT_FILE,
    })),
  ),
  // Checks of its own.
  ...['.checkov.yaml', '.checkov.yml'].map((file) => ({
    programs: /^checkov$/,
    file,
    upward: false,
    names: /^[ \t]*["']?(external-checks-(?:dir|git)|output-file-path|create-baseline)["']?[ \t]*:/gm,
  })),
  // Rules in Python, which are loaded before anything is looked at.
  ...['.cfnlintrc', '.cfnlintrc.yaml', '.cfnlintrc.yml'].map((file) => ({
    programs: /^cfn-lint$/,
    file,
    upward: false,
    names: /(?:^|[{,])[ \t]*["']?(append[-_]rules)["']?[ \t]*:/gm,
  })),
  // Settings in JavaScript.
  ...['.jsonlintrc.js', '.jsonlintrc.cjs', 'jsonlint.config.js', 'jsonlint.config.cjs'].map((file) => ({
    programs: /^jsonlint$/,
    file,
    upward: true,
  })),
  ...TERRAFORM_FILES.map((file) => ({ programs: TERRAFORM, file, upward: false, starts: terraformStarts })),
  // Providers are programs; these verbs start them.
  ...['.terraform/providers', '.terraform/plugins', 'terraform.d/plugins'].map((file) => ({
    programs: TERRAFORM,
    file,
    upward: false,
    verbs: /^(?:plan|show|state|validate|console|test|graph|import|refresh|providers|apply|destroy|query|run-all|run)$/,
  })),
  {
    programs: /^packer$/,
    file: '*.pkr.hcl',
    upward: false,
    names: /\b(?:data\s*"(external[\w-]*)"|(shell-local)\b)/g,
  },
  // Ruby.
  ...['.chef/knife.rb', '.chef/config.rb', '.chef/config.d', '.chef/plugins', 'knife.rb', 'config.rb'].map((file) => ({
    programs: /^(?:knife|chef|chef-client|chef-solo|chef-run|berks|kitchen)$/,
    file,
    upward: true,
  })),
  // Plug-ins of the client, other servers to ask.
  ...['supervisord.conf', 'etc/supervisord.conf'].map((file) => ({
    programs: /^supervisor(?:ctl|d)$/,
    file,
    upward: false,
  })),
  { programs: /^monit$/, file: 'monitrc', upward: false },
  // Options of the virtual machine, which may be an agent; extensions.
  ...['.mvn/jvm.config', '.mvn/maven.config', '.mvn/extensions.xml'].map((file) => ({
    programs: /^(?:mvn|mvnd|mvnDebug|mvnyjp)$/,
    file,
    upward: true,
  })),
  ...['.sbtopts', '.jvmopts', 'project/build.properties'].map((file) => ({
    programs: /^(?:sbt|sbtn|activator|scala|amm)$/,
    file,
    upward: false,
  })),
  {
    programs: /^gradle$/,
    file: 'gradle.properties',
    upward: true,
    names: /^[ \t]*(org\.gradle\.(?:jvmargs|java\.home|daemon\.[\w.]+)|systemProp\.[\w.]+)[ \t]*[=:]/gm,
  },
  // Ruby of the folder.
  { programs: /^vagrant$/, file: 'Vagrantfile', upward: true },
  ...['bin/rails', 'script/rails', 'config/boot.rb'].map((file) => ({ programs: /^rails$/, file, upward: true })),
  { programs: /^(?:bundle|bundler)$/, file: '.bundle/config', upward: true },
  { programs: /^(?:bundle|bundler)$/, file: '.bundle/plugin', upward: true },
  { programs: /^fastlane$/, file: 'fastlane', upward: false },
  { programs: /^jekyll$/, file: '_plugins', upward: false },
  // Which build of a tool a version manager's stand-in starts.
  {
    programs:
      /^(?:node|npm|npx|yarn|pnpm|python[\d.]*|pip[\d.]*|ruby|gem|java|javac|mvn|gradle|go|erl|elixir|terraform|kubectl|helm|deno|bun)$/,
    file: '.tool-versions',
    upward: true,
    names: /^[^\n#]*[ \t](path):/gm,
  },
  ...['rust-toolchain.toml', 'rust-toolchain'].map((file) => ({
    programs: CARGO,
    file,
    upward: true,
    names: /^[ \t]*(path)[ \t]*=/gm,
  })),
  // PHP of the site.
  ...['wp-config.php', 'wp-load.php', 'wp-cli.yml', 'wp-cli.local.yml'].map((file) => ({
    programs: /^wp(?:-cli)?(?:\.phar)?$/,
    file,
    upward: true,
    folders: /(?:^|[\s'"])--path(?:=|\s+)["']?([^\s"';&|]+)/g,
  })),
  ...['drush', 'sites', 'web/sites', 'docroot/sites', 'vendor'].map((file) => ({
    programs: /^drush$/,
    file,
    upward: true,
    folders: /(?:^|[\s'"])(?:--root(?:=|\s+)|-r\s*)["']?([^\s"';&|]+)/g,
  })),
  { programs: /^gdb$/, file: '.gdbinit', upward: false },
  ...[
    'ansible.cfg',
    'library',
    'action_plugins',
    'callback_plugins',
    'filter_plugins',
    'inventory_plugins',
    'lookup_plugins',
    'vars_plugins',
  ].map((file) => ({ programs: /^ansible(?:-[\w-]+)?$/, file, upward: false })),
  // A list of its tasks is made of templates too, and this lookup runs a command.
  ...['*.yml', '*.yaml', 'playbooks/*.yml', 'group_vars/*.yml', 'host_vars/*.yml'].map((file) => ({
    programs: /^ansible(?:-[\w-]+)?$/,
    file,
    upward: false,
    names: /\b(?:lookup|query|q)\s*\(\s*['"]((?:[\w.]+\.)?pipe)['"]/g,
  })),
  // It starts this in its own place.
  { programs: /^(?:bazel|bazelisk|ibazel)$/, file: 'tools/bazel', upward: true },
  // Compiled modules, by whatever name: they hide those of Python as well.
  ...['*.pyc', '*.so', '*.pyd'].map((file) => ({ programs: PYTHON, file, upward: false })),
  ...PYTHON_MODULES.flatMap((module) =>
    [`${module}.py`, `${module}/__init__.*`].map((file) => ({ programs: PYTHON, file, upward: false })),
  ),
];
