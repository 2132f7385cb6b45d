import type { Rule } from './subject.ts';

const why = 'permissions.reason says why, in one sentence; people read it before they install.';

const capabilitiesWithoutReason: Rule = ({ manifest, at, error }) =>
  Object.entries(manifest.services)
    .filter(([, { cap_add }]) => cap_add.length > 0 && !manifest.permissions.reason)
    .map(([name, { cap_add }]) =>
      error('no-reason', at('services', name, 'cap_add'), `${name} wants ${cap_add.join(', ')} and doesn’t say why. ${why}`),
    );

const egressWithoutReason: Rule = ({ manifest: { permissions }, at, error }) =>
  permissions.egress === 'none' || permissions.reason
    ? []
    : [error('no-reason', at('permissions', 'egress'), `The app wants to reach the Internet and doesn’t say why. ${why}`)];

const publicWithoutReason: Rule = ({ manifest: { permissions, web }, at, warning }) => {
  const index = web.public.indexOf('/');
  const message = `Anybody may read all of the app, always. Open only the paths that need it, or let a setting decide (when:). ${why}`;
  return index === -1 || permissions.reason ? [] : [warning('no-reason', at('web', 'public', index), message)];
};

const userClash: Rule = ({ manifest, neighbours, at, error }) =>
  Object.entries(manifest.services).flatMap(([name, { user }]) => {
    const isTaken = ({ id, services }: typeof manifest) => id !== manifest.id && Object.values(services).some((each) => each.user === user);
    const message = `The user ${user} is ${neighbours.find(isTaken)?.id}’s. An app’s files should belong to nobody else: take a free number.`;
    return neighbours.some(isTaken) ? [error('user-clash', at('services', name, 'user'), message)] : [];
  });

const userNotMade: Rule = ({ manifest, read, at, error }) =>
  Object.entries(manifest.services).flatMap(([name, { user, image }]) => {
    const containerfile = containerfileOf(manifest.id, image);
    const uid = user.split(':')[0] ?? '';
    const isMade = new RegExp(`\\b${uid}\\b`).test(read(containerfile));
    const message = `${containerfile} makes no user ${uid}: “add-user NAME ${uid}”. Packages’ own users get another number with each build.`;
    return isMade ? [] : [error('user-not-made', at('services', name, 'user'), message)];
  });

const secretInSight: Rule = ({ manifest, at, error }) =>
  Object.entries(manifest.services).flatMap(([name, { environment }]) =>
    Object.entries(environment)
      .filter(([variable, value]) => /PASSWORD|PASSWD|SECRET|TOKEN/i.test(variable) && value !== '' && !value.startsWith('/'))
      .map(([variable]) => {
        const message = `${variable} would be the same in every home, and shown to who looks at processes. Declare it under secrets: it is made at install, and read from /run/secrets.`;
        return error('secret-in-sight', at('services', name, 'environment', variable), message);
      }),
  );

const unusedVolume: Rule = ({ manifest, at, warning }) => {
  const used = Object.values(manifest.services).flatMap(({ volumes }) => volumes.map((volume) => volume.split(':')[0]));
  return Object.keys(manifest.volumes)
    .filter((volume) => !used.includes(volume))
    .map((volume) => warning('unused-volume', at('volumes', volume), `No service mounts ${volume}.`));
};

const weakHealthcheck: Rule = ({ manifest: { web, services }, at, warning }) => {
  const message = 'A port that accepts says little. Ask a page by http: it must answer below 400.';
  const isWeak = services[web.service]?.healthcheck.tcp !== undefined;
  return isWeak ? [warning('weak-healthcheck', at('services', web.service, 'healthcheck'), message)] : [];
};

export const containerfileOf = (id: string, image: string) => (image === id ? 'Containerfile' : `${image}.Containerfile`);

export const safetyRules: Rule[] = [
  ...[capabilitiesWithoutReason, egressWithoutReason, publicWithoutReason],
  ...[userClash, userNotMade, secretInSight, unusedVolume, weakHealthcheck],
];
