import { check } from '../check.ts';
import { remediesOf } from './app-unhealthy.check.ts';

const often = 3;

/** An app that runs for a while, ends and is started again, over and over: each look alone may find it well. */
export const appRestarting = check({
  name: 'app-restarting',
  measure: ({ apps }) => apps.look(),
  decide: (apps, isTold) =>
    apps
      .filter(({ id, restarts }) => restarts.count >= (isTold(id) ? 1 : often))
      .map((app) => ({
        case: 'again-and-again',
        severity: 'bad',
        concerns: 'percloud',
        app: { id: app.id, percloud: app.percloud },
        values: { slug: app.slug, program: app.program, count: app.restarts.count, minutes: app.restarts.withinMinutes },
        remedies: remediesOf(app),
      })),
});
