import { describe, expect, it } from 'vitest';
import { placeSaid } from '../../src/blocks/sessionSaid.ts';

describe('a place at the end of a sentence', () => {
  it.each([
    'Run the `load.sh` script in the **tools-pod**',
    'Run the `dump.sh` script on the **db-1** host',
    'Execute `./verify.py` on the db-2 server.',
    'Take the dump in the tools container',
    'Take the backup in the **tools-pod**',
    'Make a full backup on the primary:',
    'Use the `load.sh` script inside the worker pod:',
    'Start the import script on the old database server.',
    'Run `load.sh` from within the loader-container:',
  ])('elsewhere: %s', (text) => {
    expect(placeSaid(text)?.kind).toBe('elsewhere');
  });

  it('says that it is a container', () => {
    expect(placeSaid('Run the `load.sh` script in the **tools-pod**')?.container).toBe(true);
  });

  it.each([
    'Run the `load.sh` script in the repository',
    'Run the `load.sh` script in the terminal:',
    'Run the `load.sh` script on your machine:',
    'Run the `load.sh` script in the folder `ops`.',
    'Use the host from the `hosts.yml` script in the config',
    'Take the backup in the morning.',
    'Make a backup of the pod:',
    'Take a dump from the server:',
    'Create a script on the fly:',
    'Run `restart.sh` for the container. Look at the chart:',
  ])('no other place: %s', (text) => {
    expect(placeSaid(text)?.kind).not.toBe('elsewhere');
  });
});
