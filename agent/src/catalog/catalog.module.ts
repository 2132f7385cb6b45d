import { Module } from '@nestjs/common';
import { DockerEngine } from '../gateways/docker.ts';
import { DockerImages } from '../gateways/docker-images.ts';
import { Blobs } from './blobs.ts';
import { CatalogController } from './catalog.controller.ts';
import { CatalogService } from './catalog.service.ts';
import { ImagesService } from './images.service.ts';

@Module({
  controllers: [CatalogController],
  providers: [CatalogService, ImagesService, Blobs, DockerImages, DockerEngine],
  exports: [CatalogService, ImagesService, DockerEngine],
})
export class CatalogModule {}
