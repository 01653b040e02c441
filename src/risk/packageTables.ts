import type { ProgramTable } from './table.ts';

const apt: ProgramTable = {
  source: 'manual page apt(8), apt-get(8)',
  reads: 'list|show|showsrc|search|policy|depends|rdepends|changelog|madison|check|help|indextargets|-s',
  changes:
    'install|update|upgrade|full-upgrade|dist-upgrade|dselect-upgrade|safe-upgrade|edit-sources|download|build-dep|reinstall|source|satisfy|-f|hold|unhold|modernize-sources|markauto|unmarkauto|forget-new',
  destroys: 'remove|purge|autoremove|autopurge|clean|autoclean|distclean|auto-remove|auto-clean',
  flags: { '--purge': 'destroys', '--allow-remove-essential': 'destroys', '--autoremove': 'destroys' },
  dryRun: '-s --simulate --just-print --dry-run --recon --no-act --print-uris',
  values: '-o -c -t --target-release --option --config-file',
};

const yum: ProgramTable = {
  source: 'dnf.readthedocs.io/en/latest/command_ref.html',
  reads:
    'list|info|search|check-update|repolist|repoinfo|history|history list|history info|provides|whatprovides|deplist|versionlock list|versionlock|repoquery|check|updateinfo|updateinfo list|updateinfo info|module list|module info|module provides|group list|grouplist|group info|groupinfo|alias list|needs-restarting|help|advisory|--version|changelog|repodiff|leaves',
  changes:
    'install|update|upgrade|update-minimal|upgrade-minimal|makecache|localinstall|localupdate|reinstall|downgrade|groupinstall|group install|groupupdate|versionlock add|versionlock delete|versionlock clear|module enable|module install|module disable|module switch-to|config-manager|swap|distro-sync|system-upgrade|builddep|download|mark|copr|history undo|history redo|history rollback|offline-upgrade|reposync|debuginfo-install|alias|upgrade-from',
  destroys:
    'remove|erase|autoremove|clean|groupremove|group remove|module reset|module remove|groupremove|history userinstalled --rm',
  dryRun: '--assumeno',
  values:
    '-c --config --enablerepo --disablerepo --repo --repoid --releasever --installroot -x --exclude -d -e --downloaddir --setopt --advisory',
};

const npm: ProgramTable = {
  source: 'docs.npmjs.com/cli/commands',
  reads:
    'ls|list|ll|la|outdated|view|v|info|show|audit|search|s|find|whoami|config list|config ls|config get|get|root|bin|version --help|doctor|ping|explain|why|fund|help|help-search|prefix|query|diff|docs --help|dist-tag ls|dist-tag list|owner ls|access ls-packages|access list|access get|team ls|token list|profile get|org ls|hook ls|sbom|stars|licenses|versions|store status|store path|pack --dry-run|cache ls|cache verify|list-packages|why',
  changes:
    'install|i|in|ci|add|update|up|upgrade|clean-install|install-test|it|install-ci-test|cit|link|ln|login|adduser|publish|init|create|config set|config edit|set|version|rebuild|rb|dedupe|ddp|audit fix|pack|dist-tag add|owner add|access|team|token create|profile set|shrinkwrap|edit|deprecate|undeprecate|star|hook add|pkg|completion|import|fetch|store add|patch|env|setup|self-update|global add|config|audit --fix|version|deploy|approve-builds|plugin import|set version|berry',
  unknown: 'run|run-script|rum|urn|start|stop|restart|test|t|tst|exec|x|explore|dlx|exec|node|workspace|workspaces',
  destroys:
    'uninstall|un|unlink|remove|rm|r|unpublish|prune|cache clean|cache rm|cache delete|logout|dist-tag rm|owner rm|token revoke|token delete|hook rm|team destroy|team rm|org rm|config delete|config rm|store prune|global remove|cache clear|autoclean|cache dir --rm|unplug',
  dryRun: '--dry-run',
  values: '--prefix -C --dir --registry -w --workspace --filter -F --cwd --userconfig --cache --loglevel --tag --otp',
};

