import { describe, expect, it } from 'vitest';
import { placeIn } from '../../src/blocks/place.ts';

describe('where the commands after a sentence are typed', () => {
  it.each([
    'Run on the node with network issues:',
    'Execute this on the server that failed:',
    'Run the following commands on the host where the disk is full:',
    'Run this on all nodes which are affected:',
    'Then, run this in the pod that is stuck:',
    'On `old-host`, shut it down:',
    'On db-primary, run:',
    'Log in to the build-server and run:',
  ])('elsewhere: %s', (text) => {
    expect(placeIn(text)?.kind).toBe('elsewhere');
  });

  it.each([
    'Run it on your machine with Docker:',
    'On this machine, run:',
    'Run this from your own laptop:',
    'Exit the shell.',
  ])('here: %s', (text) => {
    expect(placeIn(text)?.kind).toBe('here');
  });

  it.each([
    'Run the tests on the branch with the fix:',
    'Run the script in the folder that you cloned:',
    'Paste this at the end of the file:',
    'On release-candidate, run the tests:',
    'On server-side errors, retry:',
    'On a multi-node-setup, wait longer:',
  ])('nothing is said of it: %s', (text) => {
    expect(placeIn(text)).toBeUndefined();
  });
});
