import { Module } from '@nestjs/common';
import { DockerEngine } from '../gateways/docker.ts';
import { DockerImages } from '../gateways/docker-images.ts';
import { Blobs } from './blobs.ts';
import { CatalogController } from './catalog.controller.ts';
import { CatalogService } from './catalog.service.ts';
import { CatalogSourcesController } from './catalog-sources.controller.ts';
import { CatalogSources } from './catalog-sources.ts';
import { CatalogView } from './catalog-view.ts';
import { ImagesService } from './images.service.ts';
import { Sboms } from './sboms.ts';

@Module({
  controllers: [CatalogController, CatalogSourcesController],
  providers: [CatalogService, CatalogSources, CatalogView, Sboms, ImagesService, Blobs, DockerImages, DockerEngine],
  exports: [CatalogService, ImagesService, Sboms, DockerEngine],
})
export class CatalogModule {}
