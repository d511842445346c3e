import { type Response, Router } from 'express';
import { notFound } from '../api/errors.js';
import { metadataOf, privateNetworksOf } from '../guest/metadata.js';
import { toYaml, type YamlValue } from '../guest/yaml.js';
import type { Simulator } from '../simulator.js';
import { findServer } from './find-server.js';

/**
 * What the metadata service at 169.254.169.254 would answer to a server: `…/hetzner/v1/metadata`, `/metadata/<key>`,
 * `/userdata`. Source: API description, "Server Metadata".
 */
export function metadataRoutes(simulator: Simulator): Router {
  const router = Router();
  router.get('/servers/:id/metadata', (request, response) => {
    const { project, server } = findServer(simulator, request.params.id);
    answerText(response, toYaml(metadataOf(project, server)));
  });
  router.get('/servers/:id/metadata/:key', (request, response) => {
    const { id, key } = request.params;
    const { project, server } = findServer(simulator, id);
    if (key === 'private-networks') {
      answerText(response, toYaml(privateNetworksOf(project, server)));
      return;
    }
    const metadata = metadataOf(project, server);
    const value = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
    if (value === undefined) throw notFound('metadata', key);
    answerText(response, textOf(value));
  });
  // The second name is the older one.
  router.get(['/servers/:id/userdata', '/servers/:id/user-data'], (request, response) => {
    const { server } = findServer(simulator, String(request.params['id']));
    if (server.userData === null || server.userData === '') response.status(204).end();
    else answerText(response, server.userData);
  });
  return router;
}

function textOf(value: YamlValue): string {
  return typeof value === 'object' ? toYaml(value) : String(value);
}

function answerText(response: Response, text: string): void {
  response.type('text/plain; charset=utf-8').send(text);
}
