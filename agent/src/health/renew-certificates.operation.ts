import type { Host } from '../host/host.module.ts';
import { paths } from '../host/host-config.ts';
import { installCertificates, makeSuccessors, putBackCertificates, removeCertificatesOf } from '../host/renewed-certificates.ts';
import { exclusive } from '../operations/locks.ts';
import { commit, type Kind, step } from '../operations/operation-kind.ts';
import type { Routes } from '../routes/routes.service.ts';

/** The root keeps its key and name, so that what it signed before stays good; its certificate is made anew only when it is about to end. */
export const renewCertificates = (host: Host, routes: Routes): Kind<object, object> => {
  const { ca } = paths(host);
  return {
    kind: 'box.renew-certificates',
    version: 1,
    whenBusy: 'wait',
    locks: () => [exclusive('box')],
    steps: [
      step(
        'make new certificates',
        ({ id }) => makeSuccessors(ca, id, host.boxId),
        ({ id }) => removeCertificatesOf(ca, id),
      ),
      step(
        'put them in place',
        ({ id }) => installCertificates(ca, id),
        async ({ id }) => {
          await putBackCertificates(ca, id);
          await routes.renewCertificates();
        },
      ),
      step('show them to visitors', () => routes.renewCertificates()),
      commit('commit', () => []),
      step('clean up', ({ id }) => removeCertificatesOf(ca, id)),
    ],
  };
};
