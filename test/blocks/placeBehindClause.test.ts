import { expect, test } from 'vitest';
import { placeIn } from '../../src/blocks/place.ts';

test.each([
  'When that happens, SSH into the assethost and clear it:',
  'After the upgrade, log in to the bastion host and run:',
  'To free space, then SSH into web-1',
  'Once done, connect to db-2:',
  'In this case SSH to web-1:',
  'On failure, log in to the old server:',
  'If the disk is full, SSH into the node and run:',
])('elsewhere: %s', (text) => {
  expect(placeIn(text)).toMatchObject({ kind: 'elsewhere' });
});

test.each([
  'When done, run:',
  'When the server is up, run:',
  'After the upgrade, restart the service:',
  'On success, run:',
  'On Ubuntu, use apt:',
  'In this case, run:',
  'To log in to the registry, run:',
  'Once connected to the cluster, list the pods:',
  'If you use SSH to connect, add the key:',
  'To connect to the database, open the port:',
])('says no place: %s', (text) => {
  expect(placeIn(text)).toBeUndefined();
});
