import type { Rule } from './subject.ts';

const noReason: Rule = ({ manifest, lineOf, error, warning }) => {
  if (manifest.permissions.reason) return [];
  const why = 'permissions.reason says why, in one sentence; people read it before they install.';
  const capabilities = Object.entries(manifest.services).flatMap(([name, { cap_add }]) =>
    cap_add.length > 0
      ? [
          error(
            'no-reason',
            'app.yaml',
            lineOf('services', name, 'cap_add'),
            `${name} wants ${cap_add.join(', ')} and doesn’t say why. ${why}`,
          ),
        ]
      : [],
  );
  const egress =
    manifest.permissions.egress === 'none'
      ? []
      : [
          error(
            'no-reason',
            'app.yaml',
            lineOf('permissions', 'egress'),
            `The app wants to reach the Internet and doesn’t say why. ${why}`,
          ),
        ];
  const index = manifest.web.public.indexOf('/');
  const open =
    index === -1
      ? []
      : [
          warning(
            'no-reason',
            'app.yaml',
            lineOf('web', 'public', index),
            `Anybody may read all of the app, always. Open only the paths that need it, or let a setting decide (when:). ${why}`,
          ),
        ];
  return [...capabilities, ...egress, ...open];
};

const userClash: Rule = ({ manifest, neighbours, lineOf, error }) =>
  Object.entries(manifest.services).flatMap(([name, { user }]) => {
    const other = neighbours.find(
      ({ id, services }) => id !== manifest.id && Object.values(services).some((service) => service.user === user),
    );
    const message = `The user ${user} is ${other?.id}’s. An app’s files should belong to nobody else: take a free number.`;
    return other ? [error('user-clash', 'app.yaml', lineOf('services', name, 'user'), message)] : [];
  });

const userNotMade: Rule = ({ manifest, read, lineOf, error }) =>
  Object.entries(manifest.services).flatMap(([name, { user, image }]) => {
    const containerfile = containerfileOf(manifest.id, image);
    const uid = user.split(':')[0] ?? '';
    const message = `${containerfile} makes no user ${uid}: “add-user NAME ${uid}”. Packages’ own users get another number with each build.`;
    return new RegExp(`\\b${uid}\\b`).test(read(containerfile))
      ? []
      : [error('user-not-made', 'app.yaml', lineOf('services', name, 'user'), message)];
  });

const secretInSight: Rule = ({ manifest, lineOf, error }) =>
  Object.entries(manifest.services).flatMap(([name, { environment }]) =>
    Object.entries(environment)
      .filter(([variable, value]) => /PASSWORD|PASSWD|SECRET|TOKEN/i.test(variable) && value !== '' && !value.startsWith('/'))
      .map(([variable]) =>
        error(
          'secret-in-sight',
          'app.yaml',
          lineOf('services', name, 'environment', variable),
          `${variable} would be the same in every home, and shown to who looks at processes. Declare it under secrets: it is made at install, and read from /run/secrets.`,
        ),
      ),
  );

const unusedVolume: Rule = ({ manifest, lineOf, warning }) => {
  const used = new Set(Object.values(manifest.services).flatMap(({ volumes }) => volumes.map((volume) => volume.split(':')[0])));
  return Object.keys(manifest.volumes)
    .filter((volume) => !used.has(volume))
    .map((volume) => warning('unused-volume', 'app.yaml', lineOf('volumes', volume), `No service mounts ${volume}.`));
};

const weakHealthcheck: Rule = ({ manifest, lineOf, warning }) => {
  const { service } = manifest.web;
  const weak = 'A port that accepts says little. Ask a page by http: it must answer below 400.';
  return manifest.services[service]?.healthcheck.tcp === undefined
    ? []
    : [warning('weak-healthcheck', 'app.yaml', lineOf('services', service, 'healthcheck'), weak)];
};

export const containerfileOf = (id: string, image: string) => (image === id ? 'Containerfile' : `${image}.Containerfile`);

export const safetyRules: Rule[] = [noReason, userClash, userNotMade, secretInSight, unusedVolume, weakHealthcheck];
