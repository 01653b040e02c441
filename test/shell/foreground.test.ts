import { expect, test } from 'vitest';
import { isInteractive } from '../../src/sessions/interactive.ts';
import { neverEnds } from '../../src/sessions/neverEnds.ts';

test.each([
  ['bosh cloudcheck', true],
  ['bosh -e lab create-recovery-plan plan.yml', true],
  ['newgrp lxd', true],
  ['icinga2 node wizard', true],
  ['passwd deploy', true],
  ['bosh cloudcheck --auto', false],
  ['bosh -n deploy x.yml', false],
  ['bosh vms', false],
  ['passwd -d deploy', false],
  ['passwd --lock deploy', false],
  ['curl -sf https://a.example/i | sudo bash', false],
  ['curl -sf https://a.example/i | sudo -E bash -', false],
  ['sudo bash', true],
])('%s needs a person: %s', (command, expected) => {
  expect(isInteractive(command)).toBe(expected);
});

test.each([
  ['docker run -p 8080:80 nginx', true],
  ['docker run --name web --rm -P nginx:1', true],
  ['podman run -p8080:80 web', true],
  ['nats-server -c server.conf', true],
  ['icinga2 daemon -X', true],
  ['iperf3 -s', true],
  ['docker run -d -p 8080:80 nginx', false],
  ['docker run -itd -p 8080:80 nginx', false],
  ['docker run --rm alpine mkdir -p /x', false],
  ['nats-server --signal reload', false],
  ['icinga2 daemon -C', false],
  ['iperf3 -c 10.0.0.2', false],
])('%s goes on until it is stopped: %s', (command, expected) => {
  expect(neverEnds(command)).toBe(expected);
});
