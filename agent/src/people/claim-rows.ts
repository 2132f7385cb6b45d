import { newId } from '../database/new-id.ts';
import type { PercloudRow } from '../perclouds/percloud.entity.ts';
import type { GrantRow } from './grant.entity.ts';
import type { PersonRow } from './person.entity.ts';

export type NewPerson = Pick<PersonRow, 'name' | 'displayName' | 'language' | 'passwordHash'>;

export const personRow = ({ name, displayName, language, passwordHash }: NewPerson): PersonRow => ({
  ...{ id: newId(), name, displayName, language, passwordHash },
  createdAt: new Date().toISOString(),
});

export const grantRow = ({ id, createdAt }: PersonRow, role: GrantRow['role'], percloud: string | null): GrantRow => ({
  ...{ id: newId(), person: id, role, percloud },
  endsAt: null,
  createdAt,
});

export const percloudRow = ({ name, displayName, createdAt }: PersonRow, slug?: string, percloudName?: string): PercloudRow => ({
  id: newId(),
  slug: slug ?? slugFrom(name),
  name: percloudName ?? displayName,
  createdAt,
});

/** `ana.maria` → `anamaria`; a name starts with a letter, so something is left. */
const slugFrom = (name: string) => name.replace(/[^a-z0-9]/g, '').slice(0, 25);
