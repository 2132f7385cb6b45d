/** A package as dpkg's status file has it: what is really installed, in its exact version. */
export interface DebianPackage {
  name: string;
  version: string;
  architecture: string;
  /** What it was built from; lists of known holes go by it. */
  source: string;
  sourceVersion: string;
}

/** `/var/lib/dpkg/status`, without what was removed and left its configuration behind; by name. */
export function parseDpkgStatus(text: string): DebianPackage[] {
  const packages = text.split('\n\n').flatMap((paragraph) => {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(paragraph)?.[1] ?? '';
    if (!/ installed$/.test(field('Status'))) return [];
    const [name, version] = [field('Package'), field('Version')];
    const [, source = name, sourceVersion = version] = /^(\S+)(?: \((\S+)\))?$/.exec(field('Source')) ?? [];
    return [{ name, version, architecture: field('Architecture'), source, sourceVersion }];
  });
  return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
}
