import type { OperationNotice } from '../jobs/notices.js';
import type { Operation } from './operation.js';

export function operationNotice({ id, tenant }: Pick<Operation, 'id' | 'tenant'>): OperationNotice {
  return { type: 'operation', id, tenant };
}
