import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { retry } from 'rxjs';
import { Reserve } from '../storage/reserve.ts';

const tries = 3;

/** Whoever comes to make room on a full disk gets in: what failed for want of it is done again with a piece of the reserve. */
@Injectable()
export class FullDiskInterceptor implements NestInterceptor {
  constructor(private readonly reserve: Reserve) {}

  intercept(_: ExecutionContext, next: CallHandler) {
    return next.handle().pipe(
      retry({
        count: tries - 1,
        delay: (error) => {
          if (!this.reserve.makesRoomFor(error)) throw error;
          return [true];
        },
      }),
    );
  }
}
