import { describe, expect, it } from 'vitest';
import { allBlocks, runsInPassing } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;

/** The commands that run when everything is run. */
function passing(text: string): string[] {
  const runbook = parseRunbook(`# T\n\n${text}`);
  return allBlocks(runbook)
    .filter((block) => runsInPassing(runbook, block))
    .map(({ commands }) => commands[0]!);
}

const ways = (text: string): string[][] =>
  choicesOf(parseRunbook(`# T\n\n${text}`)).map((choice) => choice.ways.map(({ name }) => name));

/** Two blocks in one section with a sentence between them. */
const two = (between: string, second = 'tool other --name x', first = 'tool apply --name main'): string =>
  `## Stop\n\nRun this:\n${sh(first)}\n${between}\n${sh(second)}`;

describe('sentences after which a command is not the next one', () => {
  it.each([
    'Alternatively it is much easier to run it locally. The service runs on port 5000.',
    'Alternatively it is much easier to run it locally',
    'Instead of the name, you can specify the timestamp:',
    'It can be restored up to a time. Instead of the name, specify the timestamp as follows:',
    'If you have zfs on your host you can instead do:',
    'You can also clean up external storages:',
    'To turn it off again:',
    'To disable it:',
    'If you want to undo this, run',
    'To uninstall it again, run',
    'Make sure you clean up after you uninstall your cluster. To delete the resources, run',
    'For version 2.0.5 and earlier, use this command:',
    'For PBM version 2.0.5 and earlier, use the other one. You can do so as follows:',
    'On older releases, run:',
    'If this happens, update ruby:',
    'You may run into an issue with ruby. If this happens update ruby through apt.',
    'If you encounter an error, run:',
    'In that case, run:',
    'As an example, run the following:',
    "If you've accidentally already started the app, you need to clear out your existing database:",
    'If you have already imported a dump, drop it first:',
    "If you remove components from `vars.yml`, you'd need to run the setup command as below instead:",
    'If you are running an affected OS, run:',
    'So for most of our machines this is:',
  ])('%s', (said) => expect(passing(two(said))).toEqual(['tool apply --name main']));

  it.each([
    'Then run this:',
    "If you haven't already, start the app:",
    'If you have not already installed it, install it:',
    'If you have already drained the node, restart it:',
    'To apply the other one:',
    'Instead of rebooting, restart the service:',
    'For version 2.1 and later, run:',
    'To verify it again:',
    'Once this is the case, run:',
    'To remove the old one:',
    'Turn the alerts on again:',
    'Use an alternative name for the second one:',
  ])('%s goes on', (said) => expect(passing(two(said, 'systemctl restart b'))).toHaveLength(2));

  it('what takes back is held only right behind what it takes back', () => {
    const on = `To turn on maintenance mode:\n${sh('./mode.sh --on')}\n`;
    const off = `To turn off maintenance mode:\n${sh('./mode.sh --off')}\n`;
    const one = `To turn on maintenance mode for one end:\n${sh('./mode.sh --on --end view')}\n`;
    expect(passing(`## Usage\n\n${on}${off}`)).toEqual(['./mode.sh --on']);
    expect(passing(`## Usage\n\n${on}${off}${one}`)).toEqual(['./mode.sh --on']);
    expect(passing(`## Upgrade\n\n${on}Upgrade:\n${sh('apt-get upgrade -y')}\n${off}`)).toHaveLength(3);
    const make = `Create a test pod:\n${sh('kubectl run test-pod --image=b')}\n`;
    expect(passing(`## Try\n\n${make}To delete the test pod:\n${sh('kubectl delete pod test-pod')}`)).toHaveLength(1);
    expect(passing(`## Try\n\n${make}To delete the old pod:\n${sh('kubectl delete pod old')}`)).toHaveLength(2);
  });

  it('a section named for removal removes', () => {
    const text = `## Remove the node\n${sh('kubectl drain a')}\nTo delete it:\n${sh('kubectl delete node a')}`;
    expect(passing(text)).toHaveLength(2);
    expect(
      passing(`## Disable the job\n${sh('./job.sh prepare')}\nTo disable it:\n${sh('./job.sh off')}`),
    ).toHaveLength(2);
  });

  it('a box "example" shows what was said', () => {
    const box = (command: string): string => `\n??? example "Example"\n\n    \`\`\`sh\n    ${command}\n    \`\`\`\n`;
    const real = sh('pbm restore --ns="mydb.*" <name>');
    expect(passing(`## R\n${real}${box('pbm restore --ns="x.*" 2025')}`)).toHaveLength(1);
    expect(passing(`## R\n${real}${box('systemctl restart mongod')}`)).toHaveLength(2);
    expect(passing(`## R\n${box('pbm restore --ns="x.*" 2025')}`)).toHaveLength(1);
  });

  it('troubleshooting behind the procedure is for a case', () => {
    const fix = `## Troubleshooting\n\n### It hangs\n${sh('oc delete secret x')}`;
    expect(passing(`## Install\n${sh('oc apply -f x')}\n${fix}`)).toEqual(['oc apply -f x']);
    expect(passing(fix)).toHaveLength(1);
    const clean = `## Note: Cleanup resources after uninstalling the cluster\n${sh('oc delete secret x')}`;
    expect(passing(`## Install\n${sh('oc apply -f x')}\n${clean}`)).toHaveLength(1);
  });
});

describe('sections of which one is meant', () => {
  const part = (title: string, command: string): string => `### ${title}\n${sh(command)}\n`;
  it('verbs of one tool are a reference', () => {
    const verbs =
      part('dump', 'gen3 db dump') + part('restore', 'gen3 db restore') + part('create-sa', 'gen3 db create-sa');
    expect(ways(`## Commands\n\n${verbs}`)).toEqual([['dump', 'restore', 'create-sa']]);
    expect(ways(`## Jobs\n\n${verbs}`)).toEqual([['dump', 'restore', 'create-sa']]);
    const two = part('`up`', './vm.sh up') + part('`reset`', './vm.sh reset');
    expect(ways(`## Usage\n${sh('./vm.sh [up|reset]')}\n${two}`)).toEqual([['up', 'reset']]);
  });
  it('steps that are named for their verb are not', () => {
    const steps = part('Build', 'make build') + part('Push', 'make push') + part('Deploy', 'make deploy');
    expect(ways(`## Release\n\n${steps}`)).toEqual([]);
    expect(ways(`## Commands\n\n${part('dump', 'pg dump')}${part('Verify', 'ls -l')}`)).toEqual([]);
  });
  it('routes are a choice; a route that is added is none', () => {
    expect(ways(part('Setup - Local Credentials Route', 'a b') + part('Setup - Cloud9 Route', 'c d'))).toHaveLength(1);
    expect(ways(part('Quick way', 'a b') + part('Slow way', 'c d'))).toHaveLength(1);
    expect(ways(part('Add the static route', 'a b') + part('Remove the old route', 'c d'))).toEqual([]);
  });
});
