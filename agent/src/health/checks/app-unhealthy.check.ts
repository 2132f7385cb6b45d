import type { Remedy } from '@percloud/contract/health';
import { check, type Found } from '../check.ts';
import type { AppHealth } from '../sources.ts';

/** An app that should run and does not answer as it should. One that is just being started gets the time for it. */
export const appUnhealthy = check({
  name: 'app-unhealthy',
  patienceMs: 15_000,
  measure: ({ apps }) => apps.look(),
  decide: (apps) => apps.filter(({ status }) => status === 'unhealthy').map(ill),
});

const ill = (app: AppHealth): Found => ({
  case: 'ill',
  severity: 'bad',
  app: { id: app.id, percloud: app.percloud },
  concerns: 'percloud',
  values: { slug: app.slug, program: app.program },
  remedies: remediesOf(app),
});

/** Going back is offered where an update may have brought the trouble. What was written since is kept as a snapshot. */
export function remediesOf({ percloud, cameByUpgrade }: AppHealth): Remedy[] {
  const restart: Remedy = { name: 'restart-app', kind: 'app.restart', percloud };
  const goBack: Remedy = { name: 'go-back', kind: 'app.rollback', percloud };
  return cameByUpgrade ? [restart, goBack] : [restart];
}
