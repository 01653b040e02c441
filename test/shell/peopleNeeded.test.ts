import { expect, test } from 'vitest';
import { isInteractive } from '../../src/shell/interactive.ts';

test.each([
  ['docker compose exec web bash'],
  ['docker-compose exec -u root web /bin/sh'],
  ['docker compose run web bash -l'],
  ['cf ssh web'],
  ['make bastion'],
  ['make -C ops pod-shell ENV=prod'],
  ['task db:console'],
  ['vagrant ssh db'],
  ['cloud-wrapper prod -- psql'],
  ['gpg --gen-key'],
  ['gpg2 --full-generate-key'],
  ['pass edit web/db'],
  ['aws-vault login prod'],
  ['aws-vault exec prod'],
  ['aws ssm start-session --target i-1'],
  ['aws --profile x ssm start-session --target i-1 --document-name AWS-StartInteractiveCommand'],
  ['kubectl debug -it web --image=busybox'],
])('%s needs a person', (command) => {
  expect(isInteractive(command)).toBe(true);
});

test.each([
  ['docker compose exec -T web bash'],
  ['make shellcheck'],
  ['make bastion-image'],
  ['make build SHELL=/bin/bash'],
  ['docker compose exec web ls'],
  ['docker compose exec web bash -c ls'],
  ['cf ssh web -c "ls"'],
  ['vagrant ssh -c "ls"'],
  ['cloud-wrapper prod -- psql -c "select 1"'],
  ['gpg --batch --gen-key params'],
  ['pass show web/db'],
  ['aws-vault exec prod -- aws s3 ls'],
  ['docker run --rm x bash -c "cat x | psql -h y"'],
])('%s needs nobody', (command) => {
  expect(isInteractive(command)).toBe(false);
});
