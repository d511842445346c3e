import { z } from 'zod';

/** The last four are null at the first or last page, or when the total is unknown. */
export const paginationSchema = z.object({
  page: z.int(),
  per_page: z.int(),
  previous_page: z.int().nullable(),
  next_page: z.int().nullable(),
  last_page: z.int().nullable(),
  total_entries: z.int().nullable(),
});
export type Pagination = z.infer<typeof paginationSchema>;

/** The `meta` of every paged list. Source: API description, "Pagination". */
export const metaSchema = z.object({ pagination: paginationSchema });
export type Meta = z.infer<typeof metaSchema>;