/** Package managers. */
export const packageTables: Readonly<Record<string, ProgramTable>> = {
  apt,
  yum,
  npm,
  pip: {
    source: 'pip.pypa.io/en/stable/cli',
    reads:
      'list|show|freeze|check|search|config list|config get|index|debug|inspect|hash|help|cache info|cache list|cache dir',
    changes: 'install|download|config set|config edit|wheel|lock',
    destroys: 'uninstall|cache purge|cache remove|config unset',
    values: '-r --requirement -i --index-url --extra-index-url -c --proxy',
  },
  gem: {
    source: 'guides.rubygems.org/command-reference',
    reads:
      'list|search|info|env|environment|which|contents|dependency|outdated|specification|help|sources --list|query|check|stale|owner --help',
    changes: 'install|update|push|build|fetch|unpack|sources|pristine|rdoc|signin|owner|cert|lock|rebuild',
    unknown: 'exec|server|open',
    destroys: 'uninstall|cleanup|yank|signout',
  },
  bundle: {
    source: 'bundler.io/man',
    bare: 'changes',
    reads:
      'list|show|info|check|outdated|platform|env|version|help|doctor|licenses|config list|config get|viz|audit|fund',
    changes: 'install|update|add|init|lock|config|cache|package|binstubs|pristine|gem|inject|plugin',
    unknown: 'exec|console|open',
    destroys: 'clean|remove',
  },
  brew: {
    source: 'docs.brew.sh/Manpage',
    reads:
      'list|ls|info|abv|search|doctor|outdated|deps|uses|services list|services info|config|--version|--prefix|--cellar|--cache|--repository|leaves|desc|home|cat|log|formulae|casks|missing|options|tap-info|commands|help|shellenv',
    changes:
      'install|upgrade|update|up|tap|services|services start|services stop|services restart|services run|link|ln|cask|unlink|reinstall|pin|unpin|bundle|fetch|edit|create|switch|postinstall|analytics|migrate|readall',
    destroys: 'uninstall|remove|rm|cleanup|untap|autoremove|services cleanup|bundle cleanup',
  },
  dpkg: {
    source: 'manual page dpkg(1)',
    reads:
      '-l|--list|-L|--listfiles|-s|--status|-S|--search|-p|--print-avail|-C|--audit|-V|--verify|--get-selections|--print-architecture|--print-foreign-architectures|--compare-versions|-c|--contents|-I|--info|-f|--field|--version|--help|--yet-to-unpack|--validate-pkgname|-W',
    changes:
      '-i|--install|--unpack|--configure|--set-selections|--add-architecture|--update-avail|--merge-avail|-x|--extract|-e|--control|-b|--build|--triggers-only|-R|--record-avail',
    destroys: '-r|--remove|-P|--purge|--clear-selections|--clear-avail|--remove-architecture|--force-all',
    dryRun: '--dry-run --simulate --no-act',
  },
  'dpkg-query': { source: 'manual page dpkg-query(1)', bare: 'reads', otherwise: 'reads' },
  rpm: {
    source: 'manual page rpm(8)',
    reads: '-q|--query|-V|--verify|-K|--checksig|--querytags|--showrc|-E|--eval|--version|--help|--test',
    changes:
      '-i|--install|-U|--upgrade|-F|--freshen|--import|--initdb|--rebuilddb|--setperms|--setugids|--reinstall|--restore',
    destroys: '-e|--erase|--delsign',
    dryRun: '--test',
  },
  snap: {
    source: 'snapcraft.io/docs',
    reads:
      'list|info|find|services|logs|changes|version|connections|interface|known|tasks|warnings|whoami|model|get|debug|help|saved|aliases|validate|recovery',
    changes:
      'install|refresh|start|stop|restart|enable|disable|connect|disconnect|set|revert|alias|unalias|prefer|login|logout|create-cohort|switch|save|restore|try|download|ack|watch|okay|wait|routine',
    unknown: 'run',
    destroys: 'remove|unset|forget|abort',
  },
  flatpak: {
    source: 'docs.flatpak.org',
    reads: 'list|info|search|remotes|remote-ls|remote-info|history|ps|config --list|permissions|permission-show',
    changes:
      'install|update|mask|override|remote-add|remote-modify|config|repair|build|pin|document-export|permission-set',
    unknown: 'run|enter',
    destroys: 'uninstall|remove|kill|remote-delete|permission-reset|permission-remove',
  },
  apk: {
    source: 'wiki.alpinelinux.org',
    reads: 'info|search|list|version|policy|stats|dot|manifest|verify|audit',
    changes: 'add|update|upgrade|fix|fetch|index|cache download|cache sync',
    destroys: 'del|cache clean|cache purge',
    dryRun: '--simulate -s',
    values: '-X --repository -p --root',
  },
  pacman: {
    source: 'manual page pacman(8)',
    reads: '-Q|-F|-Ss|-Si|-Sl|-Sg|-Sp|-Qi|-Ql|-Qs|-Qo|-Qe|-Qdt|-Qu|-T|-V|--version|-Qq|-Sw --help',
    changes: '-S|-Sy|-Syu|-Su|-U|-D|-Sw|-Syyu|-Fy',
    destroys: '-R|-Rs|-Rns|-Rn|-Rsc|-Sc|-Scc|-Rdd',
  },
  zypper: {
    source: 'manual page zypper(8)',
    reads:
      'search|se|info|if|list-updates|lu|list-patches|lp|patch-check|pchk|repos|lr|packages|pa|patterns|pt|products|pd|what-provides|wp|locks|ll|services|ls|patch-info|targetos|version|ps|needs-rebooting|source-download --help',
    changes:
      'install|in|update|up|patch|dist-upgrade|dup|refresh|ref|addrepo|ar|modifyrepo|mr|renamerepo|nr|verify|ve|install-new-recommends|inr|source-install|si|addlock|al|addservice|download|refresh-services',
    destroys: 'remove|rm|clean|cc|removerepo|rr|removelock|rl|cleanlocks|purge-kernels|removeservice',
    dryRun: '--dry-run -D',
  },
};

export const packageAlikes: Readonly<Record<string, string>> = {
  'apt-get': 'apt',
  'apt-cache': 'apt',
  'apt-mark': 'apt',
  aptitude: 'apt',
  dnf: 'yum',
  dnf5: 'yum',
  microdnf: 'yum',
  tdnf: 'yum',
  pip3: 'pip',
  pip2: 'pip',
  pnpm: 'npm',
  yarn: 'npm',
  bun: 'npm',
};
