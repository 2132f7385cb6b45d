import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { map } from 'rxjs';
import { endpointOf } from './handles.ts';

/** What leaves is what the contract says and nothing more: a column that should stay inside can't slip out. */
@Injectable()
export class ContractInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const { response } = endpointOf(context);
    return response ? next.handle().pipe(map((answer) => response.parse(answer))) : next.handle();
  }
}
