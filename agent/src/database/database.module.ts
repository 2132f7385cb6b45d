import { Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Host } from '../host/host.module.ts';
import { openDatabase } from './data-source.ts';

@Injectable()
class DatabaseCloser implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly database: DataSource) {}

  async onApplicationShutdown() {
    await this.database.destroy();
  }
}

@Global()
@Module({
  providers: [{ provide: DataSource, inject: [Host], useFactory: openDatabase }, DatabaseCloser],
  exports: [DataSource],
})
export class DatabaseModule {}
