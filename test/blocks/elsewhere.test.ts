import { describe, expect, it } from 'vitest';
import { isAboutMachine, placeSaid } from '../../src/blocks/sessionSaid.ts';

describe('places by how their sentence is built', () => {
  it.each([
    'On the NAS:',
    'From inside the VPC:',
    'On the remote side:',
    'At the GRUB prompt:',
    'At the `mysql>` prompt, type:',
    'In the rescue shell run:',
    'On the storage array, clear the cache:',
    'From an unaffected peer, you can run:',
    'On any etcd member:',
    'From within the guest OS shell:',
    'Run this from inside the cluster:',
    'The following must be run on the NAS:',
    'In single user mode:',
  ])('elsewhere, whatever the noun: %s', (text) => {
    expect(placeSaid(text)?.kind).toBe('elsewhere');
  });

  it.each([
    'Jump on the box:',
    'Get on the mail server and run:',
    'Drop into the container:',
    'Once on the server:',
    'Once connected:',
    'You are now on the server.',
    'You should now be inside the pod.',
    'In that session:',
    'In the second terminal (connected to db-1):',
    'Connect with PuTTY to the appliance, then:',
    'Open a console through iDRAC and type:',
    'Use Session Manager to get onto the instance, and:',
    'With `kubectl exec` in the api pod:',
    'Connect to the VPN and hop onto the jump host.',
    'Stop the timer, then jump on the bastion:',
    'Fetch the key and log onto the mail server:',
    'In a second terminal on the Jenkins agent:',
    'In another shell inside the appliance, run:',
  ])('going there, or being there: %s', (text) => {
    expect(placeSaid(text)?.kind).toBe('elsewhere');
  });

  it.each([
    'In the following example:',
    'In the meantime, run:',
    'From the root of the repository, run:',
    'In the application folder type the following:',
    'From the implementation worktree:',
    'In another terminal:',
    'On the command line, run:',
    'In the first step:',
    'On the first run:',
    'In the long run:',
    'At the very least, run:',
    'In a pinch:',
    'Within the hour, run:',
    'On a failed deploy:',
    'In the staging environment:',
    'In all regions:',
    'Inside tmux:',
    'In another shell:',
    'At a shell prompt, type:',
    'Inside the container or locally:',
    'On an M1 Mac:',
    'On a busy network, wait longer:',
    'Run this on the branch:',
    'Do this in the order given:',
    'In the AWS console, click Restart:',
    'From the output above, copy the id:',
    'In the blade specify each card.',
  ])('no other place: %s', (text) => {
    expect(placeSaid(text)?.kind).not.toBe('elsewhere');
  });

  it.each([
    'Once connected to the VPN, run:',
    'Get on the bridge:',
    'Jump on the call and report:',
    'You are now on the main branch.',
    'Use kubectl to get the pods:',
    'Land on master',
    'When to lock the nodes',
    'Use curl to query the server:',
    'Take notes and get on the bridge:',
    'Restart the job and go on to the next step:',
    'In a second terminal on your laptop:',
    'In a second terminal:',
    'In a new terminal on the local machine:',
    'While logged in to each switch, some commands are issued.',
  ])('nobody goes anywhere: %s', (text) => {
    expect(placeSaid(text)?.kind).not.toBe('elsewhere');
  });

  it('is said of what stands right below, not of what a later sentence leads to', () => {
    expect(placeSaid('On the NAS, the disk is full. Look at the chart:')).toBeUndefined();
    expect(placeSaid('The disk is full. On the NAS, clear it:')?.kind).toBe('elsewhere');
  });
});

it('lets through what asks a cluster below "From inside the cluster"', () => {
  expect(isAboutMachine('From inside the cluster', 'kubectl logs deploy/a')).toBe(true);
  expect(isAboutMachine('From inside the cluster', 'curl http://a:8080')).toBe(false);
});

describe('labels with the name of a place', () => {
  it.each([
    'Host: db-3',
    '**Where:** db-3',
    'Run from: bastion',
    'Target: web servers',
    'Executed on: the DR site',
    '**Host:** `10.0.0.4`',
    '**Where:** db-3 · **Who:** the one on call',
  ])('elsewhere: %s', (text) => {
    expect(placeSaid(text)?.kind).toBe('elsewhere');
  });

  it.each([
    'Host: localhost',
    'Host: db.example.com\nPort: 5432',
    'Host: db-3\nUser: app',
    'Where: see below',
    'Target: 99.9%',
    'Target: under five minutes',
    'Run on: every merge',
    'Run from: repo root',
    'Run from: `infra/`',
    'Where: your laptop',
  ])('no other place: %s', (text) => {
    expect(placeSaid(text)?.kind).not.toBe('elsewhere');
  });
});
