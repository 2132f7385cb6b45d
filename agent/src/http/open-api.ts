import type { Endpoint } from '@percloud/contract/endpoint';
export const openApi = (api: Record<string, Endpoint>, version: string) => ({
  openapi: '3.1.0',
  info: { title: 'Percloud', version },
  paths: Object.keys(api),
});
